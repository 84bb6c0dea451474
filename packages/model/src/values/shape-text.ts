import { areasOf, isShape, type PlaceShape, type Position, pathsOf, SHAPE_TYPES } from './shape.ts';

/** A shape as well-known text (OGC 06-103r4, section 7; longitude first): `LINESTRING (37.1 49.2, 37.3 49.1)`. */
export function wktOf(shape: PlaceShape): string {
  const path = (positions: readonly Position[]) => `(${positions.map(([x, y]) => `${x} ${y}`).join(', ')})`;
  const paths = (all: readonly (readonly Position[])[]) => `(${all.map(path).join(', ')})`;
  const name = shape.type.toUpperCase();
  if (shape.type === 'LineString') return `${name} ${path(shape.coordinates)}`;
  return shape.type === 'MultiPolygon'
    ? `${name} (${areasOf(shape).map(paths).join(', ')})`
    : `${name} ${paths(pathsOf(shape))}`;
}

/** Why a text gives no shape: it is not one, or one that {@link shapeProblems} refuses. */
export type ShapeUnread = 'shape-unclear' | 'shape-impossible';

/**
 * A shape from a cell of a table: a geometry or feature in GeoJSON (RFC 7946), or well-known text, longitude first in both.
 * Lines and areas alone, without altitudes; nothing is mended.
 */
export function readShape(text: string): { shape: PlaceShape } | { unread: ShapeUnread } {
  if (text.length > LONGEST_TEXT) return { unread: 'shape-impossible' };
  const given = text.trim().startsWith('{') ? fromGeojson(text) : fromWkt(text);
  if (given === undefined) return { unread: 'shape-unclear' };
  return isShape(given) ? { shape: given } : { unread: 'shape-impossible' };
}

function fromGeojson(text: string): unknown {
  const parsed = parsedJson(text);
  const geometry = member(parsed, 'type') === 'Feature' ? member(parsed, 'geometry') : parsed;
  const type = member(geometry, 'type');
  if (!SHAPE_TYPES.some((each) => each === type)) return undefined;
  return { type, coordinates: member(geometry, 'coordinates') };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Longer text than any shape that can be drawn here needs. */
const LONGEST_TEXT = 200_000;

const NUMBER = '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?';
/** A bracket, a comma or a position. Each part ends where the next begins in one way only: hostile text takes no longer to read. */
const SIGN = `\\s*(?:([(),])|(${NUMBER})\\s+(${NUMBER}))`;

/** Well-known text becomes the nested lists of GeoJSON sign by sign; whatever else stands in it makes it none. */
function fromWkt(text: string): unknown {
  const whole = text.trim();
  const begin = whole.indexOf('(');
  const name = whole
    .slice(0, Math.max(0, begin))
    .replace(/^SRID=4326;/i, '')
    .trim();
  const type = SHAPE_TYPES.find((each) => each.toUpperCase() === name.toUpperCase());
  if (type === undefined) return undefined;
  const sign = new RegExp(SIGN, 'y');
  sign.lastIndex = begin;
  let json = '';
  while (sign.lastIndex < whole.length) {
    const [, mark, x, y] = sign.exec(whole) ?? [];
    if (mark === undefined && y === undefined) return undefined;
    json += mark === '(' ? '[' : mark === ')' ? ']' : (mark ?? `[${Number(x)},${Number(y)}]`);
  }
  const coordinates = parsedJson(json);
  return coordinates === undefined ? undefined : { type, coordinates };
}
