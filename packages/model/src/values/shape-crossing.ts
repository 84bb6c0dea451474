import type { Position } from './shape.ts';

/** Above 0 where c lies to the left of the way from a to b, below to the right, 0 on it. */
function side(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

/** Whether a position that lies on the straight line through a and b lies between them. */
function between(a: Position, b: Position, c: Position): boolean {
  return (
    Math.min(a[0], b[0]) <= c[0] &&
    c[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= c[1] &&
    c[1] <= Math.max(a[1], b[1])
  );
}

/** Whether two straight steps have a position in common; degrees are taken as a plane, as they are drawn. */
function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (abc !== abd && cda !== cdb) return true;
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  );
}

type Step = readonly [Position, Position];

function stepsOf(path: readonly Position[]): Step[] {
  return path.slice(1).map((to, n) => [path[n] as Position, to]);
}

/** Whether the bounds of two steps have a position in common: most pairs are told apart by that alone. */
function near(a: Position, b: Position, c: Position, d: Position): boolean {
  return (
    Math.max(a[0], b[0]) >= Math.min(c[0], d[0]) &&
    Math.max(c[0], d[0]) >= Math.min(a[0], b[0]) &&
    Math.max(a[1], b[1]) >= Math.min(c[1], d[1]) &&
    Math.max(c[1], d[1]) >= Math.min(a[1], b[1])
  );
}

/** Whether a closed ring touches or crosses itself anywhere but where one step follows the other. */
export function crossesItself(ring: readonly Position[]): boolean {
  const steps = stepsOf(ring);
  for (let n = 0; n < steps.length; n += 1) {
    const [a, b] = steps[n] as Step;
    for (let m = n + 1; m < steps.length; m += 1) {
      const [c, d] = steps[m] as Step;
      if (!near(a, b, c, d)) continue;
      const next = m === n + 1;
      const last = n === 0 && m === steps.length - 1;
      // Steps that follow one another meet in one position; where the second runs back along the first they meet in more.
      const met =
        next && side(a, b, d) === 0
          ? between(a, b, d) || between(c, d, a)
          : last && side(c, d, b) === 0
            ? between(c, d, b) || between(a, b, c)
            : !next && !last && meet(a, b, c, d);
      if (met) return true;
    }
  }
  return false;
}

/** Whether two paths have a position in common. */
export function crosses(one: readonly Position[], other: readonly Position[]): boolean {
  const steps = stepsOf(other);
  return stepsOf(one).some(([a, b]) => steps.some(([c, d]) => near(a, b, c, d) && meet(a, b, c, d)));
}

/** Whether a position lies within an area, its holes left out. On the outline itself it may be told either way. */
export function isInside([x, y]: Position, rings: readonly (readonly Position[])[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (let n = 1; n < ring.length; n += 1) {
      const a = ring[n - 1] as Position;
      const b = ring[n] as Position;
      if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
    }
  return inside;
}
