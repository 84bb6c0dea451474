import type { FigureRow } from './shapes.ts';

/** One bar: its length, and where the figure is a range, from where to where that reaches. */
export interface Bar {
  key: string | null;
  value: number;
  low?: number;
  high?: number;
  /** No record says how high it may be. */
  open?: boolean;
}

/** The bars of a plot: counts as they are, persons of one outcome as ranges. */
export function barsOf(rows: readonly FigureRow[], outcome: string): Bar[] {
  return rows.map(({ key, n, persons }) => {
    if (persons === undefined) return { key, value: n ?? 0 };
    const found = persons.find((each) => each.outcome === outcome);
    if (found === undefined) return { key, value: 0 };
    return { key, value: found.best, low: found.low, high: found.high, open: found.openAbove > 0 };
  });
}

/** Round steps for an axis from 0: at most six, the last at or above the largest value. */
export function ticksTo(largest: number): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? power);
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, i) => i * step);
}

/** Months without a record stand between those with one: a gap is a figure too. */
export function withGaps(rows: readonly FigureRow[], by: string): FigureRow[] {
  if (by !== 'month' && by !== 'year') return [...rows];
  const dated = rows.filter(({ key }) => key !== null);
  const [first, last] = [dated[0]?.key, dated.at(-1)?.key];
  if (first === undefined || first === null || last === undefined || last === null) return [...rows];
  const known = new Map(dated.map((row) => [row.key, row]));
  const empty = dated.some(({ persons }) => persons !== undefined) ? { persons: [] } : { n: 0 };
  const filled: FigureRow[] = [];
  for (let key: string = first; key <= last && filled.length < MOST_BARS; key = following(key))
    filled.push(known.get(key) ?? { key, ...empty });
  // Centuries between two dates would be nothing but gaps.
  const all = filled.at(-1)?.key === last ? filled : dated;
  return [...all, ...rows.filter(({ key }) => key === null)];
}

const MOST_BARS = 480;

function following(key: string): string {
  const [year = 0, month] = key.split('-').map(Number);
  if (month === undefined) return String(year + 1).padStart(4, '0');
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}`;
}
