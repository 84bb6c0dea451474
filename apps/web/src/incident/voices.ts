import type { Incident, Statement } from '../api/shapes.ts';
import type { Surroundings } from './surroundings.ts';

/** How one statement stands to a field: it says the same, it says something else, or it speaks without naming a value. */
export type Stance = 'same' | 'other' | 'context';

export interface Voice {
  statement: Statement;
  stance: Stance;
  /** What the statement gives for the field, if it gives anything. */
  asserted: unknown;
}

/**
 * The statements that speak of a record, or of one field of it. Whether two values are the same is compared, never
 * judged: which of them holds is for people to find.
 */
export function voices(incident: Incident, known: Surroundings, field?: string): Voice[] {
  return known.statements.flatMap((statement) => {
    const speaks = (statement.body.about ?? []).some(
      (about) => about.record === incident.id && (!field || !about.field || about.field === field),
    );
    if (!speaks) return [];
    const asserted = field === undefined ? undefined : assertedFor(statement, field);
    const own = field === undefined ? undefined : (incident.body as Record<string, unknown>)[field];
    const stance: Stance =
      asserted === undefined ? 'context' : canonical(asserted) === canonical(own) ? 'same' : 'other';
    return [{ statement, stance, asserted }];
  });
}

/** An imported statement asserts by role and field, one written by hand by the field alone. */
export function assertedFor({ body }: Statement, field: string): unknown {
  return body.asserts?.[field] ?? body.asserts?.[`incident.${field}`];
}

/** JSON with sorted keys: the database keeps no order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
