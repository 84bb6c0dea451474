import { sameJson } from '../equal.ts';
import type { OtherRecord, RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { type Coding, codingProblems } from '../values/coding.ts';

interface SecondCodingLike {
  about: string;
  coder: string;
  fields: { type?: Coding; method?: Coding; object?: Coding };
  resolution?: { by: string; reasons: string };
}

const SCHEMES = { type: 'act-type', method: 'method', object: 'object' } as const;

/**
 * A second coding is somebody else's than whoever coded the act, now or before, is about an act, and stays as it was coded: agreement that
 * was reached by changing it afterwards would measure nothing.
 */
export function secondCodingRules({ before, after, author, others }: RuleContext<SecondCodingLike>): Problem[] {
  const problems: Problem[] = [];
  for (const [field, scheme] of Object.entries(SCHEMES)) {
    const coding = after.fields[field as keyof typeof SCHEMES];
    if (coding !== undefined) problems.push(...codingProblems(coding, `/fields/${field}`, scheme));
  }
  const act = others.get(after.about);
  if (before === null) {
    if (after.coder !== author)
      problems.push(problem('/coder', 'not-the-author', `Code in your own name: "${author}".`));
    if (act !== undefined && act.kind !== 'act')
      problems.push(problem('/about', 'not-an-act', 'What is coded a second time is an act.'));
    if (act !== undefined && codersOf(act).has(author))
      problems.push(
        problem('/coder', 'same-person', 'You coded this act yourself. Another person codes it a second time.'),
      );
    if (after.resolution !== undefined)
      problems.push(
        problem('/resolution', 'resolved-at-once', 'Code first; what differs is resolved in a later step.'),
      );
    return problems;
  }
  for (const field of ['about', 'coder', 'fields'] as const)
    if (before[field] !== undefined && !sameJson(before[field], after[field]))
      problems.push(
        problem(
          `/${field}`,
          'coding-changed',
          'A second coding stays as it was. Write down how you resolved it instead.',
        ),
      );
  if (
    after.resolution !== undefined &&
    !sameJson(before.resolution, after.resolution) &&
    after.resolution.by !== author
  )
    problems.push(problem('/resolution/by', 'not-the-author', `Resolve it in your own name: "${author}".`));
  return problems;
}

/** Whoever ever wrote one of the fields that are coded twice; where that is not known, the last writer of the act. */
function codersOf({ author, writers }: OtherRecord): ReadonlySet<string> {
  if (writers === undefined) return new Set([author]);
  return new Set(Object.keys(SCHEMES).flatMap((field) => [...(writers.get(field) ?? [])]));
}
