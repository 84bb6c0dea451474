import { KINDS, levelOfField, SENSITIVITIES, type Sensitivity, validate } from '@cairn/model';
import { cellText, isCut, printOf } from './cells.ts';
import { CellRefused, type Column } from './columns.ts';
import type { BookRow } from './read.ts';

/** Why a changed cell did not become a change. Codes stay stable; people read the pages' own words. */
export const CONFLICTS = {
  'changed-meanwhile': 'Somebody changed the field after the workbook was written.',
  'row-unknown': 'There is no such record here, or you may not see it.',
  'row-new': 'The row is none that Cairn wrote; new incidents come in as a table.',
  'not-edited-here': 'This column only shows; change the field on the page of the record.',
  'cell-cut': 'The cell holds only the beginning of the text.',
  'value-missing': 'The field cannot be empty.',
  'value-impossible': 'The field cannot hold this.',
  'code-unknown': 'The vocabulary has no such code.',
  'rule-refused': 'A rule of the record stands against it.',
} as const;

export type ConflictCode = keyof typeof CONFLICTS;

export interface Conflict {
  readonly record?: string;
  /** `Incidents 5`, as the spreadsheet counts. */
  readonly row: string;
  /** Key of the column; `*` where the whole row is meant. */
  readonly field: string;
  readonly ours?: string;
  readonly theirs?: string;
  /** `code: sentence`. */
  readonly why: string;
}

export interface Compared {
  /** Keys of the columns whose change goes in. */
  readonly changed: readonly string[];
  /** The body with these changes. */
  readonly body: Record<string, unknown>;
  readonly conflicts: readonly Conflict[];
}

export function why(code: ConflictCode, more = ''): string {
  return `${code}: ${CONFLICTS[code]}${more === '' ? '' : ` ${more}`}`;
}

/** Cells that are not as they were written. */
export function changedCells({ form, cells, prints }: BookRow): { column: Column; text: string; print: string }[] {
  return form.columns.flatMap((column, at) => {
    const [text, print] = [cells[at], prints[at] ?? ''];
    return text === null || text === undefined || printOf(text) === print ? [] : [{ column, text, print }];
  });
}

/** What becomes of a row's changed cells, given the record as it is now. Each cell is judged by itself. */
export function compareRow(row: BookRow, id: string, current: Readonly<Record<string, unknown>>): Compared {
  let body: Record<string, unknown> = { ...current };
  const changed: string[] = [];
  const conflicts: Conflict[] = [];
  for (const { column, text, print } of changedCells(row)) {
    const ours = cellText(column, current);
    if (printOf(ours) === printOf(text)) continue;
    const found = judge(row, column, text, { body, moved: printOf(ours) !== print, cut: isCut(column, current) });
    if (typeof found !== 'string') {
      body = found;
      changed.push(column.key);
      continue;
    }
    conflicts.push(conflictAt(row, column.key, { id, body: current }, found));
  }
  return { changed, body, conflicts };
}

function judge(
  { form }: BookRow,
  column: Column,
  text: string,
  { body, moved, cut }: { body: Record<string, unknown>; moved: boolean; cut: boolean },
): Record<string, unknown> | string {
  if (column.write === undefined) return why('not-edited-here');
  if (cut) return why('cell-cut');
  if (moved) return why('changed-meanwhile');
  try {
    const next = column.write(body, text);
    const before = new Set(validate(form.kind, body).map(({ path, message }) => `${path}${message}`));
    const fresh = validate(form.kind, next).filter(({ path, message }) => !before.has(`${path}${message}`));
    return fresh.length === 0 ? next : why('value-impossible', fresh.map(({ message }) => message).join(' '));
  } catch (error) {
    if (error instanceof CellRefused) return why(error.message as ConflictCode);
    throw error;
  }
}

/** A conflict about one cell, with both values where a batch may hold them. */
export function conflictAt(
  row: BookRow,
  key: string,
  { id, body }: { readonly id: string; readonly body: Readonly<Record<string, unknown>> },
  reason: string,
): Conflict {
  const at = row.form.columns.findIndex((column) => column.key === key);
  const column = row.form.columns[at];
  const shown =
    column !== undefined && mayStand(row, column, body)
      ? { ours: cellText(column, body), theirs: row.cells[at] ?? '' }
      : {};
  return { record: id, row: row.place, field: key, ...shown, why: reason };
}

/** A batch is for the team: what is guarded more strictly than that does not stand in its conflicts. */
function mayStand({ form }: BookRow, column: Column, body: Readonly<Record<string, unknown>>): boolean {
  const field = column.key.split('.')[0] ?? '';
  const { fields } = KINDS[form.kind];
  const spec = (fields as Readonly<Record<string, { class: Sensitivity | 'identity' }>>)[field];
  if (spec === undefined || (form.kind === 'actor' && field === 'names')) return false;
  const level = levelOfField(spec.class, body.sensitivity as Sensitivity | undefined);
  return level !== 'identity' && SENSITIVITIES.indexOf(level) <= SENSITIVITIES.indexOf('internal');
}

/** A merge patch (RFC 7396) that makes `after` of `before`. */
export function patchOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [a, b] = [before[key], after[key]];
    if (JSON.stringify(a) === JSON.stringify(b)) continue;
    patch[key] = b === undefined ? null : isPlain(a) && isPlain(b) ? patchOf(a, b) : b;
  }
  return patch;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
