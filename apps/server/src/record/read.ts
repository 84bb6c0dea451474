import { isDeepStrictEqual } from 'node:util';
import { codesOf, isWithin, type KindName } from '@cairn/model';
import { readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { boxesAround, boxesOf } from './areas.ts';
import { beginningsOf, isInstant } from './query.ts';
import {
  type ExternalRow,
  externalRows,
  type Filter,
  firstDisclosures,
  idsByReference,
  idsNaming,
  idsOfReference,
  logPositions,
  recordsById,
  relatedIds,
  revisionsOf,
  searchIds,
  withdrawnLinkIds,
} from './read-store.ts';
import { withSession } from './session.ts';
import { accountNames } from './session-store.ts';
import {
  Invalid,
  type ListQuery,
  NotFound,
  type RecordPage,
  type RecordRow,
  type ReferenceQuery,
  type RevisionRow,
  type SearchQuery,
  type Session,
} from './types.ts';

/** So many comments or steps about one record are shown. */
const MOST_ABOUT = 500;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws NotFound when there is no such record or the session may not see it: the two look alike */
export async function readRecord(instance: Instance, session: Session, id: string): Promise<RecordRow> {
  if (!UUID.test(id)) throw new NotFound();
  const [record] = await withSession(instance, session, (db) => recordsById(db, session.secret, [id]));
  if (record === undefined) throw new NotFound();
  return record;
}

/** The id of a record by its id or its short reference (`KHA-000217`). @throws NotFound */
export async function resolveRecord(instance: Instance, session: Session, given: string): Promise<string> {
  if (UUID.test(given)) return given.toLowerCase();
  const [id] = await withSession(instance, session, (db) => idsByReference(db, given));
  if (id === undefined) throw new NotFound(`There is no record ${JSON.stringify(given)}, or you may not see it.`);
  return id;
}

/** Records that the session may see, newest change first, by keyset. */
export function listRecords(instance: Instance, session: Session, query: ListQuery): Promise<RecordPage> {
  return search(instance, session, query);
}

/** The records of one short reference that the session may see; none where it may see none: no error tells the two apart. */
export function findReference(instance: Instance, session: Session, query: ReferenceQuery): Promise<RecordPage> {
  const { reference, kind = null, compartment = null } = query;
  return withSession(instance, session, async (db) => {
    const ids = await idsOfReference(db, session.secret, reference, kind, compartment);
    return { records: await recordsById(db, session.secret, ids), next: null };
  });
}

/** As `listRecords`, narrowed by words, period, place, code and acts. */
export async function search(instance: Instance, session: Session, query: SearchQuery): Promise<RecordPage> {
  const limit = query.limit ?? 50;
  const filter = filterOf(query, limit + 1);
  return withSession(instance, session, async (db) => {
    const ids = await searchIds(db, session.secret, filter);
    const records = await recordsById(db, session.secret, ids.slice(0, limit));
    const last = records.at(-1);
    return { records, next: ids.length > limit && last !== undefined ? [last.at, last.id] : null };
  });
}

/** @throws Invalid for a cursor, date or area that is none */
export function filterOf(query: SearchQuery, most: number): Filter {
  const [afterAt, afterId] = query.cursor ?? [null, null];
  if (query.cursor !== undefined && !(isInstant(afterAt) && typeof afterId === 'string' && UUID.test(afterId))) {
    throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor that this server gave out' }]);
  }
  return {
    kind: query.kind ?? null,
    compartment: query.compartment ?? null,
    text: query.text === undefined || query.text.trim() === '' ? null : query.text.replaceAll('\0', ' '),
    from: query.from ?? null,
    to: query.to ?? null,
    boxes: query.bbox === undefined ? null : boxesOf(query.bbox),
    code: query.code?.replaceAll('\0', ' ') ?? null,
    acts:
      query.act === undefined
        ? null
        : codesOf('act-type').filter((code) => isWithin('act-type', code, query.act ?? '')),
    place: query.place === undefined ? null : beginningsOf(query.place),
    near: query.near ?? null,
    around: query.near === undefined ? null : boxesAround(query.near),
    afterAt: afterAt as string | null,
    afterId: afterId as string | null,
    most,
  };
}

/** The history of a record as the session may read it, oldest first. @throws NotFound */
export async function listRevisions(instance: Instance, session: Session, id: string): Promise<RevisionRow[]> {
  await readRecord(instance, session, id);
  return withSession(instance, session, async (db) => {
    const stored = await revisionsOf(db, id, null);
    const positions = await logPositions(
      db,
      stored.map((row) => row.entry),
    );
    const names = await namesOf(
      db,
      session,
      stored.map((row) => String(claimsIn(row.encoded).get('author') ?? '')),
    );
    let before: Map<string, unknown> = new Map();
    return stored.map((row) => {
      const claims = claimsIn(row.encoded);
      const changes = changesBetween(before, claims);
      before = claims;
      const entry = Buffer.from(row.entry).toString('hex');
      const author = String(claims.get('author') ?? '');
      return {
        revision: row.number,
        at: String(claims.get('at') ?? ''),
        author: names.get(author) ?? author,
        reason: String(claims.get('reason') ?? ''),
        entry,
        leaf: positions.get(entry) ?? null,
        changes,
      };
    });
  });
}

async function namesOf(
  db: Parameters<typeof logPositions>[0],
  session: Session,
  authors: readonly string[],
): Promise<Map<string, string>> {
  const accounts = [...new Set(authors)].filter((author) => UUID.test(author));
  return accountNames(db, session.secret, accounts);
}

/** Names and values of disclosures, by claim. */
export function claimsIn(encoded: readonly string[]): Map<string, unknown> {
  return new Map(encoded.map((part) => readDisclosure(part)).map(({ name, value }) => [name, value]));
}

/** Fields of the body that differ between two revisions' claims. */
export function changesBetween(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): RevisionRow['changes'] {
  const fields = [...new Set([...before.keys(), ...after.keys()])].filter((name) => name.startsWith('body.'));
  return fields
    .filter((name) => !isDeepStrictEqual(before.get(name), after.get(name)))
    .map((name) => ({
      field: name.slice('body.'.length),
      before: before.get(name) ?? null,
      after: after.get(name) ?? null,
    }));
}

/** Records around one: acts, statements, items, links and the actors at their ends. @throws NotFound */
export async function relatedRecords(instance: Instance, session: Session, id: string): Promise<RecordRow[]> {
  await readRecord(instance, session, id);
  return withSession(instance, session, async (db) => recordsById(db, session.secret, await relatedIds(db, id, 500)));
}

/** What is said and done about a record: comments, steps of verification, second codings. @throws NotFound */
export async function recordsAbout(
  instance: Instance,
  session: Session,
  id: string,
  kind: KindName,
): Promise<RecordRow[]> {
  await readRecord(instance, session, id);
  return withSession(instance, session, async (db) => {
    const ids = await idsNaming(db, id, kind, MOST_ABOUT);
    const records = await recordsById(db, session.secret, ids);
    const found = new Map(
      (kind === 'comment' ? await asBegun(db, records) : records).map((record) => [record.id, record]),
    );
    return ids.flatMap((each) => found.get(each) ?? []);
  });
}

/** With who wrote them first, and when: whoever settles a comment or tags it did not say it. */
async function asBegun(db: Parameters<typeof firstDisclosures>[0], records: RecordRow[]): Promise<RecordRow[]> {
  const changed = records.filter(({ revision }) => revision > 1).map(({ id }) => id);
  if (changed.length === 0) return records;
  const first = await firstDisclosures(db, changed);
  return records.map((record) => {
    const claims = claimsIn(first.get(record.id) ?? []);
    const [author, at] = [claims.get('author') ?? record.author, claims.get('at') ?? record.at];
    return { ...record, author: String(author), at: String(at) };
  });
}

/** Links of a record, and of the acts of an incident, that no longer hold; each can be brought back. @throws NotFound */
export async function withdrawnLinks(instance: Instance, session: Session, id: string): Promise<RecordRow[]> {
  await readRecord(instance, session, id);
  return withSession(instance, session, async (db) => {
    const found = await recordsById(db, session.secret, await withdrawnLinkIds(db, id, 200));
    // A link that is above the reader's clearance looks like one without an end.
    return found.filter(({ body }) => body.withdrawn !== undefined);
  });
}

/** Records made from rows of a dataset, all roles. */
export function findExternal(
  instance: Instance,
  session: Session,
  compartment: string,
  dataset: string,
  ids: readonly string[],
): Promise<ExternalRow[]> {
  return withSession(instance, session, (db) => externalRows(db, compartment, dataset, ids));
}
