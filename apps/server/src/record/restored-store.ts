import type { Pool } from 'pg';
import type { Queries } from './log-store.ts';

/** How many entries the log holds. */
export async function entryCount(db: Queries): Promise<number> {
  return Number((await db.query('select count(*) as n from cairn.log_entry')).rows[0].n);
}

const UNLOGGED = `
  select entry from (
    select entry from cairn.revision union all select entry from cairn.deed union all select entry from cairn.activity_interval) source
  where not exists (select from cairn.log_entry l where l.entry = source.entry)
    and not exists (select from cairn.pending p where p.entry = source.entry)`;

/** How much had not reached the log when the backup was made. */
export async function unloggedCount(db: Queries): Promise<number> {
  return Number((await db.query(`select count(*) as n from (${UNLOGGED}) u`)).rows[0].n);
}

/** Marks what had not reached the log when the backup was made. */
export async function markUnlogged(db: Queries): Promise<void> {
  await db.query(`insert into cairn.pending (entry) ${UNLOGGED}`);
}

/**
 * Empties the log and lets its entries wait to be logged again in their old order, behind what waits already; those that
 * had not reached it come last. Triggers and foreign keys rest, because history is otherwise never emptied.
 */
export async function logAgain(db: Pool): Promise<void> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(
      `with old as (select entry, index as place from cairn.log_entry),
            late as (select entry, row_number() over () + (select count(*) from old) as place from (${UNLOGGED}) u),
            everything as (select * from old union all select * from late)
       insert into cairn.pending (entry, since)
       select entry, clock.at + (place + 1) * interval '1 microsecond'
       from everything, (select greatest(now(), max(since)) as at from cairn.pending) clock order by place`,
    );
    await client.query('truncate cairn.cosignature, cairn.checkpoint, cairn.log_entry, cairn.log_tile');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Checkpoints with the lines of their witnesses, by size. */
export async function* signedCheckpoints(db: Pool): AsyncGenerator<{ size: number; note: string }[]> {
  for (let after = -1; ; ) {
    const { rows } = await db.query(
      `select c.size, c.note || coalesce((select string_agg(line || E'\\n', '' order by line) from cairn.cosignature s where s.size = c.size), '') as note
       from cairn.checkpoint c where c.size > $1 order by c.size limit 1000`,
      [after],
    );
    yield rows.map((row) => ({ size: Number(row.size), note: row.note }));
    if (rows.length < 1000) return;
    after = Number(rows.at(-1).size);
  }
}
