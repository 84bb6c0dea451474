import { Refusal } from '../../record/types.ts';

/** A backup could not be written, opened or restored. Nothing half-written is left. */
export class BackupError extends Refusal {}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'the file system takes no file of this size',
  EROFS: 'the place is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EIO: 'the disk reports an error',
};

/** What the system's error means, or null for errors of another kind. */
export function wordsOf(error: unknown): string | null {
  return WORDS[(error as NodeJS.ErrnoException | null)?.code ?? ''] ?? null;
}
