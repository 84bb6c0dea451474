import { sameJson } from '../equal.ts';
import type { RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';

interface ConflictLike {
  record?: string;
  row?: string;
  field: string;
  ours?: unknown;
  theirs?: unknown;
  state: string;
  by?: string;
}

interface BatchLike {
  conflicts?: readonly ConflictLike[];
  closed?: { by: string };
}

/**
 * Whoever decides a conflict of an import, or says that everything is sorted, does so in their own name. What the file said stays
 * as it was told, since others decide by it and its value goes into a record under their names; and a decision stands.
 */
export function batchRules({ before, after, author }: RuleContext<BatchLike>): Problem[] {
  const problems: Problem[] = [];
  const decided = new Set((before?.conflicts ?? []).map(keyOf));
  for (const [index, conflict] of (after.conflicts ?? []).entries())
    if (
      (conflict.state !== 'open' || conflict.by !== undefined) &&
      conflict.by !== author &&
      !decided.has(keyOf(conflict))
    )
      problems.push(problem(`/conflicts/${index}/by`, 'not-the-author', `Decide it in your own name: "${author}".`));
  for (const [index, told] of (before?.conflicts ?? []).entries()) {
    const now = after.conflicts?.[index];
    if (now === undefined || !sameJson(toldIn(told), toldIn(now)))
      problems.push(problem(`/conflicts/${index}`, 'conflict-changed', 'What a file said stays as it was told.'));
    else if (told.state !== 'open' && keyOf(told) !== keyOf(now))
      problems.push(
        problem(`/conflicts/${index}`, 'conflict-decided', 'This is decided already. Change the record itself.'),
      );
  }
  if (after.closed !== undefined && after.closed.by !== author && !sameJson(before?.closed, after.closed))
    problems.push(problem('/closed/by', 'not-the-author', `Close it in your own name: "${author}".`));
  return problems;
}

const keyOf = ({ record, row, field, state, by }: ConflictLike): string =>
  JSON.stringify([record, row, field, state, by]);

const toldIn = ({ record, row, field, ours, theirs }: ConflictLike): unknown => [
  ...[record ?? null, row ?? null, field, ours ?? null, theirs ?? null],
];
