import { StrataError } from './errors.ts';

/** What the codes are: names; names in an order; numbers whose differences mean something; numbers with a true zero. */
export type Scale = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * Krippendorff's α for any number of coders and with missing codes: 1 − D_o / D_e, the disagreement observed over that expected
 * when codes fall to units by chance; δ² of two codes is 0 or 1 (nominal), the squared difference of their middles when all codes
 * stand in a row (ordinal), (a − b)² (interval), ((a − b) / (a + b))² (ratio). K. Krippendorff, Content Analysis, 2nd ed., Sage 2004, ch. 11, by the matrix of coincidences.
 *
 * Assumes that coders worked independently. Units with fewer than two codes are left out. It must not be read as the share of
 * agreement, and says nothing of who is right; it must not be used for codes that coders settled together.
 *
 * @param units for each unit its codes by coder, null where one is missing; numbers for all scales but `nominal`, from 0
 *   up for `ratio`
 * @returns null where it is not defined: fewer than two codes in any unit, or one and the same code throughout
 * @throws StrataError where a scale of numbers holds something else, or `ratio` a negative number
 */
export function krippendorffAlpha(
  units: readonly (readonly (string | number | null)[])[],
  scale: Scale = 'nominal',
): number | null {
  const coded = units.map((codes) => codes.filter((code) => code !== null)).filter((codes) => codes.length > 1);
  const totals = new Map<string | number, number>();
  for (const codes of coded) for (const code of codes) totals.set(code, (totals.get(code) ?? 0) + 1);
  const values = [...totals.keys()];
  if (scale !== 'nominal') requireNumbers(values, scale);
  const n = [...totals.values()].reduce((sum, count) => sum + count, 0);
  const differ = differences(values, totals, scale);
  let observed = 0;
  for (const codes of coded)
    for (const [i, one] of codes.entries())
      for (const other of codes.slice(i + 1)) observed += (2 * differ(one, other)) / (codes.length - 1);
  let expected = 0;
  for (const one of values)
    for (const other of values)
      expected += (totals.get(one) as number) * (totals.get(other) as number) * differ(one, other);
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected;
}

function requireNumbers(values: readonly (string | number)[], scale: Scale): void {
  const wrong = values.find((value) => typeof value !== 'number' || !Number.isFinite(value));
  if (wrong !== undefined)
    throw new StrataError(null, `"${wrong}" is no number. Choose the nominal scale, or give numbers.`);
  const negative = values.find((value) => Number(value) < 0);
  if (scale === 'ratio' && negative !== undefined)
    throw new StrataError(null, `${negative} is below 0, which a ratio scale has not. Choose the interval scale.`);
}

/** δ²: how far apart two codes are. */
function differences(
  values: readonly (string | number)[],
  totals: ReadonlyMap<string | number, number>,
  scale: Scale,
): (one: string | number, other: string | number) => number {
  if (scale === 'nominal') return (one, other) => (one === other ? 0 : 1);
  if (scale === 'interval') return (one, other) => (Number(one) - Number(other)) ** 2;
  if (scale === 'ratio')
    return (one, other) => (one === other ? 0 : ((Number(one) - Number(other)) / (Number(one) + Number(other))) ** 2);
  const sorted = [...values].sort((a, b) => Number(a) - Number(b));
  // Where each code's middle lies when all codes stand in a row.
  const middles = new Map<string | number, number>();
  let before = 0;
  for (const value of sorted) {
    const count = totals.get(value) as number;
    middles.set(value, before + count / 2);
    before += count;
  }
  return (one, other) => ((middles.get(one) as number) - (middles.get(other) as number)) ** 2;
}
