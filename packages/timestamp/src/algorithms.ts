import { childrenOf, type Element, Parts, readInteger, readOid, readSmall, TAG } from './der.ts';
import { malformed, TimestampError } from './errors.ts';

/** Hashes that are still trusted. SHA-1 and MD5 are not. */
export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

const HASHES: Readonly<Record<string, Hash>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
export const SHA256 = '2.16.840.1.101.3.4.2.1';

const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const ED25519 = '1.3.101.112';
const SIGNATURES: Readonly<Record<string, { kind: 'rsa' | 'ecdsa'; hash: Hash }>> = {
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'SHA-512' },
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'SHA-512' },
};
const CURVES: Readonly<Record<string, { name: string; octets: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', octets: 32 },
  '1.3.132.0.34': { name: 'P-384', octets: 48 },
  '1.3.132.0.35': { name: 'P-521', octets: 66 },
};
/** Below this a factor of the key may be found. */
const SMALLEST_RSA = 2048;

/** The hash that an AlgorithmIdentifier names. @throws TimestampError algorithm */
export function readHash(algorithm: Element): Hash {
  const oid = readOid(childrenOf(algorithm)[0]);
  const hash = HASHES[oid];
  if (hash === undefined) throw new TimestampError('algorithm', `The hash ${oid} is not trusted, or not known here.`);
  return hash;
}

export async function digest(hash: Hash | 'SHA-1', bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, Uint8Array.from(bytes)));
}

/** How something was signed. */
type Scheme =
  | { readonly kind: 'rsa' | 'ecdsa'; readonly hash: Hash }
  | { readonly kind: 'rsa-pss'; readonly hash: Hash; readonly salt: number }
  | { readonly kind: 'ed25519' };

/**
 * Whether a key signed the bytes.
 *
 * @param key SubjectPublicKeyInfo in DER
 * @param algorithm the AlgorithmIdentifier beside the signature
 * @param hash the hash that is used where that names none (CMS with a bare RSA key)
 * @throws TimestampError algorithm
 */
export async function isSigned(
  { key, algorithm, signature }: { key: Element; algorithm: Element; signature: Uint8Array },
  bytes: Uint8Array,
  hash?: Hash,
): Promise<boolean> {
  const scheme = readScheme(algorithm, hash);
  const curve = curveOf(key);
  const wanted = scheme.kind === 'ecdsa' ? 'ecdsa' : scheme.kind === 'ed25519' ? 'ed25519' : 'rsa';
  if (keyKind(key) !== wanted) throw new TimestampError('algorithm', 'The key is of another kind than the signature.');
  const raw = scheme.kind === 'ecdsa' ? plainEcdsa(signature, curve.octets) : signature;
  if (raw === null) return false;
  const [importing, verifying] = parametersOf(scheme, curve.name);
  try {
    const imported = await crypto.subtle.importKey('spki', Uint8Array.from(key.bytes), importing, false, ['verify']);
    const { modulusLength } = imported.algorithm as { modulusLength?: number };
    if (modulusLength !== undefined && modulusLength < SMALLEST_RSA)
      throw new TimestampError('algorithm', `An RSA key of ${modulusLength} bits is not trusted.`);
    return await crypto.subtle.verify(verifying, imported, Uint8Array.from(raw), Uint8Array.from(bytes));
  } catch (error) {
    if (error instanceof TimestampError) throw error;
    throw new TimestampError('algorithm', 'The key cannot be used to check the signature.');
  }
}

type Importing = { name: string; hash?: string; namedCurve?: string };
type Verifying = { name: string; hash?: string; saltLength?: number };

