import type { Queries, StoredCheckpoint } from './log-store.ts';

/** A time-stamp authority that the operator named. */
export interface TimeAuthority {
  readonly name: string;
  readonly url: string;
  /** PEM of the certificates that the operator trusts for it. */
  readonly chain: string;
  /** Object identifier of a policy that is demanded, or null. */
  readonly policy: string | null;
  readonly active: boolean;
}

/** A stamp as it was taken in. */
export interface StoredStamp {
  readonly id: string;
  /** Size of the checkpoint, and its note as it was stamped: signed by the log and by nobody else. */
  readonly size: number;
  readonly note: string;
  readonly authority: string;
  /** DER of TimeStampReq and TimeStampResp. */
  readonly query: Uint8Array;
  readonly response: Uint8Array;
  readonly chain: string;
  /** ISO 8601 in UTC, whole milliseconds. */
  readonly genTime: string;
  readonly at: string;
}

export async function timeAuthorities(db: Queries): Promise<TimeAuthority[]> {
  return (await db.query('select name, url, chain, policy, active from cairn.time_authority order by name')).rows;
}

const STAMP =
  'select s.id, s.size, s.note, s.authority, s.query, s.response, s.chain, s.gen_time, s.at from cairn.stamp s';

type Row = Omit<StoredStamp, 'size' | 'genTime' | 'at'> & { size: string; gen_time: Date; at: Date };

function stampOf({ gen_time, size, at, ...row }: Row): StoredStamp {
  return { ...row, size: Number(size), genTime: timeOf(gen_time), at: timeOf(at) };
}

/** Times that nobody writes (infinity, far years) come as text that equals no other. */
function timeOf(value: unknown): string {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : String(value);
}

/** All stamps, in the order of their sizes. */
export async function allStamps(db: Queries): Promise<StoredStamp[]> {
  return (await db.query(`${STAMP} order by s.size, s.at, s.id`)).rows.map(stampOf);
}

/** Stamps of active authorities over this log's checkpoints, largest first. */
export async function activeStamps(db: Queries, most: number): Promise<StoredStamp[]> {
  const { rows } = await db.query(
    `${STAMP} join cairn.time_authority a on a.name = s.authority and a.active
     where exists (select from cairn.checkpoint c where c.size = s.size and c.note = s.note)
     order by s.size desc, s.at desc limit $1`,
    [most],
  );
  return rows.map(stampOf);
}

/** The newest stamps, the newest first; those of one size where it is given. */
export async function newestStamps(db: Queries, most: number, size: number | null = null): Promise<StoredStamp[]> {
  const { rows } = await db.query(
    `${STAMP} where $2::bigint is null or s.size = $2 order by s.at desc, s.id limit $1`,
    [most, size],
  );
  return rows.map(stampOf);
}

/** The smallest checkpoint of at least this size that an active authority stamped. */
export async function stampedCovering(db: Queries, size: number): Promise<StoredCheckpoint | null> {
  const { rows } = await db.query(
    `select c.size, c.note from cairn.checkpoint c where c.size >= $1 and exists (
       select from cairn.stamp s join cairn.time_authority a on a.name = s.authority and a.active
       where s.size = c.size and s.note = c.note)
     order by c.size limit 1`,
    [size],
  );
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
}

/** When each authority's newest stamp was taken in, before `until` where that is given, in milliseconds, and what it says. */
export async function lastStamps(
  db: Queries,
  until: Date | null = null,
): Promise<Map<string, { at: number; size: number; genTime: string }>> {
  const { rows } = await db.query(
    `select distinct on (authority) authority, at, size, gen_time from cairn.stamp
     where $1::timestamptz is null or at <= $1 order by authority, at desc`,
    [until],
  );
  return new Map(
    rows.map((row) => [
      row.authority,
      { at: row.at.getTime(), size: Number(row.size), genTime: row.gen_time.toISOString() },
    ]),
  );
}

/** What an entry says of itself. */
export interface NearClaim {
  readonly size: number;
  /** Disclosures of a revision or deed; null for an interval of activity. */
  readonly encoded: string | null;
  readonly starting: Date | null;
}

/** What lies behind the last `most` entries below each of the sizes: revisions, deeds and intervals of activity. */
export async function claimsBelow(db: Queries, sizes: readonly number[], most: number): Promise<NearClaim[]> {
  const { rows } = await db.query(
    `with near as materialized (
       select w.size, l.entry from unnest($1::bigint[]) as w (size)
       join cairn.log_entry l on l.index >= w.size - $2::bigint and l.index < w.size)
     select n.size, d.encoded, null::timestamptz as starting from near n join cairn.revision r on r.entry = n.entry
       join cairn.disclosure d on d.record = r.record and d.number = r.number
     union all select n.size, d.encoded, null from near n join cairn.deed d on d.entry = n.entry
     union all select n.size, null, i.starting from near n join cairn.activity_interval i on i.entry = n.entry`,
    [sizes, most],
  );
  return rows.map((row) => ({ ...row, size: Number(row.size) }));
}
