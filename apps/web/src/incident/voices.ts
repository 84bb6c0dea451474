import type { AnyRecord, Statement } from '../api/shapes.ts';
import { same } from '../edit/same.ts';
import type { Surroundings } from './surroundings.ts';

/** How one statement stands to a field: it says the same, it says something else, or it speaks without naming a value. */
export type Stance = 'same' | 'other' | 'context';

export interface Voice {
  statement: Statement;
  stance: Stance;
  /** What the statement gives for the field, if it gives anything. */
  asserted: unknown;
}

/** A stance that a person chose, as the stones show it. */
const SAID = { supports: 'same', contradicts: 'other', context: 'context' } as const;

/**
 * The statements that speak of a record, or of one field of it. Where nobody said how a statement stands to the field, the
 * two values are compared; which of them holds is for people to find. A claim's own basis speaks for it as a whole.
 */
export function voices(record: AnyRecord, known: Surroundings, field?: string): Voice[] {
  const basis = new Set(
    record.kind === 'act' || record.kind === 'link'
      ? (record.body.basis ?? []).map(({ statementId }) => statementId)
      : [],
  );
  return known.statements.flatMap((statement) => {
    const speaks = (statement.body.about ?? []).filter(
      (about) => about.record === record.id && (!field || !about.field || about.field === field),
    );
    const rests = basis.has(statement.id);
    if (speaks.length === 0 && !(rests && field === undefined)) return [];
    const asserted = field === undefined ? undefined : assertedFor(statement, field, record);
    const said = (speaks.find((about) => about.field === field) ?? speaks[0])?.stance;
    return [{ statement, stance: said ? SAID[said] : compared(record, field, asserted, rests), asserted }];
  });
}

function compared(record: AnyRecord, field: string | undefined, asserted: unknown, rests: boolean): Stance {
  if (field === undefined) return rests ? 'same' : 'context';
  if (asserted === undefined) return 'context';
  return same(asserted, (record.body as Record<string, unknown>)[field]) ? 'same' : 'other';
}

/**
 * What a statement gives for a field of a record. An imported statement asserts by role and field, one written by hand by
 * the field alone where it is the incident's, else by the record and its field.
 */
export function assertedFor({ body }: Statement, field: string, record?: { id: string; kind: string }): unknown {
  const { asserts = {} } = body;
  if (record && record.kind !== 'incident') {
    const roles = Object.keys(asserts).filter((key) => key.startsWith(record.kind) && key.endsWith(`.${field}`));
    // With several acts in one row, which of them a role means is known to the import alone.
    return asserts[`${record.id}.${field}`] ?? (roles.length === 1 ? asserts[roles[0] ?? ''] : undefined);
  }
  return asserts[field] ?? asserts[`incident.${field}`];
}