function parametersOf(scheme: Scheme, namedCurve: string): [Importing, Verifying] {
  const name = { rsa: 'RSASSA-PKCS1-v1_5', 'rsa-pss': 'RSA-PSS', ecdsa: 'ECDSA', ed25519: 'Ed25519' }[scheme.kind];
  switch (scheme.kind) {
    case 'rsa':
      return [{ name, hash: scheme.hash }, { name }];
    case 'rsa-pss':
      return [
        { name, hash: scheme.hash },
        { name, saltLength: scheme.salt },
      ];
    case 'ecdsa':
      return [
        { name, namedCurve },
        { name, hash: scheme.hash },
      ];
    case 'ed25519':
      return [{ name }, { name }];
  }
}

function readScheme(algorithm: Element, hash: Hash | undefined): Scheme {
  const [id, parameters] = childrenOf(algorithm);
  const oid = readOid(id);
  const known = SIGNATURES[oid];
  if (known !== undefined) return known;
  if (oid === RSA && hash !== undefined) return { kind: 'rsa', hash };
  if (oid === ED25519) return { kind: 'ed25519' };
  if (oid === RSA_PSS && parameters !== undefined) return readPss(parameters);
  throw new TimestampError('algorithm', `The signature algorithm ${oid} is not trusted, or not known here.`);
}

/** RFC 4055 §3.1. Its defaults are SHA-1, so the hash must be named. */
function readPss(parameters: Element): Scheme {
  const parts = new Parts(parameters);
  const [hashPart, maskPart, saltPart] = [parts.maybe(0xa0), parts.maybe(0xa1), parts.maybe(0xa2)];
  parts.maybe(0xa3);
  parts.end();
  if (hashPart === null || maskPart === null)
    throw new TimestampError('algorithm', 'RSA-PSS with SHA-1 is not trusted.');
  const hash = readHash(childrenOf(hashPart)[0] as Element);
  const [maskId, maskHash] = childrenOf(childrenOf(maskPart)[0] as Element);
  if (readOid(maskId) !== MGF1 || maskHash === undefined || readHash(maskHash) !== hash)
    throw new TimestampError('algorithm', 'RSA-PSS with two different hashes is not known here.');
  return { kind: 'rsa-pss', hash, salt: saltPart === null ? 20 : readSmall(childrenOf(saltPart)[0]) };
}

function keyKind(key: Element): 'rsa' | 'ecdsa' | 'ed25519' | 'other' {
  const oid = readOid(childrenOf(childrenOf(key)[0] as Element)[0]);
  if (oid === RSA || oid === RSA_PSS) return 'rsa';
  if (oid === ED25519) return 'ed25519';
  return oid === '1.2.840.10045.2.1' ? 'ecdsa' : 'other';
}

function curveOf(key: Element): { name: string; octets: number } {
  const parameters = childrenOf(childrenOf(key)[0] as Element)[1];
  const curve = parameters?.tag === TAG.oid ? CURVES[readOid(parameters)] : undefined;
  if (keyKind(key) === 'ecdsa' && curve === undefined)
    throw new TimestampError('algorithm', 'The elliptic curve is not trusted, or not known here.');
  return curve ?? { name: '', octets: 0 };
}

/** SEQUENCE { r, s } as r and s of fixed length, as WebCrypto wants them; null for numbers that are none of the curve. */
function plainEcdsa(signature: Uint8Array, octets: number): Uint8Array | null {
  const parts = new Parts(readSignature(signature));
  const plain = new Uint8Array(2 * octets);
  for (const at of [0, 1]) {
    const value = readInteger(parts.take(TAG.integer));
    const hex = value.toString(16).padStart(2 * octets, '0');
    if (value < 0n || hex.length > 2 * octets) return null;
    plain.set(
      Array.from({ length: octets }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)),
      at * octets,
    );
  }
  parts.end();
  return plain;
}

function readSignature(bytes: Uint8Array): Element {
  const [outer] = childrenOf({ tag: TAG.sequence, bytes, content: bytes });
  if (outer?.tag !== TAG.sequence || outer.bytes.length !== bytes.length) throw malformed('The signature is not DER.');
  return outer;
}
