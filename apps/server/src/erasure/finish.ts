import type { ErasedRow } from '../audit/index.ts';
import { type Instance, inTransaction } from '../database/index.ts';
import { commitDeeds, operatorName } from '../record/index.ts';
import {
  addressOf,
  filesIn,
  inTurn,
  itemDisclosures,
  removeAbandoned,
  removeFile,
  removeUploadsOf,
  StoreError,
} from '../store/index.ts';
import { backupsBefore, endErasing, erasingNow } from './approve-store.ts';
import { doneErasures, lockedErasure } from './erasure-store.ts';
import { appendToList, linesOf, listedHere } from './list-file.ts';
import { alone, scrub } from './scrub-store.ts';
import { withDeeds } from './signed.ts';
import type { Erasure, ErasureResult, SignedErasure } from './types.ts';

/**
 * What is left to do once the deed of an erasure is committed; done twice it does no harm. Call it `alone`.
 *
 * @param keptFiles how many files that it names stay, because other records name them
 */
export async function finish(instance: Instance, id: string, keptFiles = 0): Promise<ErasureResult> {
  const erasure = await inTransaction(instance.owner, (db) => lockedErasure(db, id));
  if (erasure?.state !== 'done') throw new Error(`The erasure ${id} is not done.`);
  // In its turn: who hands the same bytes in at this moment finds them there, or gone, and not gone a moment later.
  const { files, left } = await inTurn(instance, erasure.compartment, () => removeFiles(instance, erasure));
  // A copy that a crash cut short may hold what went; nobody can name it.
  await removeAbandoned(instance);
  await completeList(instance);
  const notDone = [...left, ...(await scrub(instance.owner))];
  if (notDone.length === 0) await endErasing(instance.owner, id);
  const backups = await backupsBefore(instance.owner, erasure.decided_at ?? '');
  return {
    erasure,
    disclosures: erasure.targets.length,
    records: new Set(erasure.targets.map(({ record }) => record)).size,
    files,
    keptFiles,
    scrubbed: notDone.length === 0,
    notDone,
    backups,
  };
}

/** Somebody may have removed the list, or lines of it. */
async function completeList({ owner, data, keys }: Instance, given: readonly SignedErasure[] = []): Promise<void> {
  const listed = new Set(listedHere(data.root, keys.knownKids).map(({ id }) => id));
  const fresh = given.filter(({ id }) => !listed.has(id));
  for (const { id } of fresh) listed.add(id);
  const missing = (await doneErasures(owner)).filter(({ id }) => !listed.has(id));
  appendToList(data.root, [...fresh, ...(await withDeeds(owner, missing))]);
}

/**
 * Removes files from every store, but none that somebody handed in again since.
 *
 * @returns how many went, and what could not be done because a store did not answer
 */
async function removeFiles(
  instance: Instance,
  { compartment, files }: Erasure,
): Promise<{ files: number; left: string[] }> {
  const gone = new Set(files);
  if (gone.size === 0) return { files: 0, left: [] };
  for await (const rows of itemDisclosures(instance.owner))
    for (const row of rows)
      if (row.compartment === compartment)
        for (const { sha256 } of filesIn(row.encoded)) gone.delete(addressOf(instance, compartment, sha256));
  let removed = 0;
  try {
    for (const address of gone) if (await removeFile(instance, address)) removed += 1;
    await removeUploadsOf(instance, compartment, gone);
    return { files: removed, left: [] };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { files: removed, left: [`Files of it may lie there still: ${error.message}`] };
  }
}

/**
 * Finishes what a crash left undone: an erasure whose deed is committed is carried to its end, one that had not come so far
 * waits for its approval again. For the start of whatever serves.
 */
export async function finishErasures(instance: Instance): Promise<ErasureResult[]> {
  await completeList(instance);
  if ((await erasingNow(instance.owner)).length === 0) return [];
  return alone(instance.owner, async () => {
    const finished: ErasureResult[] = [];
    // What another process had under way has ended by now.
    for (const id of await erasingNow(instance.owner)) {
      const state = await inTransaction(instance.owner, async (db) => (await lockedErasure(db, id))?.state);
      if (state === 'done') finished.push(await finish(instance, id));
      else await endErasing(instance.owner, id);
    }
    return finished;
  });
}

/**
 * Every done erasure as JSON lines, each with its deed and without a single value: what a restore needs beside an older
 * backup. A line that lies in the list already goes before: what came over a restore, the instance before has signed, and
 * its backups know no other key.
 */
export async function exportErasures({ owner, data, keys }: Instance): Promise<string> {
  const listed = new Map(listedHere(data.root, keys.knownKids).map((each) => [each.id, each]));
  const done = await doneErasures(owner);
  const others = await withDeeds(
    owner,
    done.filter(({ id }) => !listed.has(id)),
  );
  for (const each of others) listed.set(each.id, each);
  return linesOf(done.flatMap(({ id }) => listed.get(id) ?? []));
}

/** What was erased, as audit and rebuild take it. */
export function rowsOf(erasures: readonly Erasure[]): ErasedRow[] {
  return erasures.flatMap(({ id, targets }) => targets.map((target) => ({ erasure: id, ...target })));
}

/**
 * Commits again, after a restore, erasures that its backup did not know of, and completes the list beside the database by
 * those that it did.
 */
export async function commitErasuresAgain(instance: Instance, erasures: readonly SignedErasure[]): Promise<void> {
  await commitDeeds(
    instance,
    erasures.map(({ token: _token, disclosures: _disclosures, ...row }) => ({
      table: 'erasure' as const,
      row: { ...row },
      by: operatorName(),
      reason: 're-applied after restore',
    })),
  );
  await completeList(instance, erasures);
}
