import { type SortedKind, standingOf } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { type ItemRow, itemRows } from '../evidence/index.ts';
import { withSession } from '../record/index.ts';
import type { Session } from '../record/types.ts';
import { changeBatch, requireWorkable } from './triage-batches.ts';
import {
  type BatchTotals,
  batchTotals,
  recordsOf,
  releaseEntries,
  type SortedRecord,
  takeEntries,
} from './triage-store.ts';

/** Most entries that one session has in hand of a batch. */
export const MOST_IN_HAND = 60;

/** For how long without a sign of life an entry stays in hand, in seconds. */
export const LEASE = 600;

/** An entry of a batch, with what helps to decide. */
export interface Entry extends Partial<Omit<ItemRow, 'id' | 'compartment' | 'reference' | 'revision' | 'at'>> {
  readonly id: string;
  readonly kind: SortedKind;
  readonly reference: string;
  readonly revision: number;
  /** When it came in or was changed last. */
  readonly at: string;
  readonly standing: 'waiting' | 'later';
  /** Words that came with it: a caption, a message, a summary. */
  readonly text?: string;
  /** Its address, where the session reads it. */
  readonly url?: string;
  /** When it was recorded or posted, as stated there; of an incident, its time. */
  readonly when?: unknown;
  readonly place?: unknown;
}

export interface Taken {
  readonly entries: Entry[];
  readonly totals: BatchTotals;
  readonly closed: boolean;
}

const NOTHING: BatchTotals = { total: 0, waiting: 0, later: 0, held: 0, others: 0 };

/**
 * Takes entries of a batch in hand, `n` with those that are already, for ten minutes from now. Whoever asks again lives on.
 * Where nothing waits any more in the whole batch, it is closed.
 *
 * @throws NotFound, Forbidden
 */
export async function take(
  instance: Instance,
  session: Session,
  { batch: id, n, standing }: { batch: string; n: number; standing: 'waiting' | 'later' },
): Promise<Taken> {
  const batch = await requireWorkable(instance, session, id);
  const { secret } = session;
  const ids = await takeEntries(instance.app, { secret, batch: id, n, lasting: LEASE, standing });
  const { records, totals } = await withSession(instance, session, async (db) => ({
    records: await recordsOf(db, ids),
    totals: (await batchTotals(db, secret, [id])).get(id) ?? NOTHING,
  }));
  // One that somebody decided on while it was being taken is given back.
  const open = records.filter(({ kind, body }) => standingOf(kind as SortedKind, body) === standing);
  const gone = ids.filter((each) => !open.some(({ id: kept }) => kept === each));
  if (gone.length > 0) await releaseEntries(instance.app, { secret, batch: id, entries: gone });
  const closed = await closeWhenDone(instance, session, batch, totals);
  return { entries: await entriesOf(instance, session, open), totals, closed };
}

async function closeWhenDone(
  instance: Instance,
  session: Session,
  batch: SortedRecord,
  { total, waiting, later }: BatchTotals,
): Promise<boolean> {
  const isDone = total > 0 && waiting + later === 0;
  if (isDone === (batch.body.closed !== undefined)) return isDone;
  const { closed: _, ...rest } = batch.body;
  const body = isDone ? { ...rest, closed: { by: session.author, at: new Date().toISOString() } } : rest;
  const reason = isDone ? 'Everything in it was sorted' : 'There is something to sort again';
  await changeBatch(instance, session, { batch, body, reason });
  return isDone;
}

/** Gives back what the session has in hand of a batch: the named entries, or all. @throws NotFound, Forbidden */
export async function release(
  instance: Instance,
  session: Session,
  { batch, entries }: { batch: string; entries: readonly string[] | null },
): Promise<number> {
  await requireWorkable(instance, session, batch);
  return releaseEntries(instance.app, { secret: session.secret, batch, entries });
}

async function entriesOf(instance: Instance, session: Session, records: readonly SortedRecord[]): Promise<Entry[]> {
  const items = records.filter(({ kind }) => kind === 'item').map(({ id }) => id);
  const rows = new Map((await itemRows(instance, session, items)).map((row) => [row.id, row]));
  return records.map((record) => {
    const { id, reference, revision, at, body } = record;
    const kind = record.kind as SortedKind;
    const standing = standingOf(kind, body) === 'later' ? 'later' : 'waiting';
    const { compartment: _, ...row } = rows.get(id) ?? { compartment: '' };
    return { ...row, ...{ id, kind, reference, revision, standing, at: at.toISOString() }, ...saidOf(record) };
  });
}

/** Most letters of a caption that are handed out with a sheet. */
const SHORT_TEXT = 1_000;

function saidOf({ kind, body }: SortedRecord): Pick<Entry, 'text' | 'url' | 'when' | 'place' | 'title'> {
  const text = (kind === 'item' ? body.notes : (body.summary ?? body.context)) as string | undefined;
  const { latitude, longitude } = (body.recorded ?? {}) as { latitude?: number; longitude?: number };
  const when = kind === 'item' ? postedOf(body) : body.time;
  const point = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
  const place = kind === 'item' ? point : body.place;
  return {
    ...(typeof body.title === 'string' ? { title: body.title } : {}),
    ...(text === undefined || text === '' ? {} : { text: text.slice(0, SHORT_TEXT) }),
    ...(typeof body.url === 'string' ? { url: body.url } : {}),
    ...(when === undefined ? {} : { when }),
    ...(place === undefined ? {} : { place }),
  };
}

/** When a file says that it was recorded, else when the message that brought it says that it was posted. */
export function postedOf(body: SortedRecord['body']): string | undefined {
  const { at } = (body.recorded ?? {}) as { at?: string };
  const { context = '' } = (body.collection ?? {}) as { context?: string };
  return at ?? /^Posted: (\S+)/m.exec(context)?.[1];
}
