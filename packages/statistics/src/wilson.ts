import { requireShare, StrataError } from './errors.ts';
import { normalQuantile } from './normal.ts';

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
 * nothing of all, and limits would lend it a precision that it has not. Must not be read as covering at exactly the confidence for
 * every share: it does so on average over shares.
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
  requireShare(confidence, 'confidence');
  const z = -normalQuantile((1 - confidence) / 2);
  const share = x / n;
  const middle = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return { lower: x === 0 ? 0 : (middle - half) / scale, upper: x === n ? 1 : (middle + half) / scale };
}
