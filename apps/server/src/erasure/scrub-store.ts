import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Every table in which an erased value stood; and after these the statistics, which keep the most common values. */
const TABLES = [
  'cairn.disclosure',
  'cairn.record_body',
  'cairn.record_search',
  'cairn.record_period',
  'cairn.record_point',
  'cairn.record_code',
  'cairn.external_record',
  'cairn.record_link',
  'cairn.record_reference',
];

const STATISTICS = 'pg_catalog.pg_statistic';

/** How long others' transactions that can still see the old rows are waited for (milliseconds). */
const PATIENCE = 30_000;

/** One erasure at a time, whatever process it runs in; held while `work` runs. */
export async function alone<T>(owner: Pool, work: () => Promise<T>): Promise<T> {
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
export async function scrub(owner: Pool): Promise<string[]> {
  const notDone: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notDone.push(`${what}: ${(error as Error).message}`);
    }
  };
  await attempt('The tables may hold old rows', async () => {
    if (!(await othersDone(owner)))
      throw new Error(
        'another transaction (a long backup or audit) could still see them; approve again when it has ended',
      );
  });
  for (const table of TABLES)
    await attempt(`${table} was not rewritten`, async () => {
      await requireMaintain(owner, table);
      await owner.query(`vacuum (full, analyze) ${table}`);
    });
  await attempt('The statistics were not rewritten', async () => {
    await requireMaintain(owner, STATISTICS);
    await owner.query(`vacuum (full) ${STATISTICS}`);
  });
  await letLogGo(owner, notDone, attempt);
  return notDone;
}

/** Without the right a VACUUM only warns. */
async function requireMaintain(owner: Pool, table: string): Promise<void> {
  const { rows } = await owner.query("select has_table_privilege($1, 'maintain') as may", [table]);
  if (rows[0].may !== true) throw new Error('the role of DATABASE_URL may not do that');
}

/** A row that a living snapshot sees is kept by VACUUM. @returns whether all that could see the past ended in time */
async function othersDone(owner: Pool): Promise<boolean> {
  const { rows } = await owner.query('select pg_current_xact_id()::xid::text as now');
  for (const start = Date.now(); Date.now() - start < PATIENCE; await sleep(100)) {
    const { rows: found } = await owner.query(
      `select (select count(*) from pg_stat_activity where backend_xmin is not null and pid <> pg_backend_pid()
                 and backend_type in ('client backend', 'parallel worker', 'walsender') and age(backend_xmin) > age($1::xid))
            + (select count(*) from pg_prepared_xacts)
            + (select count(*) from pg_replication_slots where xmin is not null and age(xmin) > age($1::xid)) as n`,
      [rows[0].now],
    );
    if (Number(found[0].n) === 0) return true;
  }
  return false;
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
