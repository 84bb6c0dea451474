import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses that are shorter than this are saved up (milliseconds). */
const SHORTEST = 20;

/** Keeps reading to so many bytes per second, whatever the clock of the machine shows. */
export class Pace {
  readonly #rate: number;
  readonly #signal: AbortSignal | undefined;
  /** When, on a clock that never jumps, what was read so far should have been read. */
  #due = performance.now();

  /** @param rate bytes per second; `Infinity` for as fast as it goes */
  constructor(rate: number, signal?: AbortSignal) {
    this.#rate = rate;
    this.#signal = signal;
  }

  /** @throws AbortError when it was told to stop */
  async took(bytes: number): Promise<void> {
    this.#signal?.throwIfAborted();
    const now = performance.now();
    // What was not used is gone: a pause is no right to haste.
    this.#due = Math.max(this.#due, now - SHORTEST) + (bytes / this.#rate) * 1000;
    if (this.#due - now > SHORTEST) await sleep(this.#due - now, undefined, { signal: this.#signal });
  }
}
