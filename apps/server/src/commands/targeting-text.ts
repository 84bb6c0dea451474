import type { ConditionalTest, TargetingResult } from '@cairn/statistics';

/** A result as JSON: names of `docs/statistics.md`; null where there is no test, `"Infinity"` where a number has no end. */
export function targetingJson(result: TargetingResult) {
  const { plan, choices, counts, test, gammas, gammaWhereLost, pooledP, pooledTwoSided, sentence } = result;
  return {
    planned: plan !== null,
    plan_digest: plan?.digest ?? null,
    strata: counts.strata,
    informative: counts.informative,
    informative_hits: counts.informativeHits,
    exposed: counts.exposed,
    group: counts.group,
    hit: counts.hit,
    observed: counts.hitGroup,
    expected: test?.expected ?? null,
    direction: test === null ? null : directionOf(test),
    side: choices.side,
    alpha: choices.alpha,
    tests: choices.tests,
    confidence: choices.confidence,
    p_greater: test?.pGreater ?? null,
    p_less: test?.pLess ?? null,
    p_two_sided: test?.pTwoSided ?? null,
    mid_p_greater: test?.midPGreater ?? null,
    mid_p_less: test?.midPLess ?? null,
    mid_p_two_sided: test?.midPTwoSided ?? null,
    odds_ratio: finite(test?.ratio ?? null),
    lower: finite(test?.lower ?? null),
    upper: finite(test?.upper ?? null),
    gamma: gammas ?? [],
    gamma_side: gammas === null ? null : choices.side === 'less' ? 'less' : 'greater',
    gamma_where_lost: finite(gammaWhereLost),
    pooled_p: pooledP,
    pooled_p_two_sided: pooledTwoSided,
    sentence: sentence.en,
    sentence_uk: sentence.uk,
  };
}

/** JSON has no infinity: it is told in the word that both JavaScript and Python read as a number. */
function finite(value: number | null): number | 'Infinity' | null {
  if (value === null || Number.isNaN(value)) return null;
  return value === Number.POSITIVE_INFINITY ? 'Infinity' : value;
}

/** On which side of what is expected the group's hits lie. */
function directionOf({ observed, expected }: ConditionalTest): 'more' | 'fewer' | 'equal' {
  return observed > expected ? 'more' : observed < expected ? 'fewer' : 'equal';
}

const SIDES = { greater: 'one-sided, for more', less: 'one-sided, for fewer', 'two-sided': 'two-sided' } as const;

/** A result for people, the sentence last. */
export function targetingLines(result: TargetingResult): string[] {
  const { plan, choices, counts, test } = result;
  return [
    plan === null
      ? 'Not planned: nobody entered a plan before these counts were looked at. This may suggest what to plan, and shows nothing yet.'
      : `Planned: ${plan.digest}`,
    `${counts.strata} strata, ${counts.informative} of them informative with ${counts.informativeHits} hits.`,
    `${counts.exposed} exposed, ${counts.group} of the group; ${counts.hit} hit, ${counts.hitGroup} of the group.`,
    ...(test === null ? [] : testLines(result, test, SIDES[choices.side])),
    '',
    result.sentence.en,
    result.sentence.uk,
  ];
}

const DIRECTIONS = { more: 'more', fewer: 'fewer', equal: 'as many' } as const;

function testLines({ choices, gammas, gammaWhereLost, pooledP }: TargetingResult, test: ConditionalTest, side: string) {
  const percent = Number((choices.confidence * 100).toPrecision(6));
  return [
    `Expected of the group: ${short(test.expected)}; hit: ${test.observed} (${DIRECTIONS[directionOf(test)]}).`,
    '',
    `p (exact, within strata): more ${short(test.pGreater)}, fewer ${short(test.pLess)}, two-sided ${short(test.pTwoSided)}. Chosen: ${side}.`,
    `Common odds ratio: ${short(test.ratio)} (${percent} % limits ${short(test.lower)} to ${short(test.upper)}).`,
    `If people of ${choices.side === 'less' ? 'the others' : 'the group'} had, for other reasons, odds of being hit up to Γ times those of the rest:`,
    ...(gammas ?? []).map(({ gamma, p }) => `  Γ = ${gamma}: p at most ${short(p)}`),
    ...(gammaWhereLost === null ? [] : [lostLine(gammaWhereLost, choices.side, test)]),
    `All strata thrown together: p ${pooledP === null ? '' : short(pooledP)}, one-sided. It mixes places, and is shown only so that the difference is seen.`,
  ];
}

/** The list above is of more harm where the side is two-sided; the finding may lie on the other side, and is then of the others. */
function lostLine(gamma: number, side: string, test: ConditionalTest): string {
  const lost = `lost from Γ = ${short(gamma)} on`;
  if (side !== 'two-sided') return `  The finding is ${lost}.`;
  return directionOf(test) === 'fewer'
    ? `  The finding is of fewer hits: it is ${lost}, Γ being of people of the others, at half of α.`
    : `  The finding is of more hits: it is ${lost}, at half of α.`;
}

function short(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'without end';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
