import { isInside, isLine, type PlaceShape, type Position, pathsOf, shapeProblems } from '@cairn/model';
import { readCoordinates } from './coordinates.ts';

/** What a line or an area is typed as. */
export type ShapeKind = 'line' | 'area';

/** What is wrong with a typed shape; `line` counts lines of the text from 1, and is absent for the shape as a whole. */
export interface ShapeProblem {
  code: string;
  line?: number;
}

export interface TypedShape {
  /** Only where nothing is wrong. */
  shape?: PlaceShape;
  /** What can be read so far, one list for each part of the text; rings are not closed. */
  paths: Position[][];
  problems: ShapeProblem[];
}

/** The points of a shape, one to a line, latitude first as people write it; an empty line between its parts. */
export function shapeText(shape: PlaceShape): string {
  return pathsOf(shape)
    .map((path) => (isLine(shape) ? path : path.slice(0, -1)).map(([x, y]) => `${y}, ${x}`).join('\n'))
    .join('\n\n');
}

interface Part {
  positions: Position[];
  lines: number[];
}

/** Reads points as they are typed, each in any form that {@link readCoordinates} knows. Rings close by themselves. */
export function readShapeText(kind: ShapeKind, text: string): TypedShape {
  const parts: Part[] = [];
  const problems: ShapeProblem[] = [];
  let open: Part | null = null;
  for (const [n, written] of text.split('\n').entries()) {
    if (written.trim() === '') {
      open = null;
      continue;
    }
    const point = readCoordinates(written);
    if (point === undefined) {
      problems.push({ code: 'unread-position', line: n + 1 });
      continue;
    }
    if (open === null) {
      open = { positions: [], lines: [] };
      parts.push(open);
    }
    open.positions.push([point.longitude, point.latitude]);
    open.lines.push(n + 1);
  }
  const paths = parts.map(({ positions }) => positions);
  if (problems.length > 0) return { paths, problems };
  if (parts.length === 0) return { paths, problems: [{ code: 'too-few-positions' }] };
  const { shape, at } = kind === 'line' ? linesOf(parts) : areasOf(parts.map(closed));
  const found = shapeProblems(shape, '').map(({ path, code }) => told(code, path, at));
  return found.length > 0 ? { paths, problems: found } : { shape, paths, problems: [] };
}

/** A shape, and by the numbers of a problem's pointer the part in which it lies and the position in it. */
interface Assembled {
  shape: PlaceShape;
  at: (steps: readonly number[]) => { part: Part | undefined; position: number | undefined };
}

function linesOf(parts: readonly Part[]): Assembled {
  const [only] = parts;
  if (parts.length === 1 && only)
    return {
      shape: { type: 'LineString', coordinates: only.positions },
      at: ([position]) => ({ part: only, position }),
    };
  return {
    shape: { type: 'MultiLineString', coordinates: parts.map(({ positions }) => positions) },
    at: ([part = 0, position]) => ({ part: parts[part], position }),
  };
}

function closed({ positions, lines }: Part): Part {
  const [first, last] = [positions[0], positions.at(-1)];
  if (first === undefined || (positions.length > 1 && first[0] === last?.[0] && first[1] === last[1]))
    return { positions, lines };
  return { positions: [...positions, first], lines: [...lines, lines[0] ?? 1] };
}

/** A part that begins within an earlier one is a hole in it, any other an area of its own. */
function areasOf(parts: readonly Part[]): Assembled {
  const areas: Part[][] = [];
  for (const part of parts) {
    const around = areas.find(([outline]) => outline && isInside(part.positions[0] as Position, [outline.positions]));
    if (around) around.push(part);
    else areas.push([part]);
  }
  const [only] = areas;
  const rings = (area: readonly Part[]) => area.map(({ positions }) => positions);
  if (areas.length === 1 && only)
    return {
      shape: { type: 'Polygon', coordinates: rings(only) },
      at: ([ring = 0, position]) => ({ part: only[ring], position }),
    };
  return {
    shape: { type: 'MultiPolygon', coordinates: areas.map(rings) },
    at: ([area = 0, ring = 0, position]) => ({ part: areas[area]?.[ring], position }),
  };
}

function told(code: string, path: string, at: Assembled['at']): ShapeProblem {
  if (code === 'too-many-positions') return { code };
  const { part, position } = at(path.split('/').slice(2).map(Number));
  const line = position === undefined ? part?.lines[0] : part?.lines[position];
  return line === undefined ? { code } : { code, line };
}

/** The text without its last point. */
export function withoutLast(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.slice(0, -1).join('\n').trimEnd();
}

/** The text with one more point. */
export function withPoint(text: string, { latitude, longitude }: { latitude: number; longitude: number }): string {
  const before = text.replace(/[ \t\n]+$/, '');
  return `${before}${before && '\n'}${latitude}, ${longitude}`;
}
