import type { Revision } from '../api/shapes.ts';

/** What programs read from a file. People do not write these fields. */
const READ: ReadonlySet<string> = new Set(['technical', 'recorded', 'embedded']);

/**
 * Whether nobody wrote a revision: the server read a file, or made a copy of one for showing. It stands in the log under the
 * user that the server runs as, who had no hand in it.
 */
export function isByMachine({ author, revision, changes }: Revision): boolean {
  if (!author.startsWith('operator:') || changes.length === 0) return false;
  if (revision === 1) return changes.some(({ field }) => field === 'derivative');
  return changes.every(({ field }) => READ.has(field));
}
