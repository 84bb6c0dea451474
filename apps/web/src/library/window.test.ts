import { expect, test } from 'vitest';
import { rowsInSight } from './window.ts';

test.each([
  ['at the top', 0, { first: 0, last: 100 }],
  ['a little down, where nothing needs to be drawn anew', 19 * 15, { first: 0, last: 100 }],
  ['in the middle', 19 * 3000, { first: 2960, last: 3100 }],
  ['at the end', 19 * 4980, { first: 4940, last: 5000 }],
])('%s no more than the neighbourhood is drawn', (_, above, expected) => {
  expect(rowsInSight(above, 800, 19, 5000)).toEqual(expected);
});

test('whatever is in sight is drawn, wherever the sheet stands', () => {
  for (let above = -500; above < 19 * 5000; above += 137) {
    const { first, last } = rowsInSight(above, 800, 19, 5000);
    expect(first * 19).toBeLessThanOrEqual(Math.max(0, above));
    expect(last * 19).toBeGreaterThanOrEqual(Math.min(19 * 5000, above + 800));
    expect(last - first).toBeLessThanOrEqual(200);
  }
});

test('a list that became shorter than where it stood has rows all the same', () => {
  expect(rowsInSight(19 * 900, 800, 19, 3)).toEqual({ first: 3, last: 3 });
  expect(rowsInSight(0, 800, 19, 0)).toEqual({ first: 0, last: 0 });
});
