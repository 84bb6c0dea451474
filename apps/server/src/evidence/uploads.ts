import { createHash, type Hash, randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Instance } from '../database/index.ts';
import { Forbidden, NotFound, type Session } from '../record/types.ts';
import { type Digest, digestOfUpload, removeUploads, uploadPath } from '../store/index.ts';
import { NoRoom } from './refusals.ts';
import { requireRoom, roomIn } from './room.ts';
import {
  dropUpload,
  holdUpload,
  noteUpload,
  openUpload,
  releaseUploads,
  type Upload,
  uploadsOf,
} from './upload-store.ts';

/** Uploads that one account may have open. */
const MOST_OPEN = 500;

/** What was written is flushed and noted this often: in bytes, and in milliseconds. What came since is sent again after a crash. */
const NOTE_EVERY = 16 * 2 ** 20;
const NOTE_AFTER = 4_000;

/** Others may take an upload of which nothing was heard for ten seconds; earlier than that a request asks again whether it has it still. */
const SILENCE = 7_000;

/** Small pieces are gathered to this size before they are written. */
const PIECE = 2 ** 20;

/** Somebody else writes to the upload at this moment. */
export class Held extends Error {}

/** The account has as many uploads open as it may. */
export class TooMany extends Error {}

/**
 * Begins an upload into a compartment.
 *
 * @returns its id
 * @throws NotFound, Forbidden as the session may see and write there
 * @throws TooMany where the account has too many open
 * @throws NoRoom where the disk cannot take it beside all others that are coming in
 */
export async function beginUpload(
  instance: Instance,
  session: Session,
  { id, compartment, bytes }: { id: string; compartment: string; bytes: number },
): Promise<void> {
  const { app, data } = instance;
  const room = await roomIn(data.store);
  const answer = await openUpload(app, { secret: session.secret, id, compartment, bytes, most: MOST_OPEN, room });
  if (answer === 'unknown') throw new NotFound('There is no such compartment, or you are no member of it.');
  if (answer === 'reader') throw new Forbidden('You may read this compartment but not write into it.');
  if (answer === 'many') throw new TooMany();
  if (answer === 'full') throw new NoRoom();
}

/** The caller's uploads that became no item yet, oldest first. */
export function listUploads(instance: Instance, session: Session): Promise<Upload[]> {
  return uploadsOf(instance.app, session.secret, null);
}

/** @throws NotFound for one of another account, and for one whose time is over */
export async function readUpload(instance: Instance, session: Session, id: string): Promise<Upload> {
  const [upload] = await uploadsOf(instance.app, session.secret, [id]);
  if (upload === undefined) throw noUpload();
  return upload;
}

function noUpload(): NotFound {
  return new NotFound('There is no such upload, or its time is over.');
}

/** Uploads that one request has for itself, until it lets go or is heard of no more for some seconds. */
export class Hold {
  readonly #instance: Instance;
  readonly #session: Session;
  readonly ids: readonly string[];
  readonly by = randomUUID();

  constructor(instance: Instance, session: Session, ids: readonly string[]) {
    this.#instance = instance;
    this.#session = session;
    this.ids = ids;
  }

