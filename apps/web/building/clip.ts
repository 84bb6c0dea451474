export type Point = [number, number];
export type Line = Point[];
/** West, south, east, north. */
export type Rectangle = [number, number, number, number];

/** The part of a closed ring inside a rectangle; where the ring leaves it, the result runs along its edge (Sutherland and Hodgman). */
export function clipRing(ring: Line, [west, south, east, north]: Rectangle): Line {
  const sides: [axis: 0 | 1, bound: number, sign: 1 | -1][] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  return sides.reduce((points, [axis, bound, sign]) => clipSide(points, axis, bound, sign), ring);
}

function clipSide(ring: Line, axis: 0 | 1, bound: number, sign: 1 | -1): Line {
  const inside = (point: Point) => (point[axis] - bound) * sign >= 0;
  const clipped: Line = [];
  for (const [i, point] of ring.entries()) {
    const before = ring[(i + ring.length - 1) % ring.length] ?? point;
    if (inside(before) !== inside(point)) clipped.push(crossing(before, point, axis, bound));
    if (inside(point)) clipped.push(point);
  }
  const [first] = clipped;
  return first === undefined ? [] : [...clipped, first];
}

function crossing(from: Point, to: Point, axis: 0 | 1, bound: number): Point {
  const part = (bound - from[axis]) / (to[axis] - from[axis]);
  const at = from.map((value, i) => value + part * ((to[i] ?? value) - value)) as Point;
  at[axis] = bound;
  return at;
}

/** The parts of a line inside a rectangle. */
export function clipLine(line: Line, rectangle: Rectangle): Line[] {
  const parts: Line[] = [];
  let open: Line | null = null;
  for (const [i, to] of line.entries()) {
    const from = line[i - 1];
    if (from === undefined) continue;
    const kept = clipSegment(from, to, rectangle);
    if (kept === null) {
      open = null;
      continue;
    }
    const [start, end] = kept;
    const last = open?.at(-1);
    if (open === null || last?.[0] !== start[0] || last[1] !== start[1]) {
      open = [start];
      parts.push(open);
    }
    open.push(end);
  }
  return parts;
}

/** Liang and Barsky: which stretch of a segment lies inside. */
function clipSegment(from: Point, to: Point, [west, south, east, north]: Rectangle): [Point, Point] | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  const sides: Point[] = [
    [-dx, from[0] - west],
    [dx, east - from[0]],
    [-dy, from[1] - south],
    [dy, north - from[1]],
  ];
  for (const [pace, room] of sides) {
    if (pace === 0 && room < 0) return null;
    if (pace < 0) enter = Math.max(enter, room / pace);
    if (pace > 0) leave = Math.min(leave, room / pace);
  }
  if (enter >= leave) return null;
  const at = (part: number): Point =>
    part === 0 ? from : part === 1 ? to : [from[0] + part * dx, from[1] + part * dy];
  return [at(enter), at(leave)];
}
