import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './command.ts';

/** Looked at beforehand, so that nobody waits for what cannot be written. @throws UsageError */
export async function requireFree(file: string): Promise<void> {
  const folder = await stat(path.dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true)
    throw new UsageError(`--out: the folder ${path.dirname(file)} does not exist. Nothing was written.`);
  if (existsSync(file)) throw existsAlready(file);
}

/** Writes a new file that its owner alone can read. @throws UsageError when there is one of that name */
export async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? existsAlready(file) : error;
  }
}

function existsAlready(file: string): UsageError {
  return new UsageError(`--out: ${file} exists already and was kept. Name another file, or remove that one first.`);
}
