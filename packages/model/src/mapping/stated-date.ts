import { parseBound } from '../values/bound.ts';
import { monthNamed } from './months.ts';
import type { DateFormat } from './table.ts';

/** A date at the head of a text, and what stands behind it. `date` is `2022`, `2022-03` or `2022-03-06`. */
export interface FoundDate {
  readonly date: string;
  /** Time of day that the form itself carries, as `14:05`: ISO and serial numbers. */
  readonly time: string;
  readonly rest: string;
}

/** Without an order that is named, 03/04/2022 is two dates; these forms have one meaning each. */
const PLAIN: readonly DateFormat[] = [
  'YYYY-MM-DD',
  'DD.MM.YYYY',
  'D MMMM YYYY',
  'MMMM D, YYYY',
  'MMMM YYYY',
  'YYYY-MM',
  'MM.YYYY',
  'YYYY',
];

const WORD = '([\\p{L}]{3,12}\\.?)';
const END = '(?!(?!T\\d)\\p{L}|\\d)';
/** A month or a year is not the beginning of a date that no calendar has. */
const END_OF_SHORT = `${END}(?![-./]\\d)`;
const YEAR_SIGN = '(?:\\s*(?:року|рік|р\\.|года|г\\.))?';

type Order = readonly ('y' | 'm' | 'd' | 'M')[];

const FORMS: Readonly<Record<Exclude<DateFormat, 'serial'>, readonly [pattern: string, order: Order]>> = {
  'YYYY-MM-DD': ['(\\d{4})-(\\d{1,2})-(\\d{1,2})', ['y', 'm', 'd']],
  'DD.MM.YYYY': ['(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})', ['d', 'm', 'y']],
  'DD/MM/YYYY': ['(\\d{1,2})/(\\d{1,2})/(\\d{4})', ['d', 'm', 'y']],
  'MM/DD/YYYY': ['(\\d{1,2})/(\\d{1,2})/(\\d{4})', ['m', 'd', 'y']],
  'DD-MM-YYYY': ['(\\d{1,2})-(\\d{1,2})-(\\d{4})', ['d', 'm', 'y']],
  'YYYY/MM/DD': ['(\\d{4})/(\\d{1,2})/(\\d{1,2})', ['y', 'm', 'd']],
  YYYYMMDD: ['(\\d{4})(\\d{2})(\\d{2})', ['y', 'm', 'd']],
  'DD.MM.YY': ['(\\d{1,2})\\.(\\d{1,2})\\.(\\d{2})', ['d', 'm', 'y']],
  'D MMMM YYYY': [`(\\d{1,2})(?:st|nd|rd|th)?\\s+${WORD},?\\s+(\\d{4})`, ['d', 'M', 'y']],
  'MMMM D, YYYY': [`${WORD}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})`, ['M', 'd', 'y']],
  'MM.YYYY': ['(\\d{1,2})\\.(\\d{4})', ['m', 'y']],
  'MM/YYYY': ['(\\d{1,2})/(\\d{4})', ['m', 'y']],
  'MMMM YYYY': [`${WORD},?\\s+(\\d{4})`, ['M', 'y']],
  'YYYY-MM': ['(\\d{4})-(\\d{1,2})', ['y', 'm']],
  YYYY: ['(\\d{4})', ['y']],
};

const PATTERNS = new Map(
  Object.entries(FORMS).map(([format, [pattern, order]]) => [
    format as DateFormat,
    { pattern: new RegExp(`^${pattern}${YEAR_SIGN}${order.length < 3 ? END_OF_SHORT : END}`, 'iu'), order },
  ]),
);

/** The date with which a text begins, in the first of the forms that reads one; null where none does. */
export function dateAtHead(text: string, formats: readonly DateFormat[] = PLAIN): FoundDate | null {
  for (const format of formats) {
    const found = format === 'serial' ? serialAtHead(text) : formAtHead(text, format);
    if (found !== null) return found;
  }
  return null;
}

function formAtHead(text: string, format: DateFormat): FoundDate | null {
  const form = PATTERNS.get(format);
  const parts = form?.pattern.exec(text);
  if (form === undefined || !parts) return null;
  const read: Record<string, number> = {};
  for (const [index, part] of form.order.entries()) {
    const word = parts[index + 1] ?? '';
    if (part === 'M') read.m = monthNamed(word);
    else read[part] = Number(word);
  }
  const year = format === 'DD.MM.YY' ? 2000 + (read.y ?? 0) : (read.y ?? 0);
  const steps = [
    String(year).padStart(4, '0'),
    ...[read.m, read.d].flatMap((each) => (each === undefined ? [] : two(each))),
  ];
  const date = steps.join('-');
  // A day that no calendar has is none, whatever its form.
  if (typeof parseBound(date) === 'string') return null;
  return { date, time: '', rest: text.slice(parts[0].length) };
}

const DAY = 86_400_000;
/** What spreadsheets count from; the first two months of 1900 are off by one there and are not read. */
const EPOCH = Date.UTC(1899, 11, 30);

function serialAtHead(text: string): FoundDate | null {
  const parts = /^(\d{3,6})(?:[.,](\d+))?(?![\d.])/.exec(text);
  if (parts === null || Number(parts[1]) < 61) return null;
  const minutes = parts[2] === undefined ? 0 : Math.round(Number(`0.${parts[2]}`) * 1440);
  const at = new Date(EPOCH + Number(parts[1]) * DAY + minutes * 60_000).toISOString();
  const time = minutes % 1440 === 0 ? '' : at.slice(11, 16);
  return { date: at.slice(0, 10), time, rest: text.slice(parts[0].length) };
}

export const two = (figure: number): string => String(figure).padStart(2, '0');
