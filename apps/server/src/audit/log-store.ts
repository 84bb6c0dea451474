import type { Queries } from '../record/log-store.ts';
import { following, LEAST } from './snapshot-store.ts';

const PAGE = 1000;

/** A checkpoint; its sizes as text, whatever they are. */
export interface CheckpointRow {
  readonly size: string;
  readonly previous: string | null;
  readonly note: string;
}

/** All checkpoints by size, a thousand at a time. */
export async function* checkpoints(db: Queries): AsyncGenerator<CheckpointRow> {
  for (let from: string | null = LEAST; from !== null; ) {
    const { rows }: { rows: CheckpointRow[] } = await db.query(
      `select size::text as size, previous::text as previous, note from cairn.checkpoint c where c.size >= $1 order by c.size limit ${PAGE}`,
      [from],
    );
    yield* rows;
    const last = rows.at(-1);
    from = last === undefined || rows.length < PAGE ? null : following(last.size);
  }
}

/** Entries with an index of at least `from`, in order; indices as text. */
export async function entriesFrom(
  db: Queries,
  from: string,
  most: number,
): Promise<{ index: string; entry: Uint8Array }[]> {
  const { rows } = await db.query(
    'select index::text as index, entry from cairn.log_entry l where l.index >= $1 order by l.index limit $2',
    [from, most],
  );
  return rows;
}

/** How many entries there are, whatever their indices. */
export async function countEntries(db: Queries): Promise<number> {
  return Number((await db.query('select count(*) as n from cairn.log_entry')).rows[0].n);
}

/** Every stored tile: 8 kB for 256 entries. */
export async function storedTiles(db: Queries): Promise<Map<string, { hashes: Uint8Array; root: Uint8Array }>> {
  const { rows } = await db.query('select level, index, hashes, root from cairn.log_tile');
  return new Map(rows.map((row) => [`${row.level}/${row.index}`, { hashes: row.hashes, root: row.root }]));
}

export async function witnessKeys(
  db: Queries,
): Promise<{ lines: { size: number; line: string }[]; known: string[]; active: Set<string> }> {
  const lines = (await db.query('select size, line from cairn.cosignature order by size')).rows.map((row) => ({
    size: Number(row.size),
    line: row.line,
  }));
  const witnesses = (await db.query('select name, vkey, active from cairn.witness')).rows;
  return {
    lines,
    known: witnesses.map((w) => w.vkey),
    active: new Set(witnesses.filter((w) => w.active).map((w) => w.name)),
  };
}

const SOURCELESS = `not exists (select from cairn.revision v where v.entry = l.entry) and not exists (select from cairn.deed d where d.entry = l.entry)
       and not exists (select from cairn.activity_interval i where i.entry = l.entry)`;

/** How many entries in [from, to) nothing in the database has, and the SHA-256 over them in their order. */
export async function absentBetween(
  db: Queries,
  from: number,
  to: number,
): Promise<{ entries: number; digest: string }> {
  const { rows } = await db.query(
    `select count(*) as entries, encode(sha256(coalesce(string_agg(l.entry, ''::bytea order by l.index), ''::bytea)), 'hex') as digest
     from cairn.log_entry l where l.index >= $1 and l.index < $2 and ${SOURCELESS}`,
    [from, to],
  );
  return { entries: Number(rows[0].entries), digest: rows[0].digest };
}

/**
 * Entries of the log that no revision, deed or interval has, and the other way round (what waits is not missing).
 *
 * @param carried entries in [from, to) came without their content, as the log itself says
 */
export async function strays(
  db: Queries,
  carried: { readonly from: number; readonly to: number } = { from: 0, to: 0 },
): Promise<{ sourceless: { index: string; entry: string }[]; unlogged: { what: string; id: string }[] }> {
  const sourceless = await db.query(
    `select index::text as index, encode(entry, 'hex') as entry from cairn.log_entry l
     where not (l.index >= $1 and l.index < $2) and ${SOURCELESS} order by l.index limit 1000`,
    [carried.from, carried.to],
  );
  const unlogged = await db.query(
    `with source as (
       select entry, 'revision' as what, record::text as id from cairn.revision
       union all select entry, 'deed', id::text from cairn.deed
       union all select entry, 'activity', starting::text from cairn.activity_interval)
     select what, id from source s
     where not exists (select from cairn.log_entry l where l.entry = s.entry) and not exists (select from cairn.pending p where p.entry = s.entry) limit 1000`,
  );
  return { sourceless: sourceless.rows, unlogged: unlogged.rows };
}
