import { createHash, createHmac } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Instance } from '../database/index.ts';
import type { Opened, Range } from './backend.ts';
import { FolderBackend } from './folder.ts';
import { stagePart } from './parts.ts';
import { AddressHolds } from './setting-store.ts';
import { askStores, backendAt, type Stores, storesKnown, storesNow } from './stores.ts';
import { transfer } from './transfer.ts';

/** What the folder needs to know of an instance: where it is and under which keys. */
export type Store = Pick<Instance, 'data' | 'keys'>;

/** What an item says of its file. */
export interface StoredFile {
  readonly name: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}

/** A whole part beside the store: written, hashed and flushed to the disk. */
export interface WholePart {
  readonly path: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = { '.csv': 'text/csv', '.json': 'application/json' };

/** The address of a file of a compartment: the HMAC of its digest, which tells nothing to whoever has not the key (security design §7). */
export function addressOf({ keys }: Pick<Instance, 'keys'>, compartment: string, sha256: string): string {
  return createHmac('sha256', keys.storeKey(compartment)).update(Buffer.from(sha256, 'hex')).digest('hex');
}

/**
 * Moves whole parts to their addresses, read-only, one copy per compartment. The part files are gone afterwards. What lies
 * at an address already stays as it is.
 *
 * @throws Error of `node:fs` when the disk is full, StoreError when the store does not answer; parts that did not land then
 *   lie where they were
 */
export async function landParts(instance: Instance, compartment: string, parts: readonly WholePart[]): Promise<void> {
  if (parts.length === 0) return;
  const placed = parts.map((part) => ({ ...part, address: addressOf(instance, compartment, part.sha256) }));
  let stores = await storesNow(instance);
  await stores.current.land(placed);
  // The store may have been given up meanwhile: then a move no longer looks into it, and the files go on from here.
  for (let now = await storesNow(instance); !now.keeps(stores.setting.current); now = await storesNow(instance)) {
    for (const { address, sha256 } of placed) await transfer(stores.current, now.current, address, sha256);
    stores = now;
  }
}

/** Opens a stored file, or a range of it; null where it is not. Whoever opens a stream reads it to its end or destroys it. */
export function openStored(
  instance: Instance,
  compartment: string,
  sha256: string,
  range?: Range,
): Promise<Opened | null> {
  const address = addressOf(instance, compartment, sha256);
  return askStores(instance, (store) => store.open(address, range));
}

/** Whether a compartment holds a file. */
export function isStored(instance: Instance, compartment: string, sha256: string): Promise<boolean> {
  return liesAt(instance, addressOf(instance, compartment, sha256));
}

/** Which of several files a compartment holds, by their digests: asked together, since each question by itself has its price. */
export async function storedAmong(
  instance: Instance,
  compartment: string,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  const look = async ({ all }: Stores): Promise<void> => {
    const missing = digests.filter((sha256) => !held.has(sha256));
    for (const store of all)
      await Promise.all(
        missing.map(async (sha256) => {
          if ((await store.sizeOf(addressOf(instance, compartment, sha256))) !== null) held.add(sha256);
        }),
      );
  };
  const before = await storesKnown(instance);
  await look(before);
  // A file that is being moved lies in the new store before it leaves the old one.
  const now = await storesNow(instance);
  if (now !== before || now.all.length > 1) await look(now);
  return held;
}

/** A file on this machine that somebody reads for a while, and does not write. */
export interface Borrowed {
  readonly path: string;
  /** Ends the loan. */
  release(): Promise<void>;
}

/**
 * A path under which a stored file can be read, for tools that want one: the store's own file, or a private copy of one that
 * lies elsewhere.
 *
 * @throws Error with code ENOENT when it is not there
 */
export async function borrowFile(instance: Instance, compartment: string, sha256: string): Promise<Borrowed> {
  const address = addressOf(instance, compartment, sha256);
  const found = await askStores(instance, async (store) => {
    if (!(store instanceof FolderBackend)) return store.open(address);
    return (await store.sizeOf(address)) === null ? null : store.pathOf(address);
  });
  if (found === null) throw missing(compartment);
  if (typeof found === 'string') return { path: found, release: async () => undefined };
  const path = await stagePart(instance);
  const release = (): Promise<void> => rm(path, { force: true });
  try {
    await pipeline(found.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await release();
    throw error;
  }
  return { path, release };
}

function missing(compartment: string): Error {
  return Object.assign(new Error(`A file of the compartment ${compartment} is not in the store.`), { code: 'ENOENT' });
}

/**
 * Copies a file into the store, hashed while it is copied. A crash leaves nothing but a part that is removed later.
 *
 * @throws Error of `node:fs` when the file cannot be read or the disk is full; nothing is kept then
 */
export async function storeFile(instance: Instance, compartment: string, path: string): Promise<StoredFile> {
  const part = await stagePart(instance);
  try {
    const whole = await writePart(part, createReadStream(path, { highWaterMark: 1 << 20 }));
    await landParts(instance, compartment, [whole]);
    return described(path, whole);
  } finally {
    await rm(part, { force: true });
  }
}

async function writePart(path: string, content: AsyncIterable<Uint8Array>): Promise<WholePart> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      for (let done = 0; done < chunk.length; ) done += (await handle.write(chunk, done)).bytesWritten;
      bytes += chunk.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { path, sha256: hash.digest('hex'), bytes };
}

function described(path: string, { sha256, bytes }: WholePart): StoredFile {
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return { name: basename(path), sha256, bytes, mediaType };
}

/**
 * Puts a file of a backup into the folder, to where its name says that it lay, whatever its bytes are: one that was altered
 * before the backup is altered still, and audit says so.
 */
export async function putBack(
  { data, keys }: Store,
  compartment: string,
  sha256: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await new FolderBackend(data.store).put(addressOf({ keys }, compartment, sha256), Readable.from(content));
}

/** Where a file with an address lies, or would, in the folder of an instance. */
export function folderPath({ data }: Pick<Instance, 'data'>, address: string): string {
  return new FolderBackend(data.store).pathOf(address);
}

/** Whether a file lies at an address, in whatever store. */
export async function liesAt(instance: Instance, address: string): Promise<boolean> {
  return (await askStores(instance, (store) => store.sizeOf(address))) !== null;
}

/**
 * Removes a file for good, from every store in which it may lie.
 *
 * @returns whether there was one
 * @throws StoreError when a store does not answer; the file may lie there still
 */
export async function removeFile(instance: Instance, address: string): Promise<boolean> {
  const db = await instance.owner.connect();
  try {
    return await new AddressHolds(db).during(address, async () => {
      let removed = false;
      for (const store of (await storesNow(instance)).all) if (await store.erase(address)) removed = true;
      return removed;
    });
  } finally {
    db.release();
  }
}

/** Removes what broke off on its way into a store: halves of files that nobody can name. */
export async function removeAbandoned(instance: Instance): Promise<void> {
  // Parts are written on this machine, wherever they go.
  await backendAt(instance, { kind: 'folder' }).sweep();
  for (const store of (await storesNow(instance)).all) if (store.kind !== 'folder') await store.sweep();
}
