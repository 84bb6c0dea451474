import Type from 'typebox';
import { type Problem, problem } from '../problem.ts';
import { crosses, crossesItself, isInside } from './shape-crossing.ts';

/** Longitude first, then latitude, in degrees WGS 84 (RFC 7946, section 3.1.1); no altitude. */
export type Position = readonly [longitude: number, latitude: number];

/** A line or an area as RFC 7946 writes it (sections 3.1.4 to 3.1.7). The first ring of an area is its outline, the others are holes. */
export type PlaceShape =
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

export const SHAPE_TYPES = ['LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] as const;

/** Positions of one shape, rings and lines taken together. */
export const MOST_POSITIONS = 500;

/** How deep positions stand in `coordinates`. */
const DEPTH: Readonly<Record<PlaceShape['type'], number>> = {
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** The nesting of `coordinates` follows the type and is told by {@link shapeProblems}, which names the very position. */
export const PlaceShapeSchema = Type.Unsafe<PlaceShape>(
  Type.Object(
    {
      type: Type.Enum(SHAPE_TYPES),
      coordinates: Type.Array(Type.Unknown(), { minItems: 1, maxItems: MOST_POSITIONS }),
    },
    { additionalProperties: false },
  ),
);

/** Whether it is a line or several; everything else covers an area. */
export function isLine({ type }: PlaceShape): boolean {
  return type === 'LineString' || type === 'MultiLineString';
}

/** Its lines, or all its rings. */
export function pathsOf(shape: PlaceShape): readonly (readonly Position[])[] {
  if (shape.type === 'LineString') return [shape.coordinates];
  return shape.type === 'MultiPolygon' ? shape.coordinates.flat() : shape.coordinates;
}

/** Its areas, each as rings; none of a line. */
export function areasOf(shape: PlaceShape): readonly (readonly (readonly Position[])[])[] {
  if (shape.type === 'Polygon') return [shape.coordinates];
  return shape.type === 'MultiPolygon' ? shape.coordinates : [];
}

/** What keeps a shape from being drawn; empty where it stands. Safe for anything that the schema lets through. */
export function shapeProblems(shape: PlaceShape, path: string): Problem[] {
  const misshapen = nestingProblems(shape.coordinates, DEPTH[shape.type], `${path}/coordinates`);
  if (misshapen.length > 0) return misshapen;
  const count = pathsOf(shape).reduce((sum, { length }) => sum + length, 0);
  if (count > MOST_POSITIONS)
    return [
      problem(
        path,
        'too-many-positions',
        `A shape has at most ${MOST_POSITIONS} positions; this one has ${count}. Leave out those that change little.`,
      ),
    ];
  const paths = withPointers(shape, `${path}/coordinates`);
  const problems = paths.flatMap(({ positions, at }) => pathProblems(positions, at, isLine(shape)));
  if (problems.length > 0 || isLine(shape)) return problems;
  return areasOf(shape).flatMap((rings, n) =>
    ringProblems(rings, shape.type === 'Polygon' ? `${path}/coordinates` : `${path}/coordinates/${n}`),
  );
}

/** Whether it is a shape at all and one that {@link shapeProblems} has nothing against: what a source asserts is not validated. */
export function isShape(value: unknown): value is PlaceShape {
  if (typeof value !== 'object' || value === null) return false;
  const before = KNOWN.get(value);
  if (before !== undefined) return before;
  const found = isSound(value);
  KNOWN.set(value, found);
  return found;
}

/** Values never change once they are made; a page asks of the same one many times. */
const KNOWN = new WeakMap<object, boolean>();

function isSound(value: object): boolean {
  const { type, coordinates } = value as Partial<PlaceShape>;
  if (!SHAPE_TYPES.some((each) => each === type) || !Array.isArray(coordinates)) return false;
  return coordinates.length <= MOST_POSITIONS && shapeProblems(value as PlaceShape, '').length === 0;
}

function nestingProblems(value: unknown, depth: number, path: string): Problem[] {
  if (depth === 0) {
    const isPosition =
      Array.isArray(value) &&
      value.length === 2 &&
      value.every((each) => typeof each === 'number' && Number.isFinite(each));
    return isPosition
      ? []
      : [problem(path, 'no-position', 'A position is [longitude, latitude] in degrees, without an altitude.')];
  }
  if (!Array.isArray(value) || value.length === 0)
    return [problem(path, 'no-position', 'Positions are missing here: give lists nested as RFC 7946 has them.')];
  if (value.length > MOST_POSITIONS)
    return [problem(path, 'too-many-positions', `A shape has at most ${MOST_POSITIONS} positions.`)];
  for (const [n, each] of value.entries()) {
    const problems = nestingProblems(each, depth - 1, `${path}/${n}`);
    // One is enough to find the mistake; a table of altitudes would give hundreds.
    if (problems.length > 0) return problems;
  }
  return [];
}

function withPointers(shape: PlaceShape, path: string): { positions: readonly Position[]; at: string }[] {
  if (shape.type === 'LineString') return [{ positions: shape.coordinates, at: path }];
  if (shape.type === 'MultiPolygon')
    return shape.coordinates.flatMap((rings, n) =>
      rings.map((positions, m) => ({ positions, at: `${path}/${n}/${m}` })),
    );
  return shape.coordinates.map((positions, n) => ({ positions, at: `${path}/${n}` }));
}

function pathProblems(positions: readonly Position[], at: string, line: boolean): Problem[] {
  const problems: Problem[] = [];
  const least = line ? 2 : 4;
  for (const [n, [longitude, latitude]] of positions.entries()) {
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90))
      problems.push(
        problem(
          `${at}/${n}`,
          'impossible-coordinate',
          'No place on earth lies there: a longitude (first) is between -180 and 180 degrees, a latitude between -90 and 90.',
        ),
      );
    const before = positions[n - 1];
    if (before === undefined) continue;
    if (before[0] === longitude && before[1] === latitude)
      problems.push(
        problem(`${at}/${n}`, 'repeated-position', 'Two equal positions follow one another. Take one away.'),
      );
    if (Math.abs(before[0] - longitude) > 180)
      problems.push(
        problem(
          `${at}/${n}`,
          'across-antimeridian',
          'This step is more than half way around the globe. Cut the shape at 180 degrees (RFC 7946, section 3.1.9).',
        ),
      );
  }
  if (positions.length < least)
    problems.push(
      problem(
        at,
        'too-few-positions',
        line
          ? 'A line needs at least two positions.'
          : 'A ring needs at least four positions, the last of them the same as the first.',
      ),
    );
  const [first, last] = [positions[0], positions.at(-1)];
  if (!line && first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1]))
    problems.push(problem(at, 'open-ring', 'A ring ends where it begins: repeat its first position at the end.'));
  return problems;
}

/** Rings of one area: none crosses itself or another, and holes lie within the outline. */
function ringProblems(rings: readonly (readonly Position[])[], path: string): Problem[] {
  const crossed = rings.flatMap((ring, n) =>
    crossesItself(ring) || rings.slice(0, n).some((other) => crosses(ring, other))
      ? [
          problem(
            `${path}/${n}`,
            'crossing-ring',
            'This outline crosses or touches itself or another, so that inside and outside cannot be told. Put its positions in the order in which they lie around it.',
          ),
        ]
      : [],
  );
  const [outline, ...holes] = rings;
  if (crossed.length > 0 || outline === undefined) return crossed;
  return holes.flatMap((hole, n) =>
    hole[0] !== undefined && isInside(hole[0], [outline])
      ? []
      : [
          problem(
            `${path}/${n + 1}`,
            'hole-outside',
            'A hole lies within its area. Take it away or give it an area of its own.',
          ),
        ],
  );
}
