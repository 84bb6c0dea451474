import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Backend, isAddress, type Opened, type Part, type Range } from './backend.ts';
import { partIn } from './parts.ts';

/** How much of a file is read at once, in bytes. */
const CHUNK = 1 << 20;

/** Files in a folder of this machine: read-only, one at each address, moved into place when they are whole. */
export class FolderBackend implements Backend {
  readonly kind = 'folder';
  readonly name = 'the folder';
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the file with an address lies or would lie. */
  pathOf(address: string): string {
    return join(this.#folder, address.slice(0, 2), address);
  }

  async sizeOf(address: string): Promise<number | null> {
    const found = await lstat(this.pathOf(address)).catch(unlessAbsent);
    return found?.isFile() === true ? found.size : null;
  }

  async open(address: string, { start, end }: Range = {}): Promise<Opened | null> {
    const handle = await open(this.pathOf(address)).catch(unlessAbsent);
    if (handle === null) return null;
    const found = await handle.stat();
    if (!found.isFile()) {
      await handle.close();
      return null;
    }
    const range = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
    return { bytes: found.size, stream: handle.createReadStream({ ...range, highWaterMark: CHUNK }) };
  }

  async land(parts: readonly Part[]): Promise<void> {
    const touched = new Set(parts.map(({ address }) => dirname(this.pathOf(address))));
    await Promise.all([...touched].map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));
    await Promise.all(parts.map((part) => this.#place(part)));
    await Promise.all([...touched].map(flush));
  }

  async #place({ address, path }: Part): Promise<void> {
    if ((await this.sizeOf(address)) !== null) return rm(path, { force: true });
    await chmod(path, 0o400);
    await rename(path, this.pathOf(address));
  }

  async take(address: string, content: Readable): Promise<{ sha256: string; bytes: number }> {
    const path = await partIn(this.#folder);
    try {
      const hash = createHash('sha256');
      let bytes = 0;
      await pipeline(
        content,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            bytes += chunk.length;
            yield chunk;
          }
        },
        createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
      );
      const sha256 = hash.digest('hex');
      await this.land([{ address, path, sha256, bytes }]);
      return { sha256, bytes };
    } finally {
      await rm(path, { force: true });
    }
  }

  async remove(address: string): Promise<boolean> {
    const path = this.pathOf(address);
    if (!isAddress(address) || (await lstat(path).catch(unlessAbsent)) === null) return false;
    await rm(path, { force: true });
    await flush(dirname(path));
    return true;
  }

  async *addresses(): AsyncGenerator<string> {
    for (const folder of await readdir(this.#folder).catch(() => [])) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const name of await readdir(join(this.#folder, folder)).catch(() => []))
        if (isAddress(name) && name.startsWith(folder)) yield name;
    }
  }
}

/** Bytes and digest of a file, read anew; null when it is not there. */
export async function digestOfFile(path: string): Promise<{ sha256: string; bytes: number } | null> {
  if ((await lstat(path).catch(unlessAbsent))?.isFile() !== true) return null;
  return digestOfStream(createReadStream(path, { highWaterMark: CHUNK }));
}

/** Bytes and digest of what comes. */
export async function digestOfStream(content: Readable): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

function unlessAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}

/** Without it a crash may take back a rename. Windows flushes no folders. */
async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
