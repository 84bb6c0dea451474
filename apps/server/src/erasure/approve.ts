import { type ErasurePerson, isErasable, refusalOfErasure } from '@cairn/model';
import { disclosureDigest, readDisclosure } from '@cairn/revision';
import type { PoolClient } from 'pg';
import { rederive } from '../audit/index.ts';
import { type Instance, inTransaction } from '../database/index.ts';
import { announceChange, lockDeeds, type Session, writeDeed } from '../record/index.ts';
import { addressOf, filesIn, inTurn, itemDisclosures } from '../store/index.ts';
import {
  beginErasing,
  endErasing,
  type Held,
  heldRows,
  lockRecords,
  memberNow,
  otherCopies,
  type Person,
  replaceRows,
  sessionNow,
} from './approve-store.ts';
import { lockedErasure } from './erasure-store.ts';
import { requirePerson } from './find.ts';
import { finish } from './finish.ts';
import { decidedAlready, readErasure, refused } from './request.ts';
import { alone } from './scrub-store.ts';
import { type Erasure, ErasureConflict, type ErasureResult, type ErasureTargetRow } from './types.ts';

/**
 * Erases what another person asked to erase: disclosures, what is derived from them, and files, in this order, so that a
 * crash leaves nothing half done. Then the database's own files are cleared of it. Called again for one that broke off, it
 * finishes it.
 *
 * @param assertion what the approver's passkey signed, where one was asked for; kept with the erasure
 * @throws Forbidden when the two people are not those that the rule wants
 * @throws NotFound when there is no such erasure for the session
 * @throws ErasureConflict when it was decided already, or a record has changed since it was requested
 */
export async function approveErasure(
  instance: Instance,
  session: Session,
  id: string,
  assertion?: unknown,
): Promise<ErasureResult> {
  await requirePerson(instance, session);
  return alone(instance.owner, async () => {
    const known = await readErasure(instance, session, id);
    const isDone = known.state === 'done';
    if (isDone && !(await mayFinish(instance, session, known))) throw decidedAlready(known.id, known);
    // In its turn: what a program read a moment ago of a file that goes is written down before, or never.
    const erasing = () => erase(instance, session, known, assertion);
    const kept = isDone ? 0 : await inTurn(instance, known.compartment, erasing);
    announceChange(instance);
    return finish(instance, known.id, kept);
  });
}

async function mayFinish(instance: Instance, session: Session, known: Erasure): Promise<boolean> {
  if (![known.requested_by, known.decided_by].includes(session.account)) return false;
  return inTransaction(
    instance.owner,
    async (db) => (await sessionNow(db, session.secret, known.compartment)) !== null,
  );
}

/** @returns how many files stay, because records name them that are not part of the erasure */
async function erase(instance: Instance, session: Session, known: Erasure, assertion: unknown): Promise<number> {
  if (known.state !== 'requested') throw decidedAlready(known.id, known);
  const records = recordsOf(known);
  await inTransaction(instance.owner, (db) => requireRule(db, session, known));
  // Committed before: whoever read one of the records a moment ago does not write back what goes.
  await beginErasing(instance.owner, known.id, records);
  try {
    return await inTransaction(instance.owner, async (db) => {
      await lockDeeds(db);
      const erasure = await lockedErasure(db, known.id);
      if (erasure?.state !== 'requested') throw decidedAlready(known.id, erasure);
      await requireRule(db, session, erasure);
      const { decided, kept } = await take(instance, db, erasure, {
        decided_by: session.account,
        decided_at: new Date().toISOString(),
        assertions: assertion === undefined ? null : [assertion],
      });
      await writeDeed(instance, db, {
        table: 'erasure',
        row: { ...decided },
        by: session.author,
        reason: decided.reason,
      });
      return kept;
    });
  } catch (error) {
    // Whether it was committed is not known where the connection broke: a mark of what is done is left for the next start.
    const now = await inTransaction(instance.owner, (db) => lockedErasure(db, known.id));
    if (now?.state !== 'done') await endErasing(instance.owner, known.id);
    throw error;
  }
}

