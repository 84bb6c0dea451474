import type { Instance } from '../database/index.ts';
import { saidBy, takeTurns } from '../turns.ts';
import { INTERVAL, sealActivity } from './activity.ts';

/** How long after an interval's end it is sealed, in milliseconds: requests that were under way are entered by then. */
const GRACE = 2_000;

/**
 * Seals the activity of each interval once it has ended, for as long as the server runs; first those that ended while no
 * server ran.
 *
 * @returns what ends it, after a sealing that is under way
 */
export function startActivity(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): () => Promise<void> {
  const untilEnd = (): number => INTERVAL - (Date.now() % INTERVAL) + GRACE;
  return takeTurns({
    turn: async () => {
      await sealActivity(instance);
      return untilEnd();
    },
    afterFailure: untilEnd,
    problemOf: (error) => `Activity could not be sealed and is tried again: ${saidBy(error)}`,
    say,
    saysAgain: true,
  }).stop;
}
