import { sameJson } from '../equal.ts';
import type { RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { SINGLE_SOURCE_CAP } from '../values/level.ts';
import { type Assessed, proposedByOneself, secondPerson } from './level.ts';
import { statementsOf, supportOf, targetsOf } from './sources.ts';

/**
 * A single source that is anonymous or unassessed carries no level above 2, unless two people lift the cap with reasons.
 * `exempt` is for sexual violence, which needs no corroboration (ICC Rules of Procedure and Evidence, rule 63(4)).
 */
export function capRules(context: RuleContext<Assessed>, exempt: boolean): Problem[] {
  const problems = liftRules(context);
  const { before, after, others } = context;
  const level = after.level ?? 0;
  if (level <= SINGLE_SOURCE_CAP || !touchesCap(before, after)) return problems;
  const basis = after.basis ?? [];
  if (basis.length === 0) {
    problems.push(problem('/basis', 'level-without-basis', `Level ${level} needs a statement or an item to rest on.`));
    return problems;
  }
  const { sources, assessed } = supportOf(basis, others);
  if (exempt || sources > 1 || assessed) return problems;
  if (after.capLift === undefined) {
    problems.push(
      problem(
        '/level',
        'single-source-cap',
        'One source that is anonymous or unassessed carries no level above 2. Add a source, assess this one, or let two people lift the cap with reasons.',
      ),
    );
  } else if (!liftCovers(before, after)) {
    problems.push(
      problem(
        '/basis',
        'cap-lifted-for-other-basis',
        'The cap was lifted for the sources that stood here. Keep them, or lift it anew.',
      ),
    );
  }
  return problems;
}

/** The statements that decide whether the cap applies; none while the level is no higher than the cap. */
export function neededByCap({ basis, level, capLift }: Assessed): string[] {
  return (level ?? 0) > SINGLE_SOURCE_CAP || capLift !== undefined ? statementsOf(basis ?? []) : [];
}

function liftRules({ before, after, author }: RuleContext<Assessed>): Problem[] {
  const problems = proposedByOneself('capLiftProposal', before, after, author);
  if (after.capLift === undefined) return problems;
  if (!sameJson(before?.capLift, after.capLift)) {
    problems.push(...secondPerson('capLift', 'capLiftProposal', { before, after, author }));
  } else if (!sameJson(before?.capLiftProposal, after.capLiftProposal)) {
    problems.push(
      problem(
        '/capLiftProposal',
        'proposal-changed',
        'The cap was lifted on this proposal. Remove the lift to propose anew.',
      ),
    );
  }
  return problems;
}

/** A source that loses its grade later must not block unrelated edits: the cap is weighed when what it rests on changes. */
function touchesCap(before: Assessed | null, after: Assessed): boolean {
  if (before === null) return true;
  return (['level', 'basis', 'capLift', 'type', 'from', 'to'] as (keyof Assessed)[]).some(
    (field) => !sameJson(before[field], after[field]),
  );
}

function liftCovers(before: Assessed | null, after: Assessed): boolean {
  if (before === null || !sameJson(before.capLift, after.capLift)) return true;
  const kept = new Set(targetsOf(after.basis ?? []));
  return targetsOf(before.basis ?? []).every((id) => kept.has(id));
}
