import type { Instance } from '../database/index.ts';
import { type Running, saidBy, takeTurns } from '../turns.ts';
import { foldCounters } from './counting-store.ts';

/** Readers look through what is not added up yet, in milliseconds. */
const PAUSE = 2_000;

/** Keeps the counters short for as long as the server runs. They are right without it, and slower. */
export function startCounting(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): Running {
  return takeTurns({
    turn: async () => {
      await foldCounters(instance.sequencer);
      return PAUSE;
    },
    afterFailure: () => 10 * PAUSE,
    problemOf: (error) => `The counters could not be added up: ${saidBy(error)}`,
    say,
  });
}

/** The same once, after work without a server. */
export async function addUpCounters(instance: Instance): Promise<void> {
  await foldCounters(instance.sequencer);
}
