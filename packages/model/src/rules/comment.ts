import { sameJson } from '../equal.ts';
import type { RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';

interface CommentLike {
  about: string;
  text: string;
  answers?: string;
  resolved?: { by: string };
}

/** What somebody said stays as said, about what it was said: others answer it, and anyone marks it as settled in their own name. */
export function commentRules({ before, after, author }: RuleContext<CommentLike>): Problem[] {
  const problems: Problem[] = [];
  for (const field of ['about', 'answers'] as const)
    if (before !== null && before[field] !== undefined && before[field] !== after[field])
      problems.push(problem(`/${field}`, 'comment-moved', 'A comment stays with what it was said about.'));
  if (after.resolved !== undefined && !sameJson(before?.resolved, after.resolved) && after.resolved.by !== author)
    problems.push(problem('/resolved/by', 'not-the-author', `Settle it in your own name: "${author}".`));
  return problems;
}
