import { describe, expect, test } from 'vitest';
import { exactCommonOdds, type Stratum } from './common-odds.ts';
import type { ConditionalTest } from './conditional.ts';
import { Randomness } from './random.ts';
import { exactCommonRate, type RateStratum } from './rates.ts';

const RUNS = 1000;

/** A number from 0 to below 1. */
const uniform = (random: Randomness) => random.below(2 ** 32) / 2 ** 32;

/** Persons hit without regard to who they are: the first of the group, places drawn one after another. */
function attack(random: Randomness, exposed: number, group: number, hit: number): Stratum {
  const drawn = new Set<number>();
  while (drawn.size < hit) drawn.add(random.below(exposed));
  return { exposed, group, hit, hitGroup: [...drawn].filter((person) => person < group).length };
}

function poisson(random: Randomness, mean: number): number {
  let count = 0;
  for (let product = uniform(random); product > Math.exp(-mean); product *= uniform(random)) count += 1;
  return count;
}

/** Twelve attacks whose share of the group and of the hit differ together, as in `targeting_confounded.csv`. */
function confoundedAttacks(random: Randomness): Stratum[] {
  return Array.from({ length: 12 }, (_, i) => {
    const exposed = 10 + random.below(40);
    const share = i < 6 ? 0.1 : 0.5;
    return attack(random, exposed, Math.round(exposed * share), 1 + random.below(Math.round(exposed * share) + 1));
  });
}

/** Few hits in few strata: where a test that is not exact goes wrong. */
function sparseAttacks(random: Randomness): Stratum[] {
  return Array.from({ length: 4 }, () => attack(random, 8, 1 + random.below(3), 1 + random.below(3)));
}

/** Eight places whose danger differs tenfold; the group spends more of its time in the dangerous ones. */
function weeks(random: Randomness): RateStratum[] {
  return Array.from({ length: 8 }, (_, i) => {
    const [time, otherTime, rate] = [20 + 30 * i, 400, 0.001 * 10 ** (i / 7)];
    return {
      ...{ hits: poisson(random, time * rate), time },
      ...{ otherHits: poisson(random, otherTime * rate), otherTime },
    };
  });
}

describe.each([
  [
    'odds, group and hits more frequent in the same strata',
    (random: Randomness) => exactCommonOdds(confoundedAttacks(random)),
  ],
  ['odds, few hits', (random: Randomness) => exactCommonOdds(sparseAttacks(random))],
  ['rates, the group longer in dangerous places', (random: Randomness) => exactCommonRate(weeks(random))],
] as const)('1,000 nulls: %s', (_, draw: (random: Randomness) => ConditionalTest) => {
  const random = Randomness.ofSeed(20_261_121);
  const results = Array.from({ length: RUNS }, () => draw(random));

  test.each(['pGreater', 'pLess', 'pTwoSided'] as const)('%s is at most α no oftener than α', (key) => {
    for (const alpha of [0.01, 0.05, 0.1, 0.5]) {
      const share = results.filter((result) => result[key] <= alpha).length / RUNS;
      expect(share).toBeLessThanOrEqual(alpha + 3.5 * Math.sqrt((alpha * (1 - alpha)) / RUNS));
    }
  });

  test('nor is it far too careful: one-sided p is at most 0.5 in three of ten', () => {
    expect(results.filter(({ pGreater }) => pGreater <= 0.5).length).toBeGreaterThan(0.25 * RUNS);
  });

  test('limits hold the true ratio of 1 at least as often as they say', () => {
    const held = results.filter(({ lower, upper }) => lower <= 1 && 1 <= upper).length / RUNS;
    expect(held).toBeGreaterThanOrEqual(0.95 - 3.5 * Math.sqrt((0.95 * 0.05) / RUNS));
  });
});
