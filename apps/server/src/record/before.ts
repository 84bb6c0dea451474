import type { Instance } from '../database/index.ts';
import { otherRows, rowsBefore } from './read-store.ts';
import { withSession } from './session.ts';
import type { Change, Session } from './types.ts';

/** A record as its next revision's writer sees it. */
export interface Before {
  readonly body: Record<string, unknown>;
  readonly reference: string;
  /** Log entry of the revision that is followed, in hex. */
  readonly entry: string;
  /** Digests of disclosures that the writer may not read and hands on unseen. */
  readonly hidden: string[];
}

/** Reads what the changes of existing records were made from; nothing for a list of new ones. */
export async function readBefore(
  instance: Instance,
  session: Session,
  changes: readonly Change[],
): Promise<Map<string, Before>> {
  const ids = changes.filter((change) => change.base > 0).map((change) => change.id);
  const before = new Map<string, Before>();
  if (ids.length === 0) return before;
  return withSession(instance, session, async (db) => {
    const rows = await rowsBefore(db, session.secret, ids);
    for (const row of rows)
      before.set(row.id, {
        body: Object.assign({}, ...(row.bodies ?? [])),
        reference: row.reference,
        entry: row.entry,
        hidden: row.hidden ?? [],
      });
    return before;
  });
}

/** Other records that the rules must see: stored ones, or new ones of the same list. */
export async function readOthers(
  instance: Instance,
  session: Session,
  ids: readonly string[],
  changes: readonly Change[],
): Promise<Map<string, { kind: Change['kind']; body: Record<string, unknown>; author: string }>> {
  const others = await withSession(instance, session, async (db) => {
    const rows = await otherRows(db, ids);
    return new Map(
      rows.map((row) => [
        row.id,
        { kind: row.kind, body: Object.assign({}, ...(row.bodies ?? [])), author: row.author },
      ]),
    );
  });
  for (const { id, kind, body } of changes)
    if (ids.includes(id)) others.set(id, { kind, body, author: session.author });
  return others;
}
