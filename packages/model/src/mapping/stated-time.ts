import { type FuzzyTime, TIME_PRECISIONS, type TimePrecision, timeProblems } from '../values/fuzzy-time.ts';
import { clockIn } from './stated-clock.ts';
import { dateAtHead, type FoundDate } from './stated-date.ts';
import type { DateFormat } from './table.ts';

export interface StatedTime {
  readonly time: FuzzyTime;
  /** What could not be read: the date itself, or the time of day behind it. The words stay in `asStated` either way. */
  readonly unclear: 'date' | 'time-of-day' | null;
}

export interface TimeOptions {
  readonly formats?: readonly DateFormat[];
  readonly zone?: string;
  /** Words of the end, where they stand apart. */
  readonly end?: string;
}

const ABOUT =
  /^(?:about|around|approximately|approx\.?|circa|ca?\.|~|≈|близько|приблизно|орієнтовно|біля|бл\.?|прибл\.?|около|примерно|ок\.)\s*/iu;

const UNTIL = /^\s*(?:-|–|—|\.{2,3}|…|to|until|till|до|по)\s*/iu;

/**
 * Reads a time as a table states it, and no more: `24.02.2022 about 10:00` is known to the hour or two around it, `24.02.2022
 * early morning` to the day. Nothing is made up; the words stay in `asStated` wherever the reading is not the words.
 */
export function readStatedTime(words: string, { formats, zone, end }: TimeOptions = {}): StatedTime {
  const stated = words.trim().replace(/\s+/g, ' ');
  const ending = (end ?? '').trim().replace(/\s+/g, ' ');
  const whole = ending === '' ? stated : `${stated} – ${ending}`;
  if (stated === '' && ending === '') return { time: { precision: 'unknown' }, unclear: null };
  const first = readOne(stated, formats);
  const last = ending === '' ? null : readOne(ending, formats);
  if (first === null || (ending !== '' && last === null)) return unknown(whole);
  const to = last?.start ?? first.end;
  const precision = wider(first.precision, last?.precision ?? first.precision);
  const unclear = first.unclear || last?.unclear === true ? 'time-of-day' : null;
  const bounds = { start: first.start, ...(to === undefined || to === first.start ? {} : { end: to }), precision };
  const time: FuzzyTime = { ...bounds, ...(zone === undefined ? {} : { tz: zone }) };
  if (timeProblems(time, '').length > 0) return unknown(whole);
  return { time: whole === first.start && to === undefined ? time : { ...time, asStated: whole }, unclear };
}

function unknown(whole: string): StatedTime {
  return { time: { precision: 'unknown', asStated: whole }, unclear: 'date' };
}

interface One {
  readonly start: string;
  readonly end?: string | undefined;
  readonly precision: TimePrecision;
  readonly unclear: boolean;
}

function readOne(stated: string, formats: readonly DateFormat[] | undefined): One | null {
  const about = ABOUT.exec(stated);
  const text = about === null ? stated : stated.slice(about[0].length);
  const found = dateAtHead(text, formats);
  if (found === null) return null;
  const precision = precisionOf(found.date, about !== null);
  const until = UNTIL.exec(found.rest);
  const second = until === null ? null : dateAtHead(found.rest.slice(until[0].length), formats);
  if (second !== null && second.rest.trim() === '')
    return {
      start: found.date,
      end: second.date,
      precision: wider(precision, precisionOf(second.date, false)),
      unclear: false,
    };
  return withClock(found, precision);
}

function withClock(found: FoundDate, precision: TimePrecision): One {
  const rest = found.time === '' ? found.rest : `${found.time} ${found.rest}`;
  const plain: One = { start: found.date, precision, unclear: false };
  if (rest.trim() === '') return plain;
  if (found.date.length < 10) return { ...plain, unclear: true };
  const clock = clockIn(found.date, rest);
  if (clock === 'day') return plain;
  if (clock === null) return { ...plain, unclear: true };
  // A date that is only roughly known is not better known for a time of day beside it.
  return precision === 'day' ? { ...clock, unclear: false } : plain;
}

function precisionOf(date: string, about: boolean): TimePrecision {
  if (date.length === 4) return 'year';
  if (date.length === 7) return 'month';
  return about ? 'few-days' : 'day';
}

/** The less exact of two. */
export function wider(a: TimePrecision, b: TimePrecision): TimePrecision {
  return TIME_PRECISIONS.indexOf(a) >= TIME_PRECISIONS.indexOf(b) ? a : b;
}
