import { isDeepStrictEqual } from 'node:util';
import type { KindName } from '@cairn/model';
import { escapeUnstorable } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { commit, newId } from './commit.ts';
import { mergePatch } from './merge-patch.ts';
import { readRecord } from './read.ts';
import { erasedFields, readsFile, SHOWN_COPIES, shownCopies } from './read-store.ts';
import { withSession } from './session.ts';
import { compartmentNamed } from './session-store.ts';
import { type Change, Conflict, Invalid, type RecordRow, type Session } from './types.ts';

/**
 * Creates one record and returns it as the session now sees it.
 *
 * @throws Invalid when the body names an outside row, which only imports do, or a file that the session does not read, or says
 *   what programs alone say
 */
export async function create(
  instance: Instance,
  session: Session,
  given: { kind: KindName; compartment: string; body: Record<string, unknown>; reason: string },
): Promise<RecordRow> {
  const { kind, compartment, body, reason } = given;
  requireStorable(reason);
  if (Object.hasOwn(body, 'external')) throw importOnly();
  if (kind === 'item') {
    requireByPeople({}, body);
    await requireOwnFile(instance, session, compartment, body.file);
  }
  const id = newId();
  await commit(instance, session, [{ id, kind, compartment, base: 0, body }], reason);
  return readRecord(instance, session, id);
}

/**
 * Changes a record by a merge patch of what the session sees of it; what it does not see stays as it is.
 *
 * An erasure makes no revision, so a form that was opened before it is as new as one opened after: a field whose value was
 * erased is written again only by whoever says that it stood empty.
 *
 * @param given.absent fields that stood empty when the change was made
 * @throws Conflict with both versions when somebody changed the record since `base`, or would bring back what was erased
 * @throws Invalid when it would change which outside row the record came from, or names a file that the session does not read
 */
export async function amend(
  instance: Instance,
  session: Session,
  given: Amendment & { reason: string },
): Promise<RecordRow> {
  const { id, base, reason } = given;
  requireStorable(reason);
  const { yours, changes } = await amendment(instance, session, given);
  try {
    // A stale base is refused by the engine too, after it has asked whether the session may write at all.
    await commit(instance, session, changes, reason);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    throw new Conflict(id, base, await readRecord(instance, session, id), yours);
  }
  return readRecord(instance, session, id);
}

/**
 * Changes several records in one commit: all of them, or none. Each as {@link amend} does.
 *
 * @throws Conflict, Invalid, which name the record that they are about
 */
export async function amendTogether(
  instance: Instance,
  session: Session,
  amendments: readonly Amendment[],
  reason: string,
): Promise<void> {
  requireStorable(reason);
  const changes: Change[] = [];
  for (const each of amendments) changes.push(...(await amendment(instance, session, each)).changes);
  await commit(instance, session, changes, reason);
}

/** A merge patch of what a session sees of a record. */
export interface Amendment {
  readonly id: string;
  /** The revision that it was made from. */
  readonly base: number;
  readonly patch: Record<string, unknown>;
  /** Fields that stood empty when it was made. */
  readonly absent?: readonly string[];
}

/** The changes that an amendment makes; nothing is written yet. */
async function amendment(
  instance: Instance,
  session: Session,
  given: Amendment,
): Promise<{ yours: RecordRow; changes: Change[] }> {
  const { id, base, patch, absent = [] } = given;
  const current = await readRecord(instance, session, id);
  const yours: RecordRow = {
    ...current,
    revision: base,
    author: session.author,
    body: mergePatch(current.body, patch),
  };
  if (!isDeepStrictEqual(yours.body.external, current.body.external)) throw importOnly();
  if (await bringsBack(instance, session, { id, base, patch, absent })) throw new Conflict(id, base, current, yours);
  const compartment = await compartmentNamed(instance.app, session.secret, current.compartment);
  if (current.kind === 'item') {
    requireByPeople(current.body, yours.body);
    if (!isDeepStrictEqual(yours.body.file, current.body.file))
      await requireOwnFile(instance, session, compartment, yours.body.file);
  }
  const change = { id, kind: current.kind, compartment, base, body: yours.body };
  return { yours, changes: [change, ...(await copiesAlong(instance, session, current, change))] };
}

