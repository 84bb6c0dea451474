import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS } from '../kinds.ts';
import { validate } from '../validate.ts';
import { coverOf, type FuzzyPlace, spotOf } from './fuzzy-place.ts';
import { metresBetween } from './metres.ts';
import { areasOf, isLine, type PlaceShape, type Position, pathsOf, shapeProblems } from './shape.ts';
import { isInside } from './shape-crossing.ts';
import { boundsOfShape, circleOfShape, extentOfShape, lengthOfShape, pointOfShape } from './shape-measures.ts';
import { readShape, wktOf } from './shape-text.ts';

// Text knows no -0.
const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map((n) => n + 0);
const position = fc.tuple(degrees(170), degrees(85));
const apart = ([ax, ay]: Position, [bx, by]: Position) => Math.abs(ax - bx) + Math.abs(ay - by) > 1e-6;

const lines = fc
  .array(position, { minLength: 2, maxLength: 12 })
  .map((all) =>
    all.filter((each, n) => n === 0 || (apart(each, all[n - 1] as Position) && within(each, all[n - 1] as Position))),
  )
  .filter((all) => all.length >= 2)
  .map((coordinates): PlaceShape => ({ type: 'LineString', coordinates }))
  .filter((shape) => shapeProblems(shape, '').length === 0);

function within([ax]: Position, [bx]: Position): boolean {
  return Math.abs(ax - bx) <= 180;
}

/** A star around a middle: its corners in the order of their bearings never cross. With or without a hole in its middle. */
const areas = fc
  .record({
    x: fc.double({ min: -150, max: 150, noNaN: true }),
    y: fc.double({ min: -60, max: 60, noNaN: true }),
    reaches: fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 5, maxLength: 16 }),
    size: fc.double({ min: 0.001, max: 20, noNaN: true }),
    hole: fc.boolean(),
  })
  .map(({ x, y, reaches, size, hole }): PlaceShape => {
    const ring = (of: readonly number[]): Position[] => {
      const open = of.map((reach, n): Position => {
        const bearing = (2 * Math.PI * n) / of.length;
        return [x + size * reach * Math.cos(bearing), y + size * reach * Math.sin(bearing)];
      });
      return [...open, open[0] as Position];
    };
    const holes = hole ? [ring(reaches.map((reach) => reach / 4))] : [];
    return { type: 'Polygon', coordinates: [ring(reaches), ...holes] };
  });

const shapes = fc.oneof(lines, areas);

test('what is drawn on earth and crosses nothing stands', () => {
  fc.assert(fc.property(shapes, (shape) => void expect(shapeProblems(shape, '')).toEqual([])));
});

test('its bounds hold every position', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const [west, south, east, north] = boundsOfShape(shape);
      for (const [x, y] of pathsOf(shape).flat()) expect(x >= west && x <= east && y >= south && y <= north).toBe(true);
    }),
  );
});

test('the point that stands for it lies on the line, or within the area and in no hole', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const { latitude, longitude } = pointOfShape(shape);
      if (!isLine(shape)) {
        expect(areasOf(shape).some((rings) => isInside([longitude, latitude], rings))).toBe(true);
        return;
      }
      const path = pathsOf(shape)[0] as Position[];
      const off = path.slice(1).map((to, n) => offTheWay([longitude, latitude], path[n] as Position, to));
      expect(Math.min(...off)).toBeLessThan(1e-9);
    }),
  );
});

/** Degrees from a position to a straight step. */
function offTheWay([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay];
  const part = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - dx * part, y - ay - dy * part);
}

test('the circles around its point and its middle cover it, between its corners too; so do the spots by which it is found', () => {
  fc.assert(
    fc.property(shapes, fc.double({ min: 0, max: 1, noNaN: true }), (shape, part) => {
      const place: FuzzyPlace = { shape, precision: 'line' };
      const [spot, middle, covers] = [spotOf(place), circleOfShape(shape), coverOf(place)];
      for (const path of pathsOf(shape))
        for (const [n, [bx, by]] of path.slice(1).entries()) {
          const [ax, ay] = path[n] as Position;
          const at = { longitude: ax + (bx - ax) * part, latitude: ay + (by - ay) * part };
          for (const circle of [spot, middle])
            expect(metresBetween(circle as never, at)).toBeLessThanOrEqual(circle?.radius as number);
          expect(covers.some((each) => metresBetween(each, at) <= (each.radius as number))).toBe(true);
        }
    }),
    { numRuns: 40 },
  );
});

