import { distributionOfSum } from './convolution.ts';
import { type Rise, risingRoot } from './root.ts';
import { sumOf } from './sum.ts';
import { type Distribution, distributionOf, modeAt, shapeAt, type Terms } from './tilted.ts';

/** Two probabilities that differ by less are the same: R's tests use this allowance too. */
const SAME = Math.log1p(1e-7);

/** A term of less than this share of the largest has too few digits left above `DUST` for a sum to begin with it. */
const SPARE = 1e-6;

/**
 * The largest log θ at which a sum is looked for. Neighbouring terms are as likely as each other at a log θ below it, since no count is
 * above `MOST` and no ratio of times above 1e100; and no product of the three leaves what a double holds.
 */
const FARTHEST = 300;

/** Where the terms of a sum begin, seen from a window of them. */
type Lies = 'seen' | 'inwards' | 'outwards';

/** The sum of all strata's terms at one θ. */
interface TotalShape {
  readonly logSum: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * T, the sum over strata in which more than one outcome is possible, at any common ratio θ given all margins:
 * P_θ(T = t) = c(t) θ^t / Z(θ), where c is the convolution of the strata's terms.
 *
 * c is formed once, tilted to the θ at which T has the observed value as its mean: there the terms that a tail consists of are the
 * large ones. Carried over to another θ by Z, which the strata give one by one, a p of 1e-300 has as many good digits as one of 0.2.
 */
export class ConditionalSum {
  readonly strata: readonly Terms[];
  readonly observed: number;
  readonly least: number;
  readonly most: number;
  /** log θ at which the mean is T; half a step within where T is at an end of what is possible, since no θ reaches it. */
  readonly logNear: number;
  private readonly anchors: readonly number[];
  private readonly anchored: number;
  private readonly near: Distribution;
  private readonly shapes = new Map<number, TotalShape>();

  constructor(strata: readonly Terms[], observed: number) {
    this.strata = strata;
    this.observed = observed;
    this.least = strata.reduce((sum, { least }) => sum + least, 0);
    this.most = strata.reduce((sum, { most }) => sum + most, 0);
    this.logNear = this.logThetaOfMean(observed + (this.isMost ? -0.5 : this.isLeast ? 0.5 : 0));
    this.anchors = strata.map((terms) => modeAt(terms, Math.exp(this.logNear)));
    this.anchored = this.anchors.reduce((sum, d) => sum + d, 0);
    this.near = this.tiltedTo(this.logNear);
  }

  /** T is the smallest, or the largest, that the margins allow. */
  get isLeast(): boolean {
    return this.observed === this.least;
  }

  get isMost(): boolean {
    return this.observed === this.most;
  }

  get meanUnderNull(): number {
    return this.shapeAt(0).mean;
  }

  /** log of P_θ(T ≥ observed), and how it grows with log θ. */
  logUpperTail(logTheta: number): Rise {
    return logTheta <= this.logNear ? this.tail(logTheta, 1) : complement(this.tail(logTheta, -1, 1));
  }

  /** log of P_θ(T ≤ observed), and how it grows with log θ: the slope is negative. */
  logLowerTail(logTheta: number): Rise {
    return logTheta >= this.logNear ? this.tail(logTheta, -1) : complement(this.tail(logTheta, 1, 1));
  }

  /** log P(T = observed) under θ = 1. */
  get logObserved(): number {
    return this.logProbability(this.near, this.logNear, this.observed);
  }

  /** Under θ = 1, the probability of all t that are no likelier than the observed; equal but for 1e-7 counts as equal. */
  twoSided(): number {
    if (this.least === this.most) return 1;
    const level = this.logObserved + SAME;
    const beyond = this.observed + 1;
    const falls = this.isMost || this.logProbability(this.near, this.logNear, beyond) <= level;
    const here = Math.exp(falls ? this.logUpperTail(0).value : this.logLowerTail(0).value);
    return Math.min(1, here + this.otherSide(level, falls ? -1 : 1));
  }

  /** Sum of P(t) over t on the other side that are no likelier than `level` under θ = 1. @param direction where that side lies */
  private otherSide(level: number, direction: 1 | -1): number {
    if (this.observed === (direction > 0 ? this.most : this.least)) return 0;
    let [x, near, far] = [Math.abs(this.logThetaOfLevel(level, direction)), 0, FARTHEST];
    for (;;) {
      const { logs, lies } = this.beyond(level, direction, x * direction);
      if (lies === 'seen' || far - near < 1e-9) return sumOf(logs.map(Math.exp));
      // The saddlepoint misses where nearly all probability lies on one outcome: half way, then, until what is summed is in sight.
      if (lies === 'outwards') near = x;
      else far = x;
      x = (near + far) / 2;
    }
  }

