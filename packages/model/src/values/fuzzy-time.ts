import Type from 'typebox';
import { type Problem, problem } from '../problem.ts';
import { type Bound, parseBound, UNITS, type Unit } from './bound.ts';
import { FreeText, Text } from './text.ts';
import { instantsOf, isZone, wallClock } from './zone.ts';

/** How exactly a time is known. */
export const TIME_PRECISIONS = ['minute', 'hour', 'day', 'few-days', 'week', 'month', 'year', 'unknown'] as const;

export type TimePrecision = (typeof TIME_PRECISIONS)[number];

/** Where the clock hangs when a record does not say. */
export const DEFAULT_ZONE = 'Europe/Kyiv';

/**
 * A time as well as it is known. `start` and `end` are local to `tz` (default {@link DEFAULT_ZONE}) unless they carry an
 * offset, and are as long as what is known: `2019`, `2019-05`, `2019-05-12`, `2019-05-12T14:05`. `end` is the last moment
 * included, at its own granularity. A start without an end is one moment of the stated precision.
 */
export const FuzzyTimeSchema = Type.Object(
  {
    start: Type.Optional(Text),
    end: Type.Optional(Text),
    precision: Type.Enum(TIME_PRECISIONS),
    tz: Type.Optional(Text),
    asStated: Type.Optional(FreeText),
  },
  { additionalProperties: false },
);

export type FuzzyTime = Type.Static<typeof FuzzyTimeSchema>;

/** A half-open span of UTC time, [start, end); `null` is open. ISO 8601 with milliseconds. */
export interface Period {
  start: string | null;
  end: string | null;
}

/** A time was used although {@link timeProblems} refuses it. */
export class ImpossibleTime extends RangeError {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(problems.map((each) => `${each.path} ${each.message}`).join(' '));
    this.name = 'ImpossibleTime';
    this.problems = problems;
  }
}

/** Dates that no calendar has, ends before starts, unknown zones. */
export function timeProblems(time: FuzzyTime, path: string): Problem[] {
  const read = readTime(time, path);
  if (Array.isArray(read)) return read;
  if (read.start === undefined && read.end === undefined) {
    if (time.precision === 'unknown') return [];
    return [problem(path, 'time-without-date', 'Give a start or an end, or use the precision "unknown".')];
  }
  const [from, until] = range(time, read);
  if (from === null || until === null || from < until) return [];
  return [problem(`${path}/end`, 'end-before-start', 'The end lies before the start.')];
}

/**
 * The half-open UTC range in which the time lies, as wide as its precision makes it.
 * A single date with the precision `few-days` reaches three days to either side, with `week` it is the calendar week
 * (Monday to Sunday), both by Cairn's own convention; where a source gives both bounds, they stand.
 * @throws {ImpossibleTime} when a bound is no date or the zone is unknown; see {@link timeProblems}
 */
export function periodOf(time: FuzzyTime): Period {
  const read = readTime(time, '');
  if (Array.isArray(read)) throw new ImpossibleTime(read);
  const [from, until] = range(time, read);
  return { start: from === null ? null : iso(from), end: until === null ? null : iso(until) };
}

interface ReadTime {
  start: Bound | undefined;
  end: Bound | undefined;
  zone: string;
}

function readTime(time: FuzzyTime, path: string): ReadTime | Problem[] {
  const zone = time.tz ?? DEFAULT_ZONE;
  const start = time.start === undefined ? undefined : parseBound(time.start);
  const end = time.end === undefined || time.end === time.start ? undefined : parseBound(time.end);
  if (typeof start !== 'string' && typeof end !== 'string' && isZone(zone)) return { start, end, zone };
  const problems: Problem[] = [];
  if (!isZone(zone)) {
    problems.push(problem(`${path}/tz`, 'unknown-zone', `"${zone}" is no time zone. Use a name such as Europe/Kyiv.`));
  }
  if (typeof start === 'string') {
    problems.push(problem(`${path}/start`, 'impossible-date', `"${time.start}": ${start}`));
  }
  if (typeof end === 'string') problems.push(problem(`${path}/end`, 'impossible-date', `"${time.end}": ${end}`));
  return problems;
}

/** First instant of the time and first instant after it; null where it is open. */
function range({ precision }: FuzzyTime, { start, end, zone }: ReadTime): [from: number | null, until: number | null] {
  const single = start === undefined || end === undefined;
  const first = start && span(start, effectiveUnit(start, precision, single));
  const last = end ? span(end, effectiveUnit(end, precision, false)) : first;
  const lastBound = end ?? start;
  return [
    first && start ? instant(first.from, start, zone).earliest : null,
    last && lastBound ? instant(last.until, lastBound, zone).latest : null,
  ];
}

/** Bounds given on both sides are only rounded to clock units; a lone date is as wide as its precision. */
export function effectiveUnit(bound: Bound, precision: TimePrecision, single: boolean): Unit {
  if (precision === 'unknown') return bound.unit;
  const rounds = single || precision === 'minute' || precision === 'hour' || precision === 'day';
  if (!rounds) return bound.unit;
  return UNITS.indexOf(precision) > UNITS.indexOf(bound.unit) ? precision : bound.unit;
}

const DAY = 86_400_000;

/** First moment of the unit around a bound, and first moment after it, on the wall clock. */
export function span(bound: Bound, unit: Unit): { from: number; until: number } {
  const { year, month, day, hour, minute, second } = bound;
  switch (unit) {
    case 'year':
      return { from: wallClock(year, 1, 1), until: wallClock(year + 1, 1, 1) };
    case 'month':
      return { from: wallClock(year, month, 1), until: wallClock(year, month + 1, 1) };
    case 'week': {
      const at = wallClock(year, month, day);
      const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * DAY;
      return { from: monday, until: monday + 7 * DAY };
    }
    case 'few-days':
      return { from: wallClock(year, month, day - 3), until: wallClock(year, month, day + 4) };
    case 'day':
      return { from: wallClock(year, month, day), until: wallClock(year, month, day + 1) };
    case 'hour':
      return { from: wallClock(year, month, day, hour), until: wallClock(year, month, day, hour + 1) };
    case 'minute':
      return { from: wallClock(year, month, day, hour, minute), until: wallClock(year, month, day, hour, minute + 1) };
    case 'second': {
      const from = wallClock(year, month, day, hour, minute, second);
      return { from, until: from + 1000 };
    }
  }
}

function instant(wall: number, bound: Bound, zone: string): { earliest: number; latest: number } {
  if (bound.offset === null) return instantsOf(wall, zone);
  return { earliest: wall - bound.offset, latest: wall - bound.offset };
}

const iso = (ms: number) => new Date(ms).toISOString();