test('a shape comes back out of both of its written forms; what is neither is told', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      expect(readShape(wktOf(shape))).toEqual({ shape });
      expect(readShape(JSON.stringify({ type: 'Feature', geometry: shape, properties: {} }))).toEqual({ shape });
    }),
  );
  const two: PlaceShape = {
    type: 'MultiPolygon',
    coordinates: [[square(30, 50, 1)], [square(32, 50, 1), square(32.2, 50.2, 0.3)]],
  };
  expect(readShape(wktOf(two))).toEqual({ shape: two });
  expect(readShape('srid=4326; linestring(37 49,37.5 49.25)')).toMatchObject({ shape: { type: 'LineString' } });
  for (const text of ['', 'M-03', 'POINT (37 49)', 'LINESTRING (37 49', '{"type":"Point"}', '{', 'LINESTRING EMPTY'])
    expect(readShape(text)).toEqual({ unread: 'shape-unclear' });
  for (const text of ['LINESTRING (37 149, 37 50)', 'LINESTRING Z (1 2 3, 4 5 6)', 'LINESTRING (1 2 3, 4 5 6)'])
    expect(readShape(text)).toHaveProperty('unread');
});

test('hostile text is read as fast as any other', () => {
  const began = performance.now();
  const long = 100_000;
  for (const text of [
    `LINESTRING (${'1'.repeat(long)})`,
    `LINESTRING (1 ${'1'.repeat(long)}x, 1 2)`,
    `LINESTRING (${'1.'.repeat(long / 2)})`,
    `LINESTRING (1${' '.repeat(long)})`,
    `${' '.repeat(long)}x`,
    `LINESTRING${' '.repeat(long)}x`,
    `POLYGON ${'('.repeat(long)}`,
    `POLYGON (${') '.repeat(long / 2)}x`,
    `{"type":"Polygon","coordinates":${'['.repeat(long / 2)}${']'.repeat(long / 2)}}`,
    `LINESTRING (${'1 2, '.repeat(long)}1 2)`,
  ])
    expect(readShape(text), text.slice(0, 20)).toHaveProperty('unread');
  expect(performance.now() - began).toBeLessThan(2000);
});

function square(west: number, south: number, side: number): Position[] {
  const [east, north] = [west + side, south + side];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

test.each<[string, PlaceShape, string, string]>([
  ['a line of one', { type: 'LineString', coordinates: [[1, 2]] }, 'too-few-positions', ''],
  [
    'a position beyond the globe',
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [49, 137],
      ],
    },
    'impossible-coordinate',
    '/1',
  ],
  [
    'two equal positions',
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
        [3, 4],
      ],
    },
    'repeated-position',
    '/2',
  ],
  [
    'a step around the globe',
    {
      type: 'LineString',
      coordinates: [
        [-170, 2],
        [170, 4],
      ],
    },
    'across-antimeridian',
    '/1',
  ],
  [
    'an altitude',
    {
      type: 'LineString',
      coordinates: [
        [1, 2, 3],
        [3, 4, 5],
      ] as never,
    },
    'no-position',
    '/0',
  ],
  ['a point', { type: 'Polygon', coordinates: [1, 2] as never }, 'no-position', '/0'],
  [
    'an open ring',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    },
    'open-ring',
    '/0',
  ],
  [
    'a ring of three',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [0, 0],
        ],
      ],
    },
    'too-few-positions',
    '/0',
  ],
  [
    'an hourglass',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    },
    'crossing-ring',
    '/0',
  ],
  [
    'a way and back',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [1, 0],
          [0, 0],
        ],
      ],
    },
    'crossing-ring',
    '/0',
  ],
  [
    'a hole across the outline',
    { type: 'Polygon', coordinates: [square(0, 0, 1), square(0.5, 0.5, 1)] },
    'crossing-ring',
    '/1',
  ],
  ['a hole elsewhere', { type: 'Polygon', coordinates: [square(0, 0, 1), square(5, 5, 1)] }, 'hole-outside', '/1'],
])('%s is refused where it stands', (_, shape, code, at) => {
  const body = { title: 'T', place: { shape, precision: 'line' } };
  expect(validate('incident', body)).toContainEqual(
    expect.objectContaining({ path: `/place/shape/coordinates${at}`, code, message: expect.stringMatching(/\.$/) }),
  );
});

