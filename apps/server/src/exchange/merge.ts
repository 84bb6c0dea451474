import { isDeepStrictEqual } from 'node:util';
import { FACTS, frozenFields } from '@cairn/model';
import type { Change } from '../record/types.ts';
import { escaped } from './content.ts';
import { cell, type Format, type RowFlag, type SourceRow } from './format.ts';
import type { Existing } from './port.ts';
import { basisOf, type Cited, DUPLICATE_ROLE, type RowCase, type Wanted } from './row-case.ts';

/**
 * Brings a changed row into the records that an earlier import made. A field takes the new value only while it still
 * holds what that import wrote; otherwise a person has edited it, and the row is flagged instead. So are the fields that
 * a level given by two people covers.
 */
export function mergeRow(
  rowCase: RowCase,
  wanted: readonly Wanted[],
  statement: Cited,
  changes: Change[],
): { outcome: 'updated'; flags: RowFlag[] } {
  const flags: RowFlag[] = [];
  const { group, format } = rowCase;
  const asserted = (group?.lastStatement?.body.asserts ?? {}) as Record<string, unknown>;
  for (const { draft, fields } of wanted) {
    const existing = group?.byRole.get(draft.role);
    if (existing === undefined || draft.kind === 'actor') continue;
    const body = mergedBody(existing, `${draft.role}.`, fields, asserted, (field) => {
      flags.push({ ...columnOf(format, rowCase.row, draft.role, field), problem: 'field-edited-since' });
    });
    if (body === null) continue;
    if (existing.kind === 'incident') reopen(existing.body, body);
    if (Array.isArray(body.basis)) body.basis = [...body.basis, basisOf(statement, format)];
    changes.push({
      id: existing.id,
      kind: existing.kind,
      compartment: rowCase.port.compartment.id,
      base: existing.revision,
      body,
    });
  }
  for (const role of group?.byRole.keys() ?? []) {
    if (role === DUPLICATE_ROLE || role.startsWith('statement:') || wanted.some(({ draft }) => draft.role === role))
      continue;
    flags.push({ column: '', value: role, problem: 'no-longer-given' });
  }
  return { outcome: 'updated', flags };
}

/** What a second person reviewed, or was about to, is not the same any more: it goes back into work. */
function reopen(before: Readonly<Record<string, unknown>>, body: Record<string, unknown>): void {
  if (!['review', 'reviewed', 'documented'].includes(String(before.status))) return;
  if (FACTS.some((field) => !isDeepStrictEqual(before[field], body[field]))) body.status = 'open';
}

/** The new body, or null where nothing changes. */
function mergedBody(
  existing: Existing,
  prefix: string,
  fields: Readonly<Record<string, unknown>>,
  asserted: Readonly<Record<string, unknown>>,
  onEdited: (field: string) => void,
): Record<string, unknown> | null {
  const body = { ...existing.body };
  const frozen = frozenFields(existing.kind, existing.body);
  let changed = false;
  const before = Object.keys(asserted).filter((key) => key.startsWith(prefix));
  for (const field of new Set([...Object.keys(fields), ...before.map((key) => key.slice(prefix.length))])) {
    const [current, next, last] = [body[field], asStored(fields[field]), asserted[prefix + field]];
    if (isDeepStrictEqual(next, current) || isDeepStrictEqual(next, last)) continue;
    if (frozen.includes(field) || !isDeepStrictEqual(current, last)) {
      onEdited(field);
      continue;
    }
    changed = true;
    if (next === undefined) delete body[field];
    else body[field] = next;
  }
  return changed ? body : null;
}

/** As the value would come back from the database: escaped, and plain JSON (no -0, no undefined members). */
function asStored(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(escaped(value)));
}

/** The columns that a field is read from, and their new content. */
function columnOf(format: Format, row: SourceRow, role: string, field: string): { column: string; value: string } {
  const path = `${role.replace(/:\d+$/, '')}.${field}`;
  const columns = format.mapping.find((line) => line.to === path)?.from ?? [];
  if (columns.length === 0) return { column: '', value: path };
  return { column: columns.join(', '), value: columns.map((column) => cell(row, column)).join(', ') };
}
