import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { generateKey, nobleEd25519, nodeEd25519, publicKey, sign, verify } from './ed25519.ts';
import { type NodeCrypto, nodeCrypto } from './node.ts';
import { flipBit, seeds } from './testing.ts';

// RFC 8032 section 7.1, tests 1 to 3.
const RFC_8032 = [
  {
    secret: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    public: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    secret: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    public: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    secret: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    public: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

describe.each([
  ['Node', nodeEd25519(nodeCrypto as NodeCrypto)],
  ['the browser', nobleEd25519],
])('Ed25519 in %s', (_, ed25519) => {
  test.each(RFC_8032)('gives what RFC 8032 gives for message "$message"', (vector) => {
    const [secret, message] = [fromHex(vector.secret), fromHex(vector.message)];
    expect(toHex(ed25519.publicKey(secret))).toBe(vector.public);
    expect(toHex(ed25519.sign(secret, message))).toBe(vector.signature);
    expect(ed25519.verify(fromHex(vector.public), message, fromHex(vector.signature))).toBe(true);
  });

  test('any altered bit of key, message or signature fails', () => {
    fc.assert(
      fc.property(seeds, fc.uint8Array({ minLength: 1 }), fc.nat(), (secret, message, bit) => {
        const [key, signature] = [ed25519.publicKey(secret), ed25519.sign(secret, message)];
        const attempt = (k: Uint8Array, m: Uint8Array, s: Uint8Array): boolean => {
          try {
            return ed25519.verify(k, m, s);
          } catch {
            return false;
          }
        };
        expect(attempt(key, message, signature)).toBe(true);
        expect(attempt(flipBit(key, bit), message, signature)).toBe(false);
        expect(attempt(key, flipBit(message, bit), signature)).toBe(false);
        expect(attempt(key, message, flipBit(signature, bit))).toBe(false);
      }),
      { numRuns: 20 },
    );
  });
});

test('more keys than are kept at hand still sign and verify', () => {
  for (let i = 0; i < 150; i++) {
    const key = generateKey();
    expect(verify(key.public, Uint8Array.of(i), sign(key.secret, Uint8Array.of(i)))).toBe(true);
  }
});

test('what is no key is refused when signing, and verifies nothing', () => {
  const { secret, public: key } = generateKey();
  const message = Uint8Array.of(1);
  const signature = sign(secret, message);
  expect(() => sign(secret.subarray(1), message)).toThrow(RangeError);
  expect(() => publicKey(new Uint8Array(64))).toThrow(RangeError);
  expect(verify(key.subarray(1), message, signature)).toBe(false);
  expect(verify(key, message, signature.subarray(1))).toBe(false);
  expect(verify(new Uint8Array(32).fill(255), message, signature)).toBe(false);
});
