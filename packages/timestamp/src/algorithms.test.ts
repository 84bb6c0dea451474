import { ObjectIdentifier } from 'asn1js';
import { AlgorithmIdentifier, PublicKeyInfo } from 'pkijs';
import { beforeAll, expect, test } from 'vitest';
import { hashOf, requireTrusted } from './algorithms.ts';

const SHA1 = '1.3.14.3.2.26';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const RSA_SHA1 = '1.2.840.113549.1.1.5';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const RSA_PSS = '1.2.840.113549.1.1.10';
const ECDSA_SHA1 = '1.2.840.10045.4.1';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
/** The numbers 1 and 1. */
const SIGNATURE = Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 1);

let keys: { rsa: PublicKeyInfo; short: PublicKeyInfo; ec: PublicKeyInfo };

beforeAll(async () => {
  const rsa = { name: 'RSASSA-PKCS1-v1_5', publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
  const make = async (algorithm: object): Promise<PublicKeyInfo> => {
    const pair = await crypto.subtle.generateKey(algorithm as typeof rsa, true, ['sign', 'verify']);
    if (!('publicKey' in pair)) throw new Error('no pair of keys');
    return PublicKeyInfo.fromBER(await crypto.subtle.exportKey('spki', pair.publicKey));
  };
  keys = {
    rsa: await make({ ...rsa, modulusLength: 2048 }),
    short: await make({ ...rsa, modulusLength: 1024 }),
    ec: await make({ name: 'ECDSA', namedCurve: 'P-256' }),
  };
});

test('what is trusted is', () => {
  expect(hashOf({ algorithmId: SHA256 })).toBe('SHA-256');
  requireTrusted(new AlgorithmIdentifier({ algorithmId: RSA_SHA256 }), keys.rsa, SIGNATURE);
  requireTrusted(new AlgorithmIdentifier({ algorithmId: ECDSA_SHA256 }), keys.ec, SIGNATURE);
});

test.each([
  ['SHA-1 with RSA', RSA_SHA1, 'rsa'],
  ['SHA-1 with a curve', ECDSA_SHA1, 'ec'],
  ['a short key', RSA_SHA256, 'short'],
  ['a key of another kind', RSA_SHA256, 'ec'],
  ['a key of the other kind', ECDSA_SHA256, 'rsa'],
  ['RSA-PSS that names no hash, which means SHA-1', RSA_PSS, 'rsa'],
] as const)('%s is not', (_what, algorithmId, key) => {
  const algorithm = new AlgorithmIdentifier({ algorithmId });
  expect(() => requireTrusted(algorithm, keys[key], SIGNATURE)).toThrow(
    expect.objectContaining({ fault: 'algorithm' }),
  );
});

test('a hash that is not trusted, parameters that belong to nothing, and numbers in another encoding', () => {
  const algorithmParams = new ObjectIdentifier({ value: SHA256 });
  const algorithm = new AlgorithmIdentifier({ algorithmId: ECDSA_SHA256 });
  expect(() => hashOf({ algorithmId: SHA1 })).toThrow(/not trusted/);
  expect(() => hashOf({ algorithmId: SHA256, algorithmParams })).toThrow(/parameters/);
  for (const padded of [
    [0x30, 7, 2, 2, 0, 1, 2, 1, 1],
    [0x30, 6, 2, 1, 1, 2, 1, 1, 0],
    [0x30, 6, 0x0a, 1, 1, 2, 1, 1],
    [0x30, 9, 2, 1, 1, 2, 1, 1, 2, 1, 1],
  ])
    expect(() => requireTrusted(algorithm, keys.ec, Uint8Array.from(padded))).toThrow(
      expect.objectContaining({ fault: 'malformed' }),
    );
});
