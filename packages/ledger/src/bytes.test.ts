import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts';
import { EncodingError } from './errors.ts';

describe('base64', () => {
  test('agrees with Node on every array', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
  });

  test('has one text for each array: whatever decodes is what would be written', () => {
    const almost = fc.string({ unit: fc.constantFrom(...'ABQgw/+-_= \n'), maxLength: 8 });
    fc.assert(
      fc.property(almost, (text) => {
        let bytes: Uint8Array;
        try {
          bytes = fromBase64(text);
        } catch (error) {
          expect(error).toBeInstanceOf(EncodingError);
          return;
        }
        expect(toBase64(bytes)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['QQ', 'QQ=', 'QR==', 'QUF=', 'Q===', '====', 'QQ==QQ==', 'QUFB\n', 'QUF-', 'QUFé', 'Q=Q='])(
    'refuses %j',
    (text) => expect(() => fromBase64(text)).toThrow(EncodingError),
  );
});

describe('hex', () => {
  test('agrees with Node on every array', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each(['a', 'AB', 'g0', '0x', ' 0', 'é0'])('refuses %j', (text) =>
    expect(() => fromHex(text)).toThrow(EncodingError),
  );
});

describe('UTF-8', () => {
  test('refuses what is not well-formed on either side', () => {
    expect(() => utf8('\ud800')).toThrow(EncodingError);
    expect(() => fromUtf8(Uint8Array.of(0xc3))).toThrow(EncodingError);
  });

  test('keeps a byte order mark, which is part of what was signed', () => {
    expect(utf8(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)))).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41));
  });
});

test('arrays are joined in order and compared by content', () => {
  expect(concat(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
});
