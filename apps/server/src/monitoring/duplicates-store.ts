import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../database/index.ts';
import type { Queries } from '../record/index.ts';

/** A value with the level from which on it is read. */
export interface Levelled<T> {
  readonly level: string;
  readonly value: T;
}

/** A record as it is compared: its fields and what stands around it, each with its level. */
export interface SideRow {
  readonly id: string;
  /** UUID. */
  readonly compartment: string;
  readonly kind: string;
  readonly reference: string;
  readonly revision: number;
  readonly at: Date;
  /** Who may see that it exists. */
  readonly level: string;
  readonly bodies: readonly Levelled<Record<string, unknown>>[];
  /** Public names of actors who suffered, did or attended it. */
  readonly names: readonly Levelled<string>[];
  /** `scheme:code` of its acts. */
  readonly acts: readonly Levelled<string>[];
  /** SHA-256 of its files. */
  readonly files: readonly Levelled<string>[];
}

const FIELDS = [
  ...[
    'title',
    'summary',
    'time',
    'place',
    'moreTimes',
    'morePlaces',
    'counts',
    'codes',
    'external',
    'status',
    'merged',
  ],
  ...['names', 'actorType', 'sourceCode', 'tags', 'sensitivity'],
];
const NAMING = ['victim-of', 'perpetrator-of', 'present-at', 'targets'];
const ACT_CODES = ['act-type', 'method', 'object'];

/** Records by id, under the policies of the transaction's session; what it may not read is absent. Identities are never read. */
export async function sidesById(db: Queries, ids: readonly string[]): Promise<SideRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query(
    `select r.id, r.compartment, r.kind, r.reference, r.revision, r.at, r.level::text as level,
       coalesce((select jsonb_agg(jsonb_build_object('level', b.level, 'value',
           (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(b.body) f where f.key = any ($2))))
         from cairn.record_body b where b.record = r.id and b.level <> 'identity'), '[]') as bodies
     from cairn.record r where r.id = any ($1)`,
    [ids, FIELDS],
  );
  const hubs = await actsOf(db, ids);
  const names = await namesAround(db, ids, hubs);
  const acts = await actCodes(db, hubs);
  const files = await filesAround(db, ids);
  return rows.map((row) => ({
    ...row,
    names: names.get(row.id) ?? [],
    acts: acts.get(row.id) ?? [],
    files: files.get(row.id) ?? [],
  }));
}

/** A record, or an act of it, with the level from which on the act is seen. */
interface Hub {
  readonly of: string;
  readonly id: string;
  readonly level: string | null;
}

// Each table is asked for single records, one lookup after the other (`offset 0` keeps the planner from turning it round): how many
// rows the policies let through cannot be estimated, and every act of the instance would be read for a few incidents.

async function actsOf(db: Queries, ids: readonly string[]): Promise<Hub[]> {
  const { rows } = await db.query(
    `select w.id as of, a.id, a.level::text as level from unnest($1::uuid[]) as w (id)
     cross join lateral (select f.record from cairn.record_reference f where f.target = w.id offset 0) f
     cross join lateral (select r.id, r.level from cairn.record r where r.id = f.record and r.kind = 'act' limit 1) a`,
    [ids],
  );
  return rows;
}

const columnsOf = (hubs: readonly Hub[]) => [
  hubs.map(({ of }) => of),
  hubs.map(({ id }) => id),
  hubs.map(({ level }) => level),
];

async function namesAround(
  db: Queries,
  ids: readonly string[],
  acts: readonly Hub[],
): Promise<Map<string, Levelled<string>[]>> {
  const hubs = [...ids.map((id) => ({ of: id, id, level: null })), ...acts];
  const { rows } = await db.query(
    `select distinct h.of, greatest(l.level, b.level, h.level)::text as level, n.value ->> 'text' as value
     from unnest($1::uuid[], $2::uuid[], $3::cairn.sensitivity[]) as h (of, id, level)
     cross join lateral (select k.source, k.level from cairn.record_link k where k.target = h.id and k.type = any ($4) offset 0) l
     cross join lateral (select from cairn.record r where r.id = l.source and r.kind = 'actor' limit 1) r
     cross join lateral (select c.level, c.body from cairn.record_body c where c.record = l.source and c.level <> 'identity' offset 0) b
     cross join lateral jsonb_array_elements(b.body -> 'names') n
     where n.value ->> 'text' is not null
     order by 1, 2, 3`,
    [...columnsOf(hubs), NAMING],
  );
  return gathered(rows);
}

