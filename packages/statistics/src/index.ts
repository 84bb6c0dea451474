/** Exact tests and the measures beside them, as pure functions that a court's expert can check. */

export { type ObservedPerson, TimingError } from './circles.ts';
export { exactCommonOdds, pooledFisher, type Stratum, type TestOptions } from './common-odds.ts';
export type { ConditionalTest, Side } from './conditional.ts';
export { MOST, StrataError } from './errors.ts';
export { FEWEST_HITS, FEWEST_STRATA } from './fewest.ts';
export { type PermutationOptions, type PermutationResult, permutationTest } from './permutation.ts';
export { exactCommonRate, type RateStratum, reportingThreshold } from './rates.ts';
export { type GammaP, gammaBounds, gammaWhereLost } from './sensitivity.ts';
