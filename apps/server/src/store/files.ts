import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import type { Instance } from '../database/index.ts';
import type { Opened, Range } from './backend.ts';
import { FolderBackend } from './folder.ts';
import { stagePart } from './parts.ts';

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
 * @throws Error of `node:fs` when the disk is full; parts that did not land then lie where they were
 */
export async function landParts(instance: Instance, compartment: string, parts: readonly WholePart[]): Promise<void> {
  await folderOf(instance).land(
    parts.map((part) => ({ ...part, address: addressOf(instance, compartment, part.sha256) })),
  );
}

/** Opens a stored file, or a range of it; null where it is not. Whoever opens a stream reads it to its end or destroys it. */
export function openStored(
  instance: Instance,
  compartment: string,
  sha256: string,
  range?: Range,
): Promise<Opened | null> {
  return folderOf(instance).open(addressOf(instance, compartment, sha256), range);
}

/** Whether a compartment holds a file. */
export async function isStored(instance: Instance, compartment: string, sha256: string): Promise<boolean> {
  return (await folderOf(instance).sizeOf(addressOf(instance, compartment, sha256))) !== null;
}

/** A file on this machine that somebody reads for a while, and does not write. */
export interface Borrowed {
  readonly path: string;
  /** Ends the loan. */
  release(): Promise<void>;
}

/**
 * A path under which a stored file can be read, for tools that want one.
 *
 * @throws Error with code ENOENT when it is not there
 */
export async function borrowFile(instance: Instance, compartment: string, sha256: string): Promise<Borrowed> {
  const address = addressOf(instance, compartment, sha256);
  const folder = folderOf(instance);
  if ((await folder.sizeOf(address)) === null) throw missing(compartment);
  return { path: folder.pathOf(address), release: async () => undefined };
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
  await new FolderBackend(data.store).take(addressOf({ keys }, compartment, sha256), Readable.from(content));
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

function folderOf({ data }: Pick<Instance, 'data'>): FolderBackend {
  return new FolderBackend(data.store);
}

/** Removes a file for good. @returns whether there was one */
export async function removeFile(instance: Instance, address: string): Promise<boolean> {
  return folderOf(instance).remove(address);
}

/** Whether a file lies at an address. */
export async function liesAt(instance: Instance, address: string): Promise<boolean> {
  return (await folderOf(instance).sizeOf(address)) !== null;
}

/** Where a file with an address lies, or would, in the folder of an instance. */
export function folderPath({ data }: Pick<Instance, 'data'>, address: string): string {
  return new FolderBackend(data.store).pathOf(address);
}
