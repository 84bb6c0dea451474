import { randomUUID } from 'node:crypto';
import type { Change } from '../record/types.ts';
import type { Draft, End, Mapped, RowFlag, SourceRow } from './format.ts';
import { mergeRow } from './merge.ts';
import { statementRole } from './occurrences.ts';
import type { External } from './port.ts';
import { type Outcome, problemText } from './report.ts';
import { basisOf, type Cited, DUPLICATE_ROLE, type RowCase, type Wanted } from './row-case.ts';

export interface RowPlan {
  readonly outcome: Outcome;
  /** Records of this row, after those that it shares and is the first to use. */
  readonly changes: readonly Change[];
  /** Flags that come from comparing with what is stored. */
  readonly flags: readonly RowFlag[];
  readonly incident: string;
}

/**
 * Turns one row that is new or changed into changes: a new row into all its records, a changed one into another
 * statement and into those fields that still hold what the last import put there.
 */
export function planRow(rowCase: RowCase): RowPlan {
  const { row, mapped, group, shared } = rowCase;
  const changes: Change[] = [];
  const ids = new Map<string, string>();
  for (const draft of mapped.drafts) ids.set(draft.role, group?.byRole.get(draft.role)?.id ?? randomUUID());
  const incident = ids.get('incident')!;
  const resolve = (end: End) => ('role' in end ? ids.get(end.role)! : shared.actor(end.actor, changes));
  const wanted = mapped.drafts.map((draft) => ({ draft, fields: fieldsOf(draft, mapped, row, resolve) }));
  const statement: Cited = { id: randomUUID(), pinpoint: `row ${row.number}` };
  changes.push(statementOf(rowCase, statement, incident, wanted, changes));
  const { flags, outcome } =
    group === undefined ? { flags: [], outcome: 'created' as const } : mergeRow(rowCase, wanted, statement, changes);
  for (const { draft, fields } of wanted) {
    if (group?.byRole.has(draft.role)) continue;
    const ground = groundOf(draft, incident, resolve, basisOf(statement, rowCase.format));
    // Nobody has looked at it yet, unless the row itself says how far the work is.
    const made = draft.kind === 'incident' ? { status: 'new', batch: rowCase.batch } : {};
    const body = { ...made, ...fields, ...ground };
    changes.push(newRecord(rowCase, ids.get(draft.role)!, draft.kind, draft.role, body));
  }
  if (group === undefined && rowCase.duplicateOf !== undefined) {
    changes.push(duplicateLink(rowCase, incident, rowCase.duplicateOf));
  }
  return { outcome, changes, flags, incident };
}

/** The fields that the row decides, and that a changed row may change. */
function fieldsOf(
  draft: Draft,
  mapped: Mapped,
  row: SourceRow,
  resolve: (end: End) => string,
): Record<string, unknown> {
  const flags = mapped.flags.map((flag) => ({ row: row.number, ...flag, problem: problemText(flag.problem) }));
  return {
    ...draft.body,
    ...(draft.kind === 'incident' && flags.length > 0 ? { flags } : {}),
    ...(draft.from === undefined ? {} : { from: resolve(draft.from) }),
  };
}

/** The fields that stay as they are for good: what an act or link belongs to and first rested on. */
function groundOf(
  draft: Draft,
  incident: string,
  resolve: (end: End) => string,
  basis: Record<string, unknown>,
): Record<string, unknown> {
  if (draft.kind === 'incident' || draft.kind === 'actor') return {};
  return {
    ...(draft.kind === 'act' ? { incident } : {}),
    ...(draft.to === undefined ? {} : { to: resolve(draft.to) }),
    basis: [basis],
  };
}

function statementOf(
  rowCase: RowCase,
  cited: Cited,
  incident: string,
  wanted: readonly Wanted[],
  changes: Change[],
): Change {
  const { digest, group, item, mapped, shared } = rowCase;
  const sources = mapped.sources.map((source) => shared.source(source.key, changes));
  const [first] = sources;
  const body = {
    ...(first === undefined ? {} : { source: first.id, sourceCode: codesOf(sources) }),
    connection: 'dataset',
    ...(mapped.text === undefined ? {} : { text: mapped.text }),
    item,
    pinpoint: cited.pinpoint,
    about: [{ record: incident }],
    asserts: assertsOf(wanted),
  };
  return newRecord(rowCase, cited.id, 'statement', statementRole((group?.statements ?? 0) + 1, digest), body);
}

/** A cell that names a thousand sources is hardly meant so; their records are made all the same. */
function codesOf(sources: readonly { code: string | undefined }[]): string {
  const codes = sources.slice(0, MOST_CODES).map(({ code }) => code);
  return [...codes, ...(sources.length > MOST_CODES ? ['…'] : [])].join(', ');
}

const MOST_CODES = 1000;

/** `role.field` → value, for every field that the import wrote: the next import compares them to find edits by people. */
function assertsOf(wanted: readonly Wanted[]): Record<string, unknown> {
  const asserts: Record<string, unknown> = {};
  for (const { draft, fields } of wanted) {
    // Who a person is stands among the identity fields alone.
    if (draft.kind === 'actor') continue;
    for (const [field, value] of Object.entries(fields)) asserts[`${draft.role}.${field}`] = value;
  }
  return asserts;
}

function duplicateLink(rowCase: RowCase, from: string, to: string): Change {
  const { row, format } = rowCase;
  return newRecord(rowCase, randomUUID(), 'link', DUPLICATE_ROLE, {
    type: 'possible-duplicate-of',
    from,
    to,
    reasons: `Both carry the id ${row.id} in ${format.name}, with different content.`,
  });
}

function newRecord(
  rowCase: RowCase,
  id: string,
  kind: Change['kind'],
  role: string,
  body: Record<string, unknown>,
): Change {
  const { format, row, occurrence, port } = rowCase;
  const external: External = { dataset: format.name, id: row.id, occurrence, role };
  return { id, kind, compartment: port.compartment.id, base: 0, body: { ...body, external } };
}
