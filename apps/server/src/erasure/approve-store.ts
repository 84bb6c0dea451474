import type { PoolClient } from 'pg';
import type { ErasureTargetRow } from './types.ts';

/** One of the two people of an erasure, as the database knows them now. */
export interface Person {
  readonly role: 'reader' | 'contributor' | 'reviewer' | 'lead';
  readonly levels: readonly string[];
}

const LEVELS = "unnest('{public,partner,internal,case-only,sealed,identity}'::cairn.sensitivity[]) as l (level)";

/** What an account may do in a compartment, whether or not it has a session; null for no member, or one who rests or is suspended. */
export async function memberNow(db: PoolClient, compartment: string, account: string): Promise<Person | null> {
  const { rows } = await db.query(
    `select m.role, array_agg(l.level::text) as levels
     from cairn.member m join cairn.account a on a.id = m.account
     cross join ${LEVELS}
     where m.compartment = $1 and m.account = $2 and not a.suspended and m.resting is null
       and (l.level <= m.clearance or (l.level = 'identity' and (m.role = 'lead' or m.identities)))
     group by m.role`,
    [compartment, account],
  );
  return rows[0] ?? null;
}

/** The same for the session itself, whose token may give less than its account has. */
export async function sessionNow(db: PoolClient, secret: string, compartment: string): Promise<Person | null> {
  const { rows } = await db.query(
    `select role, array_agg(level::text) as levels from cairn.may_read_as($1) where compartment = $2 group by role`,
    [secret, compartment],
  );
  return rows[0] ?? null;
}

/** Holds the records until the transaction ends; their newest revisions. */
export async function lockRecords(db: PoolClient, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query('select id, revision from cairn.record where id = any ($1) order by id for update', [
    ids,
  ]);
  return new Map(rows.map((row) => [row.id, row.revision]));
}

/** One row of disclosures: of one revision and level. */
export interface Held {
  readonly record: string;
  readonly number: number;
  readonly compartment: string;
  readonly level: string;
  readonly encoded: string;
}

/** The rows in which the targets stand. */
export async function heldRows(db: PoolClient, targets: readonly ErasureTargetRow[]): Promise<Held[]> {
  const { rows } = await db.query(
    `select d.record, d.number, d.compartment, d.level, d.encoded from cairn.disclosure d
     where (d.record, d.number, d.level) in (
       select record, number, level from unnest($1::uuid[], $2::integer[], $3::cairn.sensitivity[]) as t (record, number, level))`,
    [targets.map(({ record }) => record), targets.map(({ number }) => number), targets.map(({ level }) => level)],
  );
  return rows;
}

/** Puts others in the place of rows: what is committed is never updated, and an erasure alone may delete. */
export async function replaceRows(db: PoolClient, rows: readonly Held[], left: readonly Held[]): Promise<void> {
  await db.query(
    `delete from cairn.disclosure d using unnest($1::uuid[], $2::integer[], $3::cairn.sensitivity[]) as t (record, number, level)
     where d.record = t.record and d.number = t.number and d.level = t.level`,
    [rows.map(({ record }) => record), rows.map(({ number }) => number), rows.map(({ level }) => level)],
  );
  await db.query(
    `insert into cairn.disclosure (record, number, compartment, level, encoded)
     select * from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::cairn.sensitivity[], $5::text[])`,
    [
      left.map(({ record }) => record),
      left.map(({ number }) => number),
      left.map(({ compartment }) => compartment),
      left.map(({ level }) => level),
      left.map(({ encoded }) => encoded),
    ],
  );
}

/** Copies with a file of their own that were made from some items and are not among them. */
export async function otherCopies(db: PoolClient, items: readonly string[]): Promise<string[]> {
  const { rows } = await db.query(
    `select distinct b.record from cairn.record_reference f
     join cairn.record_body b on b.record = f.record and b.body -> 'derivative' ->> 'of' = f.target::text and b.body ? 'file'
     where f.target = any ($1) and f.record <> all ($1)`,
    [items],
  );
  return rows.map((row) => row.record);
}

/** Says that an erasure is under way: from now on nobody changes these records. */
export async function beginErasing(
  db: Pick<PoolClient, 'query'>,
  erasure: string,
  records: readonly string[],
): Promise<void> {
  await db.query(
    `insert into cairn.erasing (erasure, records) values ($1, $2)
     on conflict (erasure) do update set since = clock_timestamp()`,
    [erasure, records],
  );
}

export async function endErasing(db: Pick<PoolClient, 'query'>, erasure: string): Promise<void> {
  await db.query('delete from cairn.erasing where erasure = $1', [erasure]);
}

/** Erasures that are under way, or were when something broke off. */
export async function erasingNow(db: Pick<PoolClient, 'query'>): Promise<string[]> {
  return (await db.query('select erasure from cairn.erasing order by since')).rows.map((row) => row.erasure);
}

/** Backups from before a moment that are kept still. */
export async function backupsBefore(
  db: Pick<PoolClient, 'query'>,
  before: string,
): Promise<{ id: string; at: string; name: string; encrypted: boolean; expires: string }[]> {
  const { rows } = await db.query(
    `select to_jsonb(b) as made from cairn.backup_made b where b.at <= $1 and b.expires > clock_timestamp() order by b.at`,
    [before],
  );
  return rows.map((row) => row.made);
}
