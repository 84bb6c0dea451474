import { hypergeometric, observedHits, type Stratum } from './common-odds.ts';
import { upperTailAt } from './conditional.ts';
import { StrataError } from './errors.ts';

/** The largest p that hidden differences in exposure up to Γ allow. */
export interface GammaP {
  readonly gamma: number;
  readonly p: number;
}

/**
 * Rosenbaum bounds: somebody of the group may, for reasons that nobody recorded, have had odds of being hit up to Γ times those of
 * another person in the same stratum. The largest upper tail is then that of Fisher's non-central hypergeometric with odds Γ
 * in every stratum. Sources: P. R. Rosenbaum, Observational Studies, 2nd ed., Springer 2002, §4; D. S. Small, J. Cheng, M. E. Halloran,
 * P. R. Rosenbaum, "Case definition and design sensitivity", JASA 108 (2013), 1457–1468. Γ = 1 is the plain test.
 *
 * Assumes what `exactCommonOdds` does, but for equal exposure. Bounds one side only, "greater". It must not be read as the
 * probability that there was such a difference: it says how large one would have to be.
 *
 * @param gammas each 1 or more
 * @throws StrataError
 */
export function gammaBounds(strata: readonly Stratum[], gammas: readonly number[]): GammaP[] {
  const terms = strata.map(hypergeometric);
  const observed = observedHits(strata);
  return gammas.map((gamma) => {
    if (!(gamma >= 1 && Number.isFinite(gamma)))
      throw new StrataError(null, `Γ is ${gamma}. Give a number from 1 up: 1 means equal exposure.`);
    return { gamma, p: upperTailAt(terms, observed, gamma) };
  });
}

/** Largest Γ that is looked at. */
const FARTHEST = 1e6;

/**
 * Γ*: the difference in exposure from which on the finding is lost at level α; null where it is not found even with equal
 * exposure. Infinity where no difference up to a million explains it.
 *
 * @throws StrataError
 */
export function gammaWhereLost(strata: readonly Stratum[], alpha: number): number | null {
  const pAt = (gamma: number) => gammaBounds(strata, [gamma])[0]?.p ?? 1;
  if (pAt(1) > alpha) return null;
  let [low, high] = [1, 2];
  while (pAt(high) <= alpha) {
    if (high > FARTHEST) return Number.POSITIVE_INFINITY;
    [low, high] = [high, high * 2];
  }
  while (high - low > 1e-9 * low) {
    const middle = (low + high) / 2;
    if (pAt(middle) <= alpha) low = middle;
    else high = middle;
  }
  return low;
}
