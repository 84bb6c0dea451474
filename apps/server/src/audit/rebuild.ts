import type { Instance } from '../database/index.ts';
import type { Projections } from '../record/commit-store.ts';
import { Ledger } from './findings.ts';
import type { ExpectedRecord } from './projection-store.ts';
import { dropDerived, insertDerived } from './rebuild-store.ts';
import { checkRevision, type ReadRevision } from './revision-check.ts';
import { type RevisionRow, revisions } from './revision-store.ts';
import { derive, type Newest } from './revisions.ts';

/** The revisions themselves do not hold: nothing is derived from them until audit is clean. */
export class NotRebuilt extends Error {
  constructor(problem: string) {
    super(`Nothing was rebuilt, because a revision does not verify (${problem}). Run "cairn audit" first.`);
    this.name = 'NotRebuilt';
  }
}

/**
 * Drops every derived row and derives it again from the revisions, in one transaction: readers see the old rows until the
 * new ones are there.
 *
 * @throws NotRebuilt when a revision or disclosure does not verify; the rows stay as they were
 */
export async function rebuild(instance: Instance): Promise<{ records: number; revisions: number }> {
  const ledger = new Ledger();
  const client = await instance.owner.connect();
  try {
    await client.query('begin');
    await dropDerived(client);
    let [records, seen] = [0, 0];
    const write = async (newest: Newest[]): Promise<void> => {
      const rows: { records: ExpectedRecord[]; projections: Projections } = derive(newest, ledger);
      await insertDerived(client, rows.records, rows.projections);
      records += rows.records.length;
    };
    let open: { row: RevisionRow; read: ReadRevision | null } | null = null;
    for await (const rows of revisions(
      instance.owner,
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      1000,
    )) {
      const newest: Newest[] = [];
      for (const row of rows) {
        const before: { row: RevisionRow; read: ReadRevision | null } | null = open;
        if (before?.read && before.row.record !== row.record) newest.push({ row: before.row, ...before.read });
        open = { row, read: checkRevision(row, { knownKids: instance.keys.knownKids }, ledger) };
      }
      seen += rows.length;
      const [first] = ledger.findings;
      if (first !== undefined) throw new NotRebuilt(`${first.id}, ${first.message}`);
      await write(newest);
    }
    if (open?.read) await write([{ row: open.row, ...open.read }]);
    await client.query('commit');
    return { records, revisions: seen };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
