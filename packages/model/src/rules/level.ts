import { sameJson } from '../equal.ts';
import type { RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { type Level, SECOND_PERSON_FROM } from '../values/level.ts';
import type { Provenance } from '../values/provenance.ts';

interface Decision {
  by: string;
  reasons: string;
}

/** The part of an act or a link that says how firmly it stands. */
export interface Assessed {
  basis?: Provenance[];
  level?: Level;
  proposal?: Decision & { level: Level };
  confirmation?: Decision;
  capLiftProposal?: Decision;
  capLift?: Decision;
}

export type DecisionField = 'proposal' | 'confirmation' | 'capLiftProposal' | 'capLift';

/**
 * From level 3 up a level is the decision of two people: one proposes it in a revision of their own, another confirms it
 * in a later one. So is every change of such a level, downwards too.
 *
 * @param claimGone an erasure took the claim that the level was given to: one person may lower it then
 */
export function levelRules({ before, after, author }: RuleContext<Assessed>, claimGone = false): Problem[] {
  const problems = proposedByOneself('proposal', before, after, author);
  const from = before?.level ?? 0;
  const to = after.level ?? 0;
  const confirms = after.confirmation !== undefined && !sameJson(before?.confirmation, after.confirmation);
  const decides = from !== to && Math.max(from, to) >= SECOND_PERSON_FROM && !(claimGone && to < SECOND_PERSON_FROM);
  if (decides || confirms) {
    problems.push(...secondPerson('confirmation', 'proposal', { before, after, author }));
    if (before?.proposal !== undefined && before.proposal.level !== to) {
      problems.push(
        problem('/level', 'level-not-proposed', `Level ${before.proposal.level} was proposed; propose ${to} first.`),
      );
    }
  }
  if (to >= SECOND_PERSON_FROM && after.confirmation === undefined) {
    problems.push(
      problem('/confirmation', 'level-unconfirmed', 'A level from 3 up keeps the confirmation it rests on.'),
    );
  }
  return problems;
}

/** A proposal bears the name of whoever writes it; nobody proposes in another's name. */
export function proposedByOneself(
  field: DecisionField,
  before: Assessed | null,
  after: Assessed,
  author: string,
): Problem[] {
  const now = after[field];
  if (now === undefined || sameJson(before?.[field], now) || now.by === author) return [];
  return [problem(`/${field}/by`, 'not-the-author', `Only "${now.by}" can write this; you are "${author}".`)];
}

/** What a second person does: agree, in a revision of their own, to what another proposed in an earlier one. */
export function secondPerson(
  field: 'confirmation' | 'capLift',
  proposalField: 'proposal' | 'capLiftProposal',
  { before, after, author }: Pick<RuleContext<Assessed>, 'before' | 'after' | 'author'>,
): Problem[] {
  const proposal = before?.[proposalField];
  if (proposal === undefined) {
    return [
      problem(`/${proposalField}`, 'not-proposed', 'Propose it first, with reasons; another person then agrees.'),
    ];
  }
  if (!sameJson(proposal, after[proposalField])) {
    return [problem(`/${proposalField}`, 'proposal-changed', 'Agree to the proposal as it stands; do not change it.')];
  }
  if (after[field]?.by !== author) {
    return [problem(`/${field}/by`, 'not-the-author', `Agree in your own name: "${author}".`)];
  }
  if (proposal.by === author) {
    return [
      problem(`/${field}/by`, 'same-person', 'Whoever proposed this cannot also agree to it. Ask a second person.'),
    ];
  }
  return [];
}
