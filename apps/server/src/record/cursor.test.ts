import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { Invalid } from './types.ts';

test('a cursor comes back as it was given', () => {
  const key = fc.oneof(fc.string({ maxLength: 40 }), fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 5 }), (cursor) => {
      expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
    }),
  );
});

test('any other text is refused', () => {
  for (const text of ['', '%', 'e30', 'W1tdXQ', 'bm9uc2Vuc2U', `${'A'.repeat(2000)}`]) {
    expect(() => decodeCursor(text)).toThrow(Invalid);
  }
});
