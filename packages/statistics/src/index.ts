/** Exact tests and the measures beside them, as pure functions that a court's expert can check. */

export { cohenKappa } from './agreement.ts';
export { type Choices, type Counts, carryOut, carryOutUnplanned, type TargetingResult } from './carry-out.ts';
export { carryOutRates, type RateCounts, type RatesResult } from './carry-out-rates.ts';
export { type ObservedPerson, TimingError } from './circles.ts';
export { exactCommonOdds, pooledFisher, type Stratum, type TestOptions } from './common-odds.ts';
export type { ConditionalTest, Side } from './conditional.ts';
export { MOST, StrataError } from './errors.ts';
export { FEWEST_HITS, FEWEST_STRATA } from './fewest.ts';
export { krippendorffAlpha, type Scale } from './krippendorff.ts';
export { benjaminiHochberg, holm } from './multiple.ts';
export { normalQuantile } from './normal.ts';
export { type PermutationOptions, type PermutationResult, permutationTest } from './permutation.ts';
export { canonicalPlan, type Plan, planDigest, type RegisteredPlan, readPlan, registerPlan } from './plan.ts';
export { PlanError } from './plan-error.ts';
export { Randomness } from './random.ts';
export { exactCommonRate, type RateStratum, reportingThreshold } from './rates.ts';
export { type GammaP, gammaBounds, gammaWhereLost } from './sensitivity.ts';
export type { Sentence } from './sentence.ts';
export { type Limits, wilsonLimits } from './wilson.ts';
