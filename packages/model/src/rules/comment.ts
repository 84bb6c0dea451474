import { sameJson } from '../equal.ts';
import type { RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';

interface CommentLike {
  about: string;
  field?: string;
  text: string;
  mentions?: string[];
  answers?: string;
  resolved?: { by: string };
}

/** What somebody said stays as said, about what it was said: others answer it, and anyone marks it as settled in their own name. */
export function commentRules({ before, after, author }: RuleContext<CommentLike>): Problem[] {
  const problems: Problem[] = [];
  for (const field of ['about', 'answers'] as const)
    if (before !== null && before[field] !== undefined && before[field] !== after[field])
      problems.push(problem(`/${field}`, 'comment-moved', 'A comment stays with what it was said about.'));
  for (const field of ['text', 'field', 'mentions'] as const)
    if (before !== null && !sameJson(before[field], after[field]))
      problems.push(problem(`/${field}`, 'comment-changed', 'What was said stays as it was said. Answer it instead.'));
  if (after.resolved !== undefined && !sameJson(before?.resolved, after.resolved) && after.resolved.by !== author)
    problems.push(problem('/resolved/by', 'not-the-author', `Settle it in your own name: "${author}".`));
  return problems;
}
