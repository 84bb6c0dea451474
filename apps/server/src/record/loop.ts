import type { Instance } from '../database/index.ts';
import { type Running, saidBy, takeTurns } from '../turns.ts';
import { noteSigning } from './integrity.ts';
import { sequence } from './sequencer.ts';

/** How long a revision waits for the log at most, with the time of a step, in milliseconds. */
const PAUSE = 500;

/**
 * Keeps the log up with the records for as long as the server runs. When the stored tree does not verify nothing is
 * signed, the reason shows on the integrity page, and signing resumes by itself once the tree verifies again.
 */
export function startSequencer(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): Running {
  return takeTurns({
    turn: async () => {
      await sequence(instance);
      noteSigning(instance, null);
      return PAUSE;
    },
    afterFailure: () => PAUSE,
    problemOf: (error) => {
      const problem = saidBy(error);
      noteSigning(instance, problem);
      return problem;
    },
    say,
  });
}
