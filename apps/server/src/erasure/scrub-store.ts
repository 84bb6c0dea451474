import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** Every table in which an erased value stood; and after these the statistics, which keep the most common values. */
const TABLES = [
  'cairn.disclosure',
  'cairn.record_body',
  'cairn.record_search',
  'cairn.record_period',
  'cairn.record_point',
  'cairn.record_scene',
  'cairn.record_code',
  'cairn.record_name',
  'cairn.record_count',
  'cairn.counter',
  'cairn.counter_change',
  'cairn.external_record',
  'cairn.record_link',
  'cairn.record_reference',
];

const STATISTICS = 'pg_catalog.pg_statistic';

/** How long others are waited for, in milliseconds. */
export interface Patience {
  /** For transactions that keep the old rows from going. */
  readonly others: number;
  /** For one table: whoever else wants it stands behind, so readers wait no longer than this for an answer. */
  readonly table: number;
}

const PATIENCE: Patience = { others: 30_000, table: 10_000 };

const queues = new WeakMap<Pool, Promise<unknown>>();

/**
 * One erasure at a time, whatever process it runs in; held while `work` runs. Those of this process wait without a
 * connection: `work` needs some of the same pool, and whoever waited with one would keep it from it.
 */
export function alone<T>(owner: Pool, work: () => Promise<T>): Promise<T> {
  const turn = (queues.get(owner) ?? Promise.resolve()).then(() => aloneEverywhere(owner, work));
  queues.set(
    owner,
    turn.catch(() => undefined),
  );
  return turn;
}

async function aloneEverywhere<T>(owner: Pool, work: () => Promise<T>): Promise<T> {
  const holder = await owner.connect();
  try {
    await holder.query('select pg_advisory_lock(815307)');
    return await work();
  } finally {
    // With its connection a lock goes, however the work ended.
    holder.release(true);
  }
}

/**
 * Rewrites the tables without what was deleted, then the statistics, and lets the write-ahead log in which it stood go.
 *
 * @returns what could not be done, in sentences
 */
export async function scrub(owner: Pool, patience: Patience = PATIENCE): Promise<string[]> {
  const notDone: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notDone.push(`${what}: ${(error as Error).message}`);
    }
  };
  let kept = false;
  await attempt('The tables may hold old rows', async () => {
    kept = !(await othersDone(owner, patience.others));
    if (kept)
      throw new Error(
        'another transaction (a long backup, import or audit) keeps them; approve again when it has ended',
      );
  });
  // To rewrite the tables would take what is kept along, and stand in the way of all who read them.
  if (kept) return notDone;
  // What was counted of it until now is taken out first: the changes name codes and places.
  await attempt('The counters were not added up', () => owner.query('select cairn.fold_counters()'));
  for (const table of TABLES)
    await attempt(`${table} was not rewritten`, () => rewrite(owner, table, '(full, analyze)', patience));
  await attempt('The statistics were not rewritten', () => rewrite(owner, STATISTICS, '(full)', patience));
  await letLogGo(owner, notDone, attempt);
  return notDone;
}

async function rewrite(owner: Pool, table: string, how: string, patience: Patience): Promise<void> {
  const db = await owner.connect();
  try {
    await requireMaintain(db, table);
    await db.query(`set lock_timeout = ${patience.table}`);
    await db.query(`vacuum ${how} ${table}`);
  } finally {
    // The setting goes with the connection.
    db.release(true);
  }
}

/** Without the right a VACUUM only warns. */
async function requireMaintain(db: PoolClient, table: string): Promise<void> {
  const { rows } = await db.query("select has_table_privilege($1, 'maintain') as may", [table]);
  if (rows[0].may !== true) throw new Error('the role of DATABASE_URL may not do that');
}

/**
 * VACUUM keeps, without a word, a row that somebody may still see: while a snapshot from before lives, and while a
 * transaction from before runs that has written, though it has no snapshot just now. Of its own workers the one that
 * analyzes counts. What this role is not shown of another's transaction may be either.
 *
 * @returns whether all that could see the past ended in time
 */
async function othersDone(owner: Pool, patience: number): Promise<boolean> {
  const { rows } = await owner.query('select pg_current_xact_id()::xid::text as now');
  for (const start = Date.now(); ; await sleep(100)) {
    const { rows: found } = await owner.query(
      `select (select count(*) from pg_stat_activity
               where pid <> pg_backend_pid()
                 and coalesce(datid = (select oid from pg_database where datname = current_database()), true)
                 and (query = '<insufficient privilege>'
                   or ((backend_type in ('client backend', 'parallel worker', 'walsender') or query like 'autovacuum:%ANALYZE%')
                     and greatest(age(backend_xmin), age(backend_xid)) > age($1::xid))))
            + (select count(*) from pg_prepared_xacts)
            + (select count(*) from pg_replication_slots where xmin is not null and age(xmin) > age($1::xid)) as n`,
      [rows[0].now],
    );
    if (Number(found[0].n) === 0) return true;
    if (Date.now() - start >= patience) return false;
  }
}

async function letLogGo(
  owner: Pool,
  notDone: string[],
  attempt: (what: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await attempt('The write-ahead log was not switched and no checkpoint made', async () => {
    // Twice: the first removes the old table files and moves the start of recovery, the second what came before it.
    for (let turn = 0; turn < 2; turn++) {
      await owner.query('select pg_switch_wal()');
      await owner.query('checkpoint');
    }
  });
  await attempt('Whether copies of the write-ahead log exist could not be seen', async () => {
    const { rows } = await owner.query(
      `select current_setting('archive_mode') as archive, current_setting('wal_recycle') as recycle,
         current_setting('wal_init_zero') as zeroed,
         (select count(*) from pg_stat_replication) as replicas, (select count(*) from pg_replication_slots) as slots`,
    );
    const { archive, recycle, zeroed, replicas, slots } = rows[0];
    if (archive !== 'off')
      notDone.push('This server archives its write-ahead log: the archive holds the old values until it expires.');
    if (recycle !== 'off' || zeroed !== 'on')
      notDone.push(
        'This server reuses segments of its write-ahead log (wal_recycle): old values stay in them until they are overwritten.',
      );
    if (Number(replicas) > 0 || Number(slots) > 0)
      notDone.push('This server has replicas or replication slots: what they hold has to be scrubbed there.');
  });
}
