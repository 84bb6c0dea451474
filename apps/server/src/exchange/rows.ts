import type { Hash } from 'node:crypto';
import { basename } from 'node:path';
import { readCsv } from './csv.ts';
import { MissingColumns } from './errors.ts';
import type { Format } from './format.ts';
import { readJsonArray } from './json-array.ts';
import type { RawRow } from './raw-row.ts';
import { readText } from './text-stream.ts';

/**
 * The rows of a file, in file order and constant memory. Column names are spelled as the format declares them, whatever
 * their case in the file.
 *
 * Throws `MissingColumns`, `WrongEncoding` or `UnreadableFile`.
 */
export function readRows(format: Format, path: string, hash?: Hash): AsyncGenerator<RawRow> {
  const text = readText(path, hash);
  const file = basename(path);
  if (format.container === 'json-array') return readJsonArray(text, file, format.required);
  return readCsv(text, (header) => namesOf(format, file, header));
}

function namesOf(format: Format, file: string, header: readonly string[]): string[] {
  const declared = new Map(format.columns.map((column) => [column.toLowerCase(), column]));
  const names = header.map((name) => declared.get(name.toLowerCase()) ?? name);
  const missing = format.required.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new MissingColumns(file, format.name, missing);
  return names;
}
