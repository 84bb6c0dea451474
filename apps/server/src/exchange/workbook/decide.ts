import type { KindName } from '@cairn/model';
import { Declined } from '../../access/declined.ts';
import type { Instance } from '../../database/index.ts';
import { type Amendment, amendTogether, readRecord } from '../../record/index.ts';
import { Conflict as Collision, Invalid, NotFound, type RecordRow, type Session } from '../../record/types.ts';
import { toldOf } from './bring-back.ts';
import { cellText } from './cells.ts';
import { CellRefused, type Column, SHEETS } from './columns.ts';
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

interface Deciding {
  readonly batch: string;
  readonly revision: number;
  readonly decisions: readonly Decision[];
  readonly reason: string;
}

/** How often a record that somebody else changed in the very moment is read anew. */
const ATTEMPTS = 3;

/**
 * Decides conflicts of a batch: the value of the workbook goes into the record as it is now, or the record stays. The records
 * and the batch change in one commit, so that what the batch says was taken is what stands in them. What a rule refuses stays
 * open and says why.
 *
 * @throws Declined where somebody else decided one of them first; says what, and whose decision it was
 * @throws Conflict where the batch changed otherwise since `revision`
 * @throws NotFound where there is no such batch
 */
export async function decideConflicts(instance: Instance, session: Session, asked: Deciding): Promise<RecordRow> {
  const decisions = [...new Map(asked.decisions.map((each) => [each.index, each])).values()];
  const given = { ...asked, decisions };
  const batch = await readRecord(instance, session, given.batch);
  requireOpen(batch, given);
  /** By place in the list: why the value of the workbook did not go in. */
  const refused = new Map<number, string>();
  for (let attempt = 1; ; attempt += 1) {
    const taken = await takenIn(instance, session, batch, decisions, refused);
    const conflicts = settled(batch, decisions, { refused, by: session.author });
    const whole = { id: batch.id, base: batch.revision, patch: { conflicts } };
    try {
      await amendTogether(instance, session, [...taken.map(({ change }) => change), whole], given.reason);
      return await readRecord(instance, session, batch.id);
    } catch (error) {
      // Who was quicker is told first: a decision that stands is also refused by the rules of a batch.
      if (error instanceof Collision || error instanceof Invalid)
        requireOpen(await readRecord(instance, session, batch.id), given);
      const about = concerned(error, taken);
      if (about.length === 0) throw error;
      for (const index of blamed(error, about, attempt)) refused.set(index, toldOf(error) ?? '');
    }
  }
}

function conflictsOf({ body }: RecordRow): KeptConflict[] {
  return (body.conflicts ?? []) as KeptConflict[];
}

/** @throws Declined @throws Conflict @throws NotFound @throws Invalid */
function requireOpen(batch: RecordRow, { revision, decisions }: Deciding): void {
  const conflicts = conflictsOf(batch);
  if (batch.kind !== 'batch' || conflicts.length === 0) throw new NotFound('There is no such list of conflicts.');
  const unknown = decisions.findIndex(({ index }) => conflicts[index] === undefined);
  if (unknown >= 0)
    throw new Invalid([{ path: `/decisions/${unknown}/index`, code: 'no-conflict', message: 'names no conflict.' }]);
  const decided = decisions.flatMap(({ index }) => {
    const { state, by = '', row, field } = conflicts[index] as KeptConflict;
    return state === 'open' ? [] : [{ index, state, by, row, field }];
  });
  const [first] = decided;
  if (first !== undefined) {
    const outcome = first.state === 'taken' ? "the workbook's value was taken" : 'the value of the record was kept';
    const what = `This conflict is decided already, by ${first.by}: ${outcome} (${first.row}, ${first.field}).`;
    throw new Declined(409, 'conflict-decided', what, 'Nothing of yours was written. Look at the list again.', {
      ...{ decided, current: batch },
    });
  }
  if (batch.revision !== revision) throw new Collision(batch.id, revision, batch);
}

/** What goes into one record, and the conflicts that it settles. */
interface Taken {
  readonly change: Amendment;
  readonly conflicts: readonly { readonly index: number; readonly field: string }[];
  /** What the record is part of, for instance an act's incident: a rule of that may refuse it. */
  readonly incident?: unknown;
}

