import { exactCommonOdds, pooledFisher, type Stratum } from './common-odds.ts';
import type { ConditionalTest } from './conditional.ts';
import { type RegisteredPlan, requireRegistered } from './plan.ts';
import { type GammaP, gammaBounds, gammaWhereLost } from './sensitivity.ts';
import { type Sentence, sentenceOf } from './sentence.ts';

/** Fewest persons hit, and fewest strata that can tell anything, for a test: below it a p would be noise. */
export const FEWEST_HITS = 5;
export const FEWEST_STRATA = 2;

/** What the sentence depends on. */
export type Outcome =
  | { readonly kind: 'counts-only' }
  | { readonly kind: 'tested'; readonly found: boolean; readonly alpha: number; readonly lost: number | null };

export interface Counts {
  readonly strata: number;
  readonly informative: number;
  readonly exposed: number;
  readonly group: number;
  readonly hit: number;
  readonly hitGroup: number;
}

/** A planned test that was carried out. `test` and what stands beside it are null where there is too little to test. */
export interface PlannedResult {
  readonly plan: RegisteredPlan;
  readonly counts: Counts;
  readonly test: ConditionalTest | null;
  readonly gammas: readonly GammaP[] | null;
  readonly gammaWhereLost: number | null;
  /** Of all strata thrown together: shown so that the difference is seen, never used. */
  readonly pooledP: number | null;
  readonly sentence: Sentence;
}

/**
 * Carries a plan out over counts, in the one order that is honest: the plan and its digest first.
 *
 * @throws PlanError when the plan is not the one that was entered
 * @throws StrataError
 */
export async function carryOut(plan: RegisteredPlan, strata: readonly Stratum[]): Promise<PlannedResult> {
  await requireRegistered(plan);
  const { side, confidence, alpha, gammas } = plan.plan;
  const test = exactCommonOdds(strata, { side, confidence });
  const counts = countsOf(strata, test.informative);
  if (counts.hit < FEWEST_HITS || counts.informative < FEWEST_STRATA)
    return {
      ...{ plan, counts, test: null, gammas: null, gammaWhereLost: null, pooledP: null },
      sentence: sentenceOf({ kind: 'counts-only' }),
    };
  const found = plannedP(test) <= alpha;
  const lost = found && side === 'greater' ? gammaWhereLost(strata, alpha) : null;
  return {
    ...{ plan, counts, test, gammas: gammaBounds(strata, gammas), gammaWhereLost: lost },
    pooledP: pooledFisher(strata).pTwoSided,
    sentence: sentenceOf({ kind: 'tested', found, alpha, lost }),
  };
}

/** The p of the side that the plan named. */
export function plannedP({ side, pGreater, pLess, pTwoSided }: ConditionalTest): number {
  return side === 'greater' ? pGreater : side === 'less' ? pLess : pTwoSided;
}

/** Hits are counted in strata that can tell something: others add nothing to the test. */
function countsOf(strata: readonly Stratum[], informative: number): Counts {
  const total = (key: keyof Stratum) => strata.reduce((sum, stratum) => sum + stratum[key], 0);
  return {
    ...{ strata: strata.length, informative },
    ...{ exposed: total('exposed'), group: total('group'), hit: total('hit'), hitGroup: total('hitGroup') },
  };
}
