/**
 * Cohen's κ for two coders and nominal codes: (p_o − p_e) / (1 − p_e), with p_o the share of pairs that agree and p_e the
 * share expected of two coders who use their codes as often as these do, but independently. Source: J. Cohen, "A coefficient
 * of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37–46.
 *
 * Assumes that each pair is one unit, coded independently, and that the units are a sample of what was coded; it says nothing
 * of whether either coder is right. With few pairs it swings widely: show the number of pairs beside it.
 * It must not be used for codes with an order, where a near miss is better than a far one, for more than two coders, or where
 * codes are missing (`krippendorffAlpha`), nor for codes that the two settled together.
 *
 * @returns null where it is not defined: no pairs, or both used one and the same code throughout
 */
export function cohenKappa(pairs: readonly (readonly [first: string, second: string])[]): number | null {
  const n = pairs.length;
  if (n === 0) return null;
  const firsts = new Map<string, number>();
  const seconds = new Map<string, number>();
  let agreed = 0;
  for (const [first, second] of pairs) {
    if (first === second) agreed += 1;
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  let chance = 0;
  for (const [code, count] of firsts) chance += count * (seconds.get(code) ?? 0);
  // In whole numbers as far as possible: (n·agreed − chance) / (n² − chance).
  return n * n === chance ? null : (n * agreed - chance) / (n * n - chance);
}
