import type { Instance } from '../database/index.ts';
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
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const run = (): void => {
    running = sealActivity(instance)
      .catch((error: unknown) => {
        if (!stopped)
          say(`Activity could not be sealed and is tried again: ${error instanceof Error ? error.message : error}`);
      })
      .then(() => {
        if (!stopped) timer = setTimeout(run, INTERVAL - (Date.now() % INTERVAL) + GRACE).unref();
      });
  };
  run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
