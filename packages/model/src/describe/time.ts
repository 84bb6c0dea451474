import { type Bound, parseBound, UNITS, type Unit } from '../values/bound.ts';
import { DEFAULT_ZONE, effectiveUnit, type FuzzyTime, span } from '../values/fuzzy-time.ts';
import { MONTHS, type WordLanguage } from './time-words.ts';

/** A day, month or year on the wall calendar; fields finer than its unit are absent. */
interface CalendarDate {
  year: number;
  month?: number;
  day?: number;
}

/**
 * A time in words that are as exact as what is known, and no more:
 * "3 March 2022", "between 3 and 6 March 2022", "March 2022, day unknown"; «між 3 і 6 березня 2022 року».
 * A date that does not read is given as it was written.
 */
export function describeTime(time: FuzzyTime, language: WordLanguage): string {
  const start = time.start === undefined ? undefined : parseBound(time.start);
  const end = time.end === undefined ? undefined : parseBound(time.end);
  if (typeof start === 'string' || typeof end === 'string') return [time.start, time.end].filter(Boolean).join(' – ');
  if (start === undefined && end === undefined) return language === 'en' ? 'date unknown' : 'дата невідома';
  if (start === undefined) return noLaterThan(dateOf(end as Bound), language);
  if (end === undefined || time.start === time.end) return single(start, time, language);
  return range(start, end, time, language);
}

function single(bound: Bound, time: FuzzyTime, language: WordLanguage): string {
  const unit = effectiveUnit(bound, time.precision, true);
  if (unit === 'few-days' || unit === 'week') {
    const { from, until } = span(bound, unit);
    return between(dayOf(from), dayOf(until - DAY), language);
  }
  if (unit === 'month' || unit === 'year') return unknownBelow(cut(bound, unit), language);
  if (unit === 'day') return date(dateOf(bound), language);
  return `${date(dateOf(bound), language)}, ${clock(bound, unit)} (${zoneOf(bound, time)})`;
}

function range(start: Bound, end: Bound, time: FuzzyTime, language: WordLanguage): string {
  const whole = wholeUnit(start, end);
  if (whole !== undefined && whole === time.precision) return unknownBelow(cut(start, whole), language);
  const timed = [start, end].some(({ unit }) => unit === 'second' || unit === 'minute');
  const onOneDay = JSON.stringify(dateOf(start)) === JSON.stringify(dateOf(end));
  if (timed && onOneDay && start.unit !== 'day' && end.unit !== 'day') {
    return `${date(dateOf(start), language)}, ${clock(start, 'minute')}–${clock(end, 'minute')} (${zoneOf(start, time)})`;
  }
  return onOneDay ? single(start, time, language) : between(dateOf(start), dateOf(end), language);
}

/** A source that knows only the month often writes its first and last day. */
function wholeUnit(start: Bound, end: Bound): 'month' | 'year' | undefined {
  if (start.unit !== 'day' || end.unit !== 'day' || start.year !== end.year || start.day !== 1) return undefined;
  const afterEnd = span(end, 'day').until;
  if (start.month === end.month && afterEnd === span(start, 'month').until) return 'month';
  return start.month === 1 && afterEnd === span(start, 'year').until ? 'year' : undefined;
}

function between(first: CalendarDate, last: CalendarDate, language: WordLanguage): string {
  const sameYear = first.year === last.year;
  const sameMonth = sameYear && first.month === last.month && first.day !== undefined && last.day !== undefined;
  if (language === 'en') {
    const from = sameMonth ? String(first.day) : date(first, 'en', !sameYear || first.month === undefined);
    return `between ${from} and ${date(last, 'en')}`;
  }
  if (first.month === undefined && last.month === undefined) return `між ${first.year} і ${last.year} роками`;
  const from = sameMonth ? String(first.day) : betweenCase(first, !sameYear || first.month === undefined);
  return `між ${from} і ${betweenCase(last, true)}`;
}

function betweenCase({ year, month, day }: CalendarDate, withYear: boolean): string {
  if (month === undefined) return `${year} роком`;
  const words = day === undefined ? MONTHS.ukBetween[month - 1] : `${day} ${MONTHS.ukOf[month - 1]}`;
  return withYear ? `${words} ${year} року` : `${words}`;
}

function noLaterThan({ year, month, day }: CalendarDate, language: WordLanguage): string {
  if (language === 'en') return `no later than ${date({ year, ...(month && { month }), ...(day && { day }) }, 'en')}`;
  const words = [day, month && MONTHS.ukOf[month - 1], year, 'року'];
  return `не пізніше ${words.filter((word) => word !== undefined).join(' ')}`;
}

function unknownBelow({ year, month }: CalendarDate, language: WordLanguage): string {
  if (month === undefined) {
    return language === 'en' ? `${year}, month and day unknown` : `${year} рік, місяць і день невідомі`;
  }
  return language === 'en'
    ? `${MONTHS.en[month - 1]} ${year}, day unknown`
    : `${MONTHS.uk[month - 1]} ${year} року, день невідомий`;
}

function date({ year, month, day }: CalendarDate, language: WordLanguage, withYear = true): string {
  const english = language === 'en';
  if (month === undefined) return english ? String(year) : `${year} рік`;
  const monthName = english ? MONTHS.en[month - 1] : day === undefined ? MONTHS.uk[month - 1] : MONTHS.ukOf[month - 1];
  const words = [day, monthName, ...(withYear ? [year] : []), ...(withYear && !english ? ['року'] : [])];
  return words.filter((word) => word !== undefined).join(' ');
}

function clock({ hour, minute }: Bound, unit: Unit): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return unit === 'hour' ? `${two(hour)}:00–${two(hour)}:59` : `${two(hour)}:${two(minute)}`;
}

function zoneOf(bound: Bound, time: FuzzyTime): string {
  if (bound.offset === null) return time.tz ?? DEFAULT_ZONE;
  const minutes = Math.abs(bound.offset) / 60_000;
  if (minutes === 0) return 'UTC';
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `UTC${bound.offset < 0 ? '−' : '+'}${part(minutes / 60)}:${part(minutes % 60)}`;
}

function dateOf(bound: Bound): CalendarDate {
  return cut(bound, bound.unit);
}

function cut({ year, month, day }: Bound, unit: Unit): CalendarDate {
  if (unit === 'year') return { year };
  return UNITS.indexOf(unit) >= UNITS.indexOf('month') ? { year, month } : { year, month, day };
}

const DAY = 86_400_000;

function dayOf(wall: number): CalendarDate {
  const at = new Date(wall);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}
