import { expect, test } from 'vitest';
import { ago, bothClocks } from './moment.ts';

test('a moment is told in UTC and in Kyiv, across midnight and in summer time', () => {
  const { utc, kyiv } = bothClocks('2031-07-04T21:15:00Z', 'en');
  expect(utc).toBe('4 Jul 2031, 21:15');
  expect(kyiv).toBe('5 Jul 2031, 00:15');
});

test('a lapse is rounded down to whole minutes, hours or days', () => {
  const now = Date.parse('2031-07-04T12:00:00Z');
  expect(ago('2031-07-04T11:47:10Z', 'en', now)).toMatch(/^12 min/);
  expect(ago('2031-07-04T09:00:01Z', 'en', now)).toMatch(/^2 hr/);
  expect(ago('2031-07-01T12:00:00Z', 'en', now)).toMatch(/^3 days/);
  expect(ago('2031-07-04T12:00:30Z', 'en', now)).toMatch(/^0 min/);
});
