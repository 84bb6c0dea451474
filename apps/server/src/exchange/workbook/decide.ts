import type { KindName } from '@cairn/model';
import type { Instance } from '../../database/index.ts';
import { amend, readRecord } from '../../record/index.ts';
import { Conflict as Collision, NotFound, type RecordRow, type Session } from '../../record/types.ts';
import { toldOf } from './bring-back.ts';
import { cellText } from './cells.ts';
import { CellRefused, SHEETS } from './columns.ts';
import { type Conflict, type ConflictCode, patchOf, why } from './compare.ts';

/** A conflict as its batch keeps it. */
export interface KeptConflict extends Conflict {
  readonly state: 'open' | 'taken' | 'kept';
  readonly by?: string;
}

export interface Decision {
  /** Place in the batch's list, from 0. */
  readonly index: number;
  /** The workbook's value goes in; else the record stays as it is. */
  readonly take: boolean;
}

/**
 * Decides conflicts of a batch: the value of the workbook goes into the record as it is now, or the record stays. What a rule
 * refuses stays open and says why.
 *
 * @throws Conflict where somebody changed the batch since `revision`
 * @throws NotFound where there is no such batch
 */
export async function decideConflicts(
  instance: Instance,
  session: Session,
  given: { batch: string; revision: number; decisions: readonly Decision[]; reason: string },
): Promise<RecordRow> {
  const batch = await readRecord(instance, session, given.batch);
  const conflicts = [...((batch.body.conflicts ?? []) as KeptConflict[])];
  if (batch.kind !== 'batch' || conflicts.length === 0) throw new NotFound('There is no such list of conflicts.');
  if (batch.revision !== given.revision) throw new Collision(batch.id, given.revision, batch);
  for (const { index, take } of given.decisions) {
    const conflict = conflicts[index];
    if (conflict?.state !== 'open') continue;
    const told = take ? await takeTheirs(instance, session, conflict, given.reason) : null;
    conflicts[index] =
      told === null ? { ...conflict, state: take ? 'taken' : 'kept', by: session.author } : { ...conflict, why: told };
  }
  const change = { id: batch.id, base: batch.revision, patch: { conflicts }, reason: given.reason };
  return amend(instance, session, change);
}

/** Null where the value is in the record now; else why not. */
async function takeTheirs(
  instance: Instance,
  session: Session,
  { record: id, field, theirs }: Conflict,
  reason: string,
): Promise<string | null> {
  if (id === undefined || typeof theirs !== 'string') return why('row-unknown');
  try {
    const record = await readRecord(instance, session, id);
    const column = columnOf(record.kind, field);
    if (column?.write === undefined) return why('not-edited-here');
    if (cellText(column, record.body) === theirs) return null;
    const patch = patchOf(record.body, column.write(record.body, theirs));
    await amend(instance, session, { id, base: record.revision, patch, reason });
    return null;
  } catch (error) {
    if (error instanceof CellRefused) return why(error.message as ConflictCode);
    if (error instanceof NotFound) return why('row-unknown');
    const told = toldOf(error);
    if (told === null) throw error;
    return told;
  }
}

function columnOf(kind: KindName, key: string) {
  return SHEETS.find((form) => form.kind === kind)?.columns.find((column) => column.key === key);
}
