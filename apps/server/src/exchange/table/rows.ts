import { createHash, createHmac, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { TableMapping } from '@cairn/model';
import { type CsvForm, readCsv } from '../csv.ts';
import { LONGEST_ROW, type RawRow } from '../raw-row.ts';
import { refuseBareReturns } from '../rows.ts';
import { readText } from '../text-stream.ts';
import type { TableSource } from './source.ts';

/** The column in which a row without an id of its own carries the one made of its content. */
export const ROW_ID = '(row)';

/** Names of the columns as the mapping spells them, from the header of the file; throws where it lacks some. */
export type ToNames = (header: readonly string[]) => readonly string[];

/**
 * Rows of a table in file order. Rows of a table without ids are known by a keyed digest of all their cells, whatever the
 * order of columns; the second row with the same cells is another row.
 */
export async function* tableRows(
  source: TableSource,
  mapping: Pick<TableMapping, 'id' | 'file'>,
  toNames: ToNames,
  key: Uint8Array,
  hash?: Hash,
): AsyncGenerator<RawRow> {
  const met = new Map<string, number>();
  for await (const row of plainRows(source, mapping, toNames, hash)) {
    if (mapping.id !== undefined || row.values === null) {
      yield row;
      continue;
    }
    const digest = digestOfCells(row.values, key);
    const times = (met.get(digest) ?? 0) + 1;
    met.set(digest, times);
    yield { ...row, values: { ...row.values, [ROW_ID]: times === 1 ? `row:${digest}` : `row:${digest}:${times}` } };
  }
}

async function* plainRows(
  source: TableSource,
  { file = {} }: Pick<TableMapping, 'file'>,
  toNames: ToNames,
  hash: Hash | undefined,
): AsyncGenerator<RawRow> {
  if (source.lines !== undefined) {
    if (hash !== undefined) for await (const chunk of createReadStream(source.path)) hash.update(chunk as Buffer);
    yield* linesOf(source.lines, file.header ?? 1, toNames);
    return;
  }
  const form: CsvForm = { separator: file.separator ?? ',', header: file.header ?? 1 };
  const named = (header: readonly string[], raw: string) => {
    refuseBareReturns(basename(source.path), raw);
    return toNames(named1(header));
  };
  yield* readCsv(readText(source.path, hash, file.encoding), named, form);
}

/** A column without a name is known by its place. */
function named1(header: readonly string[]): string[] {
  return header.map((name, at) => (name.trim() === '' ? `column ${at + 1}` : name.trim()));
}

/** A sheet ends its rows where their cells end: what is missing is empty, and what stands beyond the header has no name. */
async function* linesOf(path: string, headerAt: number, toNames: ToNames): AsyncGenerator<RawRow> {
  let header: readonly string[] | null = null;
  let line = 0;
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (line < headerAt) continue;
    const cells = JSON.parse(text) as string[];
    if (header === null) {
      header = toNames(named1(cells));
      continue;
    }
    if (cells.every((cell) => cell.trim() === '')) continue;
    number += 1;
    const raw = cells.join('\t').slice(0, LONGEST_ROW);
    const values: Record<string, string> = Object.create(null);
    for (const [at, name] of header.entries()) values[name] = cells[at] ?? '';
    const beyond = cells.slice(header.length).some((cell) => cell.trim() !== '');
    yield { number, values: beyond ? null : values, raw };
  }
  if (header === null) toNames([]);
}

function digestOfCells(values: Readonly<Record<string, unknown>>, key: Uint8Array): string {
  const cells = Object.entries(values)
    .map(([name, value]) => [name, String(value ?? '').trim()])
    .filter(([, value]) => value !== '')
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const hash = key.length === 0 ? createHash('sha256') : createHmac('sha256', key);
  return hash.update(JSON.stringify(cells)).digest('hex').slice(0, 32);
}
