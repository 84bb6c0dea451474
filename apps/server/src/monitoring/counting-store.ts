import type { Queries } from '../record/index.ts';

/** Adds up what writers appended to the counters; how many rows that were. */
export async function foldCounters(db: Queries): Promise<number> {
  return Number((await db.query('select cairn.fold_counters() as n')).rows[0].n);
}
