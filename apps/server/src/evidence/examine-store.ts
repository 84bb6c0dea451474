import type { Pool } from 'pg';
import type { Queries } from '../record/index.ts';

/** An item whose file is to be looked at. */
export interface Waiting {
  readonly item: string;
  /** UUID. */
  readonly compartment: string;
  /** How often it was begun, this time included. */
  readonly attempts: number;
}

/** How long an item belongs to whoever took it, without a sign of life (seconds). */
const LEASE = 120;

/**
 * Enters items that have a file and were never examined, of those that changed within the last so many seconds, or of all.
 * One of which people had it erased what programs said is looked at only where somebody asks for it.
 */
export async function queueNew(owner: Pool, seconds: number | null): Promise<void> {
  await owner.query(
    `insert into cairn.examination (item, compartment)
     select r.id, r.compartment from cairn.record r
     where r.kind = 'item' and ($1::double precision is null or r.at > clock_timestamp() - make_interval(secs => $1))
       and exists (select from cairn.record_code c where c.record = r.id and c.scheme = 'sha256')
       and not exists (select from cairn.record_code c where c.record = r.id and c.scheme = 'derivative-role')
       and not exists (select from cairn.record_body b where b.record = r.id and b.body ? 'technical')
       and not exists (
         select from cairn.erasure e cross join jsonb_to_recordset(e.targets) as t (record uuid, claim text)
         where e.compartment = r.compartment and e.state = 'done' and t.record = r.id and t.claim = 'body.technical')
     on conflict do nothing`,
    [seconds],
  );
}

/** Media types of items whose examination ended for want of a program. */
export async function lackingTypes(owner: Pool): Promise<string[]> {
  const { rows } = await owner.query(
    `select distinct b.body -> 'technical' ->> 'mediaType' as type from cairn.record_body b
     where b.body -> 'technical' ->> 'outcome' = 'tool-missing'`,
  );
  return rows.map(({ type }) => type ?? '');
}

/** Enters those of some media types. */
export async function queueLacking(owner: Pool, types: readonly string[]): Promise<void> {
  await owner.query(
    `insert into cairn.examination (item, compartment)
     select b.record, b.compartment from cairn.record_body b
     where b.body -> 'technical' ->> 'outcome' = 'tool-missing' and b.body -> 'technical' ->> 'mediaType' = any ($1) and b.body ? 'file'
     on conflict do nothing`,
    [types],
  );
}

/** Takes the item that has waited longest; null where none is due. Several servers never take the same. */
export async function takeNext(owner: Pool): Promise<Waiting | null> {
  const { rows } = await owner.query(
    `update cairn.examination set attempts = attempts + 1, due = clock_timestamp() + make_interval(secs => $1)
     where item = (select item from cairn.examination where due <= clock_timestamp() order by due limit 1 for update skip locked)
     returning item, compartment, attempts`,
    [LEASE],
  );
  return rows[0] ?? null;
}

/** Keeps an item for longer. */
export async function stayWith(owner: Pool, item: string): Promise<void> {
  await owner.query(
    'update cairn.examination set due = clock_timestamp() + make_interval(secs => $2) where item = $1',
    [item, LEASE],
  );
}

/** Lets an item come up again after so many seconds; never by itself where none are given. */
export async function putOff(owner: Pool, item: string, seconds: number | null): Promise<void> {
  await owner.query(
    `update cairn.examination set due = case when $2::double precision is null then 'infinity' else clock_timestamp() + make_interval(secs => $2) end where item = $1`,
    [item, seconds],
  );
}

/** Lets an item come up again at once, as if this turn had not been. */
export async function giveBack(owner: Pool, item: string): Promise<void> {
  await owner.query('update cairn.examination set attempts = attempts - 1, due = clock_timestamp() where item = $1', [
    item,
  ]);
}

export async function strike(owner: Pool, item: string): Promise<void> {
  await owner.query('delete from cairn.examination where item = $1', [item]);
}

/** How many items are due now or being worked on. */
export async function countWaiting(owner: Pool): Promise<number> {
  const { rows } = await owner.query(
    `select count(*)::integer as waiting from cairn.examination where due < 'infinity'`,
  );
  return rows[0].waiting;
}

export type Asked = 'waiting' | 'unknown' | 'reader' | 'nothing';

export async function askExamination(db: Queries, secret: string, item: string): Promise<Asked> {
  const { rows } = await db.query('select cairn.ask_examination($1, $2) as asked', [secret, item]);
  return rows[0].asked;
}

/** Which of some items wait, as far as the session sees them. */
export async function waitingAmong(db: Queries, secret: string, items: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query('select cairn.examinations_waiting($1, $2) as item', [secret, items]);
  return new Set(rows.map(({ item }) => item));
}

/** Digests of what was made from an item, by role, of the newest of each; null where its file went. */
export async function madeFrom(db: Queries, item: string): Promise<Map<string, string | null>> {
  const { rows } = await db.query(
    `select distinct on (b.body -> 'derivative' ->> 'role')
       b.body -> 'derivative' ->> 'role' as role, b.body -> 'file' ->> 'sha256' as sha256
     from cairn.record_reference f join cairn.record r on r.id = f.record and r.kind = 'item'
     join cairn.record_body b on b.record = r.id and b.body -> 'derivative' ->> 'of' = $1::text
     where f.target = $1::uuid order by b.body -> 'derivative' ->> 'role', r.at desc, r.id`,
    [item],
  );
  return new Map(rows.map(({ role, sha256 }) => [role, sha256]));
}

/** Fields of an item of which any value was ever erased: no program brings them back. */
export async function everErased(db: Queries, secret: string, item: string): Promise<Set<string>> {
  const { rows } = await db.query('select distinct claim from cairn.erased_claims($1, $2)', [secret, item]);
  return new Set(rows.map(({ claim }) => String(claim).replace(/^body\./, '')));
}
