import { sumOf } from './sum.ts';

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

/** Probabilities of neighbouring whole numbers from `first` on; what lies outside is too small to matter (`DUST`). */
export interface Distribution {
  readonly first: number;
  readonly probabilities: Float64Array;
}

/**
 * Terms below this share of the largest are left out: of one stratum, and after each step of a convolution. What is lost of 10^5
 * strata is then still below the last digit of a double; where a tail beyond is asked for, the distribution is tilted there first.
 */
export const DUST = 1e-22;

/** One stratum's distribution at θ = e^`logTheta`: terms are built from the largest outwards, by multiplication. */
export function distributionOf(terms: Terms, logTheta: number): Distribution {
  const theta = Math.exp(logTheta);
  const mode = modeAt(terms, theta);
  const below: number[] = [];
  for (let d = mode, term = 1; d > terms.least; d -= 1) {
    term /= terms.ratio(d - 1) * theta;
    if (term < DUST) break;
    below.push(term);
  }
  const above: number[] = [];
  for (let d = mode, term = 1; d < terms.most; d += 1) {
    term *= terms.ratio(d) * theta;
    if (term < DUST) break;
    above.push(term);
  }
  const probabilities = Float64Array.from([...below.reverse(), 1, ...above]);
  const total = sumOf(probabilities);
  for (let i = 0; i < probabilities.length; i += 1) probabilities[i] = (probabilities[i] as number) / total;
  return { first: mode - below.length, probabilities };
}

/** The largest term: the first d whose ratio to the next is not above 1. Ratios fall, so it is found by halving. */
export function modeAt(terms: Terms, theta: number): number {
  let [low, high] = [terms.least, terms.most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (terms.ratio(middle) * theta > 1) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a stratum is at one θ. */
export interface Shape {
  /** log of Σ w(d) θ^d / (w(a) θ^a), where a is the anchor. */
  readonly logSum: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * The shape of one stratum at θ = e^`logTheta`, without storing its terms.
 *
 * @param anchor the d whose term counts as 1: near those that matter, sums stay small and keep their digits
 */
export function shapeAt(terms: Terms, logTheta: number, anchor: number): Shape {
  const theta = Math.exp(logTheta);
  const mode = modeAt(terms, theta);
  let [sum, first, second] = [1, 0, 0];
  for (let d = mode, term = 1; d > terms.least; d -= 1) {
    term /= terms.ratio(d - 1) * theta;
    if (term < DUST) break;
    const away = d - 1 - mode;
    sum += term;
    first += term * away;
    second += term * away * away;
  }
  for (let d = mode, term = 1; d < terms.most; d += 1) {
    term *= terms.ratio(d) * theta;
    if (term < DUST) break;
    const away = d + 1 - mode;
    sum += term;
    first += term * away;
    second += term * away * away;
  }
  const away = first / sum;
  return {
    logSum: Math.log(sum) + logRatio(terms, anchor, mode, theta),
    mean: mode + away,
    variance: second / sum - away * away,
  };
}

/** log of the term at `to` over that at `from`, walked; the product is put away before it could leave what a double holds. */
function logRatio(terms: Terms, from: number, to: number, theta: number): number {
  let [log, product] = [0, 1];
  for (let d = Math.min(from, to); d < Math.max(from, to); d += 1) {
    product *= terms.ratio(d) * theta;
    if (product > 1e100 || product < 1e-100) {
      log += Math.log(product);
      product = 1;
    }
  }
  log += Math.log(product);
  return from <= to ? log : -log;
}
