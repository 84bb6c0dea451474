import { distributionOfSum } from './convolution.ts';
import { type Distribution, distributionOf, FINEST, logNormaliser, meanOf, type Terms, varianceOf } from './tilted.ts';

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
  /** P(T ≥ observed), P(T ≤ observed), and the sum of all probabilities not above that of the observed, under θ = 1. */
  readonly pGreater: number;
  readonly pLess: number;
  readonly pTwoSided: number;
  /** The same with half the probability of the observed (H. O. Lancaster, JASA 56 (1961), 223–234). */
  readonly midPGreater: number;
  readonly midPLess: number;
  readonly midPTwoSided: number;
  /** θ by conditional maximum likelihood: 0 or Infinity where T is as small or as large as it can be; NaN where T could be nothing else. */
  readonly ratio: number;
  /** Limits of θ by inversion of the one-sided tests, each at (1 − confidence) / 2, or one of them at 1 − confidence. */
  readonly lower: number;
  readonly upper: number;
  readonly side: Side;
  readonly confidence: number;
}

/** Two probabilities that differ by less are the same: R's tests use this allowance too. */
const SAME = 1 + 1e-7;

/**
 * The conditional test given all margins: P_θ(T = t) ∝ c(t) θ^t, where c is the convolution of the strata's terms.
 *
 * Tails are summed in the distribution at that θ whose mean is T and carried over to θ = 1, so that a p of 1e-200 has as many
 * good digits as one of 0.2.
 */
export function conditionalTest(
  strata: readonly Terms[],
  observed: number,
  { side, confidence }: { side: Side; confidence: number },
): ConditionalTest {
  const open = strata.filter(({ least, most }) => least < most);
  const fixed = strata.reduce((sum, { least, most }) => (least < most ? sum : sum + least), 0);
  const sum = new ConditionalSum(open, observed - fixed);
  const limits = limitsOf(sum, side, confidence);
  const two = sum.twoSided();
  const at = sum.probabilityOfObserved();
  const [greater, less] = [sum.atLeastObserved(0), sum.atMostObserved(0)];
  return {
    strata: strata.length,
    informative: open.length,
    observed,
    expected: fixed + sum.mean,
    pGreater: greater,
    pLess: less,
    pTwoSided: two,
    midPGreater: greater - at / 2,
    midPLess: less - at / 2,
    midPTwoSided: two - at / 2,
    ratio: open.length === 0 ? Number.NaN : Math.exp(sum.logEstimate),
    ...limits,
    side,
    confidence,
  };
}

/** P(T ≥ observed) where the true ratio is θ. @param theta above 0 */
export function upperTailAt(strata: readonly Terms[], observed: number, theta: number): number {
  const open = strata.filter(({ least, most }) => least < most);
  const fixed = strata.reduce((sum, { least, most }) => (least < most ? sum : sum + least), 0);
  return new ConditionalSum(open, observed - fixed).atLeastObserved(Math.log(theta));
}

function limitsOf(sum: ConditionalSum, side: Side, confidence: number): { lower: number; upper: number } {
  if (sum.strata.length === 0) return { lower: 0, upper: Number.POSITIVE_INFINITY };
  const tail = side === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence;
  const lower =
    side === 'less' || sum.observed === sum.least
      ? 0
      : Math.exp(rootOf((log) => sum.atLeastObserved(log) - tail, sum.logNear));
  const upper =
    side === 'greater' || sum.observed === sum.most
      ? Number.POSITIVE_INFINITY
      : Math.exp(rootOf((log) => tail - sum.atMostObserved(log), sum.logNear));
  return { lower, upper };
}

/** T over the strata in which it can vary. */
class ConditionalSum {
  readonly strata: readonly Terms[];
  readonly observed: number;
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** log of the estimate, and a finite one near it where the estimate is 0 or infinite. */
  readonly logEstimate: number;
  readonly logNear: number;
  private readonly near: Distribution;
  private readonly normalisers = new Map<number, number>();

  constructor(strata: readonly Terms[], observed: number) {
    this.strata = strata;
    this.observed = observed;
    this.least = strata.reduce((sum, { least }) => sum + least, 0);
    this.most = strata.reduce((sum, { most }) => sum + most, 0);
    this.mean = strata.reduce((sum, terms) => sum + meanOf(distributionOf(terms, 0)), 0);
    const end = observed === this.least ? -1 : observed === this.most ? 1 : 0;
    // At an end of what is possible no θ has this mean; half a step within there is one.
    this.logNear = this.logThetaOfMean(observed - end / 2);
    this.logEstimate = end === 0 || this.least === this.most ? this.logNear : end * Number.POSITIVE_INFINITY;
    this.near = this.at(this.logNear, NEAR);
  }

