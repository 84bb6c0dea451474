import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntryBundle, encodeEntryBundle } from './bundle.ts';
import { TileError } from './errors.ts';

const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 20 });

test('entries come out of a bundle as they went in', () => {
  fc.assert(
    fc.property(entries, (list) => {
      expect(decodeEntryBundle(encodeEntryBundle(list))).toEqual(list);
    }),
  );
  const longest = new Uint8Array(65_535).fill(7);
  expect(decodeEntryBundle(encodeEntryBundle([longest]))).toEqual([longest]);
});

test('a bundle that is cut off is never read as a whole one', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (list, anywhere) => {
      const bundle = encodeEntryBundle(list);
      const cut = bundle.subarray(0, anywhere % bundle.length);
      try {
        expect(decodeEntryBundle(cut).length).toBeLessThan(list.length);
      } catch (error) {
        expect(error).toBeInstanceOf(TileError);
      }
    }),
  );
  expect(() => decodeEntryBundle(Uint8Array.of(0))).toThrow(TileError);
  expect(() => decodeEntryBundle(Uint8Array.of(0, 1))).toThrow(TileError);
});

test('bundles hold 1 to 256 entries of at most 65,535 bytes', () => {
  expect(() => encodeEntryBundle([])).toThrow(TileError);
  expect(() => encodeEntryBundle(Array.from({ length: 257 }, () => new Uint8Array()))).toThrow(TileError);
  expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow(TileError);
  expect(() => decodeEntryBundle(new Uint8Array())).toThrow(TileError);
  expect(() => decodeEntryBundle(new Uint8Array(2 * 257))).toThrow(TileError);
});
