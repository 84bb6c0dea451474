import type { Queries } from '../record/log-store.ts';

/** Everything that is signed with a key of revisions, with its place in the log. A token's header names its key. */
const SIGNED = `
  select s.what, s.id, s.header, l.index from (
    select 'revision' as what, record::text as id, entry, split_part(token, '.', 1) as header from cairn.revision
    union all select 'deed', id::text, entry, split_part(token, '.', 1) from cairn.deed
    union all select 'activity', starting::text, entry, split_part(token, '.', 1) from cairn.activity_interval
  ) s join cairn.log_entry l on l.entry = s.entry where l.index >= $1`;

/** The headers of tokens that the log holds from an index on. They are few: one for each key, unless somebody forges. */
export async function headersFrom(db: Queries, index: number): Promise<string[]> {
  const { rows } = await db.query(`select distinct header from (${SIGNED}) t limit 10000`, [index]);
  return rows.map((row) => row.header);
}

export interface SignedEntry {
  readonly what: string;
  readonly id: string;
  readonly index: number;
}

/** What bears one of these headers and stands in the log from an index on, without the first `beyond` of them. */
export async function signedFrom(
  db: Queries,
  index: number,
  { headers, beyond }: { readonly headers: readonly string[]; readonly beyond: number },
): Promise<SignedEntry[]> {
  const { rows } = await db.query(
    `select * from (${SIGNED}) t where header = any ($2) order by index limit 10000 offset $3`,
    [index, headers, beyond],
  );
  return rows.map((row) => ({ what: row.what, id: row.id, index: Number(row.index) }));
}

/** Where the entries of deeds stand in the log; those that wait for it are left out. */
export async function deedIndices(db: Queries, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query(
    'select d.id::text as id, l.index from cairn.deed d join cairn.log_entry l on l.entry = d.entry where d.id = any ($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, Number(row.index)]));
}
