import type { Pool } from 'pg';
import { AS_COMMITTED, type StoredDeed } from '../record/deed-store.ts';
import type { Queries } from '../record/log-store.ts';
import { following, LEAST, timeText } from './snapshot-store.ts';

const PAGE = 5000;

export async function storedDeeds(db: Queries): Promise<StoredDeed[]> {
  return (await db.query('select id, token, entry, encoded from cairn.deed')).rows;
}

/** The rows of one table of rights or settings, in the form that deeds commit to. */
export async function committedRows(db: Queries, table: string): Promise<Record<string, unknown>[]> {
  return (await db.query(`select ${AS_COMMITTED} as row from cairn."${table}" t`)).rows.map((row) => row.row);
}

/** A row of activity; its number and time as text, whatever they are. */
export interface ActivityRows {
  readonly number: string;
  readonly at: string;
  readonly account: string | null;
  readonly what: string;
  readonly compartment: string | null;
  readonly record: string | null;
  readonly mac: Uint8Array;
}

export async function* activityRows(db: Queries): AsyncGenerator<ActivityRows> {
  for (let from: string | null = LEAST; from !== null; ) {
    const { rows }: { rows: ActivityRows[] } = await db.query(
      `select number::text as number, ${timeText('at')} as at, account, what, compartment, record, mac
       from cairn.activity a where a.number >= $1 order by a.number limit ${PAGE}`,
      [from],
    );
    yield* rows;
    const last = rows.at(-1);
    from = last === undefined || rows.length < PAGE ? null : following(last.number);
  }
}

export async function chainHeads(
  db: Queries,
): Promise<{ name: string; number: number; mac: Uint8Array; seal: Uint8Array }[]> {
  return (await db.query('select name, number, mac, seal from cairn.chain_head')).rows.map((row) => ({
    ...row,
    number: Number(row.number),
  }));
}

/** An interval of activity; its times as text, whatever they are. */
export interface IntervalRow {
  readonly starting: string;
  readonly ending: string;
  readonly token: string;
  readonly entry: Uint8Array;
  readonly encoded: string;
}

export async function intervals(db: Queries): Promise<IntervalRow[]> {
  const { rows } = await db.query(
    `select ${timeText('starting')} as starting, ${timeText('ending')} as ending, token, entry, encoded
     from cairn.activity_interval i order by i.starting`,
  );
  return rows;
}

/** Seals the end of a chain with another key. */
export async function sealHead(db: Pool, name: string, seal: Uint8Array): Promise<void> {
  await db.query('update cairn.chain_head set seal = $2 where name = $1', [name, seal]);
}
