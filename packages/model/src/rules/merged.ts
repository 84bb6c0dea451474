import { sameJson } from '../equal.ts';
import type { Body } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';

/** What of an incident a merge changes. */
export interface Mergeable {
  status?: string;
  /** What its status was before it was found to be another's duplicate; empty where it had none. */
  merged?: { status?: string };
}

/** What a decision "the same" makes of the duplicate: its status, with what it was kept beside it; nothing else. */
export function asDuplicate<B extends Mergeable>(body: B): B {
  if (body.status === 'duplicate') return body;
  const { status } = body;
  return { ...body, status: 'duplicate', merged: status === undefined ? {} : { status } };
}

/** What it was before. A record that people had called a duplicate by themselves stays one. */
export function asBeforeMerge<B extends Mergeable>(body: B): B {
  const { merged, status: _now, ...rest } = body;
  if (merged === undefined) return body;
  return { ...rest, ...(merged.status === undefined ? {} : { status: merged.status }) } as B;
}

/** Whether a change takes a merge back and nothing else of what a review covers. */
export function isSplit(before: Mergeable | null, after: Mergeable, changedFacts: readonly string[]): boolean {
  if (before?.merged === undefined || after.merged !== undefined) return false;
  return after.status === before.merged.status && changedFacts.length === 0;
}

/**
 * What was reviewed comes back from a merge reviewed, so nothing of it changes meanwhile, and only the merge itself says what
 * it was.
 */
export function mergedRules(
  before: (Mergeable & Body) | null,
  after: Mergeable & Body,
  changedFacts: readonly string[],
): Problem[] {
  const { merged } = after;
  if (merged === undefined) return [];
  if (after.status !== 'duplicate')
    return [problem('/merged', 'merged-no-duplicate', 'This stands beside the status "duplicate" only.')];
  if (!sameJson(before?.merged, merged)) {
    const entering = before?.status !== 'duplicate' && merged.status === before?.status;
    return entering ? [] : [problem('/merged', 'merged-out-of-step', 'This is written when the record is merged.')];
  }
  const covered = ['review', 'reviewed', 'documented'].includes(merged.status ?? '');
  return covered && changedFacts.length > 0
    ? [
        problem(
          `/${changedFacts[0]}`,
          'review-covers-fact',
          'This record was merged into another after its review. Take the merge back or set it into work to change it.',
        ),
      ]
    : [];
}
