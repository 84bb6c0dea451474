import {
  type CustomValues,
  customProblems,
  demandsReviewer,
  FACTS,
  type KindName,
  ownCodesIn,
  type Problem,
  problem,
  sameJson,
} from '@cairn/model';
import type { Instance } from '../database/index.ts';
import type { Before } from './before.ts';
import { coveredUnseen, customFieldRows, ownTermRows, rolesOf } from './own-store.ts';
import { withSession } from './session.ts';
import { type Change, Forbidden, Invalid, type Session } from './types.ts';

/**
 * What depends on the compartment: that custom values and codes are those of fields and terms that it added, and that
 * whoever agrees to another's work is a reviewer or lead. Asks the database only where a change touches any of it.
 *
 * @throws Invalid for a value or code that the compartment does not have
 * @throws Forbidden for a review by a contributor
 */
export async function requireOwn(
  instance: Instance,
  session: Session,
  changes: readonly Change[],
  before: ReadonlyMap<string, Before>,
): Promise<void> {
  const touched = changes.filter((change) => touches(change, before.get(change.id)?.body ?? null));
  if (touched.length === 0) return;
  await withSession(instance, session, async (db) => {
    const roles = await rolesOf(db, session.secret);
    for (const [compartment, list] of Map.groupBy(touched, (change) => change.compartment)) {
      // Whoever is no member hears so from the commit itself, as of every compartment that there is not.
      const role = roles.get(compartment);
      if (role === undefined) continue;
      const [fields, terms] = [await customFieldRows(db, compartment), await ownTermRows(db, compartment)];
      for (const change of list) {
        const earlier = before.get(change.id)?.body ?? null;
        if (demandsReviewer(change.kind, earlier, change.body) && role !== 'reviewer' && role !== 'lead')
          throw new Forbidden('A reviewer or lead does this.');
        const problems = [
          ...customProblems(change.kind, earlier?.custom as CustomValues, change.body.custom as CustomValues, fields),
          ...codeProblems(earlier, change.body, terms),
        ];
        if (problems.length > 0) throw new Invalid(problems, change.id);
      }
    }
  });
}

function touches({ kind, body }: { kind: KindName; body: Record<string, unknown> }, before: Body | null): boolean {
  return (
    (body.custom !== undefined && !sameJson(before?.custom, body.custom)) ||
    demandsReviewer(kind, before, body) ||
    ownCodesIn(body).length > 0
  );
}

/**
 * A fact that was reviewed does not change unseen, also by whoever may change the fact and not read that there was a review:
 * the rules of the kind, which see what the writer sees, cannot tell.
 *
 * @throws Invalid
 */
export async function requireUncovered(
  instance: Instance,
  session: Session,
  changes: readonly Change[],
  before: ReadonlyMap<string, Before>,
): Promise<void> {
  const blind = changes.filter(({ id, kind, body }) => {
    const earlier = before.get(id)?.body;
    if (kind !== 'incident' || earlier === undefined || earlier.status !== undefined) return false;
    return FACTS.some((field) => !sameJson(earlier[field], body[field]));
  });
  if (blind.length === 0) return;
  const ids = blind.map(({ id }) => id);
  const [covered] = await withSession(instance, session, (db) => coveredUnseen(db, session.secret, ids));
  if (covered === undefined) return;
  const message =
    'A second person reviews or reviewed this. Ask somebody who reads its stage to take it back into work.';
  throw new Invalid([problem('', 'review-covers-fact', message)], covered);
}

type Body = Record<string, unknown>;

function codeProblems(
  before: Body | null,
  after: Body,
  terms: readonly { scheme: string; code: string; retired?: boolean }[],
) {
  const had = new Set(ownCodesIn(before).map(({ scheme, code }) => `${scheme} ${code}`));
  return ownCodesIn(after).flatMap(({ scheme, code }): Problem[] => {
    if (had.has(`${scheme} ${code}`)) return [];
    const term = terms.find((each) => each.scheme === scheme && each.code === code);
    if (term !== undefined && term.retired !== true) return [];
    const message =
      term === undefined
        ? `The vocabulary "${scheme}" has no code "${code}" here.`
        : `The code "${code}" of "${scheme}" is no longer in use.`;
    return [problem('', 'unknown-code', message)];
  });
}
