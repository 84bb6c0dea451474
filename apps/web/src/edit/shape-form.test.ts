import { expect, test } from 'vitest';
import { placeCodec } from './place-form.ts';
import { readShapeText, shapeText, withoutLast, withPoint } from './shape-form.ts';

test('points that are typed in any form become a line; an empty line begins another', () => {
  expect(readShapeText('line', `49.2, 37.26\n49°12'36" N 37°15'36" E`).shape).toEqual({
    type: 'LineString',
    coordinates: [
      [37.26, 49.2],
      [37.26, 49.21],
    ],
  });
  const { shape } = readShapeText('line', '49, 37\n50, 37\n\n\n49, 38\n50, 38\n');
  expect(shape).toMatchObject({ type: 'MultiLineString', coordinates: [expect.anything(), expect.anything()] });
});

test('an area closes by itself; a part within it is a hole, one beside it another area', () => {
  const square = '49, 37\n49, 39\n51, 39\n51, 37';
  const { shape } = readShapeText('area', `${square}\n\n49.5, 37.5\n49.5, 38\n50, 38`);
  expect(shape).toMatchObject({ type: 'Polygon', coordinates: [{ length: 5 }, { length: 4 }] });
  expect(shape && readShapeText('area', shapeText(shape)).shape).toEqual(shape);
  expect(readShapeText('area', `${square}\n49, 37\n\n10, 10\n10, 11\n11, 11`).shape).toMatchObject({
    type: 'MultiPolygon',
    coordinates: [[{ length: 5 }], [{ length: 4 }]],
  });
});

test('what is wrong is told with its line of the text', () => {
  expect(readShapeText('line', '49, 37\n\nby the river').problems).toEqual([{ code: 'unread-position', line: 3 }]);
  expect(readShapeText('line', '49, 37').problems).toEqual([{ code: 'too-few-positions', line: 1 }]);
  expect(readShapeText('line', '').problems).toEqual([{ code: 'too-few-positions' }]);
  expect(readShapeText('line', '49, 37\n50, 37\n50, 37').problems).toEqual([{ code: 'repeated-position', line: 3 }]);
  expect(readShapeText('area', '0, 0\n0, 1\n\n\n5, 5\n6, 6\n5, 6\n6, 5').problems).toEqual([
    { code: 'too-few-positions', line: 1 },
  ]);
  expect(readShapeText('area', '9, 9\n9, 8\n8, 8\n\n5, 5\n6, 6\n5, 6\n6, 5').problems).toEqual([
    { code: 'crossing-ring', line: 5 },
  ]);
});

test('points are added to the end of the text and taken back from it', () => {
  const text = withPoint(withPoint('', { latitude: 49, longitude: 37 }), { latitude: 50, longitude: 38 });
  expect(text).toBe('49, 37\n50, 38');
  expect(withoutLast(`${text}\n\n`)).toBe('49, 37');
  expect(withoutLast('49, 37')).toBe('');
});

test('a shape that was not touched comes back to the last digit; taken away, it is gone', () => {
  const shape = {
    type: 'LineString' as const,
    coordinates: [
      [37.123456789012, 49.2],
      [38, 49],
    ] as [number, number][],
  };
  const place = { shape, precision: 'line' as const };
  const form = placeCodec.toForm(place);
  expect(placeCodec.toValue(form, place)).toEqual({ value: place, problems: [] });
  expect(placeCodec.toValue({ ...form, shapeKind: '' }, place).value).toEqual({ precision: 'line' });
  expect(placeCodec.toValue({ ...form, shapePoints: '49, 37' }, place).problems).toMatchObject([
    { path: '/place/shape', code: 'too-few-positions' },
  ]);
  // A draft from before there were shapes in the form leaves them as they are.
  const { shapeKind: _, shapePoints: __, ...older } = form;
  expect(placeCodec.toValue(older, place).value).toEqual(place);
});
