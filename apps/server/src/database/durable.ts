import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file so that a crash at any moment leaves the old content or the new, never a part: written beside,
 * flushed to the disk, renamed into place, the folder flushed too. Mode 0600.
 */
export function writeDurably(file: string, content: string | Uint8Array): void {
  writeBeside(file, content, (beside) => renameSync(beside, file));
  flushFolder(dirname(file));
}

/** Makes a file in the same manner unless there is one. Of two processes that make it at once, one wins. */
export function makeDurably(file: string, content: string | Uint8Array): void {
  writeBeside(file, content, (beside) => {
    try {
      // A link, unlike a rename, never replaces what another process put there meanwhile.
      linkSync(beside, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
  flushFolder(dirname(file));
}

/** The name is random: processes on several machines that share a folder may bear the same number. */
function writeBeside(file: string, content: string | Uint8Array, place: (beside: string) => void): void {
  const beside = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = openSync(beside, 'wx', 0o600);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    place(beside);
  } finally {
    rmSync(beside, { force: true });
  }
}

function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
