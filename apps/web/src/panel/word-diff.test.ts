import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Piece, wordDiff } from './word-diff.ts';

const without = (pieces: readonly Piece[], kind: Piece['kind']) =>
  pieces
    .filter((piece) => piece.kind !== kind)
    .map(({ text }) => text)
    .join('');

test('marks the words that changed and no others', () => {
  expect(wordDiff('Three munitions struck the clinic.', 'Four munitions struck the old clinic.')).toEqual([
    { kind: 'gone', text: 'Three ' },
    { kind: 'come', text: 'Four ' },
    { kind: 'same', text: 'munitions struck the ' },
    { kind: 'come', text: 'old ' },
    { kind: 'same', text: 'clinic.' },
  ]);
});

test('one text out of nothing, and nothing out of one', () => {
  expect(wordDiff('', 'Двері')).toEqual([{ kind: 'come', text: 'Двері' }]);
  expect(wordDiff('Двері', '')).toEqual([{ kind: 'gone', text: 'Двері' }]);
  expect(wordDiff('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
});

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'ґ', '\n', ' '), { maxLength: 30 }).map((list) => list.join(' '));

test('the pieces give back both texts', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const pieces = wordDiff(before, after);
      expect(without(pieces, 'come')).toBe(before);
      expect(without(pieces, 'gone')).toBe(after);
    }),
  );
});

test('texts too long to compare word by word are compared in sentences', () => {
  const many = (word: string) => Array.from({ length: 2_000 }, (_, i) => `${word} ${i}`).join(' ');
  const pieces = wordDiff(`${many('a')}. The end stays.`, `${many('b')}. The end stays.`);
  expect(without(pieces, 'come')).toContain('a 1999. The end stays.');
  expect(pieces.at(-1)).toEqual({ kind: 'same', text: 'The end stays.' });
  expect(pieces).toHaveLength(3);
});
