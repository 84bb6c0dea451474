import type { Revision } from '../api/shapes.ts';

/** When which claim of which revision was erased, by revision and claim. */
export type Gone = ReadonlyMap<number, ReadonlyMap<string, string>>;

export function erasuresByRevision(erased: readonly { revision: number; claim: string; at: string }[]): Gone {
  const gone = new Map<number, Map<string, string>>();
  for (const { revision, claim, at } of erased) {
    const claims = gone.get(revision) ?? new Map<string, string>();
    gone.set(revision, claims.set(claim, at));
  }
  return gone;
}

/**
 * The body fields that are gone of a revision and that its changes do not name: with the value, the change is gone as well.
 * A field that was gone of the revision before too is not told again.
 */
export function goneOf(gone: Gone, { revision, changes }: Pick<Revision, 'revision' | 'changes'>): [string, string][] {
  const before = gone.get(revision - 1);
  return [...(gone.get(revision) ?? [])]
    .filter(([claim]) => claim.startsWith('body.') && !before?.has(claim))
    .map(([claim, at]): [string, string] => [claim.slice('body.'.length), at])
    .filter(([field]) => !changes.some((change) => change.field === field));
}

/** Whether a revision names no change because what it changed was erased, in the revision before it as well. */
export function isWholeChangeGone(gone: Gone, { revision, changes }: Pick<Revision, 'revision' | 'changes'>): boolean {
  return changes.length === 0 && [...(gone.get(revision)?.keys() ?? [])].some((claim) => claim.startsWith('body.'));
}
