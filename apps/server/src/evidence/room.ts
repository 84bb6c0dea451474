import { statfs } from 'node:fs/promises';
import { Refusal } from '../record/types.ts';

/** What is left free on the disk of the store, in bytes, a twentieth of it at most: the database needs room to end in order. */
const RESERVE = 256 * 2 ** 20;

/** The disk of the store has no room left. */
export class NoRoom extends Refusal {
  constructor() {
    super(
      'The disk of the store has not enough room.',
      '',
      'Make room on it, then do the same again: what is stored already is kept.',
    );
  }
}

/** Bytes that the disk of a folder can take, the reserve not counted. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return bavail * bsize - Math.min(RESERVE, (blocks * bsize) / 20);
}

/** @throws NoRoom where the disk of a folder cannot take so many bytes more and keep its reserve */
export async function requireRoom(folder: string, bytes = 0): Promise<void> {
  if ((await roomIn(folder)) < bytes) throw new NoRoom();
}

/** Whether an error says that a disk is full: the system's, or the database's (SQLSTATE 53100). */
export function isFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof NoRoom || code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
}
