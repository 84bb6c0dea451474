import type { Instance } from '../database/index.ts';
import { noteSigning } from './integrity.ts';
import { sequence } from './sequencer.ts';

/** How long a revision waits for the log at most, with the time of a step, in milliseconds. */
const PAUSE = 500;

/** A running sequencer. */
export interface Running {
  /** Ends it after the step that is under way. */
  stop(): Promise<void>;
}

/**
 * Keeps the log up with the records for as long as the server runs. When the stored tree does not verify nothing is
 * signed, the reason shows on the integrity page, and signing resumes by itself once the tree verifies again.
 */
export function startSequencer(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): Running {
  const stopping = new AbortController();
  let told = '';
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await sequence(instance);
        noteSigning(instance, null);
        told = '';
      } catch (error) {
        if (stopping.signal.aborted) return;
        const problem = error instanceof Error ? error.message : String(error);
        noteSigning(instance, problem);
        if (problem !== told) say(problem);
        told = problem;
      }
      await pause(PAUSE, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
