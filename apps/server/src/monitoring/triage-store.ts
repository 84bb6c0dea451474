import type { Body, KindName } from '@cairn/model';
import type { Pool } from 'pg';
import type { Queries } from '../record/index.ts';

/** A record with all that the session reads of it. */
export interface SortedRecord {
  readonly id: string;
  readonly kind: KindName;
  /** UUID. */
  readonly compartment: string;
  readonly reference: string;
  readonly revision: number;
  readonly at: Date;
  readonly author: string;
  readonly body: Body;
}

/** Records by id, as the policies let the session see them, in the order of the ids. */
export async function recordsOf(db: Queries, ids: readonly string[]): Promise<SortedRecord[]> {
  const { rows } = await db.query(
    `select r.id, r.kind, r.compartment, r.reference, r.revision, r.at, r.author,
       (select jsonb_agg(b.body) from cairn.record_body b where b.record = r.id) as bodies
     from unnest($1::uuid[]) with ordinality as wanted (id, place) join cairn.record r on r.id = wanted.id order by wanted.place`,
    [ids],
  );
  return rows.map(({ bodies, ...row }) => ({ ...row, body: Object.assign({}, ...(bodies ?? [])) }));
}

/** A link that says to what an entry belongs. */
export interface BelongingLink extends SortedRecord {
  readonly source: string;
  readonly target: string;
}

/** Links by which entries were attached: parts of an incident, or the same as one. */
export async function belongingLinks(db: Queries, entries: readonly string[]): Promise<BelongingLink[]> {
  const { rows } = await db.query(
    `select r.id, r.kind, r.compartment, r.reference, r.revision, r.at, r.author, l.source, l.target,
       (select jsonb_agg(b.body) from cairn.record_body b where b.record = r.id) as bodies
     from cairn.record_link l join cairn.record r on r.id = l.record
     where l.source = any ($1::uuid[]) and l.type in ('part-of', 'same-as') order by r.at`,
    [entries],
  );
  return rows.map(({ bodies, ...row }) => ({ ...row, body: Object.assign({}, ...(bodies ?? [])) }));
}

/** How many links lead to a record. */
export async function linksTo(db: Queries, record: string): Promise<number> {
  const { rows } = await db.query('select count(*)::integer as n from cairn.record_link where target = $1', [record]);
  return rows[0].n;
}

/** The batches of a session's compartments, or of one, the newest first. */
export async function batchRecords(
  db: Queries,
  { compartment, closed, most }: { compartment: string | null; closed: boolean; most: number },
): Promise<SortedRecord[]> {
  const { rows } = await db.query(
    `select r.id, r.kind, r.compartment, r.reference, r.revision, r.at, r.author, b.body - 'conflicts' as body
     from (select distinct compartment from cairn.may_read()) m
     join cairn.record r on r.compartment = m.compartment and r.kind = 'batch'
     join cairn.record_body b on b.record = r.id and b.body ? 'batchKind'
     where ($1::uuid is null or r.compartment = $1) and (b.body ? 'closed') = $2
     order by r.at desc, r.id limit $3`,
    [compartment, closed, most],
  );
  return rows;
}

export interface BatchTotals {
  readonly total: number;
  readonly waiting: number;
  readonly later: number;
  /** What this account has in hand, and what others have. */
  readonly held: number;
  readonly others: number;
}

/** Totals of batches by their ids; a batch without entries is not among them. */
export async function batchTotals(
  db: Queries,
  secret: string,
  batches: readonly string[],
): Promise<Map<string, BatchTotals>> {
  const { rows } = await db.query(
    `select batch, total::integer, waiting::integer, later::integer, held::integer, others::integer
     from cairn.batch_totals($1, $2)`,
    [secret, batches],
  );
  return new Map(rows.map(({ batch, ...totals }) => [batch, totals]));
}

/** How many entries of batches wait, counted up to `most`. */
export async function batchWaiting(
  db: Queries,
  { secret, batches, most }: { secret: string; batches: readonly string[]; most: number },
): Promise<Map<string, number>> {
  const { rows } = await db.query('select batch, waiting::integer as n from cairn.batch_waiting($1, $2, $3)', [
    ...[secret, batches, most],
  ]);
  return new Map(rows.map(({ batch, n }) => [batch, n]));
}

export interface Taking {
  readonly secret: string;
  readonly batch: string;
  readonly n: number;
  /** Seconds. */
  readonly lasting: number;
  readonly standing: 'waiting' | 'later';
}

/** Ids of the entries that the session has in hand now, in the order in which they came in. */
export async function takeEntries(app: Pool, taking: Taking): Promise<string[]> {
  const { rows } = await app.query('select cairn.take_entries($1, $2, $3, make_interval(secs => $4), $5) as id', [
    ...[taking.secret, taking.batch, taking.n, taking.lasting, taking.standing],
  ]);
  return rows.map(({ id }) => id);
}

/** Gives entries back; null for all of the batch. */
export async function releaseEntries(
  app: Pool,
  { secret, batch, entries }: { secret: string; batch: string; entries: readonly string[] | null },
): Promise<number> {
  const { rows } = await app.query('select cairn.release_entries($1, $2, $3) as n', [secret, batch, entries]);
  return rows[0].n;
}

/** Which of some entries other sessions have in hand. */
export async function entriesOfOthers(db: Queries, secret: string, entries: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query('select cairn.entries_of_others($1, $2) as id', [secret, entries]);
  return new Set(rows.map(({ id }) => id));
}

/** The session's role in a compartment; null where it is no member. */
export async function roleIn(db: Queries, secret: string, compartment: string): Promise<string | null> {
  const { rows } = await db.query('select role from cairn.my_compartments($1) where id = $2', [secret, compartment]);
  return rows[0]?.role ?? null;
}
