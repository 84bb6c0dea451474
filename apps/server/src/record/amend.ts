import type { KindName } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { commit, newId } from './commit.ts';
import { mergePatch } from './merge-patch.ts';
import { readRecord } from './read.ts';
import { compartmentNamed } from './session-store.ts';
import { Conflict, type RecordRow, type Session } from './types.ts';

/** Creates one record and returns it as the session now sees it. */
export async function create(
  instance: Instance,
  session: Session,
  given: { kind: KindName; compartment: string; body: Record<string, unknown>; reason: string },
): Promise<RecordRow> {
  const { kind, compartment, body, reason } = given;
  const id = newId();
  await commit(instance, session, [{ id, kind, compartment, base: 0, body }], reason);
  return readRecord(instance, session, id);
}

/**
 * Changes a record by a merge patch of what the session sees of it; what it does not see stays as it is.
 *
 * @throws Conflict with both versions when somebody changed the record since `base`.
 */
export async function amend(
  instance: Instance,
  session: Session,
  given: { id: string; base: number; patch: Record<string, unknown>; reason: string },
): Promise<RecordRow> {
  const { id, base, patch, reason } = given;
  const current = await readRecord(instance, session, id);
  const yours: RecordRow = {
    ...current,
    revision: base,
    author: session.author,
    body: mergePatch(current.body, patch),
  };
  const compartment = await compartmentNamed(instance.app, session.secret, current.compartment);
  try {
    // A stale base is refused by the engine too, after it has asked whether the session may write at all.
    await commit(instance, session, [{ id, kind: current.kind, compartment, base, body: yours.body }], reason);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    throw new Conflict(id, base, await readRecord(instance, session, id), yours);
  }
  return readRecord(instance, session, id);
}
