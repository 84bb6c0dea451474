/** A growing function at one place. */
export interface Rise {
  readonly value: number;
  readonly slope: number;
}

/** The farthest that is looked from 0: e^700 is near the largest number that a double holds. */
const FARTHEST = 700;

/**
 * Where a function that grows with x passes 0: Newton's steps, each at most 4, kept between the places known to lie below and
 * above; where a step would leave them, half way. At ±700 where it passes 0 beyond.
 */
export function risingRoot(of: (x: number) => Rise, guess: number): number {
  let [low, high, x] = [-FARTHEST, FARTHEST, guess];
  for (let i = 0; i < 400; i += 1) {
    const { value, slope } = of(x);
    if (value === 0) return x;
    if (value < 0) low = x;
    else high = x;
    const step = Math.max(-4, Math.min(4, -value / slope));
    const next = x + step;
    const done = 4e-16 * Math.max(1, Math.abs(x));
    if (Math.abs(step) <= done || high - low <= done) return Math.abs(step) <= done ? next : x;
    // Half way also where the slope is 0 and says nothing of where to go.
    x = next > low && next < high ? next : (low + high) / 2;
  }
  return x;
}
