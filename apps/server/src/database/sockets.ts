import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseUnavailable } from './errors.ts';

/** The kernel takes 107 bytes of path and a zero; longer ones are fatal to PostgreSQL. */
const LONGEST = 107;
const SOCKET = '.s.PGSQL.5432';

/**
 * A folder for the server's socket that only `owner` may enter, the same one each time for the same data folder.
 * @throws DatabaseUnavailable when no temporary folder has a path short enough
 */
export function socketFolder(dataFolder: string, owner: { uid: number; gid: number }): string {
  const name = `cairn-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 20)}`;
  const base = bases().find((folder) => fits(path.join(folder, `${name}-XXXXXX`)));
  if (base === undefined)
    throw new DatabaseUnavailable(
      'No temporary folder with a path short enough for a socket was found. Set TMPDIR to a short path such as /tmp.',
    );
  const folder = path.join(base, name);
  return prepare(folder, owner) ? folder : takeOver(mkdtempSync(`${folder}-`), owner);
}

function bases(): string[] {
  const uid = process.getuid?.();
  const runtime = process.env.XDG_RUNTIME_DIR;
  // With sudo -E the variable may name another user's folder.
  const own =
    runtime && path.isAbsolute(runtime) && existsSync(runtime) && statSync(runtime).uid === uid ? [runtime] : [];
  return [...own, os.tmpdir(), '/tmp'].filter((folder) => existsSync(folder));
}

function fits(folder: string): boolean {
  return Buffer.byteLength(path.join(folder, SOCKET)) <= LONGEST;
}

/** False when the name is taken by something that is not ours: the folder is then not to be trusted. */
function prepare(folder: string, owner: { uid: number; gid: number }): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!isPrivateTo(folder, owner.uid)) return false;
  takeOver(folder, owner);
  return true;
}

function takeOver(folder: string, owner: { uid: number; gid: number }): string {
  chmodSync(folder, 0o700);
  if (process.getuid?.() === 0) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

/** Whether `folder` is a real folder (no link) of this user, or of the one that the server runs as. */
export function isPrivateTo(folder: string, uid: number): boolean {
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && (found.uid === uid || found.uid === process.getuid?.());
  } catch {
    return false;
  }
}
