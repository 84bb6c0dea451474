import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable.ts';
import { DatabaseUnavailable } from './errors.ts';

/** What fills a new folder in one go, and says so there until it is whole. */
export type Filling = 'restore' | 'import';

const NAMES: Readonly<Record<Filling, string>> = {
  restore: 'RESTORE-INCOMPLETE.txt',
  import: 'IMPORT-INCOMPLETE.txt',
};

const TEXTS: Readonly<Record<Filling, string>> = {
  restore:
    'A backup was being restored into this folder and the restore has not ended.\n' +
    'If none is running, this folder is of no use: remove it and restore again.\n',
  import:
    'An export was being imported into this folder and the import has not ended.\n' +
    'If none is running, this folder is of no use: remove it and import again.\n',
};

/** Marks a data folder as half filled, before anything else is written into it. */
export function markUnfinished(root: string, what: Filling): void {
  writeDurably(join(root, NAMES[what]), TEXTS[what]);
}

/** Takes the mark away when all is there. */
export function markFinished(root: string): void {
  for (const name of Object.values(NAMES)) rmSync(join(root, name), { force: true });
}

/** What was or is filling this folder and has not ended, in a few words; null where nothing is. */
export function unfinishedIn(root: string): string | null {
  if (existsSync(join(root, NAMES.restore))) return 'half a restore';
  return existsSync(join(root, NAMES.import)) ? 'half an import' : null;
}

/** @throws DatabaseUnavailable when the folder holds half a restore or import */
export function requireComplete(root: string): void {
  const half = unfinishedIn(root);
  if (half === null) return;
  throw new DatabaseUnavailable(
    `${root} holds ${half}: it was interrupted, or is still running. Wait for it, or remove the folder and begin again.`,
  );
}
