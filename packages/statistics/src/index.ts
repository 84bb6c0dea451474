/** Exact tests and the measures beside them, as pure functions that a court's expert can check. */

export { cohenKappa } from './agreement.ts';
export { exactCommonOdds, pooledFisher, type Stratum, type TestOptions } from './common-odds.ts';
export type { ConditionalTest, Side } from './conditional.ts';
export { MOST, StrataError } from './errors.ts';
export { krippendorffAlpha, type Scale } from './krippendorff.ts';
export { benjaminiHochberg, holm } from './multiple.ts';
export { normalQuantile } from './normal.ts';
export { exactCommonRate, type RateStratum, reportingThreshold } from './rates.ts';
export { type GammaP, gammaBounds, gammaWhereLost } from './sensitivity.ts';
export { type Limits, wilsonLimits } from './wilson.ts';
