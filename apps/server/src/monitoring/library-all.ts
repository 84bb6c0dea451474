import type { LibraryQuery } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { type Session, withSession } from '../record/index.ts';
import { conditionsOf } from './library-query.ts';
import { type After, type Found, foundIds, type Sorting } from './library-store.ts';

/** Ids that one question gives. */
const PAGE = 20_000;

/** Ids of everything that a query finds, in its order: for exports, which take what the library shows. */
export async function libraryIds(instance: Instance, session: Session, query: LibraryQuery): Promise<string[]> {
  const conditions = conditionsOf(query);
  const ids: string[] = [];
  // What has no period comes behind what has one.
  const orders: Sorting[] = query.sort.endsWith('when') ? [query.sort, 'undated'] : [query.sort];
  for (const sorting of orders) {
    for (let after: After | null = null; ; ) {
      const asked: { conditions: typeof conditions; sorting: Sorting; after: After | null; most: number } = {
        ...{ conditions, sorting, after, most: PAGE },
      };
      const found = await withSession(instance, session, (db) => foundIds(db, session.secret, asked));
      ids.push(...found.map(({ id }) => id));
      const last = found.at(-1);
      if (last === undefined || found.length < PAGE) break;
      after = afterThat(sorting, last);
    }
  }
  return ids;
}

function afterThat(sorting: Sorting, { id, starting, at, reference }: Found): After {
  if (sorting === 'reference') return { id, reference };
  if (sorting === 'when' || sorting === '-when') return { id, starting: starting?.toISOString() ?? '' };
  return { id, at: at.toISOString() };
}
