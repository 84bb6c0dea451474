import { type BaseBlock, Null, ObjectIdentifier } from 'asn1js';
import { type AlgorithmIdentifier, type PublicKeyInfo, RSAPublicKey, RSASSAPSSParams } from 'pkijs';
import { childrenOf, octetsOf, readDer, reading } from './der.ts';
import { malformed, TimestampError } from './errors.ts';

// Which algorithms are trusted. The library computes with all that it knows, SHA-1 and short keys among them.

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
const EC = '1.2.840.10045.2.1';
/** Kind of key that each signature is made with. */
const SIGNATURES: Readonly<Record<string, 'rsa' | 'ecdsa'>> = {
  '1.2.840.113549.1.1.11': 'rsa',
  '1.2.840.113549.1.1.12': 'rsa',
  '1.2.840.113549.1.1.13': 'rsa',
  // A bare key, in CMS only: the hash is the one that the signer names.
  [RSA]: 'rsa',
  [RSA_PSS]: 'rsa',
  '1.2.840.10045.4.3.2': 'ecdsa',
  '1.2.840.10045.4.3.3': 'ecdsa',
  '1.2.840.10045.4.3.4': 'ecdsa',
};
const KEYS: Readonly<Record<string, 'rsa' | 'ecdsa'>> = { [RSA]: 'rsa', [RSA_PSS]: 'rsa', [EC]: 'ecdsa' };
/** P-256, P-384 and P-521. */
const CURVES = new Set(['1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.132.0.35']);
/** Below this a factor of the key may be found. */
const SMALLEST_RSA = 2048;

/** The hash that an AlgorithmIdentifier names. @throws TimestampError algorithm */
export function hashOf({
  algorithmId,
  algorithmParams,
}: Pick<AlgorithmIdentifier, 'algorithmId' | 'algorithmParams'>): Hash {
  requirePlain(algorithmParams);
  const hash = HASHES[algorithmId];
  if (hash === undefined)
    throw new TimestampError('algorithm', `The hash ${algorithmId} is not trusted, or not known here.`);
  return hash;
}

export async function digest(hash: Hash | 'SHA-1', bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, Uint8Array.from(bytes)));
}

/**
 * That a signature is of a kind that is trusted, fits the key, and has one encoding.
 *
 * @throws TimestampError algorithm, or malformed
 */
export function requireTrusted(algorithm: AlgorithmIdentifier, key: PublicKeyInfo, signature: Uint8Array): void {
  const refuse = (why: string): never => {
    throw new TimestampError('algorithm', why);
  };
  const kind = SIGNATURES[algorithm.algorithmId];
  if (kind === undefined) refuse(`The signature algorithm ${algorithm.algorithmId} is not trusted, or not known here.`);
  if (KEYS[key.algorithm.algorithmId] !== kind) refuse('The key is of another kind than the signature.');
  if (algorithm.algorithmId === RSA_PSS) requirePss(algorithm);
  else requirePlain(algorithm.algorithmParams);
  if (kind === 'rsa') {
    const { modulus } = reading(() => new RSAPublicKey({ schema: readDer(octetsOf(key.subjectPublicKey)) }));
    // By octets, as OpenSSL and WebCrypto tell it: there are authorities whose key has a zero for its first bit.
    const bits = Math.ceil(modulus.toBigInt().toString(16).length / 2) * 8;
    if (bits < SMALLEST_RSA) refuse(`An RSA key of ${bits} bits is not trusted.`);
    return;
  }
  const curve = key.algorithm.algorithmParams;
  if (!(curve instanceof ObjectIdentifier && CURVES.has(curve.getValue())))
    refuse('The elliptic curve is not trusted, or not known here.');
  // The library takes the two numbers in any encoding, under any tag, and whatever follows them (RFC 3279 §2.2.3).
  const numbers = childrenOf(readDer(signature));
  if (numbers.length !== 2 || !numbers.every(isNumber)) throw malformed('A signature is not made of two numbers.');
}

/** The tag is looked at because the library's number of another tag (an enumerated value) is a number too. */
function isNumber({ idBlock }: BaseBlock): boolean {
  return idBlock.tagClass === 1 && idBlock.tagNumber === 2;
}

/** Algorithms but RSA-PSS have no parameters, or say so (RFC 4055 §2.1); the library passes over any. */
function requirePlain(parameters: unknown): void {
  if (parameters !== undefined && !(parameters instanceof Null))
    throw new TimestampError('algorithm', 'An algorithm has parameters that it does not take.');
}

/** RFC 4055 §3.1. Its defaults are SHA-1, so the hash must be named; the library does not look at that of the mask. */
function requirePss({ algorithmParams }: AlgorithmIdentifier): void {
  const { hashAlgorithm, maskGenAlgorithm } = reading(() => new RSASSAPSSParams({ schema: algorithmParams }));
  const mask = childrenOf(maskGenAlgorithm.algorithmParams)[0];
  if (!(mask instanceof ObjectIdentifier) || hashOf({ algorithmId: mask.getValue() }) !== hashOf(hashAlgorithm))
    throw new TimestampError('algorithm', 'RSA-PSS with two different hashes is not known here.');
}