async function actCodes(db: Queries, acts: readonly Hub[]): Promise<Map<string, Levelled<string>[]>> {
  const { rows } = await db.query(
    `select distinct h.of, greatest(k.level, h.level)::text as level, k.scheme || ':' || k.code as value
     from unnest($1::uuid[], $2::uuid[], $3::cairn.sensitivity[]) as h (of, id, level)
     cross join lateral (
       select c.level, c.scheme, c.code from cairn.record_code c where c.record = h.id and c.scheme = any ($4) offset 0
     ) k
     order by 1, 2, 3`,
    [...columnsOf(acts), ACT_CODES],
  );
  return gathered(rows);
}

async function filesAround(db: Queries, ids: readonly string[]): Promise<Map<string, Levelled<string>[]>> {
  const { rows } = await db.query(
    `select distinct w.id as of, greatest(l.level, k.level)::text as level, k.code as value
     from unnest($1::uuid[]) as w (id)
     cross join lateral (select n.source, n.level from cairn.record_link n where n.target = w.id and n.type = 'part-of' offset 0) l
     cross join lateral (select c.level, c.code from cairn.record_code c where c.record = l.source and c.scheme = 'sha256' offset 0) k
     order by 1, 2, 3`,
    [ids],
  );
  return gathered(rows);
}

/** More than so many of one sort are not compared: each is compared with each. */
const MOST_AROUND = 40;

function gathered(rows: readonly ({ of: string } & Levelled<string>)[]): Map<string, Levelled<string>[]> {
  const found = new Map<string, Levelled<string>[]>();
  for (const { of, level, value } of rows) {
    const list = found.get(of) ?? [];
    if (list.length < MOST_AROUND) list.push({ level, value });
    found.set(of, list);
  }
  return found;
}

/** Where and among which words records that may be the same are looked for. */
export interface Sought {
  readonly compartment: string;
  /** A record that is not offered: the one that is compared. */
  readonly but: string | null;
  /** As `tstzrange[]`. */
  readonly spans: readonly string[];
  /** As `box[]`. */
  readonly bounds: readonly string[];
  /** As `to_tsquery` takes them; null for none. */
  readonly anyWord: string | null;
  readonly allWords: string | null;
  readonly digests: readonly string[];
}

/** Ids of incidents worth comparing, through the definer function, whose WHERE clauses hold the membership. */
export async function likeIncidents(db: Queries, secret: string, s: Sought, most: number): Promise<string[]> {
  const { rows } = await db.query(
    'select cairn.like_incidents($1, $2, $3, $4::tstzrange[], $5::box[], $6, $7, $8, $9) as id',
    [
      ...[
        secret,
        s.compartment,
        s.but,
        s.spans,
        s.bounds.length === 0 ? '{}' : `{${s.bounds.map((box) => `"${box}"`).join(';')}}`,
      ],
      ...[s.anyWord, s.allWords, s.digests, most],
    ],
  );
  return rows.map(({ id }) => id);
}

/** Ids of actors worth comparing, by the sound keys of their public names. */
export async function likeActors(
  db: Queries,
  secret: string,
  { compartment, but, sounds }: { compartment: string; but: string | null; sounds: readonly string[] },
  most: number,
): Promise<string[]> {
  const { rows } = await db.query('select cairn.like_actors($1, $2, $3, $4, $5) as id', [
    ...[secret, compartment, but, sounds, most],
  ]);
  return rows.map(({ id }) => id);
}

export interface PairFilter {
  readonly compartment: string | null;
  readonly kind: string | null;
  readonly batch: string | null;
  readonly record: string | null;
  readonly after: readonly [likeness: number, one: string, other: string] | null;
  readonly most: number;
}

export interface PairRow {
  readonly one: string;
  readonly other: string;
  readonly likeness: number;
}

/** Pairs that nobody has decided on, whose records the session both sees, the most alike first. */
export async function undecidedPairs(db: Queries, secret: string, f: PairFilter): Promise<PairRow[]> {
  const { rows } = await db.query('select * from cairn.duplicate_pairs($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    ...[secret, f.compartment, f.kind, f.batch, f.record, ...(f.after ?? [null, null, null]), f.most],
  ]);
  return rows;
}

/** How many records that the session sees are still to be compared, counted to `most`. */
export async function stillCompared(
  db: Queries,
  secret: string,
  f: Pick<PairFilter, 'compartment' | 'kind' | 'batch' | 'record' | 'most'>,
): Promise<number> {
  const { rows } = await db.query('select cairn.comparing($1, $2, $3, $4, $5, $6)::integer as n', [
    ...[secret, f.compartment, f.kind, f.batch, f.record, f.most],
  ]);
  return rows[0].n;
}

/** Records that are one by decision, the asked one among them; with the one that speaks for them. */
export async function mergedGroup(
  db: Queries,
  secret: string,
  id: string,
): Promise<{ main: string; members: string[] }> {
  const { rows } = await db.query(
    'select cairn.main_of($1, $2) as main, array(select cairn.merged_group($1, $2)) as members',
    [secret, id],
  );
  return rows[0];
}

