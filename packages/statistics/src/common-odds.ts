import { type ConditionalTest, conditionalTest, type Side } from './conditional.ts';
import { requireCount, requireShare, StrataError } from './errors.ts';
import type { Terms } from './tilted.ts';

/** One attack, or one place and week: how many comparable persons were exposed, and how many of them belong to the group. */
export interface Stratum {
  /** n, persons who were exposed. */
  readonly exposed: number;
  /** m, those of the group among them. */
  readonly group: number;
  /** k, persons who were hit. */
  readonly hit: number;
  /** d, those of the group among the hit. */
  readonly hitGroup: number;
}

export interface TestOptions {
  /** Chosen before anything is computed. Default `two-sided`. */
  readonly side?: Side;
  /** Of the limits. Default 0.95. */
  readonly confidence?: number;
}

/**
 * Exact conditional test of a common odds ratio over strata, and its estimate.
 *
 * Under the null, and given all margins, d of stratum s is hypergeometric: C(m, d) C(n − m, k − d) / C(n, k); T = Σ d. With a
 * common odds ratio θ, P_θ(T = t) ∝ c(t) θ^t, c being the convolution of the strata. One stratum is Fisher's exact test.
 * Sources: M. W. Birch, "The detection of partial association, I: the 2 × 2 case", JRSS B 26 (1964), 313–324; J. J. Gart, "Point
 * and interval estimation of the common odds ratio in the combination of 2 × 2 tables with fixed marginals", Biometrika 57 (1970),
 * 471–475. The two-sided p sums all outcomes not likelier than the observed, as R's `mantelhaen.test(exact = TRUE)` does. Exact for
 * strata of any size up to `MOST`; the time grows with the variance of T: 10^4 strata of 10^3 persons take less than a second.
 *
 * Assumes: within a stratum everybody was equally exposed, whether of the group or not; strata are independent; who counts as
 * exposed and as of the group was settled without looking at who was hit; one odds ratio holds in all strata (for the estimate
 * and its limits; under the null it is 1 in all).
 *
 * Must not be used where persons of the group were in other places or at other times than the rest (make finer strata, or look
 * at `gammaBounds`); where persons of one stratum were hit together, as by one shell on one car (count cars); where strata, group
 * or side were chosen after looking. It shows association, never intent.
 *
 * @throws StrataError
 */
export function exactCommonOdds(
  strata: readonly Stratum[],
  { side = 'two-sided', confidence = 0.95 }: TestOptions = {},
): ConditionalTest {
  requireShare(confidence, 'confidence');
  const terms = strata.map(hypergeometric);
  return conditionalTest(terms, observedHits(strata), { side, confidence });
}

export function observedHits(strata: readonly Stratum[]): number {
  return strata.reduce((sum, { hitGroup }) => sum + hitGroup, 0);
}

/** The terms of one stratum: C(m, d) C(n − m, k − d) up to a factor. @throws StrataError */
export function hypergeometric({ exposed: n, group: m, hit: k, hitGroup: d }: Stratum, at: number): Terms {
  for (const [name, value] of Object.entries({ exposed: n, group: m, hit: k, hit_group: d }))
    requireCount(value, at, name);
  if (m > n)
    throw new StrataError(at, `"group" (${m}) is larger than "exposed" (${n}). Count the group among the exposed.`);
  if (k > n)
    throw new StrataError(at, `"hit" (${k}) is larger than "exposed" (${n}). Count everybody who was exposed.`);
  const [least, most] = [Math.max(0, k - (n - m)), Math.min(m, k)];
  if (d > most) throw new StrataError(at, `"hit_group" (${d}) is more than "group" or "hit" allow (${most}).`);
  if (d < least)
    throw new StrataError(
      at,
      `"hit_group" (${d}) is less than "hit" allows (${least}): only ${n - m} others were exposed.`,
    );
  return termsOf(n, m, k);
}

function termsOf(n: number, m: number, k: number): Terms {
  return {
    least: Math.max(0, k - (n - m)),
    most: Math.min(m, k),
    ratio: (d) => ((m - d) * (k - d)) / ((d + 1) * (n - m - k + d + 1)),
  };
}

/**
 * Fisher's exact test of all strata thrown together: the conditional test of `exactCommonOdds` on one table of sums (R. A. Fisher,
 * "The logic of inductive inference", Journal of the Royal Statistical Society 98 (1935), 39–82). Here to be shown beside the
 * stratified test. Assumes one stratum; it must not be used in place of the stratified test: where the group was more exposed in
 * the strata with more hits, it finds targeting where there is none.
 *
 * @throws StrataError
 */
export function pooledFisher(
  strata: readonly Stratum[],
  { side = 'two-sided', confidence = 0.95 }: TestOptions = {},
): ConditionalTest {
  requireShare(confidence, 'confidence');
  strata.forEach(hypergeometric);
  const total = (key: keyof Stratum) => strata.reduce((sum, stratum) => sum + stratum[key], 0);
  const pooled = termsOf(total('exposed'), total('group'), total('hit'));
  return conditionalTest([pooled], total('hitGroup'), { side, confidence });
}
