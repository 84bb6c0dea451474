import { createHmac } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { Declined } from './declined.ts';
import { countAttempt, forgetAttempts } from './throttle-store.ts';

/** Attempts that are free, the pause after the first one beyond, and the longest pause (seconds). */
const FREE = 5;
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 900;

/**
 * The pause after so many failed attempts in a row, in seconds: none for the first five, then doubling up to a quarter of
 * an hour.
 */
export function pauseAfter(failures: number): number {
  return failures <= FREE ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - FREE - 1));
}

/**
 * Counts an attempt before it is made, so that many at once are no way around. Attempts are counted for each account, and
 * apart for each browser in which that account signed in before: a stranger who knocks cannot use those up. Nothing is
 * counted by network address: a team may share one behind a proxy.
 *
 * @param subject what is guessed at, and for whom
 * @returns what forgets the attempts once one succeeded
 * @throws Declined 429 with `retryAfter` in seconds while the pause lasts
 */
export async function countedAttempt(instance: Instance, subject: string): Promise<() => Promise<void>> {
  const key = createHmac('sha256', instance.keys.keyFor('throttle')).update(subject).digest();
  const wait = await countAttempt(
    instance.access,
    key,
    Array.from({ length: 20 }, (_, i) => pauseAfter(i + 1)),
  );
  if (wait > 0) {
    const retryAfter = Math.ceil(wait);
    const todo = `Wait ${retryAfter} seconds. A passkey opens without waiting.`;
    throw new Declined(429, 'throttled', 'There were too many attempts.', todo, { retryAfter });
  }
  return () => forgetAttempts(instance.access, key);
}
