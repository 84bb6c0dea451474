import { safeCell } from '../workbook/index.ts';
import type { Cell } from './columns.ts';

/**
 * A row as RFC 4180 has it, ended by CR LF. A text that a spreadsheet would run as a formula gets an apostrophe before it
 * (OWASP, CSV injection): one that begins, behind blanks too, with = + - @, a tab or a carriage return. A plain number stays as it is.
 * The same behind what a program of another country takes for the end of a cell: a semicolon, a tab, a line's end.
 */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

const INNER = /([;\t\r\n][^\S\t\r\n]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = safeCell(cell).replaceAll(INNER, "$1'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
