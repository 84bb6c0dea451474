import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNT_ANOMALIES, type Count, countAnomalies, countProblems } from './count.ts';

const figure = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.double({ min: -1, max: 9, noNaN: true }));

const figures = fc.record({ low: figure, best: figure, high: figure }, { requiredKeys: [] });

describe('a count', () => {
  test('is in order exactly when low ≤ best ≤ high holds among the figures given, and all are whole and not negative', () => {
    fc.assert(
      fc.property(figures, (given) => {
        const order = [given.low, given.best, given.high].filter((each) => each !== undefined);
        const sound = order.every(
          (each, at) => Number.isInteger(each) && each >= 0 && (at === 0 || (order[at - 1] ?? 0) <= each),
        );
        expect(countAnomalies(given).length === 0).toBe(sound);
      }),
    );
  });

  test('that cannot be right is refused until each anomaly is listed, and then kept with the figures untouched', () => {
    fc.assert(
      fc.property(figures, (given) => {
        const count: Count = { ...given, unit: 'persons' };
        const missing = countProblems(count, '/counts/0/count');
        expect(missing.map(({ message }) => COUNT_ANOMALIES.find((each) => message.includes(`"${each}"`)))).toEqual(
          countAnomalies(count),
        );
        expect(countProblems({ ...count, anomalies: countAnomalies(count) }, '')).toEqual([]);
      }),
    );
  });

  test('names the anomaly to add and where', () => {
    expect(countProblems({ low: 3, best: 2, unit: 'persons' }, '/counts/0/count')).toMatchObject([
      { path: '/counts/0/count/anomalies', message: expect.stringContaining('"low>best"') },
    ]);
  });
});
