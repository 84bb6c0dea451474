import { createHash } from 'node:crypto';
import type { Column } from './columns.ts';

/** A cell of a workbook holds 32,767 characters. */
const LONGEST = 32_000;

/** XML has no letters for these (XML 1.0, section 2.2). */
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** The text of a cell as a workbook can hold it. */
export function cellText(column: Column, body: Readonly<Record<string, unknown>>): string {
  const text = normal(column.read(body)).replace(UNWRITABLE, '\ufffd');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Whether the cell holds less than the field: it cannot be edited there. */
export function isCut(column: Column, body: Readonly<Record<string, unknown>>): boolean {
  return cellText(column, body) !== normal(column.read(body));
}

/** Line ends and outer blanks do not survive a workbook; a date that a spreadsheet took for one comes back with a blank. */
export function normal(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/, '$1T$2');
}

/** Eight hex digits by which a changed cell is told. */
export function printOf(text: string): string {
  return createHash('sha256').update(normal(text)).digest('hex').slice(0, 8);
}
