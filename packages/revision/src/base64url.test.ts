import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodePlainly,
  encodePlainly,
  fromBase64Url,
  textFromBase64Url,
  textToBase64Url,
  toBase64Url,
} from './base64url.ts';

test('every byte string has one spelling, the same with and without Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(encodePlainly(bytes)).toBe(text);
      expect(new Uint8Array(fromBase64Url(text, ''))).toEqual(bytes);
      expect(decodePlainly(text, '')).toEqual(bytes);
    }),
  );
});

test.each(['A', 'AB', 'AAB', 'AA=', 'AA==', 'AA\n', ' AA', 'A+A=', 'AA/A', 'AAAA=', 'AAAAA', 'ÄAAA'])(
  '%j is refused',
  (text) => {
    expect(() => fromBase64Url(text, 'here')).toThrow(expect.objectContaining({ where: 'here' }));
    expect(() => decodePlainly(text, 'here')).toThrow(expect.objectContaining({ where: 'here' }));
  },
);

test('text goes through UTF-8 and comes back with its byte order mark; bytes that are not UTF-8 are refused', () => {
  expect(textFromBase64Url(textToBase64Url('\ufeffХарків 😀'), '')).toBe('\ufeffХарків 😀');
  expect(() => textFromBase64Url(toBase64Url(new Uint8Array([0xc3, 0x28])), 'here')).toThrow('not UTF-8');
});
