import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '../database/index.ts';

const HOUR = 3_600_000;

/**
 * A path for a new part: a file that is being written before it lands. It lies in a folder that only the owner enters, on
 * the disk of the store. Nothing is there yet. What is not added to for an hour is taken for abandoned.
 */
export function stagePart({ data }: Pick<Instance, 'data'>): Promise<string> {
  return partIn(data.store);
}

/** The same, below a folder of files. */
export async function partIn(folder: string): Promise<string> {
  const parts = join(folder, 'incoming');
  await mkdir(parts, { recursive: true, mode: 0o700 });
  return join(parts, randomUUID());
}

/** Removes what copies that broke off left behind: parts to which nothing has been added for an hour. */
export async function sweepParts(folder: string): Promise<void> {
  const parts = join(folder, 'incoming');
  for (const name of await readdir(parts).catch(() => [])) {
    const found = await stat(join(parts, name)).catch(() => null);
    if (found !== null && found.mtimeMs < Date.now() - HOUR) await rm(join(parts, name), { force: true });
  }
}