/**
 * Copies that programs made of an item show what it shows: they are guarded as it is, from the same moment on. One that people
 * set apart from it stays as they set it.
 */
async function copiesAlong(
  instance: Instance,
  session: Session,
  { kind, body: before }: RecordRow,
  { id, compartment, body: after }: { id: string; compartment: string; body: Record<string, unknown> },
): Promise<Change[]> {
  if (kind !== 'item' || before.sensitivity === after.sensitivity) return [];
  const ids = await withSession(instance, session, (db) => shownCopies(db, id));
  const copies = await Promise.all(ids.map((copy) => readRecord(instance, session, copy)));
  return copies
    .filter(({ body }) => body.sensitivity === before.sensitivity)
    .map(({ id: copy, revision, body: { sensitivity: _, ...rest } }) => {
      const own = after.sensitivity === undefined ? {} : { sensitivity: after.sensitivity };
      return { id: copy, kind, compartment, base: revision, body: { ...rest, ...own } };
    });
}

/** Whether a patch writes a field whose value was erased from its base, by somebody who does not know that. */
async function bringsBack(
  { app }: Instance,
  { secret }: Session,
  { id, base, patch, absent }: { id: string; base: number; patch: Record<string, unknown>; absent: readonly string[] },
): Promise<boolean> {
  const written = Object.keys(patch).filter((field) => patch[field] !== null && !absent.includes(field));
  if (written.length === 0) return false;
  const erased = await erasedFields(app, { secret, record: id, revision: base });
  return written.some((field) => erased.has(field));
}

/**
 * An outside row's identity is unique in a compartment. Whoever could write it would learn from a refusal that a record
 * which they may not see has it, or take it before the import comes.
 */
function importOnly(): Invalid {
  const message = 'is set by imports alone. Leave it as it is.';
  return new Invalid([{ path: '/external', code: 'import-only', message }]);
}

/**
 * Bytes are handed in before an item names them. Whoever could name those of an item that they may not read by their digest
 * would learn from a link to the file whether it is there, and get it.
 */
async function requireOwnFile(instance: Instance, session: Session, compartment: string, file: unknown): Promise<void> {
  const { sha256 } = (file ?? {}) as { sha256?: unknown };
  if (typeof sha256 !== 'string') return;
  if (await withSession(instance, session, (db) => readsFile(db, compartment, sha256))) return;
  const message = 'names bytes that you have not handed in. Upload the file: that makes the item.';
  throw new Invalid([{ path: '/file', code: 'not-handed-in', message }]);
}

/** What an item says that programs read in its file, and copies by which it is shown, nobody writes in their name. */
function requireByPeople(before: Record<string, unknown>, after: Record<string, unknown>): void {
  for (const field of ['technical', 'recorded', 'embedded']) {
    if (isDeepStrictEqual(before[field], after[field])) continue;
    throw new Invalid([
      { path: `/${field}`, code: 'machine-read', message: 'is what programs read. Leave it as it is.' },
    ]);
  }
  const { role } = (after.derivative ?? {}) as { role?: unknown };
  if (before.derivative !== undefined || !SHOWN_COPIES.some((each) => each === role)) return;
  const message = 'is that of a copy which programs make. Choose another, or have the file examined.';
  throw new Invalid([{ path: '/derivative/role', code: 'machine-read', message }]);
}

/** A body's unstorable characters are escaped and listed; a reason has no place for such a list. */
function requireStorable(reason: string): void {
  if (escapeUnstorable(reason).escaped.length === 0) return;
  const message = 'holds a character that cannot be stored: U+0000 or half of a surrogate pair.';
  throw new Invalid([{ path: '/reason', code: 'unstorable', message }]);
}
