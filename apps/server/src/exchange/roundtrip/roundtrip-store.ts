import type { PoolClient } from 'pg';
import type { CarriedName, EnteredAnew } from './form.ts';

export async function compartmentsAmong(db: PoolClient): Promise<{ id: string; code: string; name: string }[]> {
  return (await db.query('select id, code, name from cairn.compartment order by code')).rows;
}

/** Who wrote in these compartments, or is a member of one: the name and nothing else of the account. */
export async function namesIn(db: PoolClient, only: readonly string[], origin: string): Promise<CarriedName[]> {
  const { rows } = await db.query(
    `select m.compartment, a.id as account, a.name, $2::text as origin from cairn.account a join cairn.member m on m.account = a.id
       where m.compartment = any ($1)
     union
     select r.compartment, a.id, a.name, $2::text from cairn.account a
       join (select distinct compartment, author from cairn.record) r on r.author = a.id::text where r.compartment = any ($1)
     union
     select compartment, account, name, origin from cairn.carried_name where compartment = any ($1)
     order by 1, 2`,
    [only, origin],
  );
  // Who has an account here is known by that name, whatever came along before.
  return [...new Map(rows.map((row) => [`${row.compartment} ${row.account}`, row as CarriedName])).values()];
}

export async function rowsOfTable(
  db: PoolClient,
  table: EnteredAnew,
  only: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { rows } = await db.query(
    `select to_jsonb(t) as row from cairn."${table}" t where t.compartment = any ($1) order by to_jsonb(t)::text`,
    [only],
  );
  return rows.map(({ row }) => row);
}

/** Stamps of the log's checkpoints as JSON lines, bytes in base64. */
export async function stampLines(db: PoolClient): Promise<string> {
  const { rows } = await db.query(
    `select size::integer as size, note, authority, encode(query, 'base64') as query, encode(response, 'base64') as response, chain,
       gen_time, at from cairn.stamp order by size, authority`,
  );
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** How many records, by kind, and at which levels. */
export async function countsOf(
  db: PoolClient,
  only: readonly string[],
): Promise<{ records: Record<string, number>; levels: string[] }> {
  const kinds = await db.query(
    'select kind, count(*)::integer as n from cairn.record where compartment = any ($1) group by kind',
    [only],
  );
  const levels = await db.query(
    'select distinct level::text as level from cairn.disclosure where compartment = any ($1) order by 1',
    [only],
  );
  return {
    records: Object.fromEntries(kinds.rows.map(({ kind, n }) => [kind, n])),
    levels: levels.rows.map(({ level }) => level),
  };
}

/** Entries whose content did not come along, and the SHA-256 over them in their order. */
export async function absentEntries(db: PoolClient): Promise<{ entries: number; digest: string }> {
  const { rows } = await db.query(
    `select count(*) as entries, encode(sha256(coalesce(string_agg(l.entry, ''::bytea order by l.index), ''::bytea)), 'hex') as digest
     from cairn.log_entry l where not exists (select from cairn.revision v where v.entry = l.entry)`,
  );
  return { entries: Number(rows[0].entries), digest: rows[0].digest };
}
