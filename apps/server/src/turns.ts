import { setTimeout as sleep } from 'node:timers/promises';

/** Work that goes on until it is told to end. */
export interface Running {
  /** Ends it after the turn that is under way. */
  stop(): Promise<void>;
}

export interface Turns {
  /** One turn; `signal` tells it to end early. @returns how long to wait until the next, in milliseconds */
  readonly turn: (signal: AbortSignal) => Promise<number>;
  /** How long to wait after a turn that failed, in milliseconds. */
  readonly afterFailure: () => number;
  /** What is said of a failure. Not asked once the work was told to end. */
  readonly problemOf: (error: unknown) => string;
  readonly say: (problem: string) => void;
  /** The same problem is said again at each turn, not once. */
  readonly saysAgain?: boolean;
  /** Until the first turn, in milliseconds; it begins at once unless told. */
  readonly first?: number;
}

/** Takes turns for as long as the server runs. A turn that fails ends nothing. */
export function takeTurns({ turn, afterFailure, problemOf, say, saysAgain = false, first }: Turns): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (ms: number): Promise<void> => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  const running = (async () => {
    let told = '';
    if (first !== undefined) await rest(first);
    while (!signal.aborted) {
      let pause: number;
      try {
        pause = await turn(signal);
        told = '';
      } catch (error) {
        if (signal.aborted) return;
        const problem = problemOf(error);
        if (saysAgain || problem !== told) say(problem);
        told = problem;
        pause = afterFailure();
      }
      await rest(pause);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** What an error says, whatever was thrown. */
export function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
