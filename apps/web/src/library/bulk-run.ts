import type { BulkChange, LibraryQuery } from '@cairn/model';
import { post, read } from '../api/client.ts';
import { libraryPath } from './questions.ts';
import type { LibraryPage } from './shapes.ts';

export interface BulkAnswer {
  done: { id: string; reference: string; revision: number }[];
  same: { id: string; reference: string }[];
  refused: {
    id: string;
    reference: string | null;
    why: string;
    problems: { path: string; code: string; message: string }[];
  }[];
}

/** Records of one request: each answer moves the progress on. */
const AT_A_TIME = 50;
const PAGE = 200;
/** Most records that "all that is found" reaches. */
export const MOST_FOUND = 5_000;

export interface Bulk {
  change: BulkChange;
  reason: string;
  /** Ids, or the query of which everything is meant. */
  of: readonly string[] | LibraryQuery;
}

interface Watch {
  signal: AbortSignal;
  /** What has been done so far. */
  onAnswer: (sum: BulkAnswer, looked: number) => void;
}

/** The ids of what a query finds, page by page, by reference: an order that the change itself does not disturb. */
async function* idsFound(query: LibraryQuery, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  let cursor: string | null = '';
  for (let n = 0; cursor !== null && n < MOST_FOUND; n += PAGE) {
    const page: LibraryPage = await read(libraryPath({ ...query, sort: 'reference' }, cursor, PAGE), signal);
    yield page.records.map(({ id }) => id);
    cursor = page.next;
  }
}

async function allIds(of: Bulk['of'], signal: AbortSignal): Promise<readonly string[]> {
  if (!('kind' in of)) return of;
  const ids: string[] = [];
  // All of them before the first change: what is changed may no longer be found.
  for await (const page of idsFound(of, signal)) ids.push(...page);
  return ids.slice(0, MOST_FOUND);
}

/**
 * Changes records a few at a time and sums up what came of each.
 *
 * @throws Refused the server said no to a whole request, or nothing; what `onAnswer` was told stands
 */
export async function runBulk({ change, reason, of }: Bulk, { signal, onAnswer }: Watch): Promise<void> {
  const ids = await allIds(of, signal);
  const sum: BulkAnswer = { done: [], same: [], refused: [] };
  for (let i = 0; i < ids.length && !signal.aborted; i += AT_A_TIME) {
    const records = ids.slice(i, i + AT_A_TIME);
    const answer = await post<BulkAnswer>('/api/v1/library/bulk', { records, change, reason });
    sum.done.push(...answer.done);
    sum.same.push(...answer.same);
    sum.refused.push(...answer.refused);
    onAnswer({ ...sum }, i + records.length);
  }
}
