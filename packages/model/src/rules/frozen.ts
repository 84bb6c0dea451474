import { sameJson } from '../equal.ts';
import type { Body, KindName } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { SECOND_PERSON_FROM } from '../values/level.ts';

const CLAIM: Partial<Record<KindName, readonly string[]>> = {
  act: ['incident', 'type'],
  link: ['from', 'to', 'type'],
};

/**
 * The fields that stand still while a record has a level that two people decided: another act or another perpetrator
 * is another claim, and the level was not given to it. Lower the level, or write a new record.
 */
export function frozenFields(kind: KindName, body: Body): readonly string[] {
  return Number(body.level ?? 0) >= SECOND_PERSON_FROM ? (CLAIM[kind] ?? []) : [];
}

/** Whether an erasure took one of them. What is written in its place is another claim, so the level has to go. */
export function isClaimGone(kind: KindName, before: Body | null): boolean {
  return before !== null && frozenFields(kind, before).some((field) => before[field] === undefined);
}

export function frozenRules(kind: KindName, before: Body | null, after: Body): Problem[] {
  if (before === null) return [];
  return frozenFields(kind, before)
    .filter((field) => Number(after.level ?? 0) >= SECOND_PERSON_FROM && !sameJson(before[field], after[field]))
    .map((field) =>
      problem(
        `/${field}`,
        'level-covers-claim',
        'Two people gave this claim its level. Lower the level before changing it.',
      ),
    );
}
