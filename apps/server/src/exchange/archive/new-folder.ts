import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { forgetIgnored, unfinishedIn } from '../../database/index.ts';
import { LIST_NAME } from '../../erasure/index.ts';
import { BackupError } from './error.ts';

/**
 * @param what what is about to be done: `A backup is restored`
 * @throws BackupError when the folder holds anything
 */
export function requireEmpty(root: string, what: string): void {
  if (!existsSync(root) || namesIn(root).length === 0) return;
  const half = unfinishedIn(root);
  if (half !== null)
    throw new BackupError(
      `This folder holds ${half}, which broke off or is still running.`,
      root,
      'Wait for it, or remove the folder and begin again.',
    );
  throw new BackupError(
    `${what} only into a folder that is new or empty, and this one is not.`,
    root,
    'Choose another with --data DIR, or move this one away.',
  );
}

/** Nothing was there before. */
export function emptyFolder(root: string): void {
  for (const name of namesIn(root)) rmSync(join(root, name), { recursive: true, force: true });
  forgetIgnored(root);
}

function namesIn(root: string): string[] {
  const left = ['lost+found', LIST_NAME];
  return readdirSync(root).filter((name) => !name.startsWith('.') && !left.includes(name));
}
