/** How many requests of one log are written at once, and after how long one more is (milliseconds). */
const BURST = 20;
const REFILL = 30_000;

/** Bounds what one partner can have written here: each checkpoint that is cosigned is an entry of our own log. */
export class Allowance {
  readonly #left = new Map<string, { tokens: number; at: number }>();

  /** @returns the seconds to wait; 0 where the request may go on */
  take(origin: string, now = Date.now()): number {
    const { tokens, at } = this.#left.get(origin) ?? { tokens: BURST, at: now };
    const filled = Math.min(BURST, tokens + (now - at) / REFILL);
    if (filled < 1) return Math.ceil(((1 - filled) * REFILL) / 1000);
    this.#left.set(origin, { tokens: filled - 1, at: now });
    return 0;
  }
}
