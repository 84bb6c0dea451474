import { expect, test } from 'vitest';
import { beginningsOf, parseBox, parseLimit, parseNear, parsePeriod } from './query.ts';
import { Invalid } from './types.ts';

test('a box is west, south, east, north', () => {
  expect(parseBox('22.1,44.3,40.2,52.4')).toEqual([22.1, 44.3, 40.2, 52.4]);
  expect(parseBox('170,-10,-170,10')).toEqual([170, -10, -170, 10]);
});

test.each(['', '1,2,3', '1,2,3,4,5', 'a,b,c,d', '0,10,1,5', '0,-91,1,5', '181,0,1,5', '1e3,0,1,5', '0,,1,5'])(
  'the box %j is refused',
  (text) => {
    expect(() => parseBox(text)).toThrow(Invalid);
  },
);

test('a circle is latitude, longitude, kilometres', () => {
  expect(parseNear('49.99,36.23,25')).toEqual({ latitude: 49.99, longitude: 36.23, km: 25 });
  expect(parseNear('-90, -180, 0.5')).toEqual({ latitude: -90, longitude: -180, km: 0.5 });
});

test.each(['', '1,2', '1,2,3,4', 'a,b,c', '91,0,1', '0,181,1', '0,0,0', '0,0,-1', '0,0,1001', '1e1,0,1', '0,,1'])(
  'the circle %j is refused',
  (text) => {
    expect(() => parseNear(text)).toThrow(Invalid);
  },
);

test.each([
  ['Lower Market', 'Lower:* & Market:*'],
  ["Куп'янськ-Вузловий", 'Куп:* & янськ:* & Вузловий:*'],
  ["a | !b:* <-> 'c\\", 'a:* & b:* & c:*'],
  [' — ', null],
])('of the name %j the beginnings of words are searched, and nothing is taken for a command', (name, query) => {
  expect(beginningsOf(name)).toBe(query);
});

test('a limit is 1 to 200', () => {
  expect(parseLimit('200')).toBe(200);
  expect(() => parseLimit('0')).toThrow(Invalid);
  expect(() => parseLimit('201')).toThrow(Invalid);
});

test('bounds of a period are instants in UTC', () => {
  expect(parsePeriod({ from: '2022-03-03', to: '2022-03-06T12:00' })).toEqual({
    from: '2022-03-03T00:00:00.000Z',
    to: '2022-03-06T12:00:00.000Z',
  });
  expect(parsePeriod({ from: '2022-03-03T01:00+02:00' })).toEqual({ from: '2022-03-02T23:00:00.000Z' });
  expect(parsePeriod({})).toEqual({});
});

test('a period of days that no calendar has, or that runs backwards, is refused', () => {
  for (const day of ['2022-99-99', '2022-02-30', '2021-02-29', '2022-01-01T25:00']) {
    expect(() => parsePeriod({ from: day })).toThrow(Invalid);
  }
  expect(() => parsePeriod({ from: '2022-03-06', to: '2022-03-03' })).toThrow(Invalid);
});