test('more positions than can be drawn are refused, in one line or in many', () => {
  const coordinates = Array.from({ length: 501 }, (_, n): Position => [n / 10, n % 2]);
  expect(
    validate('incident', { title: 'T', place: { shape: { type: 'LineString', coordinates }, precision: 'line' } }),
  ).not.toEqual([]);
  const many: PlaceShape = {
    type: 'MultiLineString',
    coordinates: [coordinates.slice(0, 300), coordinates.slice(0, 201)],
  };
  expect(shapeProblems(many, '/s')).toMatchObject([{ path: '/s', code: 'too-many-positions' }]);
});

test('lengths and extents are those of the earth', () => {
  expect(
    lengthOfShape({
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 0],
      ],
    }),
  ).toBeCloseTo(111_195, -1);
  const degree = extentOfShape({ type: 'Polygon', coordinates: [square(0, 0, 1)] });
  expect(degree / 1e6).toBeCloseTo(12_364, -1);
  expect(extentOfShape({ type: 'Polygon', coordinates: [square(0, 0, 1), square(0.25, 0.25, 0.5)] })).toBeLessThan(
    degree * 0.76,
  );
});

const RECORD = { id: 'x', compartment: 'y', kind: 'incident', revision: 1 };

test('the first point of a record is that of its first place; a shape adds those by which it is found behind all places', () => {
  const shape: PlaceShape = {
    type: 'LineString',
    coordinates: [
      [37, 49],
      [38, 49],
    ],
  };
  const body = {
    title: 'T',
    place: { shape, precision: 'line' },
    morePlaces: [{ point: { latitude: 50, longitude: 30 }, precision: 'exact' }],
    sensitivity: 'case-only',
  };
  const { points } = KINDS.incident.project({ ...RECORD, body: body as never });
  expect(points[0]).toMatchObject({ longitude: 37.5, latitude: 49 });
  expect(points[1]).toMatchObject({ longitude: 30, latitude: 50, radius: 0 });
  expect(points.length).toBeGreaterThan(100);
  expect(points.length).toBeLessThan(200);
  expect(new Set(points.map(({ level }) => level))).toEqual(new Set(['case-only']));
});

test('however many shapes a record has, it leaves a bounded number of points', () => {
  const shape: PlaceShape = {
    type: 'LineString',
    coordinates: [
      [30, 49],
      [38, 49],
    ],
  };
  const body = { title: 'T', morePlaces: Array.from({ length: 40 }, () => ({ shape, precision: 'line' })) };
  const { points } = KINDS.incident.project({ ...RECORD, body: body as never });
  expect(points.length).toBeLessThanOrEqual(40 + 450);
  expect(points.length).toBeGreaterThan(300);
  // Each of them is kept beside each period.
  const moreTimes = Array.from({ length: 100 }, () => ({ start: '2031-01-05', precision: 'day' }));
  const often = KINDS.incident.project({ ...RECORD, body: { ...body, moreTimes } as never });
  expect(often.periods).toHaveLength(100);
  expect((often.points.length - 40) * often.periods.length).toBeLessThanOrEqual(10_000);
  expect(often.points.length).toBeGreaterThan(40 + 50);
});

test('whatever a source asserts as a shape does no harm', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (shape, coordinates) => {
      for (const given of [shape, { type: 'Polygon', coordinates }, { type: 'LineString', coordinates }])
        expect(() => spotOf({ shape: given, precision: 'line' } as never)).not.toThrow();
    }),
  );
});
