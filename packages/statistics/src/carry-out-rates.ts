import { decidingP } from './carry-out.ts';
import type { ConditionalTest } from './conditional.ts';
import { FEWEST_HITS, FEWEST_STRATA } from './fewest.ts';
import type { Outcome } from './outcome.ts';
import { type RegisteredPlan, requireRegistered } from './plan.ts';
import { exactCommonRate, type RateStratum } from './rates.ts';
import { type Sentence, sentenceOf } from './sentence.ts';

export interface RateCounts {
  readonly strata: number;
  /** Strata with any harm. */
  readonly informative: number;
  /** d + c, harms of both. */
  readonly harms: number;
  readonly harmsGroup: number;
}

interface Parts {
  readonly plan: RegisteredPlan;
  readonly counts: RateCounts;
  readonly test: ConditionalTest | null;
  readonly reportingThreshold: number | null;
  readonly sentence: Sentence;
}

/** A planned test of rates that was carried out. `test` and the threshold are null where there is too little to test. */
class RatesResult implements Parts {
  declare private readonly closed: true;
  declare readonly plan: RegisteredPlan;
  declare readonly counts: RateCounts;
  declare readonly test: ConditionalTest | null;
  /**
   * ρ: how many times likelier harms of one group would have to become known for the finding to be lost at the level of the
   * plan (α over the number of tests, half of it on each side for two-sided plans); null where nothing was found.
   */
  declare readonly reportingThreshold: number | null;
  declare readonly sentence: Sentence;
  constructor(parts: Parts) {
    Object.assign(this, parts);
    Object.freeze(this);
  }
}

export type { RatesResult };

/**
 * Carries a plan for `rates` out, as `carryOut` does for odds.
 *
 * @param at when this is done, RFC 3339, UTC
 * @throws PlanError when the plan is not the one that was entered, or not one for rates
 * @throws StrataError
 */
export async function carryOutRates(
  registered: RegisteredPlan,
  strata: readonly RateStratum[],
  at: string,
): Promise<RatesResult> {
  const own = await requireRegistered(registered, 'rates', at);
  const plan = { ...registered, plan: own };
  const { side, alpha, confidence, tests } = own;
  const test = exactCommonRate(strata, { side, confidence });
  const harms = strata.reduce((sum, { hits, otherHits }) => sum + hits + otherHits, 0);
  const counts = { strata: strata.length, informative: test.informative, harms, harmsGroup: test.observed };
  if (harms < FEWEST_HITS || test.informative < FEWEST_STRATA)
    return new RatesResult({
      ...{ plan, counts, test: null, reportingThreshold: null },
      sentence: sentenceOf({ kind: 'counts-only' }),
    });
  const level = alpha / tests;
  const found = decidingP(test) <= level;
  const upTo = found ? thresholdAt(strata, test, level) : null;
  const outcome: Outcome = { kind: 'tested', design: 'rates', found, planned: true, side, alpha, tests, upTo };
  return new RatesResult({ plan, counts, test, reportingThreshold: upTo, sentence: sentenceOf(outcome) });
}

/** The limit nearest to 1 at the level of the plan, as a factor above 1. */
function thresholdAt(strata: readonly RateStratum[], { side }: ConditionalTest, level: number): number | null {
  const { lower, upper } = exactCommonRate(strata, { side, confidence: 1 - level });
  if (lower > 1) return lower;
  return upper < 1 ? 1 / upper : null;
}