/** The values that go into records as these are now. What cannot be taken at all is noted in `refused`. */
async function takenIn(
  instance: Instance,
  session: Session,
  batch: RecordRow,
  decisions: readonly Decision[],
  refused: Map<number, string>,
): Promise<Taken[]> {
  const wanted = Map.groupBy(
    decisions.filter(({ index, take }) => take && !refused.has(index)).map(({ index }) => index),
    (index) => conflictsOf(batch)[index]?.record ?? '',
  );
  const taken: Taken[] = [];
  for (const [id, indexes] of wanted) {
    const record = id === '' ? null : await foundRecord(instance, session, id);
    let body = record?.body ?? {};
    const conflicts: Taken['conflicts'][number][] = [];
    for (const index of indexes) {
      const conflict = conflictsOf(batch)[index] as KeptConflict;
      const next = record === null ? why('row-unknown') : written(record.kind, body, conflict);
      if (typeof next === 'string') refused.set(index, next);
      else if (next !== body) conflicts.push({ index, field: conflict.field.split('.')[0] ?? '' });
      if (typeof next !== 'string') body = next;
    }
    if (record === null || conflicts.length === 0) continue;
    const patch = patchOf(record.body, body);
    const { incident } = record.body;
    taken.push({ change: { id: record.id, base: record.revision, patch }, conflicts, incident });
  }
  return taken;
}

async function foundRecord(instance: Instance, session: Session, id: string): Promise<RecordRow | null> {
  try {
    return await readRecord(instance, session, id);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/** The body with the workbook's value; the very same where it stands in it already; else why it cannot go in. */
function written(
  kind: KindName,
  body: Record<string, unknown>,
  { field, theirs }: Pick<Conflict, 'field' | 'theirs'>,
): Record<string, unknown> | string {
  if (typeof theirs !== 'string') return why('row-unknown');
  const column = columnOf(kind, field);
  if (column?.write === undefined) return why('not-edited-here');
  if (cellText(column, body) === theirs) return body;
  try {
    return column.write(body, theirs);
  } catch (error) {
    if (error instanceof CellRefused) return why(error.message as ConflictCode);
    throw error;
  }
}

function columnOf(kind: KindName, key: string): Column | undefined {
  return SHEETS.find((form) => form.kind === kind)?.columns.find((column) => column.key === key);
}

function settled(
  batch: RecordRow,
  decisions: readonly Decision[],
  { refused, by }: { refused: ReadonlyMap<number, string>; by: string },
): KeptConflict[] {
  const conflicts = [...conflictsOf(batch)];
  for (const { index, take } of decisions) {
    const conflict = conflicts[index] as KeptConflict;
    const told = take ? refused.get(index) : undefined;
    conflicts[index] =
      told === undefined ? { ...conflict, state: take ? 'taken' : 'kept', by } : { ...conflict, why: told };
  }
  return conflicts;
}

/** The records that a refusal is about; none where it is about the batch or the session. */
function concerned(error: unknown, taken: readonly Taken[]): readonly Taken[] {
  if (!(error instanceof Collision) && !(error instanceof Invalid)) return [];
  const { where } = error;
  const itself = taken.filter(({ change }) => change.id === where);
  return itself.length > 0 ? itself : taken.filter(({ incident }) => incident === where);
}

/**
 * The conflicts whose value is not taken after all: where a rule names fields, those of these fields, else those of the whole
 * record. A record that changed in the very moment is read anew first.
 */
function blamed(error: unknown, about: readonly Taken[], attempt: number): number[] {
  const moved = error instanceof Collision && about.every(({ change }) => change.base !== error.current?.revision);
  if (moved && attempt < ATTEMPTS) return [];
  const conflicts = about.flatMap((each) => each.conflicts);
  const fields = error instanceof Invalid ? error.problems.map(({ path }) => path.split('/')[1] ?? '') : [];
  const named = conflicts.filter(({ field }) => fields.includes(field));
  return (named.length === 0 ? conflicts : named).map(({ index }) => index);
}
