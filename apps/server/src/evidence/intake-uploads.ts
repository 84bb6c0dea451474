import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardAmong } from '@cairn/model';
import { openSniffer, type Sniffer } from '../box/index.ts';
import type { Instance } from '../database/index.ts';
import { compartmentOf, readRecord, withSession } from '../record/index.ts';
import { NotFound, type Session } from '../record/types.ts';
import { openStored, removeUploads, uploadPath } from '../store/index.ts';
import { type FileNotes, type Intake, type Received, receive, type StagedFile } from './intake.ts';
import { itemsById } from './intake-store.ts';
import { BEGINNING, mediaTypeOf } from './media-type.ts';
import { NotWhole } from './refusals.ts';
import { settleUploads, type Upload, uploadsOf } from './upload-store.ts';
import { digestOfWhole, forgetDigests, Held, Hold } from './uploads.ts';

/** An upload with the name that its file is to have. */
export interface NamedUpload {
  readonly upload: string;
  readonly name: string;
  /** The path within the folder that it came in. */
  readonly path?: string;
  readonly own?: FileNotes;
}

/** How often a hold says that it lives, in milliseconds. */
const SIGN_OF_LIFE = 3_000;

const sniffers = new WeakMap<Instance, Sniffer>();

/**
 * Takes uploads that are whole into their compartment, all or none. Who asks again because the answer got lost hears the same.
 *
 * @throws NotWhole, and what `receive` throws; uploads are kept then
 */
export async function receiveUploads(
  instance: Instance,
  session: Session,
  intake: Omit<Intake, 'files'> & { readonly files: readonly NamedUpload[] },
): Promise<Received[]> {
  const { compartment, attachTo, batch } = intake;
  const ids = intake.files.map(({ upload }) => upload.toLowerCase());
  if (new Set(ids).size < ids.length) throw new NotWhole();
  const found = new Map((await uploadsOf(instance.app, session.secret, ids)).map((upload) => [upload.id, upload]));
  const uploads = ids.map((id) => requireWhole(found.get(id), compartment));
  if (attachTo !== undefined) await requireKind(instance, session, compartment, { id: attachTo, kind: 'incident' });
  // What comes into a guarded batch is guarded as it is, unless somebody says otherwise.
  const holder =
    batch === undefined ? {} : await requireKind(instance, session, compartment, { id: batch, kind: 'batch' });
  const notes = { ...guardAmong([holder]), ...intake.notes };
  const fresh = uploads.filter(({ item }) => item === null);
  const before = await receivedBefore(instance, session, uploads);
  const made = fresh.length === 0 ? [] : await takeFresh(instance, session, { ...intake, notes }, fresh);
  return uploads.map(({ id, item }) =>
    item === null ? (made[fresh.findIndex((each) => each.id === id)] as Received) : requireItem(before.get(item)),
  );
}

async function takeFresh(
  instance: Instance,
  session: Session,
  intake: Parameters<typeof receiveUploads>[2],
  uploads: readonly Upload[],
): Promise<Received[]> {
  const ids = uploads.map(({ id }) => id);
  const hold = new Hold(instance, session, ids);
  const alive = new AbortController();
  try {
    await hold.take();
    void keep(hold, alive.signal);
    const named = new Map(intake.files.map((file) => [file.upload.toLowerCase(), file]));
    const files: StagedFile[] = [];
    for (const upload of uploads) {
      const { path, name = '', own } = named.get(upload.id) ?? {};
      files.push({ ...(await staged(instance, upload, path ?? name)), ...(own === undefined ? {} : { own }) });
    }
    const received = await receive(instance, session, { ...intake, files });
    const settled = { secret: session.secret, by: hold.by, ids, items: received.map(({ item }) => item) };
    await settleUploads(instance.app, settled);
    await removeUploads(instance, ids);
    forgetDigests(instance, ids);
    return received;
  } catch (error) {
    if (error instanceof Held) throw new NotWhole();
    throw error;
  } finally {
    alive.abort();
    await hold.release().catch(() => undefined);
  }
}

/** Large files are read for longer than a hold lasts. */
async function keep(hold: Hold, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(SIGN_OF_LIFE, undefined, { signal, ref: false }).catch(() => undefined);
    if (!signal.aborted) await hold.take().catch(() => undefined);
  }
}

async function staged(instance: Instance, upload: Upload, name: string): Promise<StagedFile> {
  const digest = await digestOfWhole(instance, upload);
  if (digest === null) throw new NotWhole();
  const path = await uploadPath(instance, upload.id);
  const beginning = await beginningOf(instance, upload, { path, sha256: digest.sha256 });
  const sniffer = sniffers.get(instance) ?? openSniffer();
  sniffers.set(instance, sniffer);
  const mediaType = await mediaTypeOf(sniffer, upload.compartment, beginning, upload.bytes <= beginning.length);
  return { path, ...digest, name, mediaType };
}

/** After a commit that failed, the bytes lie in the store already. */
async function beginningOf(
  instance: Instance,
  { compartment }: Upload,
  { path, sha256 }: { path: string; sha256: string },
): Promise<Uint8Array> {
  const handle = await open(path).catch(() => null);
  const stored =
    handle === null ? await openStored(instance, compartment, sha256, { start: 0, end: BEGINNING - 1 }) : null;
  const stream = handle?.createReadStream({ start: 0, end: BEGINNING - 1 }) ?? stored?.stream;
  if (stream === undefined) throw new NotWhole();
  return Buffer.concat(await stream.toArray());
}

function requireWhole(upload: Upload | undefined, compartment: string): Upload {
  if (upload === undefined || upload.compartment !== compartment) throw new NotWhole();
  if (upload.item === null && (upload.held || upload.received < upload.bytes)) throw new NotWhole();
  return upload;
}

async function requireKind(
  instance: Instance,
  session: Session,
  compartment: string,
  { id, kind: wanted }: { id: string; kind: 'incident' | 'batch' },
): Promise<{ readonly sensitivity?: unknown }> {
  const [{ kind, body }, place] = await Promise.all([
    readRecord(instance, session, id),
    compartmentOf(instance, session, id),
  ]);
  if (kind !== wanted || place !== compartment)
    throw new NotFound(`There is no such ${wanted} in this compartment, or you may not see it.`);
  return body;
}

async function receivedBefore(
  instance: Instance,
  session: Session,
  uploads: readonly Upload[],
): Promise<Map<string, Received>> {
  const items = uploads.flatMap(({ item }) => (item === null ? [] : [item]));
  if (items.length === 0) return new Map();
  const held = await withSession(instance, session, (db) => itemsById(db, items));
  return new Map(held.map((each) => [each.item, { ...each, already: true }]));
}

function requireItem(received: Received | undefined): Received {
  if (received === undefined) throw new NotFound();
  return received;
}