  /** Also keeps what is held. @throws Held, NotFound */
  async take(): Promise<void> {
    const { app } = this.#instance;
    for (const id of this.ids) {
      if (await holdUpload(app, this.#session.secret, id, this.by)) continue;
      // One that has become an item is held by nobody and never again.
      const { item } = await readUpload(this.#instance, this.#session, id);
      if (item !== null) throw noUpload();
      throw new Held();
    }
  }

  async release(): Promise<void> {
    await releaseUploads(this.#instance.app, this.ids, this.by);
  }

  /** Removes an upload with its bytes. */
  async drop(id: string): Promise<void> {
    if (!(await dropUpload(this.#instance.app, this.#session.secret, id, this.by))) throw noUpload();
    digests(this.#instance).delete(id);
    await removeUploads(this.#instance, [id]);
  }

  /**
   * Appends what comes, from a place that is on the disk for certain. What came is kept also where the line is cut.
   *
   * @returns how many bytes are on the disk now
   * @throws Held where others took the upload meanwhile; what the stream throws; Error of `node:fs` when the disk is full
   */
  async append(id: string, from: number, content: AsyncIterable<Uint8Array>): Promise<number> {
    const path = await uploadPath(this.#instance, id);
    const handle = await open(path, from === 0 ? 'w+' : 'r+', 0o600).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? noUpload() : error;
    });
    try {
      // What came after the last flush before a crash may be anything.
      await handle.truncate(from);
      const note = (received: number): Promise<void> => this.#note(id, received);
      return await new Appending(handle, from, hashAt(this.#instance, id, from), note).run(content);
    } finally {
      await handle.close();
    }
  }

  async #note(id: string, received: number): Promise<void> {
    const given = { secret: this.#session.secret, id, by: this.by, received };
    if (!(await noteUpload(this.#instance.app, given))) throw new Held();
    // What is free may have gone to others since it was begun; what came until now is kept.
    await requireRoom(this.#instance.data.store);
  }
}

/** Bytes on their way into one upload. */
class Appending {
  readonly #handle: FileHandle;
  readonly #hashing: Hashing | null;
  readonly #note: (received: number) => Promise<void>;
  #at: number;
  #noted: number;
  #since = performance.now();
  #pieces: Uint8Array[] = [];
  #gathered = 0;

  constructor(handle: FileHandle, from: number, hashing: Hashing | null, note: (received: number) => Promise<void>) {
    this.#handle = handle;
    this.#at = from;
    this.#noted = from;
    this.#hashing = hashing;
    this.#note = note;
  }

  async run(content: AsyncIterable<Uint8Array>): Promise<number> {
    try {
      for await (const piece of content) {
        this.#pieces.push(piece);
        this.#gathered += piece.length;
        if (this.#gathered >= PIECE) await this.#write();
        if (this.#at - this.#noted >= NOTE_EVERY || performance.now() - this.#since > NOTE_AFTER) await this.#flush();
      }
    } catch (error) {
      // The line was cut: what came is kept. The disk or the hold failed: what was noted is.
      await this.#flush().catch(() => undefined);
      throw error;
    }
    await this.#flush();
    return this.#at;
  }

  async #write(): Promise<void> {
    // After a long silence somebody else may have the upload: it is not written to before that is known.
    if (performance.now() - this.#since > SILENCE) await this.#flushed();
    const chunk = Buffer.concat(this.#pieces, this.#gathered);
    this.#pieces = [];
    this.#gathered = 0;
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await this.#handle.write(chunk, done, chunk.length - done, this.#at);
      this.#hashing?.take(chunk.subarray(done, done + bytesWritten));
      done += bytesWritten;
      this.#at += bytesWritten;
    }
  }

  async #flush(): Promise<void> {
    if (this.#gathered > 0) await this.#write();
    await this.#flushed();
  }

  async #flushed(): Promise<void> {
    await this.#handle.datasync();
    await this.#note(this.#at);
    this.#noted = this.#at;
    this.#since = performance.now();
  }
}

/** A digest that grows with its upload. */
class Hashing {
  readonly #hash: Hash = createHash('sha256');
  bytes = 0;
  #digest: Digest | null = null;

  take(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
  }

  /** When all has come; the same however often it is asked. */
  result(): Digest {
    this.#digest ??= { sha256: this.#hash.digest('hex'), bytes: this.bytes };
    return this.#digest;
  }
}

/** Digests that this process keeps; those of others, and of before a restart, are read from the disk once they are needed. */
const MOST_KEPT = 5_000;
const kept = new WeakMap<Instance, Map<string, Hashing>>();

function digests(instance: Instance): Map<string, Hashing> {
  const known = kept.get(instance) ?? new Map<string, Hashing>();
  kept.set(instance, known);
  return known;
}

/** Where a digest has come as far as the disk, it goes on; else there is none. */
function hashAt(instance: Instance, id: string, from: number): Hashing | null {
  const known = digests(instance);
  const before = known.get(id);
  if (from > 0) {
    if (before?.bytes === from) return before;
    known.delete(id);
    return null;
  }
  const fresh = new Hashing();
  known.set(id, fresh);
  const [oldest] = known.keys();
  if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
  return fresh;
}

/** Digest of an upload that is whole; null where its bytes are not there. */
export async function digestOfWhole(instance: Instance, { id, bytes }: Upload): Promise<Digest | null> {
  // Of an empty file no byte is ever sent, and nothing was made for it.
  if (bytes === 0) await (await open(await uploadPath(instance, id), 'a', 0o600)).close();
  const known = digests(instance).get(id);
  const digest = known?.bytes === bytes ? known.result() : await digestOfUpload(instance, id);
  return digest?.bytes === bytes ? digest : null;
}

/** After uploads became items, or ended. */
export function forgetDigests(instance: Instance, ids: readonly string[]): void {
  for (const id of ids) digests(instance).delete(id);
}
