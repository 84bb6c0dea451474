import type { Count, CountFrom, Harm } from '@cairn/model';
import { ours } from '../categories.ts';
import { type Read, readCount } from '../cells.ts';
import { cell, type RowFlag, type SourceRow } from '../format.ts';

const RANGE = /^(\d{1,9})\s*(?:-|–|—|\.{2}|to|до)\s*(\d{1,9})$/iu;
const AT_LEAST =
  /^(?:at least|no fewer than|min\.?|≥|щонайменше|не менше(?: ніж)?|не менее)\s*(\d{1,9})$|^(\d{1,9})\s*\+$/iu;
const AT_MOST = /^(?:up to|at most|max\.?|≤|до|не більше(?: ніж)?|не более)\s*(\d{1,9})$/iu;
const ABOUT =
  /^(?:about|around|approximately|approx\.?|ca?\.|~|≈|близько|приблизно|орієнтовно|бл\.?|около|ок\.)\s*(\d{1,9})$/iu;

/**
 * A count as a cell states it: a number, `3-5`, `at least 3`, `3+`, `up to 5`, `about 3`. Words stand in `basis` where they
 * were read; anything else is flagged and stays in words. Undefined where nothing is given.
 */
export function readStatedCount(row: SourceRow, from: CountFrom): Read<Count | undefined> {
  const { best, low, high, unit = 'persons', basis } = from;
  const stated = cell(row, best).trim();
  const alone = low === undefined && high === undefined;
  const figures = alone ? readWords(stated) : null;
  if (figures !== null) {
    const asStated = `as stated: ${stated}`;
    const ground = basis === undefined ? asStated : `${basis}; ${asStated}`;
    const swapped = (figures.low ?? 0) > (figures.high ?? Number.POSITIVE_INFINITY);
    if (!swapped) return { value: { ...figures, unit, basis: ground }, flags: [] };
  }
  const read = readCount(row, { best, ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) });
  const value =
    read.value === undefined ? undefined : { ...read.value, unit, ...(basis === undefined ? {} : { basis }) };
  return { value, flags: read.flags };
}

function readWords(stated: string): Pick<Count, 'low' | 'best' | 'high'> | null {
  const range = RANGE.exec(stated);
  if (range !== null) return { low: Number(range[1]), high: Number(range[2]) };
  const least = AT_LEAST.exec(stated);
  if (least !== null) return { low: Number(least[1] ?? least[2]) };
  const most = AT_MOST.exec(stated);
  if (most !== null) return { high: Number(most[1]) };
  const about = ABOUT.exec(stated);
  return about === null ? null : { best: Number(about[1]) };
}

/** What happened to how many, as a cell states it; nothing where it states nothing. */
export function harmOf(from: CountFrom, row: SourceRow, flags: RowFlag[]): Harm[] {
  const { value: count, flags: found } = readStatedCount(row, from);
  flags.push(...found);
  if (count === undefined) return [];
  const group = from.group === undefined ? {} : { group: ours('victim-group', from.group) };
  return [{ outcome: from.outcome, ...group, count }];
}
