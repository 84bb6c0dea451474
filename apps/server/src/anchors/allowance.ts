/** How many requests of one log are written at once, and after how long one more is (milliseconds). */
const BURST = 20;
const REFILL = 30_000;

/** Bounds what one partner can have written here: each checkpoint that is cosigned is an entry of our own log. */
export class Allowance {
  /** Per log: what is left, counted in the milliseconds that it takes to come back, and when that was so. */
  readonly #left = new Map<string, { credit: number; at: number }>();

  /**
   * @param now of a clock that does not jump
   * @returns the seconds to wait; 0 where the request may go on
   */
  take(origin: string, now = performance.now()): number {
    const { credit, at } = this.#left.get(origin) ?? { credit: BURST * REFILL, at: now };
    const filled = Math.min(BURST * REFILL, credit + now - at);
    if (filled < REFILL) return Math.ceil((REFILL - filled) / 1000);
    this.#left.set(origin, { credit: filled - REFILL, at: now });
    return 0;
  }
}
