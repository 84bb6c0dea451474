import { expect, test } from 'vitest';
import { readDer } from './der.ts';
import { TimestampError } from './errors.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

test.each([
  '020101',
  '020200ff',
  '0201ff',
  '0101ff',
  '0500',
  '06022a01',
  '0603550403',
  'a003020101',
  '3006020101020102',
])('%s is DER', (hex) => {
  expect(readDer(bytes(hex)).valueBeforeDecodeView).toEqual(bytes(hex));
});

test.each([
  ['a number with a zero too many', '02050000000001'],
  ['a short one with a zero too many', '02020001'],
  ['a negative one with ones too many', '0202ffff'],
  ['a number of nothing', '0200'],
  ['a truth value that is neither', '010105'],
  ['a null that holds something', '050100'],
  ['an identifier with a zero too many', '06028001'],
  ['one with a zero too many within', '06032a8001'],
  ['a length without an end', '3080020101' + '0000'],
  ['a long length for a short value', '308103020101'],
  ['octets in pieces', '2403040100'],
  ['a list without its bit', '1003020101'],
  ['a list that is longer than it says', '300502010106012a'],
  ['a list that is shorter than it says', '3006020101'],
  ['two values', '020101020101'],
  ['nothing', ''],
  ['a list in lists without end', '3080'.repeat(500)],
])('%s is not', (_what, hex) => {
  expect(() => readDer(bytes(hex))).toThrow(TimestampError);
});
