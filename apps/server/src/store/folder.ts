import { createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Backend, isAddress, type Opened, type Part, type Range } from './backend.ts';
import { partIn, sweepParts } from './parts.ts';

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
    const last = Math.min(end ?? found.size - 1, found.size - 1);
    const first = start ?? 0;
    if (first > last) {
      await handle.close();
      return { bytes: found.size, stream: Readable.from([]) };
    }
    // Its end is known: nobody has to look for it, and a small file needs no large buffer.
    const highWaterMark = Math.min(CHUNK, last - first + 1);
    return { bytes: found.size, stream: handle.createReadStream({ start: first, end: last, highWaterMark }) };
  }

  async land(parts: readonly Part[]): Promise<void> {
    const touched = [...new Set(parts.map(({ address }) => dirname(this.pathOf(address))))];
    await Promise.all(touched.map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));
    await Promise.all(parts.map((part) => this.#place(part)));
    await Promise.all(touched.map(flush));
  }

  async #place({ address, path }: Part): Promise<void> {
    if ((await this.sizeOf(address)) !== null) return rm(path, { force: true });
    await chmod(path, 0o400);
    await rename(path, this.pathOf(address));
  }

  async put(address: string, content: Readable): Promise<void> {
    const path = await partIn(this.#folder);
    const target = this.pathOf(address);
    try {
      await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await chmod(path, 0o400);
      await rename(path, target);
      await flush(dirname(target));
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

  erase(address: string): Promise<boolean> {
    return this.remove(address);
  }

  async *addresses(): AsyncGenerator<string> {
    for (const folder of await readdir(this.#folder).catch(() => [])) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const name of await readdir(join(this.#folder, folder)).catch(() => []))
        if (isAddress(name) && name.startsWith(folder)) yield name;
    }
  }

  async sweep(): Promise<void> {
    await sweepParts(this.#folder);
  }
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
