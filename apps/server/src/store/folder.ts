import { createHash, createHmac, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Instance } from '../database/index.ts';

/** What the store needs to know of an instance: where it is and under which keys. */
export type Store = Pick<Instance, 'data' | 'keys'>;

/** What an item says of its file. */
export interface StoredFile {
  readonly name: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = { '.csv': 'text/csv', '.json': 'application/json' };

/**
 * Copies a file into the store: hashed while it is written, at its keyed address, read-only, one copy per compartment. A
 * crash leaves nothing but a part that the next call removes.
 *
 * @throws Error of `node:fs` when the file cannot be read or the disk is full; nothing is kept then
 */
export async function storeFile(instance: Instance, compartment: string, path: string): Promise<StoredFile> {
  const content = createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  const { sha256, bytes } = await land(instance, content, (digest) => addressOf(instance, compartment, digest));
  return described(path, sha256, bytes);
}

/**
 * Puts a file of a backup back to where its name says that it lay, whatever its bytes are: one that was altered before the
 * backup is altered still, and audit says so.
 */
export async function putBack(
  store: Store,
  compartment: string,
  sha256: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await land(store, content, () => addressOf(store, compartment, sha256));
}

const HOUR = 3_600_000;

/** Removes what copies that broke off left behind: parts to which nothing has been added for an hour. */
export function removeAbandoned({ data }: Pick<Store, 'data'>): void {
  const parts = join(data.store, 'incoming');
  if (!existsSync(parts)) return;
  for (const name of readdirSync(parts)) {
    const found = statSync(join(parts, name), { throwIfNoEntry: false });
    if (found !== undefined && found.mtimeMs < Date.now() - HOUR) rmSync(join(parts, name), { force: true });
  }
}

/** Writes a file beside the store's files and moves it to its address once it is whole. */
async function land(
  { data }: Store,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  address: (sha256: string) => string,
): Promise<{ sha256: string; bytes: number }> {
  const parts = join(data.store, 'incoming');
  mkdirSync(parts, { recursive: true, mode: 0o700 });
  const part = join(parts, randomUUID());
  try {
    const written = await copyHashed(content, part);
    const target = address(written.sha256);
    if (existsSync(target)) return written;
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    chmodSync(part, 0o400);
    renameSync(part, target);
    flush(dirname(target));
    return written;
  } finally {
    rmSync(part, { force: true });
  }
}

/** Where a file of a compartment lies: the HMAC of its digest, which tells nothing to whoever has not the key (security design §7). */
export function addressOf(instance: Store, compartment: string, sha256: string): string {
  const address = createHmac('sha256', instance.keys.storeKey(compartment))
    .update(Buffer.from(sha256, 'hex'))
    .digest('hex');
  return pathAt(instance, address);
}

/** Where the file with an address lies. */
export function pathAt({ data }: Pick<Store, 'data'>, address: string): string {
  return join(data.store, address.slice(0, 2), address);
}

/** Removes a file from the store for good; one that is not there is no error. */
export function removeFile(store: Pick<Store, 'data'>, address: string): void {
  if (!/^[0-9a-f]{64}$/.test(address)) return;
  const path = pathAt(store, address);
  rmSync(path, { force: true });
  if (existsSync(dirname(path))) flush(dirname(path));
}

async function copyHashed(
  from: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  to: string,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const handle = openSync(to, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of from) {
      hash.update(chunk);
      for (let done = 0; done < chunk.length; ) done += writeSync(handle, chunk, done);
      bytes += chunk.length;
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return { sha256: hash.digest('hex'), bytes };
}

function described(path: string, sha256: string, bytes: number): StoredFile {
  return {
    name: basename(path),
    sha256,
    bytes,
    mediaType: MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
  };
}

function flush(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Bytes and digest of a stored file, read anew; null when it is not there. */
export async function readStored(path: string): Promise<{ sha256: string; bytes: number } | null> {
  if (!existsSync(path) || !statSync(path).isFile()) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
