import { expect, test } from 'vitest';
import { readCoordinates } from './coordinates.ts';

const IZIUM = { latitude: 49.206667, longitude: 37.261667 };

test.each([
  '49.206667, 37.261667',
  '49.206667 37.261667',
  '49,206667; 37,261667',
  '49,206667 37,261667',
  'geo:49.206667,37.261667',
  '49°12′24″N 37°15′42″E',
  `N49°12'24" E37°15'42"`,
  '49 12 24 N, 37 15 42 E',
  '37°15′42″E 49°12′24″N',
  `49°12'24" 37°15'42"`,
  '49°12.4′ 37°15.7′',
  'N49 12.4 E37 15.7',
  `49°12'24" пн. ш. 37°15'42" сх. д.`,
  `пн. ш. 49°12'24", сх. д. 37°15'42"`,
  `49°12'24" с. ш. 37°15'42" в. д.`,
])('%s', (text) => {
  expect(readCoordinates(text)).toEqual(IZIUM);
});

test('south and west are negative', () => {
  expect(readCoordinates('33.9 S, 18.4 W')).toEqual({ latitude: -33.9, longitude: -18.4 });
  expect(readCoordinates('-33.9, -18.4')).toEqual({ latitude: -33.9, longitude: -18.4 });
});

test.each([
  '',
  'Ізюм',
  '49.2',
  '49.2, 37.2, 5',
  '91, 10',
  '10, 181',
  '49 72 N 37 15 E',
  '5 N 7 N',
  '-5 N 7 E',
  'школа 7, 12',
])('no coordinates: %s', (text) => {
  expect(readCoordinates(text)).toBeUndefined();
});
