import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, toBase64 } from './bytes.ts';
import { generateKey, publicKey } from './ed25519.ts';
import { NoteError } from './errors.ts';
import { COSIGNATURE_V1, ED25519, formatVerifierKey, keyIdOf, parseVerifierKey } from './key.ts';
import { cosigner, ed25519Signer } from './signer.ts';
import { seeds } from './testing.ts';

const FOREIGN = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';

test('the key of the C2SP signed-note example is read and written unchanged', () => {
  const verifier = parseVerifierKey(FOREIGN);
  expect(verifier).toMatchObject({ name: 'example.com/foo', keyId: 0x530d903a, type: ED25519, vkey: FOREIGN });
  expect(formatVerifierKey(verifier.name, verifier.publicKey)).toBe(FOREIGN);
});

test('a signer tells the key that verifies it, and log key and witness key of one seed differ', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [log, witness] = [ed25519Signer('example.org/log', seed), cosigner('example.org/log', seed)];
      expect(parseVerifierKey(log.vkey)).toMatchObject({ keyId: log.keyId, type: ED25519 });
      expect(parseVerifierKey(witness.vkey)).toMatchObject({ keyId: witness.keyId, type: COSIGNATURE_V1 });
      expect(log.keyId).not.toBe(witness.keyId);
      expect(parseVerifierKey(log.vkey).publicKey).toEqual(publicKey(seed));
    }),
    { numRuns: 20 },
  );
});

describe('refuses as a verifier key', () => {
  const { public: key } = generateKey();
  const withId = (name: string, type: number, material: Uint8Array): string =>
    `${name}+${keyIdOf(name, type, material).toString(16).padStart(8, '0')}+${toBase64(concat(Uint8Array.of(type), material))}`;

  test.each([
    ['nothing', ''],
    ['a key without id', FOREIGN.replace('+530d903a', '')],
    ['another id', FOREIGN.replace('530d', '530e')],
    ['an id in capitals', FOREIGN.replace('903a', '903A')],
    ['another name', FOREIGN.replace('foo', 'fob')],
    ['base64 without its canonical end', FOREIGN.replace('U2k', 'U2l')],
    ['a line break at the end', `${FOREIGN}\n`],
    ['a name with a space', withId('a b', ED25519, key)],
    ['a name with a no-break space', withId('a\u00a0b', ED25519, key)],
    ['an empty name', withId('', ED25519, key)],
    ['a type that is not supported', withId('example.org/log', 0x02, key)],
    ['a key that is too short', withId('example.org/log', ED25519, key.subarray(1))],
    ['a key that is too long', withId('example.org/log', COSIGNATURE_V1, concat(key, key))],
  ])('%s', (_, vkey) => expect(() => parseVerifierKey(vkey)).toThrow(NoteError));
});

test('names that would break a note are refused when a key is written', () => {
  const { public: key, secret } = generateKey();
  for (const name of ['', 'a+b', 'a b', 'a\nb', 'a\u2028b', 'a\u0000', '\ud800']) {
    expect(() => formatVerifierKey(name, key)).toThrow(NoteError);
    expect(() => ed25519Signer(name, secret)).toThrow(NoteError);
  }
  expect(() => formatVerifierKey('a', key, 0x06)).toThrow(NoteError);
});
