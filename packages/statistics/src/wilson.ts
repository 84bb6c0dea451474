import { StrataError } from './errors.ts';

/** Lower and upper limit of a share. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Score limits of a share of x in n. E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA
 * 22 (1927), 209–212: the shares π with |x/n − π| ≤ z √(π(1 − π)/n). No correction for continuity.
 *
 * Assumes a random sample from many. Must not be used for cases that were collected because they were noticed: their share says
 * nothing of all, and limits would lend it a precision that it has not.
 *
 * @param confidence of the pair, between 0 and 1
 * @throws StrataError
 */
export function wilsonLimits(x: number, n: number, confidence = 0.95): Limits {
  if (!Number.isInteger(x) || !Number.isInteger(n) || n < 1 || x < 0 || x > n)
    throw new StrataError(
      null,
      `${x} of ${n} is no share. Give whole numbers, the first not above the second, the second above 0.`,
    );
  if (!(confidence > 0 && confidence < 1))
    throw new StrataError(null, `The confidence is ${confidence}. Give a number between 0 and 1.`);
  const z = normalQuantile((1 + confidence) / 2);
  const share = x / n;
  const middle = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return { lower: x === 0 ? 0 : (middle - half) / scale, upper: x === n ? 1 : (middle + half) / scale };
}

/**
 * The z below which a share `p` of a standard normal lies. By Newton's steps on the distribution function, which is summed by the
 * series of M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.2.11, and for large z by the continued
 * fraction 26.2.14.
 *
 * @param p between 0 and 1, both left out
 */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -normalQuantile(1 - p);
  let z = Math.sqrt(Math.max(0, -2 * Math.log(2 * (1 - p))));
  for (let i = 0; i < 100; i += 1) {
    const step = (upperTail(z) - (1 - p)) / density(z);
    z += step;
    if (Math.abs(step) < 1e-15 * Math.max(1, z)) break;
  }
  return z;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

function upperTail(z: number): number {
  if (z < 3) {
    let [term, sum] = [z, z];
    for (let i = 1; Math.abs(term) > 1e-18 * Math.abs(sum); i += 1) {
      term *= (z * z) / (2 * i + 1);
      sum += term;
    }
    return 0.5 - density(z) * sum;
  }
  let fraction = z;
  for (let i = 200; i >= 1; i -= 1) fraction = z + i / fraction;
  return density(z) / fraction;
}
