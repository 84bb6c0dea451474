import type { PoolClient } from 'pg';
import type { Queries } from './log-store.ts';

export interface StoredDeed {
  readonly id: string;
  readonly token: string;
  readonly entry: Uint8Array;
  readonly encoded: string;
}

/** Deeds are few: one at a time keeps their numbers without a gap. */
export async function lockDeeds(db: PoolClient): Promise<void> {
  await db.query('select pg_advisory_xact_lock(815303)');
}

export async function deedCount(db: Queries): Promise<number> {
  return Number((await db.query('select count(*) as n from cairn.deed')).rows[0].n);
}

/** The value of a setting, or null. */
export async function settingValue(db: Queries, name: string): Promise<unknown> {
  const { rows } = await db.query('select value from cairn.setting where name = $1', [name]);
  return rows[0]?.value ?? null;
}

export async function insertDeed(db: PoolClient, { id, token, entry, encoded }: StoredDeed): Promise<void> {
  await db.query('insert into cairn.deed (id, token, entry, encoded) values ($1, $2, $3, $4)', [
    id,
    token,
    entry,
    encoded,
  ]);
  await db.query('insert into cairn.pending (entry) values ($1)', [entry]);
}

const INSERT_ONLY = ['witnessed_checkpoint', 'cosignature', 'fork_seen', 'stamp'];

export async function upsertRow(db: PoolClient, table: string, key: readonly string[], row: object): Promise<void> {
  const columns = Object.keys(row).filter((column) => !key.includes(column));
  const update =
    columns.length === 0 || INSERT_ONLY.includes(table)
      ? 'nothing'
      : `update set ${columns.map((c) => `"${c}" = excluded."${c}"`).join(', ')}`;
  await db.query(
    `insert into cairn."${table}" (${Object.keys(row)
      .map((c) => `"${c}"`)
      .join(', ')})
     select ${Object.keys(row)
       .map((c) => `"${c}"`)
       .join(', ')} from jsonb_populate_record(null::cairn."${table}", $1)
     on conflict (${key.map((c) => `"${c}"`).join(', ')}) do ${update}`,
    [JSON.stringify(row)],
  );
}

export async function removeRow(db: PoolClient, table: string, key: object): Promise<void> {
  const gone = await db.query(`delete from cairn."${table}" t where to_jsonb(t) @> $1::jsonb`, [JSON.stringify(key)]);
  if (gone.rowCount !== 1) throw new Error(`A deed is to remove a row of ${table} that is not there.`);
}

/**
 * SQL for a row as deeds commit to it: all of it, but a password's hash and a one-time secret by their digests only, and
 * so what an authority answered and what a gazetteer holds, which are long.
 */
export const AS_COMMITTED = `case
  when to_jsonb(t) ? 'password' then ${digested('password')}
  when to_jsonb(t) ? 'secret' then ${digested('secret')}
  when to_jsonb(t) ? 'response' then ${digested('chain', digested('response'))}
  when to_jsonb(t) ? 'content' then ${digested('content')}
  else to_jsonb(t) end`;

function digested(column: string, row = 'to_jsonb(t)'): string {
  return `jsonb_set(${row}, '{${column}}', coalesce(to_jsonb(encode(sha256(convert_to(to_jsonb(t) ->> '${column}', 'UTF8')), 'hex')), 'null'))`;
}

export async function rowAsCommitted(db: PoolClient, table: string, key: object): Promise<Record<string, unknown>> {
  const { rows } = await db.query(
    `select ${AS_COMMITTED} as row from cairn."${table}" t where to_jsonb(t) @> $1::jsonb`,
    [JSON.stringify(key)],
  );
  return rows[0].row;
}
