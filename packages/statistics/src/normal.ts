import { requireShare } from './errors.ts';
import { risingRoot } from './root.ts';

/**
 * The z below which a share `p` of a standard normal lies: Φ(z) = p, solved by Newton's steps. Φ is summed by the series of M.
 * Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.2.11, and far out, where log Φ is solved, by the
 * continued fraction 26.2.14. Good to 1e-13 for all p from 1e-300 on; near 1 as far as p itself can say how near it is, so that the
 * quantile of a small upper tail q should be asked for as −normalQuantile(q). Assumes nothing. Must not be used for the limits of
 * exact tests, which are not normal.
 *
 * @param p between 0 and 1, both left out
 * @throws StrataError
 */
export function normalQuantile(p: number): number {
  requireShare(p, 'p');
  if (p > 0.5) return -lowerQuantile(1 - p);
  return p === 0.5 ? 0 : lowerQuantile(p);
}

/** @param p below 0.5 */
function lowerQuantile(p: number): number {
  if (p > 0.01) return risingRoot((z) => ({ value: fromMiddle(z) - (p - 0.5), slope: density(z) }), 0);
  const guess = -Math.sqrt(-2 * Math.log(p));
  return risingRoot((z) => {
    const mills = upperTailOverDensity(-z);
    return { value: logDensity(z) + Math.log(mills) - Math.log(p), slope: 1 / mills };
  }, guess);
}

function logDensity(z: number): number {
  return (-z * z - Math.log(2 * Math.PI)) / 2;
}

function density(z: number): number {
  return Math.exp(logDensity(z));
}

/** Φ(z) − 1/2. */
function fromMiddle(z: number): number {
  let [term, sum] = [z, z];
  for (let i = 1; Math.abs(term) > 1e-18 * Math.abs(sum); i += 1) {
    term *= (z * z) / (2 * i + 1);
    sum += term;
  }
  return density(z) * sum;
}

/** (1 − Φ(z)) / φ(z). @param z above 2 for all digits */
function upperTailOverDensity(z: number): number {
  if (z < 2) return (0.5 - fromMiddle(z)) / density(z);
  let fraction = z;
  for (let i = 300; i >= 1; i -= 1) fraction = z + i / fraction;
  return 1 / fraction;
}
