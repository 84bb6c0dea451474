const FIRST = 1_000;
const LONGEST = 30_000;

interface Waiting {
  timer: ReturnType<typeof setTimeout>;
  again: () => void;
}

/** Tries again ever later, up to half a minute, and at once when the browser says that the line is back. */
export class Retries {
  readonly #waiting = new Map<number, Waiting>();
  readonly #failures = new Map<number, number>();

  constructor() {
    if (typeof addEventListener === 'function') addEventListener('online', () => this.#now());
  }

  later(key: number, again: () => void): void {
    this.cancel(key);
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const wait = Math.min(LONGEST, FIRST * 2 ** failures);
    const timer = setTimeout(() => this.#run(key), wait);
    this.#waiting.set(key, { timer, again });
  }

  cancel(key: number): void {
    clearTimeout(this.#waiting.get(key)?.timer);
    this.#waiting.delete(key);
  }

  /** It goes on: the next trouble begins with a short wait. */
  reset(key: number): void {
    this.#failures.delete(key);
  }

  #run(key: number): void {
    const waiting = this.#waiting.get(key);
    this.cancel(key);
    waiting?.again();
  }

  #now(): void {
    for (const key of [...this.#waiting.keys()]) this.#run(key);
  }
}
