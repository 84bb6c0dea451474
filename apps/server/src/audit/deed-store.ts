import type { Pool } from 'pg';
import { AS_COMMITTED, type StoredDeed } from '../record/deed-store.ts';

export async function storedDeeds(db: Pool): Promise<StoredDeed[]> {
  return (await db.query('select id, token, entry, encoded from cairn.deed')).rows;
}

/** The rows of one table of rights or settings, in the form that deeds commit to. */
export async function committedRows(db: Pool, table: string): Promise<Record<string, unknown>[]> {
  return (await db.query(`select ${AS_COMMITTED} as row from cairn."${table}" t`)).rows.map((row) => row.row);
}

export interface ActivityRows {
  readonly number: number;
  readonly at: Date;
  readonly account: string | null;
  readonly what: string;
  readonly compartment: string | null;
  readonly record: string | null;
  readonly mac: Uint8Array;
}

export async function* activityRows(db: Pool): AsyncGenerator<ActivityRows> {
  for (let after = '-1'; ; ) {
    const { rows } = await db.query(
      'select number, at, account, what, compartment, record, mac from cairn.activity where number > $1 order by number limit 5000',
      [after],
    );
    for (const row of rows) yield { ...row, number: Number(row.number) };
    if (rows.length < 5000) return;
    after = rows.at(-1).number;
  }
}

export async function chainHeads(
  db: Pool,
): Promise<{ name: string; number: number; mac: Uint8Array; seal: Uint8Array }[]> {
  return (await db.query('select name, number, mac, seal from cairn.chain_head')).rows.map((row) => ({
    ...row,
    number: Number(row.number),
  }));
}

export interface IntervalRow {
  readonly starting: Date;
  readonly ending: Date;
  readonly token: string;
  readonly entry: Uint8Array;
  readonly encoded: string;
}

export async function intervals(db: Pool): Promise<IntervalRow[]> {
  return (
    await db.query('select starting, ending, token, entry, encoded from cairn.activity_interval order by starting')
  ).rows;
}

/** Seals the end of a chain with another key. */
export async function sealHead(db: Pool, name: string, seal: Uint8Array): Promise<void> {
  await db.query('update cairn.chain_head set seal = $2 where name = $1', [name, seal]);
}
