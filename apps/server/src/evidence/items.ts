import type { Item } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { type Cursor, Invalid, type Queries, readRecord, type Session, withSession } from '../record/index.ts';
import { waitingAmong } from './examine-store.ts';
import { type DerivedRecord, derivedItems, type ItemRecord, itemIds, itemsById } from './item-store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How far the examination of a file has come. */
export type ExaminationState = NonNullable<Item['technical']>['outcome'] | 'waiting' | 'none';

/** Sorts of files that people look for. */
export const MEDIA_SORTS = ['image', 'video', 'audio', 'document', 'other'] as const;
export type MediaSort = (typeof MEDIA_SORTS)[number];

const MEDIA: Readonly<Record<Exclude<MediaSort, 'other'>, readonly string[]>> = {
  image: ['image/%'],
  video: ['video/%'],
  audio: ['audio/%'],
  document: [
    ...['text/%', 'application/pdf', 'application/rtf', 'application/msword', 'application/epub+zip'],
    ...['application/vnd.openxmlformats-officedocument.%', 'application/vnd.oasis.opendocument.%'],
    ...['application/vnd.ms-%', 'message/rfc822'],
  ],
};

/** An item as lists show it; fields that the session may not read are absent. */
export interface ItemRow {
  readonly id: string;
  /** UUID. */
  readonly compartment: string;
  readonly reference: string;
  readonly revision: number;
  readonly at: string;
  readonly itemKind?: string;
  readonly title?: string;
  readonly name?: string;
  readonly bytes?: number;
  readonly mediaType?: string;
  /** Pixels as a person sees the picture. */
  readonly width?: number;
  readonly height?: number;
  readonly durationSeconds?: number;
  readonly graphic?: string;
  readonly captureClass?: string;
  readonly examination: ExaminationState;
  /** A small picture that was made from the item. */
  readonly thumbnail?: { readonly item: string; readonly width?: number; readonly height?: number };
}

const LISTED = ['itemKind', 'title', 'file', 'technical', 'derivative', 'graphic', 'captureClass'];

/**
 * Items that the session may see, the newest change first, without what was made from them.
 *
 * @throws NotFound when the record that they are to belong to is not there for the session
 * @throws Invalid for a cursor that is none
 */
export async function listItems(
  instance: Instance,
  session: Session,
  query: { compartment?: string; about?: string; sort?: MediaSort; cursor?: Cursor; limit?: number },
): Promise<{ items: ItemRow[]; next: Cursor | null }> {
  const { compartment = null, about = null, sort, limit = 50 } = query;
  if (about !== null) await readRecord(instance, session, about);
  const [afterAt, afterId] = placeIn(query.cursor);
  const media = sort === undefined ? null : sort === 'other' ? Object.values(MEDIA).flat() : MEDIA[sort];
  const filter = { compartment, about, media, other: sort === 'other', afterAt, afterId, most: limit + 1 };
  return withSession(instance, session, async (db) => {
    const ids = await itemIds(db, session.secret, filter);
    const items = await itemRowsIn(db, session, ids.slice(0, limit));
    const last = items.at(-1);
    return { items, next: ids.length > limit && last !== undefined ? [last.at, last.id] : null };
  });
}

/** Items by id as lists show them, in the order of the ids; those that the session may not see are left out. */
export function itemRows(instance: Instance, session: Session, ids: readonly string[]): Promise<ItemRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : withSession(instance, session, (db) => itemRowsIn(db, session, ids));
}

async function itemRowsIn(db: Queries, session: Session, given: readonly string[]): Promise<ItemRow[]> {
  const rows = await itemsById(db, given, LISTED);
  const ids = rows.map(({ id }) => id);
  const made = await derivedItems(db, ids, 'thumbnail');
  const waiting = await waitingAmong(db, session.secret, ids);
  return rows.map((row) => itemRow(row, { made, waiting }));
}

function placeIn(cursor: Cursor | undefined): [string | null, string | null] {
  if (cursor === undefined) return [null, null];
  const [at, id] = cursor;
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string' && UUID.test(id))
    return [at, id];
  throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor that this server gave out' }]);
}

function itemRow(
  row: ItemRecord,
  { made, waiting }: { made: readonly DerivedRecord[]; waiting: ReadonlySet<string> },
): ItemRow {
  const { id, compartment, reference, revision, at, body } = row;
  const { itemKind, title, file, technical, graphic, captureClass } = body;
  const small = made.find(({ of }) => of === id);
  return {
    ...{ id, compartment, reference, revision, at: at.toISOString() },
    ...present({ itemKind, title, graphic, captureClass }),
    ...present({ name: file?.name, bytes: file?.bytes, mediaType: technical?.mediaType ?? file?.mediaType }),
    ...present({ width: technical?.width, height: technical?.height, durationSeconds: technical?.durationSeconds }),
    examination: examinationOf(row, waiting),
    ...(small === undefined ? {} : { thumbnail: { item: small.id, ...sizeOf(small) } }),
  };
}

export function sizeOf({ body: { technical } }: ItemRecord): { width?: number; height?: number } {
  return present({ width: technical?.width, height: technical?.height });
}

/** A file that was not looked at yet will be. Copies are not: the program that made them is known. */
export function examinationOf({ id, body }: ItemRecord, waiting: ReadonlySet<string>): ExaminationState {
  const { file, technical, derivative } = body;
  if (waiting.has(id)) return 'waiting';
  return technical?.outcome ?? (file === undefined || derivative !== undefined ? 'none' : 'waiting');
}

/** The members that have a value. */
export function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
