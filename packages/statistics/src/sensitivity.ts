import { hypergeometric, observedHits, type Stratum } from './common-odds.ts';
import { conditionalSum, lowerLimit } from './conditional.ts';
import { requireShare, StrataError } from './errors.ts';

/** The largest p that hidden differences in exposure up to Γ allow. */
export interface GammaP {
  readonly gamma: number;
  readonly p: number;
}

/**
 * Rosenbaum bounds: somebody of the group may, for reasons that nobody recorded, have had odds of being hit up to Γ times those of
 * another person in the same stratum. The largest upper tail is then that of Fisher's non-central hypergeometric with odds Γ
 * in every stratum: P(T ≥ observed) with P(t) ∝ c(t) Γ^t. Sources: P. R. Rosenbaum, Observational Studies, 2nd ed., Springer 2002,
 * §4; D. S. Small, J. Cheng, M. E. Halloran, P. R. Rosenbaum, "Case definition and design sensitivity", JASA 108 (2013), 1457–1468.
 * Γ = 1 is the plain test; p grows with Γ. The distribution is formed once for all Γ.
 *
 * Assumes what `exactCommonOdds` does, but for equal exposure. It bounds one side only, "greater": it must not be set beside a
 * finding of fewer hits. It must not be read as the probability that there was such a difference: it says how large one would
 * have to be.
 *
 * @param gammas each 1 or more
 * @throws StrataError
 */
export function gammaBounds(strata: readonly Stratum[], gammas: readonly number[]): GammaP[] {
  for (const gamma of gammas)
    if (!(gamma >= 1 && Number.isFinite(gamma)))
      throw new StrataError(null, `Γ is ${gamma}. Give a number from 1 up: 1 means equal exposure.`);
  const { sum } = sumOver(strata);
  return gammas.map((gamma) => ({ gamma, p: Math.exp(sum.logUpperTail(Math.log(gamma)).value) }));
}

/**
 * Γ*: the difference in exposure from which on the finding is lost at level α, where the bound of `gammaBounds` crosses α; null where
 * there is no finding even with equal exposure. Since Γ enters as the odds ratio does, it is the lower limit of the common odds
 * ratio by the side "greater" at confidence 1 − α. Assumes, and must not be used for, what `gammaBounds` says.
 *
 * @throws StrataError
 */
export function gammaWhereLost(strata: readonly Stratum[], alpha: number): number | null {
  requireShare(alpha, 'alpha');
  const { sum } = sumOver(strata);
  return sum.logUpperTail(0).value > Math.log(alpha) ? null : Math.max(1, lowerLimit(sum, alpha));
}

function sumOver(strata: readonly Stratum[]) {
  return conditionalSum(strata.map(hypergeometric), observedHits(strata));
}
