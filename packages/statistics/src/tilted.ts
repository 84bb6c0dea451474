/**
 * The terms of one stratum: w(d) θ^d for d from `least` to `most`, given by the ratio of each to the one before it, so that no
 * factorial is ever formed. θ is what a test asks about: an odds ratio or a rate ratio. Log-concave: `ratio` falls with d.
 */
export interface Terms {
  readonly least: number;
  readonly most: number;
  /** w(d + 1) / w(d), for `least` ≤ d < `most`. */
  ratio(d: number): number;
}

/** Probabilities of neighbouring whole numbers from `first` on; what lies outside is too small to matter, as the maker was told. */
export interface Distribution {
  readonly first: number;
  readonly probabilities: Float64Array;
}

/** Relative to the largest term, the smallest that can be kept: near the end of what a double holds. */
export const FINEST = 1e-290;

/**
 * One stratum's distribution at θ = e^`logTheta`: terms are built from the largest outwards by multiplication, so each has a
 * relative error of a few times its distance from the largest in units of 2^-53, however small it is.
 *
 * @param dust terms below this share of the largest are left out
 */
export function distributionOf(terms: Terms, logTheta: number, dust = FINEST): Distribution {
  const theta = Math.exp(logTheta);
  const mode = modeOf(terms, theta);
  const below: number[] = [];
  for (let d = mode, term = 1; d > terms.least; d -= 1) {
    term /= terms.ratio(d - 1) * theta;
    if (term < dust) break;
    below.push(term);
  }
  const above: number[] = [];
  for (let d = mode, term = 1; d < terms.most; d += 1) {
    term *= terms.ratio(d) * theta;
    if (term < dust) break;
    above.push(term);
  }
  const probabilities = Float64Array.from([...below.reverse(), 1, ...above]);
  const total = sumOf(probabilities);
  for (let i = 0; i < probabilities.length; i += 1) probabilities[i] = (probabilities[i] as number) / total;
  return { first: mode - below.length, probabilities };
}

/** The largest term: the first d whose ratio to the next is not above 1. Ratios fall, so it is found by halving. */
function modeOf({ least, most, ratio }: Terms, theta: number): number {
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ratio(middle) * theta > 1) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * log of Σ w(d) θ^d over Σ w(d): what turns probabilities at one θ into those at another. By way of one term whose probability
 * is known under both; its weight under θ = 1 may be far below what a double holds, so its logarithm is walked to.
 */
export function logNormaliser(terms: Terms, logTheta: number): number {
  if (logTheta === 0 || terms.least === terms.most) return terms.least * logTheta;
  const [at, plain] = [distributionOf(terms, logTheta), distributionOf(terms, 0)];
  const peak = indexOfLargest(at.probabilities);
  const d = at.first + peak;
  return logProbability(terms, plain, d) + d * logTheta - Math.log(at.probabilities[peak] as number);
}

/** log P(d) also where P(d) is too small to be in the window: from its nearest edge by ratios. */
function logProbability(terms: Terms, { first, probabilities }: Distribution, d: number): number {
  const last = first + probabilities.length - 1;
  let at = Math.min(Math.max(d, first), last);
  let log = Math.log(probabilities[at - first] as number);
  for (; at < d; at += 1) log += Math.log(terms.ratio(at));
  for (; at > d; at -= 1) log -= Math.log(terms.ratio(at - 1));
  return log;
}

export function meanOf({ first, probabilities }: Distribution): number {
  let mean = 0;
  for (let i = 0; i < probabilities.length; i += 1) mean += i * (probabilities[i] as number);
  return first + mean;
}

export function varianceOf(of: Distribution): number {
  const mean = meanOf(of) - of.first;
  let variance = 0;
  for (let i = 0; i < of.probabilities.length; i += 1) variance += (i - mean) ** 2 * (of.probabilities[i] as number);
  return variance;
}

export function indexOfLargest(values: Float64Array): number {
  let found = 0;
  for (let i = 1; i < values.length; i += 1) if ((values[i] as number) > (values[found] as number)) found = i;
  return found;
}

/** With the lost low bits carried along (Neumaier 1974): sums of many unlike terms keep their last digits. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
