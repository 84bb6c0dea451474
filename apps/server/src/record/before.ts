import type { OtherRecord } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { changesBetween, claimsIn } from './read.ts';
import { otherRows, revisionsOf, rowsBefore } from './read-store.ts';
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
): Promise<Map<string, OtherRecord>> {
  const coded = new Set(changes.filter(({ kind }) => kind === 'second-coding').map(({ body }) => body.about));
  const others = await withSession(instance, session, async (db) => {
    const found = new Map<string, OtherRecord>();
    for (const { id, kind, author, bodies } of await otherRows(db, ids)) {
      const other = { kind, body: Object.assign({}, ...(bodies ?? [])), author };
      found.set(id, coded.has(id) ? { ...other, writers: await writersOf(db, id) } : other);
    }
    return found;
  });
  for (const { id, kind, body } of changes)
    if (ids.includes(id)) others.set(id, { kind, body, author: session.author });
  return others;
}

/** For each field of a record, everybody who gave it a value or changed it. */
async function writersOf(db: Parameters<typeof revisionsOf>[0], id: string): Promise<Map<string, Set<string>>> {
  const writers = new Map<string, Set<string>>();
  let before: ReadonlyMap<string, unknown> = new Map();
  for (const { encoded } of await revisionsOf(db, id, null)) {
    const claims = claimsIn(encoded);
    for (const { field } of changesBetween(before, claims)) {
      const known = writers.get(field) ?? new Set();
      writers.set(field, known.add(String(claims.get('author') ?? '')));
    }
    before = claims;
  }
  return writers;
}
