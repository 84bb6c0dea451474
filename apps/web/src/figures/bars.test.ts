import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsOf, ticksTo, withGaps } from './bars.ts';

test('an axis begins at nothing, reaches the largest value and has few round steps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (largest) => {
      const ticks = ticksTo(largest);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
      expect(ticks.at(-2)).toBeLessThan(largest);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
  expect(ticksTo(0)).toEqual([0, 1]);
});

test('months without a record stand as such, and what has no date comes last', () => {
  const rows = [
    { key: '2031-11', n: 2 },
    { key: '2032-02', n: 1 },
    { key: null, n: 4 },
  ];
  expect(withGaps(rows, 'month').map(({ key, n }) => [key, n])).toEqual([
    ['2031-11', 2],
    ['2031-12', 0],
    ['2032-01', 0],
    ['2032-02', 1],
    [null, 4],
  ]);
  expect(withGaps(rows, 'method')).toEqual(rows);
  expect(
    withGaps(
      [
        { key: '1022-01', n: 1 },
        { key: '2031-01', n: 1 },
      ],
      'month',
    ),
  ).toHaveLength(2);
});

test('persons are ranges of the outcome that is asked for; without a figure the bar is nothing', () => {
  const persons = [{ outcome: 'killed', low: 2, best: 3, high: 5, records: 2, withoutBest: 0, openAbove: 1 }];
  expect(
    barsOf(
      [
        { key: 'a', persons },
        { key: 'b', persons: [] },
      ],
      'killed',
    ),
  ).toEqual([
    { key: 'a', value: 3, low: 2, high: 5, open: true },
    { key: 'b', value: 0 },
  ]);
});
