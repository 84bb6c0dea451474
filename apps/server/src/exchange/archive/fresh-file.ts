import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { onStop } from '../../lifecycle.ts';
import { BackupError, wordsOf } from './error.ts';

/**
 * Writes a new file so that it bears its name only when it is whole and on the disk: written beside, mode 0600, flushed,
 * then linked into place, which never replaces a file. Whatever fails, nothing is left.
 *
 * @returns its size in bytes
 * @throws BackupError when there is a file of that name, the disk is full or the place cannot be written to
 */
export async function writeFresh(file: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  requireNew(file);
  const beside = `${file}.${randomBytes(4).toString('hex')}.part`;
  const withdraw = onStop(() => rmSync(beside, { force: true }));
  try {
    const handle = await open(beside, 'wx', 0o600);
    const bytes = await fill(handle, chunks).finally(() => handle.close());
    await name(beside, file);
    await flushFolder(dirname(file));
    return bytes;
  } catch (error) {
    const words = wordsOf(error);
    throw words === null
      ? error
      : new BackupError(`The backup could not be written: ${words}. Nothing is left of it.`, file);
  } finally {
    await rm(beside, { force: true }).catch(() => undefined);
    withdraw();
  }
}

/** @throws BackupError when there is a file of that name */
export function requireNew(file: string): void {
  if (existsSync(file)) throw taken(file);
}

async function fill(handle: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) {
    for (let done = 0; done < chunk.length; ) done += (await handle.write(chunk, done)).bytesWritten;
    bytes += chunk.length;
  }
  await handle.sync();
  return bytes;
}

async function name(beside: string, file: string): Promise<void> {
  try {
    await link(beside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw taken(file);
    if (existsSync(file)) throw taken(file);
    // File systems of USB sticks know no links.
    await rename(beside, file);
  }
}

function taken(file: string): BackupError {
  return new BackupError('There is a file of this name already, and it stays as it is.', file, 'Choose another name.');
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}
