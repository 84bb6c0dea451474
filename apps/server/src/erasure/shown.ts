import { erasureDigest } from '../audit/index.ts';
import type { Instance } from '../database/index.ts';
import { Invalid, NotFound, type Session, withSession } from '../record/index.ts';
import { backupsKept } from './erasure-store.ts';
import { previewErasure, readErasure } from './request.ts';
import type { BackupMade, Erasure, ErasurePreview, ErasureTarget } from './types.ts';

/** A request as people see it: where the values stand or stood, never a value and never a file's address. */
export function erasureView(erasure: Erasure) {
  const { id, compartment, requested_by, requested_at, reason, targets, files, complete, state } = erasure;
  const { decided_by, decided_at } = erasure;
  return {
    id,
    compartment,
    requestedBy: requested_by,
    requestedAt: new Date(requested_at).toISOString(),
    reason,
    targets: targets.map(({ record, number, claim, level }) => ({ record, number, claim, level })),
    files: files.length,
    complete,
    state,
    decidedBy: decided_by,
    decidedAt: decided_at === null ? null : new Date(decided_at).toISOString(),
    signed: erasure.assertions !== null,
    digest: erasureDigest(erasure),
  };
}

/** One request: while it waits with every place it would take, once it is done with the backups that hold it still. */
export async function showErasure(
  instance: Instance,
  session: Session,
  id: string,
): Promise<{ erasure: Erasure; preview: ErasurePreview | null; backups: readonly BackupMade[] }> {
  const erasure = await readErasure(instance, session, id);
  const { state, decided_at } = erasure;
  if (state === 'requested') return { erasure, preview: await previewOf(instance, session, erasure), backups: [] };
  if (state !== 'done') return { erasure, preview: null, backups: [] };
  const kept = await withSession(instance, session, (db) => backupsKept(db, session.secret));
  const before = Date.parse(decided_at ?? '');
  return { erasure, preview: null, backups: kept.filter(({ at }) => Date.parse(at) <= before) };
}

/** The places of a request as they stand now; null when one of its records is not there any more for the session. */
async function previewOf(instance: Instance, session: Session, erasure: Erasure): Promise<ErasurePreview | null> {
  try {
    const preview = await previewErasure(instance, session, {
      compartment: erasure.compartment,
      targets: targetsOf(erasure),
    });
    const keyOf = (record: string, number: number, claim: string): string => `${record} ${number} ${claim}`;
    const asked = new Set(erasure.targets.map(({ record, number, claim }) => keyOf(record, number, claim)));
    // The fields are named for every revision; the request may mean some of them only.
    const places = preview.places.filter(({ record, revision, claim }) => asked.has(keyOf(record, revision, claim)));
    // The search was the requester's: what they could not read was not looked through, whoever looks at the outcome.
    return { ...preview, places, complete: erasure.complete };
  } catch (error) {
    if (error instanceof NotFound || error instanceof Invalid) return null;
    throw error;
  }
}

function targetsOf({ targets }: Erasure): ErasureTarget[] {
  const fields = new Map<string, Set<string>>();
  for (const { record, claim } of targets) fields.set(record, (fields.get(record) ?? new Set()).add(claim));
  return [...fields].map(([record, claims]) => ({ record, fields: [...claims] }));
}
