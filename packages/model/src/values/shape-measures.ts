import { metresBetween } from './metres.ts';
import { areasOf, isLine, type PlaceShape, type Position, pathsOf } from './shape.ts';
import { isInside } from './shape-crossing.ts';

// Which positions stand for a shape is worked out with sums, products and roots alone: every machine must come to the same,
// since an audit compares what is stored with what it computes. Metres are whole numbers for the same reason.

/** Metres of a degree along a meridian, and more than those of a degree along any other way. */
const DEGREE = 111_320;

/** West, south, east, north of all its positions, in degrees. */
export function boundsOfShape(shape: PlaceShape): [west: number, south: number, east: number, north: number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  for (const [x, y] of pathsOf(shape).flat()) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}

const span = ([ax, ay]: Position, [bx, by]: Position) => Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));

/** Degrees from one end of a path to the other, along it. */
function lengthInDegrees(path: readonly Position[]): number {
  return path.slice(1).reduce((sum, to, n) => sum + span(path[n] as Position, to), 0);
}

const wholeOf = (shape: PlaceShape) => pathsOf(shape).reduce((sum, path) => sum + lengthInDegrees(path), 0);

/** Degrees; a tenth of a millimetre. */
const LEAST = 1e-9;

function onTheWay([ax, ay]: Position, [bx, by]: Position, part: number): Position {
  return [ax + (bx - ax) * part, ay + (by - ay) * part];
}

/** A position that lies on the line, or within the area and in none of its holes. */
export function pointOfShape(shape: PlaceShape): { latitude: number; longitude: number } {
  const [longitude, latitude] = isLine(shape) ? halfWay(shape) : within(shape);
  return { latitude, longitude };
}

/** Half way along the longest of its lines. */
function halfWay(shape: PlaceShape): Position {
  let longest: readonly Position[] = [];
  let most = -1;
  for (const path of pathsOf(shape)) {
    const length = lengthInDegrees(path);
    if (length > most) [longest, most] = [path, length];
  }
  let left = most / 2;
  for (const [n, to] of longest.slice(1).entries()) {
    const from = longest[n] as Position;
    const step = span(from, to);
    if (step >= left && step > 0) return onTheWay(from, to, left / step);
    left -= step;
  }
  return longest[0] as Position;
}

/** Where the area is widest: the middle of the widest piece that a parallel cuts out of it between two of its corners. */
function within(shape: PlaceShape): Position {
  let found: Position = pathsOf(shape)[0]?.[0] as Position;
  let most = -1;
  for (const rings of areasOf(shape)) {
    const heights = [...new Set(rings.flat().map(([, y]) => y))].sort((a, b) => a - b);
    for (const [n, top] of heights.slice(1).entries()) {
      const bottom = heights[n] as number;
      const y = bottom + (top - bottom) / 2;
      const cuts = cutsAt(rings, y);
      for (let i = 0; i + 1 < cuts.length; i += 2) {
        const [from, to] = [cuts[i] as number, cuts[i + 1] as number];
        const room = (to - from) * (top - bottom);
        if (room > most) [found, most] = [[from + (to - from) / 2, y], room];
      }
    }
  }
  return found;
}

/** The longitudes at which rings cross a parallel, from west to east. */
function cutsAt(rings: readonly (readonly Position[])[], y: number): number[] {
  const cuts: number[] = [];
  for (const ring of rings)
    for (let n = 1; n < ring.length; n += 1) {
      const [ax, ay] = ring[n - 1] as Position;
      const [bx, by] = ring[n] as Position;
      if (ay > y !== by > y) cuts.push(((bx - ax) * (y - ay)) / (by - ay) + ax);
    }
  return cuts.sort((a, b) => a - b);
}

/** Positions along all its lines or rings, each at most `step` degrees from the one before, the corners among them. */
function along(shape: PlaceShape, step: number): Position[] {
  return pathsOf(shape).flatMap((path) => [
    ...path.slice(0, 1),
    ...path.slice(1).flatMap((to, n) => {
      const from = path[n] as Position;
      const pieces = Math.max(1, Math.ceil(span(from, to) / step));
      return Array.from({ length: pieces }, (_, i) => onTheWay(from, to, (i + 1) / pieces));
    }),
  ]);
}

/** Whole metres around a point within which all of the shape lies. */
export function reachFrom(shape: PlaceShape, point: { latitude: number; longitude: number }): number {
  const [west, south, east, north] = boundsOfShape(shape);
  const step = Math.max(LEAST, (east - west + north - south) / 400, wholeOf(shape) / 4000);
  const far = along(shape, step).reduce(
    (most, [longitude, latitude]) => Math.max(most, metresBetween(point, { latitude, longitude })),
    0,
  );
  // What lies between two of these positions is at most half a step farther away.
  return Math.ceil(far + (step / 2) * DEGREE) + 1;
}

