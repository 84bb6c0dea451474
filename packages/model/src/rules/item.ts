import { sameJson } from '../equal.ts';
import type { RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';

interface ItemLike {
  file?: { sha256: string; bytes: number };
  derivative?: { of: string };
  triage?: { by: string };
}

/** An item stays what it is: its bytes are never exchanged for others, and a derivative keeps what it was made from. */
export function itemRules({ before, after, author, id }: RuleContext<ItemLike>): Problem[] {
  const problems: Problem[] = [];
  if (before?.file !== undefined && after.file !== undefined && !isSameFile(before.file, after.file))
    problems.push(problem('/file', 'other-file', 'An item keeps its file. Add the other file as an item of its own.'));
  if (after.derivative?.of === id)
    problems.push(problem('/derivative/of', 'derivative-of-itself', 'A derivative is made from another item.'));
  if (before?.derivative !== undefined && !sameJson(before.derivative, after.derivative))
    problems.push(problem('/derivative', 'other-derivative', 'What a derivative was made from, and with what, stays.'));
  if (after.triage !== undefined && after.triage.by !== author && !sameJson(before?.triage, after.triage))
    problems.push(problem('/triage/by', 'not-the-author', `Decide in your own name: "${author}".`));
  return problems;
}

function isSameFile(a: { sha256: string; bytes: number }, b: { sha256: string; bytes: number }): boolean {
  return a.sha256 === b.sha256 && a.bytes === b.bytes;
}