  private at(logTheta: number, dust: number): Distribution {
    return distributionOfSum(
      this.strata.map((terms) => distributionOf(terms, logTheta, dust)),
      dust,
    );
  }

  private logThetaOfMean(wanted: number): number {
    if (this.least === this.most) return 0;
    const meanAt = (log: number) =>
      this.strata.reduce((sum, terms) => sum + meanOf(distributionOf(terms, log)), 0) - wanted;
    return rootOf(meanAt, 0);
  }

  /** log of Z(θ) / Z(1) over all strata. */
  private logZ(logTheta: number): number {
    const known = this.normalisers.get(logTheta);
    if (known !== undefined) return known;
    const log = this.strata.reduce((sum, terms) => sum + logNormaliser(terms, logTheta), 0);
    this.normalisers.set(logTheta, log);
    return log;
  }

  /** P_θ(T ≥ observed): directly, or as what the other tail leaves, whichever is the smaller sum. */
  atLeastObserved(logTheta: number): number {
    if (this.observed <= this.least) return 1;
    return logTheta <= this.logNear ? this.tail(logTheta, 1) : Math.max(0, 1 - this.tail(logTheta, -1, 1));
  }

  atMostObserved(logTheta: number): number {
    if (this.observed >= this.most) return 1;
    return logTheta >= this.logNear ? this.tail(logTheta, -1) : Math.max(0, 1 - this.tail(logTheta, 1, 1));
  }

  probabilityOfObserved(): number {
    return Math.exp(this.logProbabilityIn(this.near, this.logNear, this.observed));
  }

  /** Sum of P_θ(t) from the observed (plus `skip` steps) outwards, on the side where they fall away. */
  private tail(logTheta: number, direction: 1 | -1, skip = 0): number {
    const { first, probabilities } = this.near;
    const shift = logTheta - this.logNear;
    const factor = this.logZ(this.logNear) - this.logZ(logTheta);
    let sum = 0;
    for (let t = this.observed + direction * skip; ; t += direction) {
      const probability = probabilities[t - first];
      if (probability === undefined) return Math.min(1, sum);
      sum += Math.exp(Math.log(probability) + factor + t * shift);
    }
  }

  private logProbabilityIn({ first, probabilities }: Distribution, logTheta: number, t: number): number {
    const probability = probabilities[t - first] ?? 0;
    return Math.log(probability) + this.logZ(logTheta) - t * logTheta;
  }

  private holds({ first, probabilities }: Distribution): boolean {
    return this.observed >= first && this.observed < first + probabilities.length;
  }

  /** How fine the distribution under θ = 1 must be to reach the observed, as far as a normal curve tells. */
  private expectedDust(): number {
    const variance = this.strata.reduce((sum, terms) => sum + varianceOf(distributionOf(terms, 0, NEAR)), 0);
    return Math.max(FINEST, NEAR * Math.exp((-0.8 * (this.observed - this.mean) ** 2) / variance));
  }

  /** All t that are no likelier than the observed, under θ = 1. */
  twoSided(): number {
    if (this.least === this.most) return 1;
    const level = this.probabilityOfObserved() * SAME;
    const likely = this.at(0, this.expectedDust());
    const { first, probabilities } = this.holds(likely) ? likely : this.at(0, FINEST);
    if (this.holds({ first, probabilities }))
      return Math.min(
        1,
        probabilities.reduce((sum, each) => (each <= level ? sum + each : sum), 0),
      );
    // Beyond every window: the other side holds nothing that is as unlikely and still counts.
    return Math.min(this.atLeastObserved(0), this.atMostObserved(0));
  }
}

/** Share of the largest term below which a tail that begins at it holds nothing that a double could show. */
const NEAR = 1e-25;

/** Where a function that grows with log θ passes 0: outwards from a guess by doubling, then by halving to the last digit. */
function rootOf(grows: (logTheta: number) => number, guess: number): number {
  let step = 1;
  let [low, high] = [guess, guess];
  if (grows(guess) < 0) while (grows(high) < 0 && step < 1e4) [low, high, step] = [high, high + step, step * 2];
  else while (grows(low) > 0 && step < 1e4) [low, high, step] = [low - step, low, step * 2];
  let [atLow, atHigh] = [grows(low), grows(high)];
  for (let i = 0; i < 200 && high - low > 1e-13 * Math.max(1, Math.abs(low)); i += 1) {
    // A step along the chord, then one by halving: quick where the function is smooth, certain everywhere.
    const chord = i % 2 === 0 ? low - (atLow * (high - low)) / (atHigh - atLow) : (low + high) / 2;
    const middle = chord > low && chord < high ? chord : (low + high) / 2;
    const value = grows(middle);
    if (value < 0) [low, atLow] = [middle, value];
    else [high, atHigh] = [middle, value];
    if (value === 0) return middle;
  }
  return (low + high) / 2;
}
