import { lstat, readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

/** A file that was found, or something beside that is not taken in. */
export type Found =
  | { readonly path: Buffer; readonly name: string; readonly bytes: number }
  | { readonly name: string; readonly passed: 'link' | 'special' }
  | { readonly name: string; readonly failed: string };

/**
 * Files under a path: itself, or all below a folder, in the order of their names. What is named by a link is not followed,
 * and what is neither file nor folder is passed over; both are told. A name is the path below the folder's own parent, with
 * slashes, so that files of one folder keep together. Paths are bytes: a name in another encoding can be opened all the same.
 */
export async function* filesUnder(path: string): AsyncGenerator<Found> {
  const root = resolve(path);
  yield* found(Buffer.from(root), basename(root));
}

async function* found(path: Buffer, name: string): AsyncGenerator<Found> {
  let entries: Buffer[];
  try {
    const kind = await lstat(path);
    if (kind.isFile()) return yield { path, name, bytes: kind.size };
    if (kind.isSymbolicLink()) return yield { name, passed: 'link' };
    if (!kind.isDirectory()) return yield { name, passed: 'special' };
    entries = (await readdir(path, { encoding: 'buffer' })).sort(Buffer.compare);
  } catch (error) {
    return yield { name, failed: saying(error) };
  }
  for (const entry of entries)
    yield* found(Buffer.concat([path, Buffer.from('/'), entry]), `${name}/${entry.toString('utf8')}`);
}

/** Why a file could not be read, in words. */
export function saying(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'It does not exist.';
  if (code === 'EACCES' || code === 'EPERM') return 'It may not be read by this user.';
  if (code === 'ELOOP') return 'It is a link now, and links are not followed.';
  if (code === 'EIO') return 'The disk cannot read it.';
  return message;
}
