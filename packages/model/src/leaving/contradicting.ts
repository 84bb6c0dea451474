import { sameJson } from '../equal.ts';
import type { Body, KindName } from '../kind.ts';

/** A statement as far as it is compared. */
export interface Saying {
  readonly id: string;
  readonly body: Body;
}

/** That a statement speaks against a field of a record. */
export interface Contradiction {
  readonly statement: string;
  readonly field: string;
  /** The value that it asserts instead, where it gives one. */
  readonly value?: unknown;
}

interface About {
  readonly record: string;
  readonly field?: string;
  readonly stance?: string;
}

/**
 * Which statements contradict a record, and where: those whose stance says so, and those without a stance that assert
 * another value of a field than the record has. A statement on the whole record without a value contradicts its title's claim
 * that it happened so: it stands under no field (`''`).
 */
export function contradictionsOf(
  record: { readonly id: string; readonly kind: KindName; readonly body: Body },
  statements: readonly Saying[],
): Contradiction[] {
  return statements.flatMap(({ id, body }) => {
    const about = ((body.about ?? []) as About[]).filter((each) => each.record === record.id);
    const found = about.flatMap((each) => contradicted(record, body, each));
    return [...new Map(found.map((each) => [each.field, { statement: id, ...each }])).values()];
  });
}

function contradicted(
  { kind, body: held }: { readonly kind: KindName; readonly body: Body },
  said: Body,
  { field, stance }: About,
): { field: string; value?: unknown }[] {
  const asserts = (said.asserts ?? {}) as Record<string, unknown>;
  const assertedOf = (name: string): unknown => asserts[name] ?? asserts[`${kind}.${name}`];
  if (stance === 'supports' || stance === 'context') return [];
  if (stance === 'contradicts') {
    const value = field === undefined ? undefined : assertedOf(field);
    return [{ field: field ?? '', ...(value === undefined ? {} : { value }) }];
  }
  const fields = field === undefined ? Object.keys(held) : [field];
  return fields.flatMap((name) => {
    const value = assertedOf(name);
    if (value === undefined || held[name] === undefined || sameJson(value, held[name])) return [];
    return [{ field: name, value }];
  });
}
