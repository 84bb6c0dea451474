import type { Pool, PoolClient } from 'pg';
import type { DisclosurePlace } from '../store/index.ts';

/** What a stored file was when it was read last. */
export type Outcome = 'whole' | 'altered' | 'missing';

/** A round: every file that items name is read once. */
export interface Round {
  readonly number: number;
  readonly began: Date;
  readonly ended: Date | null;
  /** When a deed told of it last. */
  readonly told: Date;
  /** What comes after these disclosures is read next. */
  readonly after: DisclosurePlace;
  readonly files: number;
  readonly bytes: number;
  readonly altered: number;
  readonly missing: number;
}

/** What is known of the file at an address. */
export interface FileRow {
  readonly address: string;
  readonly compartment: string;
  readonly checked: Date;
  readonly round: number;
  readonly outcome: Outcome;
  /** How much of it was read. */
  readonly bytes: number;
  /** Items that name it, where it failed. */
  readonly items: readonly string[];
}

/** A row of the committed table: what reading files came to. */
export interface FixityCheck {
  readonly id: string;
  readonly at: string;
  readonly kind: 'round' | 'slice' | 'found';
  readonly round: number;
  readonly files: number;
  readonly bytes: number;
  readonly altered: number;
  readonly missing: number;
  readonly problems: readonly { readonly item: string; readonly kind: Outcome }[];
  readonly again: readonly string[];
}

type Db = Pick<Pool | PoolClient, 'query'>;

/** The value of the setting `fixity`. */
export async function fixitySetting(db: Db): Promise<unknown> {
  return (await db.query("select value from cairn.setting where name = 'fixity'")).rows[0]?.value ?? null;
}

/** Takes the place from which files are read, if nobody has it; it goes with the connection. */
export async function claimChecking(db: PoolClient): Promise<boolean> {
  return (await db.query('select pg_try_advisory_lock(815312) as mine')).rows[0].mine;
}

/** The newest round, or null. */
export async function lastRound(db: Db): Promise<Round | null> {
  const { rows } = await db.query('select * from cairn.fixity_round order by number desc limit 1');
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ...row,
    number: Number(row.number),
    files: Number(row.files),
    bytes: Number(row.bytes),
    after: [row.after_record, row.after_number, row.after_level],
  };
}

/** The number of the next round: whatever was forgotten, none is used twice. */
export async function nextRound(db: Db): Promise<number> {
  const { rows } = await db.query(
    `select 1 + greatest((select max(number) from cairn.fixity_round), (select max(round) from cairn.fixity_check),
       (select max(round) from cairn.fixity_reading), 0) as number`,
  );
  return Number(rows[0].number);
}

/** Keeps where a round stands; those before it are forgotten. */
export async function keepRound(db: Db, round: Round): Promise<void> {
  const [record, number, level] = round.after;
  const { began, ended, told, files, bytes, altered, missing } = round;
  await db.query('delete from cairn.fixity_round where number < $1', [round.number]);
  await db.query(
    `insert into cairn.fixity_round (number, began, ended, told, after_record, after_number, after_level, files, bytes, altered, missing)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (number) do update set began = excluded.began, ended = excluded.ended, told = excluded.told,
       after_record = excluded.after_record, after_number = excluded.after_number, after_level = excluded.after_level,
       files = excluded.files, bytes = excluded.bytes, altered = excluded.altered, missing = excluded.missing`,
    [round.number, began, ended, told, record, number, level, files, bytes, altered, missing],
  );
}

/** What is known of some addresses. */
export async function knownFiles(db: Db, addresses: readonly string[]): Promise<Map<string, FileRow>> {
  const { rows } = await db.query('select * from cairn.fixity_reading where address = any ($1)', [addresses]);
  return new Map(rows.map((row) => [row.address, { ...row, round: Number(row.round), bytes: Number(row.bytes) }]));
}

export async function keepFiles(db: Db, files: readonly FileRow[]): Promise<void> {
  if (files.length === 0) return;
  const rows = files.map(({ address, compartment, checked, round, outcome, bytes, items }) => {
    return { address, compartment, checked, round, outcome, bytes, items };
  });
  await db.query(
    `insert into cairn.fixity_reading (address, compartment, checked, round, outcome, bytes, items)
     select address, compartment, checked, round, outcome, bytes, items from jsonb_populate_recordset(null::cairn.fixity_reading, $1)
     on conflict (address) do update set checked = excluded.checked, round = excluded.round, outcome = excluded.outcome,
       bytes = excluded.bytes, items = excluded.items`,
    [JSON.stringify(rows)],
  );
}

/** Files that failed and were read last before a moment, or after now: clocks jump. */
export async function failingFiles(db: Db, before: Date, now: Date): Promise<FileRow[]> {
  const { rows } = await db.query(
    `select * from cairn.fixity_reading where outcome <> 'whole' and (checked < $1 or checked > $2) order by checked limit 200`,
    [before, now],
  );
  return rows.map((row) => ({ ...row, round: Number(row.round), bytes: Number(row.bytes) }));
}

export async function forgetFiles(db: Db, addresses: readonly string[]): Promise<void> {
  await db.query('delete from cairn.fixity_reading where address = any ($1)', [addresses]);
}

/** Forgets files that a whole round did not meet: no item names them any more. */
export async function forgetBefore(db: Db, round: number): Promise<void> {
  await db.query('delete from cairn.fixity_reading where round < $1', [round]);
}

/** The newest row about a whole round, or null. */
export async function lastCheck(db: Db): Promise<FixityCheck | null> {
  const { rows } = await db.query(
    "select to_jsonb(c) as found from cairn.fixity_check c where kind = 'round' order by round desc, at desc limit 1",
  );
  return rows[0]?.found ?? null;
}

/** Every file that fails now, by its items. */
export async function allFailing(db: Db): Promise<FileRow[]> {
  return (await db.query("select * from cairn.fixity_reading where outcome <> 'whole' order by checked")).rows;
}

/** When the file that was read longest ago was read. */
export async function oldestCheck(db: Db): Promise<Date | null> {
  return (await db.query('select min(checked) as oldest from cairn.fixity_reading')).rows[0].oldest;
}

/** Whether there is any item at all. */
export async function hasItems(db: Db): Promise<boolean> {
  return (await db.query("select exists (select from cairn.record where kind = 'item') as some")).rows[0].some;
}

/** What items are called, by their ids. */
export async function referencesOf(db: Db, items: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query('select id, reference from cairn.record where id = any ($1)', [items]);
  return new Map(rows.map((row) => [row.id, row.reference]));
}
