import { statfs } from 'node:fs/promises';
import { NoRoom } from './refusals.ts';

/** What is left free on the disk of the store, in bytes, a twentieth of it at most: the database needs room to end in order. */
const RESERVE = 256 * 2 ** 20;

/** Bytes that the disk of a folder can take, the reserve not counted. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return bavail * bsize - Math.min(RESERVE, (blocks * bsize) / 20);
}

/** @throws NoRoom where the disk of a folder cannot take so many bytes more and keep its reserve */
export async function requireRoom(folder: string, bytes = 0): Promise<void> {
  if ((await roomIn(folder)) < bytes) throw new NoRoom();
}