/** A decision that stands: `same-as` or `distinct-from`. */
export interface DecisionRow {
  readonly link: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly reasons: string | null;
  readonly at: Date;
  readonly author: string;
}

/** Decisions of some types that touch a record and stand, under the policies of the transaction's session. */
export async function decisionsOn(
  db: Queries,
  ids: readonly string[],
  types: readonly string[],
): Promise<DecisionRow[]> {
  const { rows } = await db.query(
    `select l.record as link, l.source as from, l.target as to, l.type, r.at, r.author,
       (select max(b.body ->> 'reasons') from cairn.record_body b where b.record = l.record) as reasons
     from cairn.record_link l join cairn.record r on r.id = l.record
     where (l.source = any ($1) or l.target = any ($1)) and l.type = any ($2) order by r.at, l.record`,
    [ids, types],
  );
  return rows;
}

// ---------------------------------------------------------------- what the loop does as the owner of the tables

/** Of several servers one compares. The lock ends with the connection. */
export async function claimComparing(db: PoolClient): Promise<boolean> {
  return (await db.query('select pg_try_advisory_lock(815321) as mine')).rows[0].mine;
}

/** Gives the turn back at once; a connection that is merely closed may hold it a while. */
export async function endComparing(db: PoolClient): Promise<void> {
  await db.query('select pg_advisory_unlock(815321)');
}

/** Enters incidents and actors that changed within the last so many seconds since they were compared, or all of them. */
export async function queueChanged(owner: Pool, seconds: number | null): Promise<void> {
  await owner.query(
    `insert into cairn.duplicate_look (record)
     select r.id from cairn.compartment c
     join cairn.record r on r.compartment = c.id and r.kind in ('incident', 'actor')
       and ($1::double precision is null or r.at > clock_timestamp() - make_interval(secs => $1))
     left join cairn.duplicate_look d on d.record = r.id
     where d.record is null or (d.compared < r.revision and not d.waiting)
     on conflict (record) do update set waiting = true`,
    [seconds],
  );
}

/** Some that wait to be compared. */
export async function takeWaiting(owner: Pool, most: number): Promise<string[]> {
  const { rows } = await owner.query('select record from cairn.duplicate_look where waiting order by record limit $1', [
    most,
  ]);
  return rows.map(({ record }) => record);
}

/** For each of some records, those with which it stands in a pair. */
export async function partnersOf(owner: Pool, records: readonly string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await owner.query(
    `select one as of, other as id from cairn.possible_duplicate where one = any ($1)
     union all select other, one from cairn.possible_duplicate where other = any ($1)`,
    [records],
  );
  const found = new Map(records.map((record) => [record, new Set<string>()]));
  for (const { of, id } of rows) found.get(of)?.add(id);
  return found;
}

export interface FoundPair {
  readonly other: string;
  readonly likeness: number;
}

/** Puts the pairs of records, one record after the other, in the place of those that they had, and notes that these were compared. */
export async function keepPairs(
  owner: Pool,
  found: readonly {
    readonly side: Pick<SideRow, 'id' | 'revision' | 'compartment' | 'kind'>;
    readonly pairs: readonly FoundPair[];
  }[],
): Promise<void> {
  await inTransaction(owner, async (db) => {
    for (const { side, pairs } of found) await keepPairsOf(db, side, pairs);
  });
}

async function keepPairsOf(
  db: Queries,
  { id, revision, compartment, kind }: Pick<SideRow, 'id' | 'revision' | 'compartment' | 'kind'>,
  found: readonly FoundPair[],
): Promise<void> {
  await db.query(
    `with gone as (
       delete from cairn.possible_duplicate where (one = $1 and other <> all ($5::uuid[])) or (other = $1 and one <> all ($5::uuid[]))
     ), kept as (
       insert into cairn.possible_duplicate (one, other, compartment, kind, likeness)
       select least($1::uuid, other), greatest($1::uuid, other), $3, $4, likeness from unnest($5::uuid[], $6::integer[]) as f (other, likeness)
       on conflict (one, other) do update set likeness = excluded.likeness
     )
     insert into cairn.duplicate_look (record, compared, waiting) values ($1, $2, false)
     on conflict (record) do update set compared = excluded.compared, waiting = false`,
    [id, revision, compartment, kind, found.map(({ other }) => other), found.map(({ likeness }) => likeness)],
  );
}

/** What is gone from the records (an erasure keeps them, a restore may not) waits no longer. */
export async function forgetLook(owner: Pool, ids: readonly string[]): Promise<void> {
  await owner.query('delete from cairn.duplicate_look where record = any ($1)', [ids]);
}
