/**
 * Fewest hits and fewest strata for a test; with less there are counts only, and no p. Both are taken over informative strata,
 * that is those in which more than one outcome was possible: a stratum where nobody or everybody was of the group, or was hit,
 * adds hits to the total and nothing to the test.
 */
export const FEWEST_HITS = 5;
export const FEWEST_STRATA = 2;
