import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cohenKappa } from './agreement.ts';

const table = (cells: readonly (readonly [string, string, number])[]) =>
  cells.flatMap(([first, second, n]) => Array.from({ length: n }, () => [first, second] as const));

/** Worked examples: the 50 proposals of the textbook table (20, 5, 10, 15) give 0.4; (45, 15, 25, 15) gives 0.1304 of 100. */
test.each([
  [
    [
      ['a', 'a', 20],
      ['a', 'b', 5],
      ['b', 'a', 10],
      ['b', 'b', 15],
    ],
    0.4,
  ],
  [
    [
      ['a', 'a', 45],
      ['a', 'b', 15],
      ['b', 'a', 25],
      ['b', 'b', 15],
    ],
    0.13043478260869565,
  ],
  [
    [
      ['a', 'a', 25],
      ['a', 'b', 35],
      ['b', 'a', 5],
      ['b', 'b', 35],
    ],
    0.25925925925925924,
  ],
] as const)('%j', (cells, kappa) => {
  expect(cohenKappa(table(cells))).toBeCloseTo(kappa, 12);
});

test('nothing to say without pairs, or where only one code was ever used', () => {
  expect(cohenKappa([])).toBeNull();
  expect(
    cohenKappa([
      ['a', 'a'],
      ['a', 'a'],
    ]),
  ).toBeNull();
});

const code = fc.constantFrom('a', 'b', 'c', 'd');
const pairs = fc.array(fc.tuple(code, code), { minLength: 2, maxLength: 60 });

test('is at most 1, and 1 exactly where all agree', () => {
  fc.assert(
    fc.property(pairs, (each) => {
      const kappa = cohenKappa(each);
      if (kappa === null) return;
      expect(kappa).toBeLessThanOrEqual(1);
      expect(kappa === 1).toBe(each.every(([a, b]) => a === b));
    }),
  );
});

test('does not change when the coders, the order or the names of the codes do', () => {
  fc.assert(
    fc.property(pairs, (each) => {
      const kappa = cohenKappa(each);
      expect(cohenKappa(each.map(([a, b]) => [b, a]))).toBe(kappa);
      expect(cohenKappa(each.toReversed())).toBe(kappa);
      expect(cohenKappa(each.map(([a, b]) => [`x${a}`, `x${b}`]))).toBe(kappa);
    }),
  );
});
