import type { TestOptions } from './common-odds.ts';
import { type ConditionalTest, conditionalTest } from './conditional.ts';
import { requireCount, requireShare, StrataError } from './errors.ts';
import type { Terms } from './tilted.ts';

/** Harms of a group and of comparable others over the time that each was under observation, in the same unit. */
export interface RateStratum {
  /** d, harms in the group. */
  readonly hits: number;
  /** N, time of the group under observation, for instance person-days. */
  readonly time: number;
  /** c, harms among the others. */
  readonly otherHits: number;
  /** M, time of the others. */
  readonly otherTime: number;
}

/**
 * Exact conditional test of a common rate ratio over strata.
 *
 * Given t = d + c, d of a stratum is binomial with p = Nθ / (Nθ + M); T = Σ d. Sources: J. Przyborowski and H. Wilenski, "Homogeneity
 * of results in testing samples from Poisson series", Biometrika 31 (1940), 313–323, for one stratum (as R's `poisson.test`); over
 * strata by the same convolution as for odds (N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II, IARC 1987,
 * §3.3). Estimate by conditional maximum likelihood, limits by inversion.
 *
 * Assumes: harms come independently, at a rate that is constant within a stratum and group (Poisson); times are known and in
 * one unit; the others are comparable, and hold nobody of the group; one rate ratio holds in all strata (for estimate and limits).
 *
 * Must not be used where one attack makes many harms at once (they are not independent: count attacks, or use `exactCommonOdds`
 * within attacks); with a whole country as the others; where harms of the group are likelier to become known (see
 * `reportingThreshold`).
 *
 * @throws StrataError
 */
export function exactCommonRate(
  strata: readonly RateStratum[],
  { side = 'two-sided', confidence = 0.95 }: TestOptions = {},
): ConditionalTest {
  requireShare(confidence, 'confidence');
  const observed = strata.reduce((sum, { hits }) => sum + hits, 0);
  return conditionalTest(strata.map(binomial), observed, { side, confidence });
}

function binomial({ hits, time, otherHits, otherTime }: RateStratum, at: number): Terms {
  requireCount(hits, at, 'hits');
  requireCount(otherHits, at, 'otherHits');
  for (const [name, value] of Object.entries({ time, otherTime }))
    if (!(value > 0 && Number.isFinite(value)))
      throw new StrataError(
        at,
        `"${name}" is ${value}. Give the time under observation, above 0; leave out who was not observed.`,
      );
  const [total, share] = [hits + otherHits, time / otherTime];
  if (!(share >= 1e-100 && share <= 1e100))
    throw new StrataError(at, `"time" is ${share} times "otherTime". Give both in the same unit.`);
  return { least: 0, most: total, ratio: (d) => ((total - d) / (d + 1)) * share };
}

/**
 * How many times likelier harms of the group would have to reach us than those of others, for a finding to be explained by
 * reporting alone: exactly the lower limit of the rate ratio, since a reporting ratio ρ multiplies the rates as θ does. Null
 * where the limit is not above 1: there is nothing to explain away. Compare the E-value (T. J. VanderWeele and P. Ding, Annals of
 * Internal Medicine 167 (2017), 268–274), which is another quantity.
 *
 * Assumes what `exactCommonRate` does, and that the likelihood to become known differs by group alone. Must not be used with the
 * limits of an odds ratio: see `gammaWhereLost`; nor with a test whose side is "less", which has no lower limit.
 */
export function reportingThreshold({ lower }: Pick<ConditionalTest, 'lower'>): number | null {
  return lower > 1 ? lower : null;
}