/** Middle of its bounds, and the whole metres around it within which all of the shape lies. */
export function circleOfShape(shape: PlaceShape): { latitude: number; longitude: number; radius: number } {
  const [west, south, east, north] = boundsOfShape(shape);
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  return { ...middle, radius: reachFrom(shape, middle) };
}

/** So many positions are laid along a shape at most, and so many across an area each way. */
const ALONG = 192;
const ACROSS = 16;

/** Degrees, some 500 m and 1 km: nearer to one another they tell nobody more. */
const NEAREST_ALONG = 0.005;
const NEAREST_ACROSS = 0.01;

/**
 * Points that stand for all of a shape where areas are asked for, each with a radius in metres so that the circles together
 * cover it. Along a line or outline they lie 1/192 of its length apart, within an area 1/16 of its width and height, but not
 * nearer than half a kilometre and one: an asked area that is narrower than that may slip between them.
 */
export function coverOfShape(shape: PlaceShape): { latitude: number; longitude: number; radius: number }[] {
  const step = Math.max(NEAREST_ALONG, wholeOf(shape) / ALONG);
  const edge = thinned(shape, step).map((at) => ({ at, radius: Math.ceil(step * DEGREE) }));
  const inner = isLine(shape) ? [] : inside(shape);
  return [...edge, ...inner].map(({ at: [longitude, latitude], radius }) => ({ latitude, longitude, radius }));
}

/** Positions of a grid that lie within the area. */
function inside(shape: PlaceShape): { at: Position; radius: number }[] {
  const [west, south, east, north] = boundsOfShape(shape);
  const count = (extent: number) => Math.max(1, Math.min(ACROSS, Math.ceil(extent / NEAREST_ACROSS)));
  const [columns, rows] = [count(east - west), count(north - south)];
  const [dx, dy] = [(east - west) / columns, (north - south) / rows];
  const radius = Math.ceil((Math.sqrt(dx * dx + dy * dy) / 2) * DEGREE);
  return Array.from(
    { length: columns * rows },
    (_, n): Position => [west + ((n % columns) + 0.5) * dx, south + (Math.floor(n / columns) + 0.5) * dy],
  )
    .filter((at) => areasOf(shape).some((rings) => isInside(at, rings)))
    .map((at) => ({ at, radius }));
}

/** Positions on its paths a step apart, counted along them through the corners; each path's two ends among them. */
function thinned(shape: PlaceShape, step: number): Position[] {
  return pathsOf(shape).flatMap((path) => {
    const found: Position[] = path.slice(0, 1);
    let left = step;
    for (const [n, to] of path.slice(1).entries()) {
      const from = path[n] as Position;
      const length = span(from, to);
      let at = left;
      for (; at <= length; at += step) found.push(onTheWay(from, to, at / length));
      left = at - length;
    }
    const last = path.at(-1) as Position;
    return isLine(shape) ? [...found, last] : found;
  });
}

/** Metres along a line or all of its lines; along the outline of an area. */
export function lengthOfShape(shape: PlaceShape): number {
  return pathsOf(shape).reduce(
    (sum, path) =>
      sum +
      path.slice(1).reduce((length, [longitude, latitude], n) => {
        const [x, y] = path[n] as Position;
        return length + metresBetween({ latitude: y, longitude: x }, { latitude, longitude });
      }, 0),
    0,
  );
}

/** The same shape with its outlines counterclockwise and its holes clockwise, as RFC 7946 has them (section 3.1.6). */
export function wound(shape: PlaceShape): PlaceShape {
  const ring = (positions: readonly Position[], n: number) =>
    turnsLeft(positions) === (n === 0) ? positions : positions.toReversed();
  if (shape.type === 'Polygon') return { ...shape, coordinates: shape.coordinates.map(ring) };
  if (shape.type !== 'MultiPolygon') return shape;
  return { ...shape, coordinates: shape.coordinates.map((rings) => rings.map(ring)) };
}

function turnsLeft(ring: readonly Position[]): boolean {
  return (
    ring
      .slice(1)
      .reduce((sum, [bx, by], n) => sum + ((ring[n] as Position)[0] * by - bx * (ring[n] as Position)[1]), 0) > 0
  );
}

/** Square metres of an area without its holes, on a sphere of the earth's mean radius; 0 of a line. */
export function extentOfShape(shape: PlaceShape): number {
  return areasOf(shape).reduce((sum, [outline = [], ...holes]) => {
    const without = holes.reduce((gone, hole) => gone + ringExtent(hole), 0);
    return sum + ringExtent(outline) - without;
  }, 0);
}

function ringExtent(ring: readonly Position[]): number {
  const rad = Math.PI / 180;
  const doubled = ring.slice(1).reduce((sum, [bx, by], n) => {
    const [ax, ay] = ring[n] as Position;
    return sum + (bx - ax) * rad * (Math.sin(ay * rad) + Math.sin(by * rad));
  }, 0);
  return Math.abs((doubled / 2) * 6_371_008.8 * 6_371_008.8);
}
