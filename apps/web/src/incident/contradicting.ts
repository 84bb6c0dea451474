import type { Act, Incident, Statement } from '../api/shapes.ts';
import { canonical } from '../edit/same.ts';
import type { Surroundings } from './surroundings.ts';
import { assertedFor } from './voices.ts';

/** A field for which sources give different values. */
export interface ContradictedField {
  record: Incident | Act;
  field: string;
  /** What the record itself has. */
  recorded: unknown;
  /** What each statement gives, by its id. */
  given: ReadonlyMap<string, unknown>;
}

const OF_INCIDENT = ['title', 'time', 'moreTimes', 'place', 'morePlaces', 'counts', 'summary', 'context', 'codes'];
const OF_ACT = ['type', 'omission', 'object', 'method', 'time', 'place', 'harm', 'statedReason', 'endStatus'];

const speaksOf = ({ body }: Statement, record: Incident | Act, field: string): boolean =>
  (body.about ?? []).some((about) => about.record === record.id && (!about.field || about.field === field));

/** Every field for which statements give values that are not the same. Which of them holds is not asked here. */
export function contradictedFields(incident: Incident, known: Surroundings): ContradictedField[] {
  const of = (record: Incident | Act, fields: readonly string[]) =>
    fields.flatMap((field): ContradictedField[] => {
      const given = new Map(
        known.statements.flatMap((statement) => {
          const value = speaksOf(statement, record, field) ? assertedFor(statement, field, record) : undefined;
          return value === undefined ? [] : [[statement.id, value] as const];
        }),
      );
      const different = new Set([...given.values()].map(canonical)).size;
      const recorded = (record.body as Record<string, unknown>)[field];
      return different > 1 ? [{ record, field, recorded, given }] : [];
    });
  return [...of(incident, OF_INCIDENT), ...known.acts.flatMap((act) => of(act, OF_ACT))];
}
