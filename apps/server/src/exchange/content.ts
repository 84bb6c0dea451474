import { createHash, createHmac } from 'node:crypto';
import { LONGEST_EXTERNAL_ID, LONGEST_TEXT } from '@cairn/model';
import { escapeUnstorable } from '@cairn/revision';
import { cell, type Format, type RowFlag, type SourceRow } from './format.ts';
import type { RawRow } from './raw-row.ts';

/** A row that can be imported, or the reason why it cannot. */
export type Judged = { readonly row: SourceRow; readonly flags: readonly RowFlag[] } | { readonly rejected: RowFlag };

/**
 * Rejects only what is no row, has no id that can be one, or is longer than a field; flags cells with characters that cannot be stored. The engine escapes those
 * in bodies; in the id they are escaped here, since look-ups use it as it is. Ids are compared without outer blanks.
 */
export function judge(format: Format, raw: RawRow): Judged {
  if (raw.values === null) return { rejected: { column: '', value: raw.raw, problem: 'row-unparsable' } };
  const whole = { column: '', value: raw.raw.trimEnd() };
  if (isTooLong(raw)) return { rejected: { ...whole, problem: 'row-too-long' } };
  const row: SourceRow = { number: raw.number, id: '', values: raw.values };
  const id = escaped(cell(row, format.idColumn).trim()) as string;
  if (id.length > LONGEST_EXTERNAL_ID)
    return { rejected: { ...whole, column: format.idColumn, problem: 'id-impossible' } };
  if (id === '') return { rejected: { ...whole, column: format.idColumn, problem: 'id-missing' } };
  return { row: { ...row, id }, flags: SUSPECT.test(raw.raw) ? unstorable(raw.values) : [] };
}

/** Of a row that is no longer than one field may be, every field made of it fits. Escapes are longer than what they stand for. */
function isTooLong({ raw, values }: RawRow): boolean {
  if (raw.length > LONGEST_TEXT) return true;
  if (raw.length * LONGEST_ESCAPE <= LONGEST_TEXT || !SUSPECT.test(raw)) return false;
  return JSON.stringify(escaped(values)).length > LONGEST_TEXT;
}

const LONGEST_ESCAPE = '\\u0000'.length;

/** The text as it is stored, at most so long; the end is cut where it is longer. */
export function cutTo(longest: number, text: string): string {
  if (text.length * LONGEST_ESCAPE <= longest) return text;
  const stored = escaped(text) as string;
  if (stored.length <= longest) return text;
  return `${stored.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * Digest of what the format reads of a row: 24 hex digits of a SHA-256. Columns that the format does not know, the
 * order of columns and of JSON keys, and the row's place in the file do not count.
 */
export function digestOf(format: Format, row: SourceRow): string {
  const columns = format.judgedBy === undefined ? format.columns : format.columns.filter(format.judgedBy);
  const content = columns.map((column) => sorted(row.values[column]));
  if (format.reading !== undefined) content.push(format.reading);
  const hash = format.key === undefined ? createHash('sha256') : createHmac('sha256', format.key);
  return hash.update(JSON.stringify(content)).digest('hex').slice(0, 24);
}

/** Flags as records keep them: what names people does not stand in them. */
export function withheld({ guarded }: Format, flags: readonly RowFlag[]): readonly RowFlag[] {
  if (guarded === undefined) return flags;
  return flags.map((flag) => (guarded.has(flag.column) ? { ...flag, value: '' } : flag));
}

/** A value as the engine will store it. */
export function escaped(value: unknown): unknown {
  return escapeUnstorable(value).value;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object') return value ?? '';
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(sorted);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

/** Rows without these need no closer look. Text decoded from UTF-8 has no lone surrogates; JSON can write them. */
const SUSPECT = /[\0\ufffd]|\\u(?:0000|d[89a-f])/i;

/** U+0000 and lone surrogates, and U+FFFD, which stands for bytes that were not UTF-8. */
function unstorable(values: Readonly<Record<string, unknown>>): RowFlag[] {
  const flags: RowFlag[] = [];
  for (const [column, value] of Object.entries(values)) {
    const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : '';
    const { value: safe, escaped: places } = escapeUnstorable(value);
    if (places.length === 0 && !text.includes('\ufffd')) continue;
    const shown = typeof safe === 'string' ? safe : JSON.stringify(safe);
    flags.push({ column: escaped(column) as string, value: shown, problem: 'character-unstorable' });
  }
  return flags;
}
