import { type Circle, Invalid } from './types.ts';

/** @throws Invalid when it is not 1 to 200. */
export function parseLimit(text: string): number {
  const limit = Number(text);
  if (limit < 1 || limit > 200) throw refusal('/limit', 'is not 1 to 200');
  return limit;
}

/**
 * Reads `west,south,east,north` in degrees. West beyond east means an area across the antimeridian.
 *
 * @throws Invalid for anything but four numbers within the globe, south not above north.
 */
export function parseBox(text: string): [number, number, number, number] {
  const parts = text.split(',');
  const [west, south, east, north] = parts.map((part) =>
    /^-?[0-9]+([.][0-9]+)?$/.test(part.trim()) ? Number(part) : NaN,
  );
  if (parts.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined) {
    throw refusal('/bbox', 'is not west,south,east,north');
  }
  const inside = Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90;
  if (!inside || south > north) throw refusal('/bbox', 'is not an area in degrees with south below north');
  return [west, south, east, north];
}

/** Widest circle to search in, in kilometres. */
const WIDEST = 1000;

/**
 * Reads `latitude,longitude,kilometres`.
 *
 * @throws Invalid for anything but a place on the globe and a radius of more than nothing and at most 1000 km.
 */
export function parseNear(text: string): Circle {
  const parts = text.split(',').map((part) => (/^-?[0-9]+([.][0-9]+)?$/.test(part.trim()) ? Number(part) : NaN));
  const [latitude, longitude, km] = parts;
  if (
    parts.length !== 3 ||
    latitude === undefined ||
    longitude === undefined ||
    km === undefined ||
    parts.some(Number.isNaN)
  ) {
    throw refusal('/near', 'is not latitude,longitude,kilometres');
  }
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw refusal('/near', 'lies on no globe');
  if (!(km > 0 && km <= WIDEST)) throw refusal('/near', `has a radius that is not 0 to ${WIDEST} km`);
  return { latitude, longitude, km };
}

/** Words of a name, as a tsquery of their beginnings: letters and digits alone, so that nothing else of its grammar gets in. */
export function beginningsOf(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(' & ');
}

/**
 * Reads the bounds of a half-open period. A date alone is midnight in UTC, as is a time without a zone.
 *
 * @throws Invalid for a day that no calendar has, or an end before the start.
 */
export function parsePeriod(given: { from?: string; to?: string }): { from?: string; to?: string } {
  const from = given.from === undefined ? undefined : instant(given.from, '/from');
  const to = given.to === undefined ? undefined : instant(given.to, '/to');
  if (from !== undefined && to !== undefined && from > to) throw refusal('/to', 'lies before from');
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function instant(text: string, path: string): string {
  const zoned = /T.*(Z|[+-][0-9]{2}:[0-9]{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const time = new Date(zoned);
  // The engine lets 30 February through and means 2 March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text.slice(0, 10);
  if (Number.isNaN(time.getTime()) || !exists) throw refusal(path, 'is no date of the calendar');
  // An offset can carry the first and the last day out of the years that ISO 8601 and the database have in common.
  if (!isInstant(time.toISOString())) throw refusal(path, 'lies outside the years 1 to 9999');
  return time.toISOString();
}

/** Whether the text is an instant just as `Date.prototype.toISOString` writes it, in the years 1 to 9999. */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{3}Z$/.test(text)) return false;
  const time = new Date(text);
  return !text.startsWith('0000') && !Number.isNaN(time.getTime()) && time.toISOString() === text;
}

function refusal(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'query', message }]);
}
