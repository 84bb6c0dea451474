import type { ClientBase, Pool } from 'pg';

/** What reads of the log need: a pool or a client inside a transaction. */
export type Queries = Pick<Pool | ClientBase, 'query'>;

export interface StoredCheckpoint {
  readonly size: number;
  readonly note: string;
}

/** The newest checkpoint, or null in a log that has none yet. */
export async function newestCheckpoint(db: Queries): Promise<StoredCheckpoint | null> {
  const { rows } = await db.query('select size, note from cairn.checkpoint order by size desc limit 1');
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
}

/** The smallest checkpoint of at least this size that has a cosignature. */
export async function cosignedCovering(db: Queries, size: number): Promise<StoredCheckpoint | null> {
  const { rows } = await db.query(
    'select size, note from cairn.checkpoint where size = (select min(size) from cairn.cosignature where size >= $1)',
    [size],
  );
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
}

/** Checkpoints with a cosignature, largest first. */
export async function cosignedCheckpoints(db: Queries): Promise<StoredCheckpoint[]> {
  const { rows } = await db.query(
    'select c.size, c.note from cairn.checkpoint c where exists (select from cairn.cosignature s where s.size = c.size) order by c.size desc',
  );
  return rows.map((row) => ({ size: Number(row.size), note: row.note }));
}

/** How many entries are stored. */
export async function entryCount(db: Queries): Promise<number> {
  const { rows } = await db.query('select max(index) + 1 as n from cairn.log_entry');
  return Number(rows[0].n ?? 0);
}

export async function cosignaturesOf(db: Queries, size: number): Promise<string[]> {
  const { rows } = await db.query('select line from cairn.cosignature where size = $1 order by line', [size]);
  return rows.map((row) => row.line);
}

/** Entries with index in [from, to), in order. A gap is an error of the caller's tree, found by its length. */
export async function entriesBetween(db: Queries, from: number, to: number): Promise<Uint8Array[]> {
  const { rows } = await db.query('select entry from cairn.log_entry where index >= $1 and index < $2 order by index', [
    from,
    to,
  ]);
  return rows.map((row) => row.entry);
}

export interface StoredTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
}

export async function tileAt(db: Queries, level: number, index: number): Promise<StoredTile | null> {
  const { rows } = await db.query('select hashes, root from cairn.log_tile where level = $1 and index = $2', [
    level,
    index,
  ]);
  return rows[0] === undefined ? null : { level, index, hashes: rows[0].hashes, root: rows[0].root };
}

/** Roots of complete tiles of one level with index in [from, to): the hashes of the level above. */
export async function tileRoots(db: Queries, level: number, from: number, to: number): Promise<Uint8Array[]> {
  const { rows } = await db.query(
    'select root from cairn.log_tile where level = $1 and index >= $2 and index < $3 order by index',
    [level, from, to],
  );
  return rows.map((row) => row.root);
}

/** Where each complete tile's row stands on disk: changes when the row is written anew by whomever. */
export async function tileVersions(db: Queries): Promise<Map<string, string>> {
  const { rows } = await db.query(
    "select level || '/' || index as tile, xmin::text || ctid::text as version from cairn.log_tile",
  );
  return new Map(rows.map((row) => [row.tile, row.version]));
}

export async function lockLog(db: Queries): Promise<void> {
  await db.query('select pg_advisory_xact_lock(815302)');
}

/** Takes up to `most` waiting entries out of the pending marks, in the order in which they came. */
export async function takePending(db: Queries, most: number): Promise<Uint8Array[]> {
  const { rows } = await db.query(
    `with taken as (
       delete from cairn.pending where ctid = any (array(select ctid from cairn.pending order by since limit $1)) returning entry, since)
     select entry from taken order by since`,
    [most],
  );
  return rows.map((row) => row.entry);
}

/** Those of the entries that the log holds already: a mark that came twice is no second entry. */
export async function alreadyLogged(db: Queries, entries: readonly Uint8Array[]): Promise<Set<string>> {
  const { rows } = await db.query("select encode(entry, 'hex') as entry from cairn.log_entry where entry = any ($1)", [
    entries,
  ]);
  return new Set(rows.map((row) => row.entry));
}

export async function pendingCount(db: Queries): Promise<number> {
  const { rows } = await db.query('select count(*) as n from cairn.pending');
  return Number(rows[0].n);
}

export async function insertEntries(db: Queries, from: number, entries: readonly Uint8Array[]): Promise<void> {
  await db.query(
    'insert into cairn.log_entry (index, entry) select $1::bigint + i - 1, entry from unnest($2::bytea[]) with ordinality as e (entry, i)',
    [from, entries],
  );
}

export async function insertTiles(db: Queries, tiles: readonly StoredTile[]): Promise<void> {
  if (tiles.length === 0) return;
  await db.query(
    'insert into cairn.log_tile (level, index, hashes, root) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::bytea[])',
    [tiles.map((t) => t.level), tiles.map((t) => t.index), tiles.map((t) => t.hashes), tiles.map((t) => t.root)],
  );
}

/** Compare-and-swap: inserts only while `after` is still the newest size (null: none). @returns whether it was inserted */
export async function insertCheckpoint(
  db: Queries,
  size: number,
  note: string,
  after: number | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into cairn.checkpoint (size, note, previous) select $1, $2, $3 where (select max(size) from cairn.checkpoint) is not distinct from $3::bigint',
    [size, note, after],
  );
  return rowCount === 1;
}
