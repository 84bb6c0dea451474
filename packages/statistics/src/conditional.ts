import { ConditionalSum } from './conditional-sum.ts';
import { type Rise, risingRoot } from './root.ts';
import type { Terms } from './tilted.ts';

/** On which side a finding would lie: more than under the null, fewer, or either. Chosen before anything is computed. */
export type Side = 'greater' | 'less' | 'two-sided';

/** The exact conditional test of one common ratio θ over strata: of odds (`common-odds.ts`) or of rates (`rates.ts`). */
export interface ConditionalTest {
  /** Strata, and those in which more than one outcome was possible. */
  readonly strata: number;
  readonly informative: number;
  /** T, the sum that the test looks at, and its mean under θ = 1. */
  readonly observed: number;
  readonly expected: number;
  /**
   * P(T ≥ observed), P(T ≤ observed), and the sum of all probabilities not above that of the observed, under θ = 1. All three 1 where
   * no stratum tells anything. 0 means only that p is below 4.9e-324, the smallest number there is here: write "p < 1e-300".
   */
  readonly pGreater: number;
  readonly pLess: number;
  readonly pTwoSided: number;
  /** The same with half the probability of the observed (H. O. Lancaster, JASA 56 (1961), 223–234). Not exact: beside p, never for it. */
  readonly midPGreater: number;
  readonly midPLess: number;
  readonly midPTwoSided: number;
  /** θ by conditional maximum likelihood: 0 or Infinity where T is as small or as large as it can be; NaN where T could be nothing else. */
  readonly ratio: number;
  /**
   * Limits of θ by inversion of the one-sided tests, each at (1 − confidence) / 2, or one of them at 1 − confidence: 0 and Infinity
   * where there is none. Two-sided limits need not fit the two-sided p, which adds both tails by likelihood.
   */
  readonly lower: number;
  readonly upper: number;
  readonly side: Side;
  readonly confidence: number;
}

/**
 * The conditional test given all margins: P_θ(T = t) ∝ c(t) θ^t, where c is the convolution of the strata's terms.
 * Estimate and limits are solved to about 1e-12; R's `mantelhaen.test(exact = TRUE)` gives four digits of them.
 */
export function conditionalTest(
  strata: readonly Terms[],
  observed: number,
  { side, confidence }: { side: Side; confidence: number },
): ConditionalTest {
  const { sum, fixed } = conditionalSum(strata, observed);
  const [greater, less] = [Math.exp(sum.logUpperTail(0).value), Math.exp(sum.logLowerTail(0).value)];
  const two = sum.twoSided();
  const half = Math.exp(sum.logObserved) / 2;
  return {
    strata: strata.length,
    informative: sum.strata.length,
    observed,
    expected: fixed + sum.meanUnderNull,
    pGreater: greater,
    pLess: less,
    pTwoSided: two,
    midPGreater: greater - half,
    midPLess: less - half,
    midPTwoSided: two - half,
    ratio: estimateOf(sum),
    ...limitsOf(sum, side, confidence),
    side,
    confidence,
  };
}

/** The sum over the strata that can tell something, and what the others add to T whatever happened. */
export function conditionalSum(strata: readonly Terms[], observed: number): { sum: ConditionalSum; fixed: number } {
  const open = strata.filter(({ least, most }) => least < most);
  const fixed = strata.reduce((sum, { least, most }) => (least < most ? sum : sum + least), 0);
  return { sum: new ConditionalSum(open, observed - fixed), fixed };
}

function estimateOf(sum: ConditionalSum): number {
  if (sum.isLeast) return sum.isMost ? Number.NaN : 0;
  return sum.isMost ? Number.POSITIVE_INFINITY : Math.exp(sum.logNear);
}

function limitsOf(sum: ConditionalSum, side: Side, confidence: number): { lower: number; upper: number } {
  const tail = side === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence;
  return {
    lower: side === 'less' ? 0 : lowerLimit(sum, tail),
    upper: side === 'greater' ? Number.POSITIVE_INFINITY : upperLimit(sum, tail),
  };
}

/** The θ from which on P_θ(T ≥ observed) is above `tail`; 0 where it always is. */
export function lowerLimit(sum: ConditionalSum, tail: number): number {
  if (sum.isLeast) return 0;
  const excess = (x: number): Rise => {
    const { value, slope } = sum.logUpperTail(x);
    return { value: value - Math.log(tail), slope };
  };
  return Math.exp(risingRoot(excess, sum.logNear));
}

/** The θ up to which P_θ(T ≤ observed) is above `tail`; Infinity where it always is. */
function upperLimit(sum: ConditionalSum, tail: number): number {
  if (sum.isMost) return Number.POSITIVE_INFINITY;
  // Turned over, since this tail falls as θ grows.
  const excess = (x: number): Rise => {
    const { value, slope } = sum.logLowerTail(-x);
    return { value: value - Math.log(tail), slope: -slope };
  };
  return Math.exp(-risingRoot(excess, -sum.logNear));
}
