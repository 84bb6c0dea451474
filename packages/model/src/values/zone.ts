/** Local clocks: what instant a wall clock in a time zone means, summer time and its gaps included. */

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Offsets change at quarter hours at the finest, so one answer serves a whole quarter. */
const QUARTER = 15 * MINUTE;
const CACHE_LIMIT = 20_000;

interface Zone {
  format: Intl.DateTimeFormat;
  offsets: Map<number, number>;
}

const zones = new Map<string, Zone | null>();

function openZone(name: string): Zone | null {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = makeZone(name);
    if (zones.size < CACHE_LIMIT) zones.set(name, zone);
  }
  return zone;
}

function makeZone(name: string): Zone | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return { format, offsets: new Map() };
  } catch {
    return null;
  }
}

/** Whether the name is a time zone of the IANA database that this machine knows. */
export function isZone(name: string): boolean {
  return openZone(name) !== null;
}

function offsetAt(zone: Zone, instant: number): number {
  const quarter = Math.floor(instant / QUARTER) * QUARTER;
  const known = zone.offsets.get(quarter);
  if (known !== undefined) return known;
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(quarter)) part[type] = Number(value);
  const wall = wallClock(
    part.year ?? 0,
    part.month ?? 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  const offset = wall - quarter;
  if (zone.offsets.size >= CACHE_LIMIT) zone.offsets.clear();
  zone.offsets.set(quarter, offset);
  return offset;
}

/**
 * A wall clock reading as milliseconds, counted as if the wall hung at Greenwich. Fields may overflow; years before 100
 * are not read.
 */
export function wallClock(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instants that a wall clock reading can mean, earliest and latest. They differ only in the hour that autumn repeats
 * (both are real) and in the hour that spring skips (the reading is wrong by one of the two offsets).
 */
export function instantsOf(wall: number, zoneName: string): { earliest: number; latest: number } {
  const zone = openZone(zoneName);
  if (zone === null) throw new RangeError(`Unknown time zone "${zoneName}".`);
  const before = wall - offsetAt(zone, wall - DAY);
  const after = wall - offsetAt(zone, wall + DAY);
  if (before === after) return { earliest: before, latest: before };
  const real = [before, after].filter((instant) => instant + offsetAt(zone, instant) === wall);
  const candidates = real.length > 0 ? real : [before, after];
  return { earliest: Math.min(...candidates), latest: Math.max(...candidates) };
}
