import type { Pool } from 'pg';

export interface CheckpointRow {
  readonly size: number;
  readonly previous: number | null;
  readonly note: string;
}

/** All checkpoints by size, a thousand at a time. */
export async function* checkpoints(db: Pool): AsyncGenerator<CheckpointRow> {
  for (let after = -1; ; ) {
    const { rows } = await db.query(
      'select size, previous, note from cairn.checkpoint where size > $1 order by size limit 1000',
      [after],
    );
    for (const row of rows)
      yield { size: Number(row.size), previous: row.previous === null ? null : Number(row.previous), note: row.note };
    if (rows.length < 1000) return;
    after = Number(rows.at(-1).size);
  }
}

export async function entriesFrom(
  db: Pool,
  after: number,
  most: number,
): Promise<{ index: number; entry: Uint8Array }[]> {
  const { rows } = await db.query('select index, entry from cairn.log_entry where index > $1 order by index limit $2', [
    after,
    most,
  ]);
  return rows.map((row) => ({ index: Number(row.index), entry: row.entry }));
}

/** Every stored tile: 8 kB for 256 entries. */
export async function storedTiles(db: Pool): Promise<Map<string, { hashes: Uint8Array; root: Uint8Array }>> {
  const { rows } = await db.query('select level, index, hashes, root from cairn.log_tile');
  return new Map(rows.map((row) => [`${row.level}/${row.index}`, { hashes: row.hashes, root: row.root }]));
}

export async function witnessKeys(
  db: Pool,
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

/** Entries of the log that no revision, deed or interval has, and the other way round (what waits is not missing). */
export async function strays(
  db: Pool,
): Promise<{ sourceless: { index: number; entry: string }[]; unlogged: { what: string; id: string }[] }> {
  const sourceless = await db.query(
    `select index, encode(entry, 'hex') as entry from cairn.log_entry l
     where not exists (select from cairn.revision v where v.entry = l.entry) and not exists (select from cairn.deed d where d.entry = l.entry)
       and not exists (select from cairn.activity_interval i where i.entry = l.entry) order by index limit 1000`,
  );
  const unlogged = await db.query(
    `with source as (
       select entry, 'revision' as what, record::text as id from cairn.revision
       union all select entry, 'deed', id::text from cairn.deed
       union all select entry, 'activity', starting::text from cairn.activity_interval)
     select what, id from source s
     where not exists (select from cairn.log_entry l where l.entry = s.entry) and not exists (select from cairn.pending p where p.entry = s.entry) limit 1000`,
  );
  return {
    sourceless: sourceless.rows.map((row) => ({ index: Number(row.index), entry: row.entry })),
    unlogged: unlogged.rows,
  };
}
