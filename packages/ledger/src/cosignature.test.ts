import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { cosignatureTime, signCosignature, verifyCosignature } from './cosignature.ts';
import { publicKey, verify } from './ed25519.ts';
import { NoteError } from './errors.ts';
import { cosigner } from './signer.ts';
import { flipBit, seeds } from './testing.ts';

const TEXT = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
/** The last second that is a date: of the year 9999. */
const LAST = Date.parse('9999-12-31T23:59:59Z') / 1000;
const times = fc.integer({ min: 1, max: LAST });

test('a cosignature is the time, then Ed25519 over header, time and checkpoint', () => {
  const secret = new Uint8Array(32).fill(5);
  const signature = signCosignature(secret, TEXT, 1_679_315_147);
  expect(signature).toHaveLength(72);
  expect(signature.subarray(0, 8)).toEqual(Uint8Array.of(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb));
  const message = utf8(`cosignature/v1\ntime 1679315147\n${TEXT}`);
  expect(verify(publicKey(secret), message, signature.subarray(8))).toBe(true);
});

test('every cosignature verifies and tells its time, and none does with any bit altered', () => {
  fc.assert(
    fc.property(seeds, times, fc.nat(72 * 8 - 1), (secret, time, bit) => {
      const signature = signCosignature(secret, TEXT, time);
      expect(cosignatureTime(signature)).toBe(time);
      expect(verifyCosignature(publicKey(secret), TEXT, signature)).toBe(true);
      expect(verifyCosignature(publicKey(secret), TEXT, flipBit(signature, bit))).toBe(false);
      expect(verifyCosignature(publicKey(secret), TEXT.replace('20852163', '20852164'), signature)).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('what is too short or states an impossible time is no cosignature', () => {
  const secret = new Uint8Array(32).fill(5);
  expect(verifyCosignature(publicKey(secret), TEXT, new Uint8Array(7))).toBe(false);
  expect(verifyCosignature(publicKey(secret), TEXT, new Uint8Array(72).fill(255))).toBe(false);
  for (const time of [LAST + 1, Number.MAX_SAFE_INTEGER]) {
    const signature = signCosignature(secret, TEXT, time);
    expect([cosignatureTime(signature), verifyCosignature(publicKey(secret), TEXT, signature)]).toEqual([null, false]);
  }
  for (const time of [0, -1, 1.5, Number.NaN, 2 ** 53]) {
    expect(() => signCosignature(secret, TEXT, time)).toThrow(NoteError);
  }
});

test('a witness cosigns checkpoints only', () => {
  const witness = cosigner('witness.example.org/w1', new Uint8Array(32).fill(5));
  expect(() => witness.sign('hello\n', 10)).toThrow(NoteError);
  expect(() => witness.sign(TEXT, 10)).not.toThrow();
});
