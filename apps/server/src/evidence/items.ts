import { berkeleyChecklist, type ChecklistPoint, type Item, KINDS, levelOfField } from '@cairn/model';
import { readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import {
  type Cursor,
  Invalid,
  listRevisions,
  NotFound,
  readRecord,
  type Session,
  withSession,
} from '../record/index.ts';
import { type CustodyLine, custodyOf } from './custody.ts';
import {
  type DerivedRecord,
  derivedItems,
  fileUses,
  firstRevisions,
  type ItemRecord,
  itemIds,
  itemsById,
  itemsOfFile,
  readableLevels,
  type UseRow,
} from './item-store.ts';

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

const LISTED = ['itemKind', 'title', 'file', 'technical', 'graphic', 'captureClass'];

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
    const rows = await itemsById(db, ids.slice(0, limit), LISTED);
    const made = await derivedItems(
      db,
      rows.map(({ id }) => id),
      'thumbnail',
    );
    const last = rows.at(-1);
    return {
      items: rows.map((row) => itemRow(row, made)),
      next: ids.length > limit && last !== undefined ? [last.at.toISOString(), last.id] : null,
    };
  });
}

function placeIn(cursor: Cursor | undefined): [string | null, string | null] {
  if (cursor === undefined) return [null, null];
  const [at, id] = cursor;
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string' && UUID.test(id))
    return [at, id];
  throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor that this server gave out' }]);
}

function itemRow(
  { id, compartment, reference, revision, at, body }: ItemRecord,
  made: readonly DerivedRecord[],
): ItemRow {
  const { itemKind, title, file, technical, graphic, captureClass } = body;
  const small = made.find(({ of }) => of === id);
  return {
    ...{ id, compartment, reference, revision, at: at.toISOString() },
    ...present({ itemKind, title, graphic, captureClass }),
    ...present({ name: file?.name, bytes: file?.bytes, mediaType: technical?.mediaType ?? file?.mediaType }),
    ...present({ width: technical?.width, height: technical?.height, durationSeconds: technical?.durationSeconds }),
    examination: examinationOf(body),
    ...(small === undefined ? {} : { thumbnail: { item: small.id, ...sizeOf(small) } }),
  };
}

function sizeOf({ body: { technical } }: ItemRecord): { width?: number; height?: number } {
  return present({ width: technical?.width, height: technical?.height });
}

/** What is not looked at yet will be, as long as there is a file to look at. */
function examinationOf({ file, technical }: Partial<Item>): ExaminationState {
  return technical?.outcome ?? (file === undefined ? 'none' : 'waiting');
}

/** The members that have a value. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

/** An item that was made from another, as the page of the other shows it. */
export interface DerivativeLine {
  readonly item: string;
  readonly reference: string;
  readonly role: string;
  readonly mediaType?: string;
  readonly name?: string;
  readonly bytes?: number;
  readonly width?: number;
  readonly height?: number;
  readonly tool: string;
  readonly toolVersion: string;
  readonly at: string;
}

/** What stands around an item. */
export interface Evidence {
  readonly custody: CustodyLine[];
  readonly derivatives: DerivativeLine[];
  /** What it was made from. */
  readonly parent?: { readonly item: string; readonly reference: string };
  readonly checklist: Pick<ChecklistPoint, 'point' | 'group' | 'state'>[];
  readonly examination: { state: ExaminationState; tool?: string; toolVersion?: string; at?: string };
  /** Other items of the compartment with the same bytes. */
  readonly sameFile: { readonly item: string; readonly reference: string }[];
}

/**
 * Custody, copies, and what is missing of an item, as far as the session may know of each.
 *
 * @throws NotFound
 */
export async function evidenceOf(instance: Instance, session: Session, id: string): Promise<Evidence> {
  if (!UUID.test(id)) throw new NotFound();
  const around = await withSession(instance, session, async (db) => {
    const [item] = await itemsById(db, [id], null);
    if (item === undefined) throw new NotFound();
    const { compartment, body } = item;
    const derived = await derivedItems(db, [item.id], null);
    const parent = body.derivative?.of ?? body.provenance?.parent;
    const sha256 = body.file?.sha256;
    return {
      item,
      derived,
      first: await firstRevisions(
        db,
        derived.map((each) => each.id),
      ),
      parent: parent === undefined ? [] : await itemsById(db, [parent], []),
      sameFile: sha256 === undefined ? [] : await itemsOfFile(db, { compartment, sha256, but: item.id }),
      levels: await readableLevels(db, compartment),
      uses: await fileUses(db, session.secret, item.id),
    };
  });
  const { item, parent, sameFile, levels } = around;
  const derivatives = derivativeLines(around.derived, madeAt(around.first));
  const [from] = parent;
  const { tool, toolVersion, at } = item.body.technical ?? {};
  return {
    custody: custodyOf({
      body: item.body,
      revisions: await listRevisions(instance, session, item.id),
      derived: derivatives.map((each) => ({ ...each, tool: `${each.tool} ${each.toolVersion}`.trim() })),
      uses: around.uses.map(useOf),
      store: [],
    }),
    derivatives,
    ...(from === undefined ? {} : { parent: { item: from.id, reference: from.reference } }),
    checklist: checklistOf(item.body, levels),
    examination: { state: examinationOf(item.body), ...present({ tool, toolVersion, at }) },
    sameFile,
  };
}

/** When each of some records was first recorded. */
function madeAt(first: readonly { record: string; encoded: string }[]): Map<string, string> {
  const times = new Map<string, string>();
  for (const { record, encoded } of first) {
    for (const part of encoded.split('~')) {
      const { name, value } = readDisclosure(part);
      if (name === 'at' && typeof value === 'string') times.set(record, value);
    }
  }
  return times;
}

function derivativeLines(derived: readonly DerivedRecord[], times: ReadonlyMap<string, string>): DerivativeLine[] {
  return derived.flatMap((each) => {
    const { file, technical, derivative } = each.body;
    if (derivative === undefined) return [];
    const { role, tool, toolVersion } = derivative;
    return [
      {
        ...{ item: each.id, reference: each.reference, role, tool, toolVersion },
        ...present({ name: file?.name, bytes: file?.bytes, mediaType: technical?.mediaType ?? file?.mediaType }),
        ...sizeOf(each),
        at: times.get(each.id) ?? each.at.toISOString(),
      },
    ];
  });
}

const USES = { open: 'opened', download: 'downloaded', export: 'exported' } as const;

function useOf({ at, what, name, times }: UseRow) {
  return { at: at.toISOString(), event: USES[what], by: name, count: times };
}

/** Of what the session cannot read it cannot be said whether it is missing: such points are left out. */
function checklistOf(body: Partial<Item>, levels: ReadonlySet<string>): Evidence['checklist'] {
  const { fields } = KINDS.item;
  return berkeleyChecklist(body)
    .filter(({ state, field }) => {
      const level = levelOfField(fields[field]?.class ?? 'sealed', body.sensitivity);
      return state !== 'missing' || levels.has(level);
    })
    .map(({ point, group, state }) => ({ point, group, state }));
}
