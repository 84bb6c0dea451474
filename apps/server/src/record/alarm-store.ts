import type { Queries } from './log-store.ts';

/** What is to be told on every page, in two words: totals only, nothing of which file or whose log. */
export interface Alarms {
  /** A file in the store was found altered or missing, and is so still. */
  readonly files: boolean;
  /** A partner's log showed two histories. */
  readonly forks: boolean;
}

export async function alarmsOf(db: Queries): Promise<Alarms> {
  const { rows } = await db.query(
    `select exists (select from cairn.fixity_reading where outcome <> 'whole') as files,
       exists (select from cairn.fork_seen) as forks`,
  );
  return rows[0];
}
