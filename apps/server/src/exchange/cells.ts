import { type Count, countAnomalies, type FuzzyPlace, type FuzzyTime, type PlacePrecision } from '@cairn/model';
import { cell, type RowFlag, type SourceRow } from './format.ts';

/** A value with the flags that reading it raised. */
export interface Read<T> {
  readonly value: T;
  readonly flags: readonly RowFlag[];
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Null also for what a number here could not hold as it stands: 1e400, 1e-400, an integer beyond 2^53. */
function numberIn(text: string): number | null {
  const trimmed = text.trim();
  const figure = NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (!(Math.abs(figure) <= Number.MAX_SAFE_INTEGER)) return null;
  return figure === 0 && /^[^e]*[1-9]/i.test(trimmed) ? null : figure;
}

/** A calendar date as `YYYY-MM-DD`, or null where the calendar has no such day. */
export function calendarDate(year: number, month: number, day: number): string | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1000 && year <= 2999 ? `${year}-${two(month)}-${two(day)}` : null;
}

export function two(figure: number): string {
  return String(figure).padStart(2, '0');
}

/** `2013-01-03`, with or without a time part behind it; null where it is no date. */
export function isoDate(text: string): string | null {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.+Z-]*)?$/.exec(text.trim());
  return parts === null ? null : calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** `02/24/2022`: month first, as in the United States; null where it is no date. */
export function usDate(text: string): string | null {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  return parts === null ? null : calendarDate(Number(parts[3]), Number(parts[1]), Number(parts[2]));
}

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december'],
];

/** `24 February 2022`; null where it is no date. */
export function longDate(text: string): string | null {
  const parts = /^(\d{1,2}) +([a-z]+),? +(\d{4})$/i.exec(text.trim());
  if (parts === null) return null;
  const month = MONTHS.indexOf((parts[2] ?? '').toLowerCase());
  return month < 0 ? null : calendarDate(Number(parts[3]), month + 1, Number(parts[1]));
}

/** The words that the row uses for the time, kept where our reading of them could be doubted. */
export function unknownTime(asStated: string): FuzzyTime {
  return asStated.trim() === '' ? { precision: 'unknown' } : { precision: 'unknown', asStated };
}

/** The point that two columns give; missing or impossible coordinates are flagged and leave no point. */
export function readPoint(row: SourceRow, latitude: string, longitude: string): Read<FuzzyPlace['point']> {
  const flags: RowFlag[] = [];
  const degrees = [
    [latitude, 90],
    [longitude, 180],
  ] as const;
  const [y, x] = degrees.map(([column, limit]) => {
    const text = cell(row, column);
    const figure = numberIn(text);
    if (figure !== null && Math.abs(figure) <= limit) return figure;
    flags.push({ column, value: text, problem: text.trim() === '' ? 'coordinates-missing' : 'coordinates-impossible' });
    return null;
  });
  const point = typeof y === 'number' && typeof x === 'number' ? { latitude: y, longitude: x } : undefined;
  return { value: point, flags };
}

/** A place from its parts; parts that are empty are left out. */
export function place(
  point: FuzzyPlace['point'],
  precision: PlacePrecision,
  names: readonly string[],
  adminCodes: FuzzyPlace['adminCodes'] = [],
): FuzzyPlace {
  const name = [...new Set(names.map((part) => part.trim()).filter((part) => part !== ''))].join(', ');
  return {
    ...(point === undefined ? {} : { point }),
    ...(name === '' ? {} : { name: { en: name } }),
    ...(adminCodes.length === 0 ? {} : { adminCodes }),
    precision,
  };
}

/** Columns that hold one number or a range of it. */
export interface CountColumns {
  readonly low?: string;
  readonly best: string;
  readonly high?: string;
}

/**
 * A count of persons. Figures that cannot be right are kept and listed in `anomalies`; text that is no number is
 * flagged and listed. Undefined where no column holds anything.
 */
export function readCount(row: SourceRow, columns: CountColumns): Read<Count | undefined> {
  const flags: RowFlag[] = [];
  const notes: string[] = [];
  const figures: { low?: number; best?: number; high?: number } = {};
  for (const side of ['low', 'best', 'high'] as const) {
    const column = columns[side];
    const text = column === undefined ? '' : cell(row, column);
    if (column === undefined || text.trim() === '') continue;
    const figure = numberIn(text);
    if (figure === null) notes.push(`${side} is "${text}"`);
    else figures[side] = figure;
    if (figure === null || figure < 0 || !Number.isInteger(figure))
      flags.push({ column, value: text, problem: 'count-impossible' });
  }
  const { low = Number.NaN, best = Number.NaN, high = Number.NaN } = figures;
  if (low > best || best > high || low > high) {
    const value = `low ${figures.low}, best ${figures.best}, high ${figures.high}`;
    flags.push({ column: columns.best, value, problem: 'count-order' });
  }
  if (Object.keys(figures).length === 0 && notes.length === 0) return { value: undefined, flags };
  const anomalies = [...countAnomalies(figures), ...notes];
  return { value: { ...figures, unit: 'persons', ...(anomalies.length === 0 ? {} : { anomalies }) }, flags };
}

/** A count of persons that is worth a line of its own: given, and not zero. */
export function isNotable(count: Count | undefined): count is Count {
  return count !== undefined && (count.best !== 0 || count.anomalies !== undefined);
}
