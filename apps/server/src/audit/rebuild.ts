import type { PoolClient } from 'pg';
import type { Instance } from '../database/index.ts';
import type { Projections } from '../record/commit-store.ts';
import { type Erased, type ErasedRow, erasedByRevision, erasedIn } from './erasure-store.ts';
import { Ledger } from './findings.ts';
import type { ExpectedRecord } from './projection-store.ts';
import {
  dropDerived,
  dropProjections,
  insertDerived,
  insertProjections,
  isRebuildDue,
  noteRebuilt,
} from './rebuild-store.ts';
import { checkRevision, type ReadRevision, type Trust } from './revision-check.ts';
import { type RevisionRow, revisions } from './revision-store.ts';
import { derive, type Newest } from './revisions.ts';

/** The revisions themselves do not hold: nothing is derived from them until audit is clean. */
export class NotRebuilt extends Error {
  constructor(problem: string) {
    super(`Nothing was rebuilt, because a revision does not verify (${problem}). Run "cairn audit" first.`);
    this.name = 'NotRebuilt';
  }
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Drops every derived row and derives it again from the revisions, in one transaction: readers see the old rows until the
 * new ones are there.
 *
 * @param more what was erased beside what the database says: a restore knows of erasures that the backup does not
 * @throws NotRebuilt when a revision or disclosure does not verify; the rows stay as they were
 */
export async function rebuild(
  instance: Instance,
  more: readonly ErasedRow[] = [],
): Promise<{ records: number; revisions: number }> {
  const ledger = new Ledger();
  const client = await instance.owner.connect();
  try {
    await client.query('begin');
    await dropDerived(client);
    const trust: Trust = { knownKids: instance.keys.knownKids, erased: await erasedAnd(client, more) };
    let [records, seen] = [0, 0];
    const write = async (newest: Newest[]): Promise<void> => {
      const rows: { records: ExpectedRecord[]; projections: Projections } = derive(newest, ledger);
      await insertDerived(client, rows.records, rows.projections);
      records += rows.records.length;
    };
    let open: { row: RevisionRow; read: ReadRevision | null } | null = null;
    for await (const rows of revisions(instance.owner, FIRST, LAST, 1000)) {
      const newest: Newest[] = [];
      for (const row of rows) {
        const before: { row: RevisionRow; read: ReadRevision | null } | null = open;
        if (before?.read && before.row.record !== row.record) newest.push({ row: before.row, ...before.read });
        open = { row, read: checkRevision(row, trust, ledger) };
      }
      seen += rows.length;
      const [first] = ledger.findings;
      if (first !== undefined) throw new NotRebuilt(`${first.id}, ${first.message}`);
      await write(newest);
    }
    if (open?.read) await write([{ row: open.row, ...open.read }]);
    await noteRebuilt(client);
    await client.query('commit');
    return { records, revisions: seen };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Makes derived rows anew where an update asks for it: rows that an older Cairn wrote lack what this one searches.
 *
 * @returns a sentence about what was done, or why it could not be; null where nothing was due
 */
export async function rebuildIfDue(instance: Instance): Promise<string | null> {
  if (!(await isRebuildDue(instance.owner))) return null;
  try {
    const { records } = await rebuild(instance);
    return `After the update the tables of search were made anew from ${records} records.`;
  } catch (error) {
    if (!(error instanceof NotRebuilt)) throw error;
    return `${error.message} Until then search does not find everything.`;
  }
}

/**
 * Derives the rows of some records again, within the caller's transaction of the owner, which holds these records locked.
 * The row of the record itself stays: it is made of claims that nothing erases.
 *
 * @param more what the transaction erased and no deed says yet
 * @throws NotRebuilt when a revision or disclosure of them does not verify
 */
export async function rederive(
  instance: Instance,
  db: PoolClient,
  records: readonly string[],
  more: readonly ErasedRow[],
): Promise<void> {
  const ledger = new Ledger();
  const trust: Trust = { knownKids: instance.keys.knownKids, erased: await erasedAnd(db, more) };
  for (const record of records) {
    let newest: Newest | null = null;
    for await (const rows of revisions(db, record, record, 100)) {
      const row = rows.at(-1) as RevisionRow;
      const read = checkRevision(row, trust, ledger);
      newest = read === null ? null : { row, ...read };
    }
    const rows = derive(newest === null ? [] : [newest], ledger);
    const [first] = ledger.findings;
    if (first !== undefined) throw new NotRebuilt(`${first.id}, ${first.message}`);
    await dropProjections(db, record);
    await insertProjections(db, rows.records, rows.projections);
  }
}

async function erasedAnd(db: PoolClient, more: readonly ErasedRow[]): Promise<Erased> {
  const known = await erasedIn(db, FIRST, LAST);
  const erased = new Map(known);
  for (const [key, rows] of erasedByRevision(more)) erased.set(key, [...(known.get(key) ?? []), ...rows]);
  return erased;
}
