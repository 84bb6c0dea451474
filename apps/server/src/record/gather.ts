import type { Pool } from 'pg';
import { announceChange } from './announce.ts';
import { type CommitAnswer, callCommit, type Payload } from './commit-store.ts';

/** Calls under way at once; what arrives meanwhile waits and goes together. */
const CALLS = 2;

/** Lists in one call at most, and changes in a list that may share a call: a long one has nothing to gain. */
const MOST_LISTS = 32;
const SHORT = 8;

interface Waiting {
  readonly list: Payload;
  readonly resolve: (answer: CommitAnswer) => void;
  readonly reject: (error: unknown) => void;
}

interface Gathering {
  readonly waiting: Waiting[];
  calls: number;
}

const gatherings = new WeakMap<Pool, Gathering>();

/**
 * Writes one list of changes. While the database is busy with other lists, short ones that only create are gathered and
 * written in one transaction, since most of a commit's price is not in its rows. Each list still succeeds or fails by
 * itself: where a shared call fails for whatever reason, each of its lists is sent alone.
 *
 * @returns the database's answer for this list, once it is durable
 */
export async function writeList(app: Pool, list: Payload): Promise<CommitAnswer> {
  const answer = await written(app, list);
  if ('done' in answer) announceChange({ app });
  return answer;
}

async function written(app: Pool, list: Payload): Promise<CommitAnswer> {
  if (list.revisions.length > SHORT || list.revisions.some(({ number }) => number > 1)) return callCommit(app, [list]);
  const gathering = gatherings.get(app) ?? { waiting: [], calls: 0 };
  gatherings.set(app, gathering);
  return new Promise((resolve, reject) => {
    gathering.waiting.push({ list, resolve, reject });
    send(app, gathering);
  });
}

function send(app: Pool, gathering: Gathering): void {
  while (gathering.calls < CALLS && gathering.waiting.length > 0) {
    const taken = gathering.waiting.splice(0, MOST_LISTS);
    gathering.calls += 1;
    void write(app, taken).finally(() => {
      gathering.calls -= 1;
      send(app, gathering);
    });
  }
}

async function write(app: Pool, taken: readonly Waiting[]): Promise<void> {
  if (taken.length > 1) {
    try {
      const answer = await callCommit(
        app,
        taken.map(({ list }) => list),
      );
      if ('done' in answer) {
        for (const { resolve } of taken) resolve(answer);
        return;
      }
    } catch (error) {
      if (!wroteNothing(error)) {
        for (const { reject } of taken) reject(error);
        return;
      }
    }
  }
  for (const { list, resolve, reject } of taken) await callCommit(app, [list]).then(resolve, reject);
}

/** Whether the database refused the statement itself. After a broken connection nobody knows, so nothing is sent again. */
function wroteNothing(error: unknown): boolean {
  return /^(22|23|40|42|P0)/.test(String((error as { code?: unknown }).code));
}
