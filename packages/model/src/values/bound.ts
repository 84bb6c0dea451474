import { wallClock } from './zone.ts';

/** Spans of time from short to long. */
export const UNITS = ['second', 'minute', 'hour', 'day', 'few-days', 'week', 'month', 'year'] as const;

export type Unit = (typeof UNITS)[number];

/** One end of a time as written: its parts, how far they go, and its offset from UTC in milliseconds if it names one. */
export interface Bound {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  unit: Unit;
  offset: number | null;
}

const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** Outside these years a date in this field is a slip of the pen, and some databases cannot hold it. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 2999;

/** Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a date with a time (ISO 8601); returns the fault in words if it is none. */
export function parseBound(text: string): Bound | string {
  const parts = FORM.exec(text);
  if (parts === null) return 'not a date. Write 2022, 2022-03, 2022-03-06 or 2022-03-06T14:05.';
  const [, year, month, day, hour, minute, second, zone] = parts;
  const bound: Bound = {
    year: Number(year),
    month: Number(month ?? 1),
    day: Number(day ?? 1),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    unit: second ? 'second' : minute ? 'minute' : day ? 'day' : month ? 'month' : 'year',
    offset: zone === undefined ? null : offsetOf(zone),
  };
  return faultOf(bound) ?? bound;
}

function faultOf({ year, month, day, hour, minute, second, offset }: Bound): string | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR) return `the year lies outside ${FIRST_YEAR} to ${LAST_YEAR}.`;
  if (month < 1 || month > 12) return 'there is no such month.';
  if (day < 1 || day > new Date(wallClock(year, month + 1, 0)).getUTCDate()) return 'this month has no such day.';
  if (hour > 23 || minute > 59 || second > 59) return 'there is no such time of day.';
  if (offset !== null && Math.abs(offset) > 15 * 3_600_000) return 'no place has this offset from UTC.';
  return undefined;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
