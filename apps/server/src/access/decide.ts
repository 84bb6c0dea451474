import type { PoolClient } from 'pg';
import type { Instance } from '../database/index.ts';
import { type Deed, decideDeeds } from '../record/index.ts';

/** What was decided, and what the caller is told of it. */
export interface Decided<T> {
  readonly deeds: readonly Deed[];
  readonly result: T;
}

/** Reads and decides under the deeds' lock, writes the deeds, and hands on the result. What is thrown writes nothing. */
export async function decide<T>(instance: Instance, work: (db: PoolClient) => Promise<Decided<T>>): Promise<T> {
  const results: T[] = [];
  await decideDeeds(instance, async (db) => {
    const { deeds, result } = await work(db);
    results.push(result);
    return deeds;
  });
  return results[0] as T;
}
