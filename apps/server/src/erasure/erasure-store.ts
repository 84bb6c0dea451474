import { DERIVED_TABLES } from '../audit/index.ts';
import type { Queries } from '../record/index.ts';
import type { BackupMade, Erasure } from './types.ts';

/** Disclosures of one level of one revision, with what its record is called. */
export interface DisclosureRow {
  readonly record: string;
  readonly number: number;
  readonly level: string;
  readonly encoded: string;
  readonly reference: string;
  readonly kind: string;
  /** The newest revision of the record. */
  readonly head: number;
}

const PAGE = 500;

/**
 * Disclosures that the session reads, by record, revision and level, some hundred at a time: of some records, or of a
 * whole compartment.
 */
export async function* disclosures(
  db: Queries,
  { records, compartment }: { records: readonly string[] | null; compartment: string },
): AsyncGenerator<DisclosureRow[]> {
  for (let after: [string, number, string] = ['00000000-0000-0000-0000-000000000000', 0, 'public']; ; ) {
    const { rows } = await db.query(
      `select d.record, d.number, d.level, d.encoded, r.reference, r.kind, r.revision as head
       from cairn.disclosure d join cairn.record r on r.id = d.record
       where d.compartment = $1 and ($2::uuid[] is null or d.record = any ($2))
         and (d.record, d.number, d.level) > ($3::uuid, $4::integer, $5::cairn.sensitivity)
       order by d.record, d.number, d.level limit ${PAGE}`,
      [compartment, records, ...after],
    );
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = [last.record, last.number, last.level];
  }
}

/** Compartment and newest revision of the records that the session sees. */
export async function seenRecords(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; compartment: string; revision: number }[]> {
  const { rows } = await db.query('select id, compartment, revision from cairn.record where id = any ($1)', [ids]);
  return rows;
}

/** How many disclosures of all revisions the session may not read, by record. */
export async function unseenDisclosures(
  db: Queries,
  secret: string,
  ids: readonly string[],
): Promise<{ record: string; disclosures: number }[]> {
  const { rows } = await db.query('select record, disclosures from cairn.unread_disclosures($1, $2)', [secret, ids]);
  return rows;
}

/** Rows of the derived tables for some records, as far as the session sees them. */
export async function derivedRows(db: Queries, ids: readonly string[]): Promise<{ table: string; rows: number }[]> {
  const found: { table: string; rows: number }[] = [];
  for (const { table, record } of DERIVED_TABLES) {
    // The record's own row is made of claims that stay.
    if (table === 'record') continue;
    const { rows } = await db.query(`select count(*)::integer as n from cairn.${table} where ${record} = any ($1)`, [
      ids,
    ]);
    if (rows[0].n > 0) found.push({ table, rows: rows[0].n });
  }
  return found;
}

/** The session's compartments with its role, and whether it reads every level there. */
export async function standing(
  db: Queries,
  secret: string,
): Promise<{ compartment: string; role: 'reader' | 'contributor' | 'reviewer' | 'lead'; readsEverything: boolean }[]> {
  const { rows } = await db.query(
    `select c.id as compartment, c.role,
       (select count(*) from cairn.may_read() m where m.compartment = c.id) = 6 as "readsEverything"
     from cairn.my_compartments($1) c`,
    [secret],
  );
  return rows;
}

/** Whose session it is; `operator` is set where a command of this machine opened it. */
export async function holderOf(
  db: Queries,
  secret: string,
): Promise<{ account: string | null; operator: string | null } | null> {
  return (await db.query('select account, operator from cairn.session_of($1)', [secret])).rows[0] ?? null;
}

const COLUMNS = 'to_jsonb(e) as erasure';

/** Erasures that the session may know of, newest first. */
export async function erasuresOf(db: Queries, secret: string): Promise<Erasure[]> {
  const { rows } = await db.query(`select ${COLUMNS} from cairn.erasures_of($1) e`, [secret]);
  return rows.map((row) => row.erasure);
}

export async function erasedClaimsOf(
  db: Queries,
  secret: string,
  record: string,
): Promise<{ number: number; claim: string; erasure: string; at: Date }[]> {
  return (await db.query('select number, claim, erasure, at from cairn.erased_claims($1, $2)', [secret, record])).rows;
}

export async function backupsKept(db: Queries, secret: string): Promise<BackupMade[]> {
  const { rows } = await db.query('select to_jsonb(b) as made from cairn.backups_kept($1) b', [secret]);
  return rows.map((row) => row.made);
}

/** The erasure as it is now, held until the transaction ends. */
export async function lockedErasure(db: Queries, id: string): Promise<Erasure | null> {
  const { rows } = await db.query(`select ${COLUMNS} from cairn.erasure e where e.id = $1 for update`, [id]);
  return rows[0]?.erasure ?? null;
}

/** Every deed, signed. Few of them speak of erasures, and which these are stands in their disclosures alone. */
export async function signedDeeds(db: Queries): Promise<{ token: string; disclosures: string }[]> {
  return (await db.query('select token, encoded as disclosures from cairn.deed')).rows;
}

/** Every done erasure, oldest first. */
export async function doneErasures(db: Queries): Promise<Erasure[]> {
  const { rows } = await db.query(
    `select ${COLUMNS} from cairn.erasure e where e.state = 'done' order by e.decided_at, e.id`,
  );
  return rows.map((row) => row.erasure);
}
