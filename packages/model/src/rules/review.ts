import { sameJson } from '../equal.ts';
import type { Body, KindName, RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { isSplit, type Mergeable, mergedRules } from './merged.ts';

interface Reviewed extends Mergeable {
  status?: string;
  review?: { readyBy: string; reviewedBy?: string; reasons?: string };
  conclusions?: { field: string; by: string }[];
}

/** What a review covers. Notes, tags, assignment and the team's own remarks change freely. */
export const FACTS = [
  'title',
  'time',
  'place',
  'moreTimes',
  'morePlaces',
  'counts',
  'codes',
  'summary',
  'context',
  'conclusions',
] as const;

/** The states in which a second person stands behind what the record says. */
export const REVIEWED_STATES = ['reviewed', 'documented'] as const;

const isReviewed = (status: string | undefined) => (REVIEWED_STATES as readonly string[]).includes(status ?? '');

/**
 * The stages of verification: whoever says that the work is ready cannot also review it, and what was reviewed does not
 * change unseen: changing a fact takes the incident back into work.
 */
export function incidentRules({ before, after, author }: RuleContext<Reviewed & Body>): Problem[] {
  const changed = changedFacts(before, after);
  return [
    ...mergedRules(before, after, changed),
    // What a merge had set aside comes back as it was.
    ...(isSplit(before, after, changed) ? [] : stageRules(before, after, author)),
    ...reviewFieldRules(before, after, author),
    ...conclusionRules(before, after, author),
  ];
}

function stageRules(before: (Reviewed & Body) | null, after: Reviewed & Body, author: string): Problem[] {
  const [from, to] = [before?.status, after.status];
  const changed = changedFacts(before, after);
  if (isReviewed(to)) {
    if (isReviewed(from)) return changed.length === 0 ? [] : [reopen(changed)];
    if (to === 'documented' || from !== 'review')
      return [
        problem(
          '/status',
          'not-reviewed',
          'A second person reviews it first: ready for review, then reviewed, then closed.',
        ),
      ];
    return secondPerson(before, after, author, changed);
  }
  if (to === 'review') {
    const taken = after.review?.readyBy === author;
    if (from !== 'review' && !taken)
      return [problem('/review/readyBy', 'not-the-author', `Say in your own name that it is ready: "${author}".`)];
    if (changed.length > 0 && before?.review?.readyBy !== author && !taken)
      return [
        problem('/review/readyBy', 'changed-while-waiting', 'Whoever changes it while it waits says that it is ready.'),
      ];
  }
  return [];
}

function secondPerson(
  before: (Reviewed & Body) | null,
  after: Reviewed & Body,
  author: string,
  changed: readonly string[],
): Problem[] {
  const readyBy = before?.review?.readyBy;
  if (readyBy === undefined)
    return [
      problem(
        '/review/readyBy',
        'not-ready',
        'Nobody has said that it is ready. Say so first; another then reviews it.',
      ),
    ];
  if (after.review?.readyBy !== readyBy || after.review.reviewedBy !== author)
    return [problem('/review/reviewedBy', 'not-the-author', `Review it in your own name: "${author}".`)];
  if (readyBy === author)
    return [
      problem(
        '/review/reviewedBy',
        'same-person',
        'Whoever said that it is ready cannot review it. Ask a second person.',
      ),
    ];
  if (changed.length > 0)
    return [problem(`/${changed[0]}`, 'changed-by-review', 'Review it as it stands; change it in a step of its own.')];
  return [];
}

function reopen(changed: readonly string[]): Problem {
  return problem(
    `/${changed[0]}`,
    'review-covers-fact',
    'A second person reviewed this. Set it back into work to change it.',
  );
}

/** The names in a review are written by those who bear them, and only at the step that they stand for. */
function reviewFieldRules(before: Reviewed | null, after: Reviewed, author: string): Problem[] {
  const { review } = after;
  if (review === undefined || sameJson(before?.review, review)) return [];
  const marksReady = after.status === 'review' && review.readyBy === author && review.reviewedBy === undefined;
  const reviews = after.status === 'reviewed' && before?.status === 'review';
  if (marksReady || reviews) return [];
  return [
    problem(
      '/review',
      'review-out-of-step',
      'This changes only with the step from work to review, or from review to reviewed.',
    ),
  ];
}

/** A conclusion bears the name of whoever wrote it; there is one for a field. */
function conclusionRules(before: Reviewed | null, after: Reviewed, author: string): Problem[] {
  const problems: Problem[] = [];
  const known = before?.conclusions ?? [];
  const fields = new Set<string>();
  for (const [index, conclusion] of (after.conclusions ?? []).entries()) {
    if (fields.has(conclusion.field))
      problems.push(problem(`/conclusions/${index}/field`, 'concluded-twice', 'There is one conclusion for a field.'));
    fields.add(conclusion.field);
    if (conclusion.by !== author && !known.some((each) => sameJson(each, conclusion)))
      problems.push(problem(`/conclusions/${index}/by`, 'not-the-author', `Conclude in your own name: "${author}".`));
  }
  return problems;
}

function changedFacts(before: Body | null, after: Body): string[] {
  // An erasure takes a field away without a revision; that it is missing now is no change of this writer.
  return before === null ? [] : FACTS.filter((field) => !sameJson(before[field], after[field]));
}

/**
 * Whether the change is one that takes the role of a reviewer: it says that something was reviewed, or it agrees to what
 * another proposed.
 */
export function demandsReviewer(kind: KindName, before: Body | null, after: Body): boolean {
  // What a merge had set aside comes back reviewed as it was.
  if (kind === 'incident')
    return (
      after.status === 'reviewed' &&
      before?.status !== 'reviewed' &&
      !isSplit(before, after, changedFacts(before, after))
    );
  if (kind !== 'act' && kind !== 'link') return false;
  return (['confirmation', 'capLift'] as const).some(
    (field) => after[field] !== undefined && !sameJson(before?.[field], after[field]),
  );
}

/** The states that a person may choose next, in the order of work. `documented` and `reviewed` only where the rules let them. */
export function nextStages(status: string | undefined, author: string, readyBy: string | undefined): string[] {
  const always = ['open', 'needs-help', 'set-aside'];
  switch (status) {
    case 'review':
      return [...(readyBy !== undefined && readyBy !== author ? ['reviewed'] : []), ...always];
    case 'reviewed':
      return ['documented', ...always];
    case 'documented':
      return always;
    default:
      return [...always, 'review'].filter((each) => each !== status);
  }
}
