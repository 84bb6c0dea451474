import { utf8, verify } from '@cairn/ledger';
import { fromBase64Url } from './base64url.ts';
import { parseEncoded } from './disclosure.ts';
import { RevisionError } from './error.ts';

/** A public key (RFC 7517): P-256 (RFC 7518 §6.2) or Ed25519 (RFC 8037 §2). Other members are ignored. */
export interface Jwk {
  kty: string;
  crv: string;
  x: string;
  y?: string;
  [member: string]: unknown;
}

export interface Jwt {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
}

/** The three parts of a compact JWS (RFC 7515 §7.1), still encoded. @throws RevisionError */
export function splitToken(token: string, where = 'token'): [header: string, payload: string, signature: string] {
  const parts = token.split('.');
  if (parts.length !== 3) throw new RevisionError('a token has three parts with a dot between them', where);
  return parts as [string, string, string];
}

/** What a compact JWS signs: everything before the last dot. */
export function signedPart(token: string): Uint8Array {
  return utf8(token.slice(0, token.lastIndexOf('.')));
}

/**
 * Checks a compact JWT's signature and reads it. The key alone decides the algorithm, the header must agree: ES256 for
 * P-256, EdDSA (RFC 8037) or Ed25519 (RFC 9864) for Ed25519. Anything else, `none` included, is refused.
 *
 * @throws RevisionError
 */
export async function verifyJwt(token: string, key: Jwk, where: string): Promise<Jwt> {
  const [encodedHeader, encodedPayload, encodedSignature] = splitToken(token, where);
  const header = parseObject(encodedHeader, `${where}/header`);
  if ('crit' in header) throw new RevisionError('it demands extensions that are not known here', `${where}/header`);
  const signature = fromBase64Url(encodedSignature, `${where}/signature`);
  if (!(await signatureHolds(header.alg, key, signedPart(token), signature, where))) {
    throw new RevisionError('the signature does not match the token and the key', `${where}/signature`);
  }
  return { header, payload: parseObject(encodedPayload, `${where}/payload`) };
}

async function signatureHolds(
  algorithm: unknown,
  key: Jwk,
  signed: Uint8Array,
  signature: Uint8Array,
  where: string,
): Promise<boolean> {
  if (key.kty === 'EC' && key.crv === 'P-256' && algorithm === 'ES256')
    return verifyEs256(key, signed, signature, where);
  if (key.kty === 'OKP' && key.crv === 'Ed25519' && (algorithm === 'EdDSA' || algorithm === 'Ed25519')) {
    return verify(fromBase64Url(key.x, `${where}/key`), signed, signature);
  }
  const pair = `${key.kty} ${key.crv} key`;
  throw new RevisionError(
    `the algorithm ${JSON.stringify(algorithm)} is not accepted with a ${pair}`,
    `${where}/header`,
  );
}

/** ECDSA on P-256 with SHA-256, signature as r and s (RFC 7518 §3.4). */
async function verifyEs256(key: Jwk, signed: Uint8Array, signature: Uint8Array, where: string): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const jwk = { kty: 'EC', crv: 'P-256', x: key.x, y: key.y ?? '' };
  try {
    const imported = await crypto.subtle.importKey('jwk', jwk, curve, false, ['verify']);
    const ecdsa = { name: 'ECDSA', hash: 'SHA-256' };
    return await crypto.subtle.verify(ecdsa, imported, new Uint8Array(signature), new Uint8Array(signed));
  } catch (cause) {
    throw new RevisionError('the key is no P-256 public key', `${where}/key`, { cause });
  }
}

function parseObject(encoded: string, where: string): Record<string, unknown> {
  const value = parseEncoded(encoded, where);
  if (!isObject(value)) throw new RevisionError('not a JSON object', where);
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