  /**
   * The logs of all P(t) on the other side that are no likelier than `level`, as far as the distribution at one θ holds them, from
   * the inside outwards; and where the first of them lies, which is the largest: in sight, with digits to spare, or farther inwards
   * or outwards. Only where it is in sight is what is left out too small to matter.
   */
  private beyond(level: number, direction: 1 | -1, logTheta: number): { logs: number[]; lies: Lies } {
    const there = this.tiltedTo(logTheta);
    const { first, probabilities } = there;
    const last = first + probabilities.length - 1;
    const next = this.observed + direction;
    const [inner, outer, end] =
      direction > 0 ? [Math.max(first, next), last, this.most] : [Math.min(last, next), first, this.least];
    const logs: number[] = [];
    let begin = inner;
    for (let t = inner; (outer - t) * direction >= 0; t += direction) {
      const log = this.logProbability(there, logTheta, t);
      if (log > level) begin = t + direction;
      else logs.push(log);
    }
    if (logs.length === 0) return { logs, lies: outer === end ? 'seen' : 'outwards' };
    const largest = probabilities.reduce((most, each) => Math.max(most, each), 0);
    if ((probabilities[begin - first] as number) < SPARE * largest)
      return { logs, lies: (first + probabilities.indexOf(largest) - begin) * direction > 0 ? 'inwards' : 'outwards' };
    return { logs, lies: begin === inner && inner !== next ? 'inwards' : 'seen' };
  }

  /**
   * log θ at whose mean the probability under θ = 1 has about the log `level`, by the saddlepoint approximation (H. E. Daniels,
   * Annals of Mathematical Statistics 25 (1954), 631–650). It only says where to look: what is found there is summed exactly.
   */
  private logThetaOfLevel(level: number, direction: 1 | -1): number {
    const at = (x: number) => {
      const shape = this.shapeAt(x);
      const log = this.logFactor(x) - this.logFactor(0) - (shape.mean - this.observed) * x;
      return { ...shape, above: log - Math.log(2 * Math.PI * shape.variance) / 2 - level };
    };
    const top = at(0);
    if (!(top.above > 0)) return 0;
    let x = direction * Math.min(FARTHEST, Math.sqrt((2 * top.above) / top.variance));
    for (let i = 0; i < 100; i += 1) {
      const { above, variance } = at(x);
      // At the end of what is possible the window holds all that is left.
      if (!(variance > 1e-3) && above > 0) return x;
      const step = Math.max(-2, Math.min(2, above / (x * variance)));
      const next = (x + step) * direction > 0 ? x + step : x / 2;
      if (Math.abs(next - x) * Math.sqrt(variance) < 0.1 || Math.abs(next) > FARTHEST) return x;
      x = next;
    }
    return x;
  }

  /** Log of the sum of P_θ(t) from the observed (plus `skip` steps) outwards, on the side where the tilt makes them fall. */
  private tail(logTheta: number, direction: 1 | -1, skip = 0): Rise {
    const { first, probabilities } = this.near;
    const shift = logTheta - this.logNear;
    const { mean } = this.shapeAt(logTheta);
    let [sum, moment] = [0, 0];
    for (let t = this.observed + direction * skip; ; t += direction) {
      const probability = probabilities[t - first];
      if (probability === undefined) break;
      const term = probability * Math.exp((t - this.observed) * shift);
      sum += term;
      moment += term * (t - mean);
    }
    const log = Math.log(sum) + this.logFactor(this.logNear) - this.logFactor(logTheta);
    return { value: Math.min(0, log), slope: sum === 0 ? 0 : moment / sum };
  }

  /** log P(t) under θ = 1, from the distribution at another θ. @returns −Infinity outside what it holds */
  private logProbability({ first, probabilities }: Distribution, logTheta: number, t: number): number {
    const probability = probabilities[t - first] ?? 0;
    return Math.log(probability) - (t - this.observed) * logTheta + this.logFactor(logTheta) - this.logFactor(0);
  }

  /** log of Z(θ) / θ^observed, up to a constant. */
  private logFactor(logTheta: number): number {
    return this.shapeAt(logTheta).logSum + (this.anchored - this.observed) * logTheta;
  }

  private tiltedTo(logTheta: number): Distribution {
    return distributionOfSum(this.strata.map((terms) => distributionOf(terms, logTheta)));
  }

  private shapeAt(logTheta: number): TotalShape {
    const known = this.shapes.get(logTheta);
    if (known !== undefined) return known;
    const each = this.strata.map((terms, i) => shapeAt(terms, logTheta, this.anchors[i] as number));
    const shape = {
      logSum: sumOf(each.map(({ logSum }) => logSum)),
      mean: sumOf(each.map(({ mean }) => mean)),
      variance: sumOf(each.map(({ variance }) => variance)),
    };
    this.shapes.set(logTheta, shape);
    return shape;
  }

  private logThetaOfMean(wanted: number): number {
    if (this.least === this.most) return 0;
    const from = this.strata.map((terms) => modeAt(terms, 1));
    return risingRoot((x) => {
      const each = this.strata.map((terms, i) => shapeAt(terms, x, from[i] as number));
      return {
        value: sumOf(each.map(({ mean }) => mean)) - wanted,
        slope: sumOf(each.map(({ variance }) => variance)),
      };
    }, 0);
  }
}

/** log(1 − p) from log p, with the slope turned over. */
function complement({ value, slope }: Rise): Rise {
  const rest = -Math.expm1(value);
  return { value: Math.log(rest), slope: rest === 0 ? 0 : (-slope * Math.exp(value)) / rest };
}
