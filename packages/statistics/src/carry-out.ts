import { exactCommonOdds, hypergeometric, pooledFisher, type Stratum } from './common-odds.ts';
import type { ConditionalTest } from './conditional.ts';
import { FEWEST_HITS, FEWEST_STRATA } from './fewest.ts';
import type { Outcome } from './outcome.ts';
import { type Plan, type RegisteredPlan, requireRegistered } from './plan.ts';
import { type GammaP, gammaBounds, gammaWhereLost } from './sensitivity.ts';
import { type Sentence, sentenceOf } from './sentence.ts';

/** What a test needs of its plan; without a plan, what was chosen on the spot. */
export type Choices = Pick<Plan, 'side' | 'alpha' | 'confidence' | 'gammas' | 'tests'>;

export interface Counts {
  readonly strata: number;
  /** Strata in which more than one outcome was possible, and the hits in them: the limits of `fewest.ts` are over these. */
  readonly informative: number;
  readonly informativeHits: number;
  readonly exposed: number;
  readonly group: number;
  readonly hit: number;
  readonly hitGroup: number;
}

interface Parts {
  readonly plan: RegisteredPlan | null;
  readonly choices: Choices;
  readonly counts: Counts;
  readonly test: ConditionalTest | null;
  readonly gammas: readonly GammaP[] | null;
  readonly gammaWhereLost: number | null;
  readonly pooledP: number | null;
  readonly pooledTwoSided: number | null;
  readonly sentence: Sentence;
}

/**
 * A test that was carried out. `test` and what stands beside it are null where there is too little to test. Only `carryOut` and
 * `carryOutUnplanned` make one, so that its sentence is the one that its numbers allow.
 */
class TargetingResult implements Parts {
  declare private readonly closed: true;
  /** Null where nothing was planned: then it may suggest what to plan, and must not be shown as a planned result. */
  declare readonly plan: RegisteredPlan | null;
  /** α as planned; the p is held against α over the number of tests. */
  declare readonly choices: Choices;
  declare readonly counts: Counts;
  declare readonly test: ConditionalTest | null;
  /** Of the upper tail; of the lower one where the side is `less`. */
  declare readonly gammas: readonly GammaP[] | null;
  /** Γ* on the side of the finding; null where nothing was found. For two-sided tests each side has half of the level. */
  declare readonly gammaWhereLost: number | null;
  /**
   * Fisher's p of all strata thrown together: shown so that the difference is seen, never used. One-sided, as somebody who did not
   * know better would ask (more harm; less where the side is `less`), and two-sided.
   */
  declare readonly pooledP: number | null;
  declare readonly pooledTwoSided: number | null;
  declare readonly sentence: Sentence;
  constructor(parts: Parts) {
    Object.assign(this, parts);
    Object.freeze(this);
  }
}

export type { TargetingResult };

/**
 * Carries a plan for `odds` out over counts, in the one order that is honest: the plan and its digest first.
 *
 * @param at when this is done, RFC 3339, UTC: a plan that was entered later is refused
 * @throws PlanError when the plan is not the one that was entered, or not one for odds
 * @throws StrataError
 */
export async function carryOut(
  registered: RegisteredPlan,
  strata: readonly Stratum[],
  at: string,
): Promise<TargetingResult> {
  const plan = await requireRegistered(registered, 'odds', at);
  return tested({ ...registered, plan }, plan, strata);
}

/** The same without a plan, to be shown as such. @throws StrataError */
export function carryOutUnplanned(choices: Omit<Choices, 'tests'>, strata: readonly Stratum[]): TargetingResult {
  return tested(null, { ...choices, tests: 1 }, strata);
}

function tested(plan: RegisteredPlan | null, from: Choices, strata: readonly Stratum[]): TargetingResult {
  const { side, alpha, confidence, gammas, tests } = from;
  const choices = { side, alpha, confidence, gammas, tests };
  const counts = countsOf(strata);
  if (counts.informativeHits < FEWEST_HITS || counts.informative < FEWEST_STRATA) {
    const none = { test: null, gammas: null, gammaWhereLost: null, pooledP: null, pooledTwoSided: null };
    return new TargetingResult({ plan, choices, counts, ...none, sentence: sentenceOf({ kind: 'counts-only' }) });
  }
  const level = alpha / tests;
  const test = exactCommonOdds(strata, { side, confidence });
  const found = decidingP(test) <= level;
  const upTo = found ? whereLost(strata, test, level) : null;
  const outcome: Outcome = { kind: 'tested', design: 'odds', found, planned: plan !== null, side, alpha, tests, upTo };
  const pooled = pooledFisher(strata);
  return new TargetingResult({
    ...{ plan, choices, counts, test, gammaWhereLost: upTo },
    gammas: gammaBounds(side === 'less' ? strata.map(mirrored) : strata, gammas),
    pooledP: side === 'less' ? pooled.pLess : pooled.pGreater,
    pooledTwoSided: pooled.pTwoSided,
    sentence: sentenceOf(outcome),
  });
}

/** The p of the side that was chosen. */
export function decidingP({ side, pGreater, pLess, pTwoSided }: ConditionalTest): number {
  return side === 'greater' ? pGreater : side === 'less' ? pLess : pTwoSided;
}

function whereLost(strata: readonly Stratum[], { side, observed, expected }: ConditionalTest, level: number) {
  const fewer = side === 'less' || (side === 'two-sided' && observed < expected);
  return gammaWhereLost(fewer ? strata.map(mirrored) : strata, side === 'two-sided' ? level / 2 : level);
}

/** The same counts with the others in the place of the group: less harm of one is more of the other. */
function mirrored({ exposed, group, hit, hitGroup }: Stratum): Stratum {
  return { exposed, group: exposed - group, hit, hitGroup: hit - hitGroup };
}

function countsOf(strata: readonly Stratum[]): Counts {
  const total = (key: keyof Stratum, over = strata) => over.reduce((sum, stratum) => sum + stratum[key], 0);
  const informative = strata.filter((stratum, at) => {
    const { least, most } = hypergeometric(stratum, at);
    return least < most;
  });
  return {
    ...{ strata: strata.length, informative: informative.length, informativeHits: total('hit', informative) },
    ...{ exposed: total('exposed'), group: total('group'), hit: total('hit'), hitGroup: total('hitGroup') },
  };
}
