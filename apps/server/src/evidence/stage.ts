import { createHash, hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Instance } from '../database/index.ts';
import { Refusal } from '../record/types.ts';
import { stagePart } from '../store/index.ts';
import { BEGINNING } from './media-type.ts';
import { requireRoom } from './room.ts';

/** What a file on this machine turned out to be. */
export interface Read {
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Its first bytes, `BEGINNING` of them at most. */
  readonly beginning: Uint8Array;
}

/** A copy of a file beside the store. */
export interface Staged extends Read {
  readonly path: string;
}

/** How much is read at a time, in bytes. */
const CHUNK = 2 ** 20;

/** What is told while a large file is read: bytes since the last time. */
type Told = (bytes: number) => void;

/**
 * Copies a file beside the store, hashed while it is copied and flushed to the disk. Memory does not depend on its size;
 * what is a hole in the file is one in the copy.
 *
 * @throws Refusal where it is no plain file, where it changed while it was read, and where the disk has no room for it
 * @throws Error of `node:fs` where it cannot be read or the copy not be written; nothing is kept then
 */
export async function stageFile(instance: Instance, path: string | Buffer, told: Told = () => {}): Promise<Staged> {
  const part = await stagePart(instance);
  try {
    return { ...(await readThrough(path, told, { part, store: instance.data.store })), path: part };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Reads and hashes a file that need not be copied. Throws as `stageFile`. */
export function hashFile(path: string | Buffer, told: Told = () => {}): Promise<Read> {
  return readThrough(path, told, null);
}

async function readThrough(
  path: string | Buffer,
  told: Told,
  copy: { part: string; store: string } | null,
): Promise<Read> {
  // A pipe would keep whoever opens it waiting; a link is not followed.
  const source = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  let target: FileHandle | null = null;
  try {
    const before = await source.stat({ bigint: true });
    if (!before.isFile()) throw new Refusal('This is no plain file.');
    const bytes = Number(before.size);
    const held = Number(before.blocks) * 512;
    if (copy !== null) {
      if (bytes >= CHUNK) await requireRoom(copy.store, Math.min(bytes, held));
      target = await open(copy.part, 'wx', 0o600);
    }
    const read =
      bytes < CHUNK ? await readSmall(source, target, bytes) : await readLarge(source, target, held < bytes, told);
    const after = await source.stat({ bigint: true });
    if (read.bytes !== bytes || after.size !== before.size || after.mtimeNs !== before.mtimeNs)
      throw new Refusal('It changed while it was read.', '', 'Add it once nobody writes to it.');
    if (bytes < CHUNK) told(bytes);
    return read;
  } finally {
    await source.close();
    await target?.close();
  }
}

async function readSmall(source: FileHandle, target: FileHandle | null, bytes: number): Promise<Read> {
  const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
  try {
    // One byte more than there should be: what grew meanwhile is noticed.
    const got = await fill(source, buffer.subarray(0, bytes + 1), 0);
    const content = buffer.subarray(0, got);
    if (target !== null) {
      await writeAll(target, content, 0);
      await target.sync();
    }
    return { sha256: hash('sha256', content, 'hex'), bytes: got, beginning: beginningOf(content) };
  } finally {
    spare.push(buffer);
  }
}

/** Buffers that nobody uses now: as many as files are ever read at once. */
const spare: Buffer[] = [];

function beginningOf(content: Buffer): Buffer {
  return Buffer.from(content.subarray(0, BEGINNING));
}

/** Reads the next piece while the one before is hashed and written. */
async function readLarge(source: FileHandle, target: FileHandle | null, sparse: boolean, told: Told): Promise<Read> {
  const digest = createHash('sha256');
  const buffers = [0, 1].map(() => spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK));
  let beginning: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let reading = fill(source, buffers[0] as Buffer, 0);
  for (let turn = 0; ; turn ^= 1) {
    const got = await reading;
    if (got === 0) break;
    const chunk = (buffers[turn] as Buffer).subarray(0, got);
    reading = fill(source, buffers[turn ^ 1] as Buffer, bytes + got);
    // Whoever waits for it is this loop, and it may be left before.
    reading.catch(() => undefined);
    if (bytes === 0) beginning = beginningOf(chunk);
    const writing = target === null || (sparse && isEmpty(chunk)) ? null : writeAll(target, chunk, bytes);
    writing?.catch(() => undefined);
    digest.update(chunk);
    await writing;
    bytes += got;
    told(got);
  }
  if (target !== null) {
    if (sparse) await target.truncate(bytes);
    await target.sync();
  }
  // Only of a run to the end is nobody writing into them still.
  spare.push(...buffers);
  return { sha256: digest.digest('hex'), bytes, beginning };
}

async function fill(source: FileHandle, buffer: Buffer, from: number): Promise<number> {
  let got = 0;
  while (got < buffer.length) {
    const { bytesRead } = await source.read(buffer, got, buffer.length - got, from + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return got;
}

async function writeAll(target: FileHandle, content: Buffer, from: number): Promise<void> {
  for (let done = 0; done < content.length; )
    done += (await target.write(content, done, content.length - done, from + done)).bytesWritten;
}

const EMPTY = Buffer.alloc(CHUNK);

function isEmpty(chunk: Buffer): boolean {
  return chunk[0] === 0 && EMPTY.compare(chunk, 0, chunk.length, 0, chunk.length) === 0;
}
