import type { Hash } from 'node:crypto';
import { basename } from 'node:path';
import { readCsv } from './csv.ts';
import { MissingColumns, RepeatedColumns, UnreadableFile } from './errors.ts';
import type { Format } from './format.ts';
import { readJsonArray } from './json-array.ts';
import type { RawRow } from './raw-row.ts';
import { readText } from './text-stream.ts';

/**
 * The rows of a file, in file order and constant memory. Column names are spelled as the format declares them, whatever
 * their case in the file.
 *
 * Throws `MissingColumns`, `RepeatedColumns`, `WrongEncoding` or `UnreadableFile`.
 */
export function readRows(format: Format, path: string, hash?: Hash): AsyncGenerator<RawRow> {
  if (format.rows !== undefined) return format.rows(path, hash);
  const text = readText(path, hash);
  const file = basename(path);
  if (format.container === 'json-array') return readJsonArray(text, file, format.required);
  return readCsv(text, (header, raw) => {
    refuseBareReturns(file, raw);
    return namesOf(format, file, header);
  });
}

/** The header with the names that the format declares in its spelling. */
export function namesOf(format: Format, file: string, header: readonly string[]): string[] {
  const declared = new Map(format.columns.map((column) => [column.toLowerCase(), column]));
  const names = header.map((name) => declared.get(name.toLowerCase()) ?? name);
  const missing = format.required.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new MissingColumns(file, format.name, missing);
  const repeated = format.columns.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (repeated.length > 0) throw new RepeatedColumns(file, repeated);
  return names;
}

/** Lines that end in a carriage return alone would all be one line, the header: the file would seem to hold no rows. */
export function refuseBareReturns(file: string, header: string): void {
  if (!/\r(?!\n|$)/.test(header.replaceAll(/"[^"]*"/g, ''))) return;
  throw new UnreadableFile(
    'Its lines end in carriage returns alone, as old Macintosh programs wrote them.',
    file,
    'Save it again with line ends of Unix (LF) or Windows (CRLF).',
  );
}