function recordsOf({ targets }: Erasure): string[] {
  return [...new Set(targets.map(({ record }) => record))];
}

/** @throws Forbidden */
async function requireRule(db: PoolClient, session: Session, erasure: Erasure): Promise<void> {
  const levels = [...new Set(erasure.targets.map(({ level }) => level))];
  const person = (account: string, now: Person | null): ErasurePerson => ({
    account,
    role: now?.role ?? null,
    readsAll: levels.every((level) => now?.levels.includes(level)),
  });
  const { compartment, requested_by } = erasure;
  const requester = person(requested_by, await memberNow(db, compartment, requested_by));
  const approver = person(session.account, await sessionNow(db, session.secret, compartment));
  const refusal = refusalOfErasure(requester, approver);
  if (refusal !== null) throw refused(refusal);
}

type Decision = Pick<Erasure, 'decided_by' | 'decided_at' | 'assertions'>;

/** Takes the disclosures out, within the transaction, and derives the records' rows from what remains. */
async function take(
  instance: Instance,
  db: PoolClient,
  erasure: Erasure,
  decision: Decision,
): Promise<{ decided: Erasure; kept: number }> {
  const { id, targets, heads, compartment } = erasure;
  const now = await lockRecords(db, recordsOf(erasure));
  for (const [record, head] of Object.entries(heads)) if (now.get(record) !== head) throw changed(id);
  const rows = await heldRows(db, targets);
  const { left, taken } = partsOf(rows, targets);
  if (taken.length !== targets.length) throw changed(id);
  const withFiles = targets.filter(({ claim }) => claim === 'body.file').map(({ record }) => record);
  if ((await otherCopies(db, withFiles)).length > 0) throw copied(id);
  await replaceRows(db, rows, left);
  const named = new Set(taken.flatMap(filesIn).map(({ sha256 }) => sha256));
  const files = await filesGone(instance, db, compartment, named);
  const erased = targets.map((target) => ({ erasure: id, ...target }));
  await rederive(instance, db, recordsOf(erasure), erased);
  return { decided: { ...erasure, ...decision, files, state: 'done' }, kept: named.size - files.length };
}

function copied(id: string): ErasureConflict {
  return new ErasureConflict(
    'Of a file that goes there are copies that this does not name: made since it was requested, or kept where whoever asked for it may not look.',
    id,
    'Refuse it, and have somebody who reads the whole compartment request it again.',
  );
}

function changed(id: string): ErasureConflict {
  return new ErasureConflict('A record has changed since this was requested.', id, 'Refuse it, and request it again.');
}

/** What stays of the rows, and which disclosures go. */
function partsOf(
  rows: readonly Held[],
  targets: readonly ErasureTargetRow[],
): { left: Held[]; taken: readonly string[] } {
  const keyOf = (record: string, number: number, digest: string): string => `${record} ${number} ${digest}`;
  const goes = new Map(targets.map(({ record, number, digest, claim }) => [keyOf(record, number, digest), claim]));
  const taken: string[] = [];
  const left = rows.flatMap((row) => {
    const stays = row.encoded.split('~').filter((part) => {
      const claim = goes.get(keyOf(row.record, row.number, disclosureDigest(part)));
      // A request that was altered in the database may name a digest of structure by the name of a field.
      if (claim === undefined || !isErasable(claim) || readDisclosure(part).name !== claim) return true;
      taken.push(part);
      return false;
    });
    return stays.length === 0 ? [] : [{ ...row, encoded: stays.join('~') }];
  });
  return { left, taken };
}

/** Addresses of the files that were named and are named no more. */
async function filesGone(
  instance: Instance,
  db: PoolClient,
  compartment: string,
  named: ReadonlySet<string>,
): Promise<string[]> {
  const gone = new Set(named);
  if (gone.size > 0)
    for await (const rows of itemDisclosures(db))
      for (const row of rows)
        if (row.compartment === compartment) for (const { sha256 } of filesIn(row.encoded)) gone.delete(sha256);
  return [...gone].map((sha256) => addressOf(instance, compartment, sha256));
}
