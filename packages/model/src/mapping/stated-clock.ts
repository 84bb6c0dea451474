import { two } from './stated-date.ts';

/** A time of day on a date. */
export interface Clock {
  readonly start: string;
  readonly end?: string | undefined;
  readonly precision: 'minute' | 'hour';
}

const ABOUT =
  /^(?:at\s+|о\s+|об\s+|в\s+)?(?:about|around|approximately|approx\.?|circa|ca?\.|~|≈|близько|приблизно|орієнтовно|біля|бл\.?|прибл\.?|около|примерно|ок\.)\s*/iu;
const AT = /^(?:at|о|об|в)\s+/iu;
const HEAD = /^[\s,;T(]+/u;
const TAIL = /[\s,;.)]+$/u;
const MINUTE = /^(\d{1,2})[:.](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/iu;
const HOUR =
  /^(\d{1,2})(?:-?(?:а|ій|й|го))?\s*(am|pm|a\.m\.|p\.m\.|h|hrs?|hours?|o['’]clock|год(?:ині|ини|ин)?\.?|час(?:ов|а)?)$/iu;
const BETWEEN = /^(?:between|from|з|із|між|с|между)\s+/iu;
const JOIN = /\s*(?:-|–|—|\band\b|\bto\b|(?<!\p{L})(?:до|та|і|и)(?!\p{L}))\s*/iu;

/** Words for a part of the day: they leave the time as wide as the day. What they mean exactly nobody knows. */
const PART =
  /^(?:(?:in|at|during|by|the|early|late|mid|before|after|around|pre|зранку|рано|пізно|під|до|після|перед|у|в|на)[\s-]*)*(?:dawn|daybreak|sunrise|morning|forenoon|noon|midday|afternoon|day(?:time)?|dusk|sunset|evening|night|midnight|overnight|світанк\p{L}*|світанок|вранці|ранк\p{L}*|ранок|зранку|рано|полуд\p{L}*|полудень|обід\p{L}*|день|дня|вдень|вечір|вечор\p{L}*|вечері|ввечері|увечері|ніч|ночі|вночі|уночі|опівночі|опівдні|утр\p{L}*|вечер\p{L}*|ноч\p{L}*|дн[её]м)(?:\s+hours?)?$/iu;

/**
 * The time of day that a text states of a date: to the minute, to the hour or the hours around it, `day` where it leaves the
 * day as it is, null where it is not understood.
 */
export function clockIn(date: string, words: string): Clock | 'day' | null {
  const text = words.replace(HEAD, '').replace(TAIL, '');
  // Exports write midnight for "no time of day"; a midnight that is meant is written without seconds.
  if (text === '' || /^0{1,2}:00:00(?:[.,]0+)?(?:Z)?$/.test(text)) return 'day';
  const about = ABOUT.exec(text);
  if (about !== null) return around(date, text.slice(about[0].length));
  if (PART.test(text)) return 'day';
  // Behind a T, what follows a minus is an offset from UTC; elsewhere it is the end.
  const iso = /^[\s,;(]*T/u.test(words);
  return (iso ? null : span(date, text)) ?? exact(date, text.replace(AT, ''));
}

interface Read {
  readonly hour: number;
  readonly minute: number | null;
  readonly zone: string;
}

function readClock(text: string): Read | null {
  const minute = MINUTE.exec(text);
  if (minute !== null) {
    const hour = hourOf(Number(minute[1]), minute[4]);
    if (hour === null || Number(minute[2]) > 59 || Number(minute[3] ?? 0) > 59) return null;
    return { hour, minute: Number(minute[2]), zone: zoneOf(minute[5]) };
  }
  const parts = HOUR.exec(text);
  const hour = parts === null ? null : hourOf(Number(parts[1]), parts[2]);
  return hour === null ? null : { hour, minute: null, zone: '' };
}

function hourOf(hour: number, half: string | undefined): number | null {
  const word = (half ?? '').toLowerCase().replaceAll('.', '');
  if (word !== 'am' && word !== 'pm') return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (word === 'pm' ? 12 : 0);
}

function zoneOf(text: string | undefined): string {
  if (text === undefined) return '';
  if (/^(?:Z|UTC)$/i.test(text)) return 'Z';
  return text.includes(':') ? text : `${text.slice(0, 3)}:${text.slice(3)}`;
}

function exact(date: string, text: string): Clock | null {
  const read = readClock(text);
  if (read === null) return null;
  const start = `${date}T${two(read.hour)}:${two(read.minute ?? 0)}${read.zone}`;
  return { start, precision: read.minute === null ? 'hour' : 'minute' };
}

/** `10:00-11:30`, `between 10:00 and 11:00`; both ends must be read, and on one day. */
function span(date: string, text: string): Clock | null {
  const ends = text.replace(BETWEEN, '').split(JOIN);
  const [first, last] = ends.map(readClock);
  if (
    ends.length !== 2 ||
    !first ||
    !last ||
    last.hour * 60 + (last.minute ?? 59) < first.hour * 60 + (first.minute ?? 0)
  )
    return null;
  const at = ({ hour, minute, zone }: Read) => `${date}T${two(hour)}:${two(minute ?? 0)}${zone}`;
  const precision = first.minute === null || last.minute === null ? 'hour' : 'minute';
  return { start: at(first), end: at(last), precision };
}

/**
 * About 10:30 lies in its hour; about 10:00 in this hour or the one before: whole hours, since a minute would say more than
 * the source does. Cairn's own convention.
 */
function around(date: string, text: string): Clock | 'day' | null {
  if (PART.test(text)) return 'day';
  const read = readClock(text);
  if (read === null) return null;
  const { hour, minute, zone } = read;
  if (zone !== '') return { start: `${date}T${two(hour)}:00${zone}`, precision: 'hour' };
  const [from, to] = [(minute ?? 0) < 15 ? -1 : 0, (minute ?? 0) > 45 ? 1 : 0];
  const start = hourAt(date, hour + from);
  const end = hourAt(date, hour + to);
  return { start, ...(end === start ? {} : { end }), precision: 'hour' };
}

function hourAt(date: string, hour: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000).toISOString().slice(0, 16);
}
