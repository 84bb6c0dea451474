import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable.ts';
import { DatabaseUnavailable } from './errors.ts';

const NAME = 'RESTORE-INCOMPLETE.txt';

/** Marks a data folder as half a restore, before anything else is written into it. */
export function markUnfinished(root: string): void {
  writeDurably(
    join(root, NAME),
    'A backup was being restored into this folder and the restore has not ended.\n' +
      'If none is running, this folder is of no use: remove it and restore again.\n',
  );
}

/** Takes the mark away when all is there. */
export function markFinished(root: string): void {
  rmSync(join(root, NAME), { force: true });
}

/** @throws DatabaseUnavailable when the folder holds half a restore */
export function requireComplete(root: string): void {
  if (!existsSync(join(root, NAME))) return;
  throw new DatabaseUnavailable(
    `${root} holds half a restore: it was interrupted, or is still running. Wait for it, or remove the folder and restore again.`,
  );
}
