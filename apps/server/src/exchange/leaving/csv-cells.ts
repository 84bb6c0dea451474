import { safeCell } from '../workbook/index.ts';
import type { Cell } from './columns.ts';

/**
 * A row as RFC 4180 has it, ended by CR LF. A text that a spreadsheet would run as a formula gets an apostrophe before it
 * (OWASP, CSV injection): one that begins, behind blanks too, with = + - @, a tab or a carriage return. A plain number stays as it is.
 */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = safeCell(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
