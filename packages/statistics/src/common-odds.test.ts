import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactCommonOdds, pooledFisher, type Stratum } from './common-odds.ts';
import type { ConditionalTest } from './conditional.ts';
import { MOST, StrataError } from './errors.ts';
import { countsOf, probabilitiesOf } from './plainly.ts';
import { groupSwapped, hitSwapped, strata, strataOf, stratum, THREE } from './tables.ts';

/** Equal but for rounding; 0, Infinity and NaN only to themselves. */
function same(value: number, wanted: number, within = 1e-9): void {
  if (wanted === 0 || !Number.isFinite(wanted)) expect(value).toBe(wanted);
  else expect(Math.abs(value / wanted - 1)).toBeLessThan(within);
}

function sameResults(one: ConditionalTest, other: ConditionalTest): void {
  for (const key of ['observed', 'pGreater', 'pLess', 'pTwoSided', 'midPTwoSided', 'ratio', 'lower', 'upper'] as const)
    same(one[key], other[key]);
}

const hitsOf = (of: readonly Stratum[]) => of.reduce((sum, { hitGroup }) => sum + hitGroup, 0);
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

describe('against counting in whole numbers', () => {
  test('p on each side and mid-p', () => {
    fc.assert(
      fc.property(strata, (of) => {
        const [ps, at] = [probabilitiesOf(of), hitsOf(of)];
        const result = exactCommonOdds(of);
        const here = ps[at] ?? 0;
        same(result.pGreater, sum(ps.slice(at)), 1e-11);
        same(result.pLess, sum(ps.slice(0, at + 1)), 1e-11);
        same(result.midPGreater, sum(ps.slice(at + 1)) + here / 2, 1e-11);
        same(result.expected, sum(ps.map((p, t) => p * t)), 1e-11);
      }),
    );
  });

  test('the two-sided p is of all outcomes not likelier than the observed, ties by their whole numbers', () => {
    fc.assert(
      fc.property(strata, (of) => {
        const [counts, at] = [countsOf(of), hitsOf(of)];
        const total = counts.reduce((all, count) => all + count, 0n);
        const level = counts[at] ?? 0n;
        // As R allows: within 1e-7 is the same.
        const unlikely = counts.filter((count) => count * 10_000_000n <= level * 10_000_001n);
        const p = Number(unlikely.reduce((all, count) => all + count, 0n)) / Number(total);
        same(exactCommonOdds(of).pTwoSided, p, 1e-11);
      }),
      { numRuns: 300 },
    );
  });

  test('at the limits, and at the estimate, is what defines them', () => {
    fc.assert(
      fc.property(strata, fc.constantFrom(0.5, 0.9, 0.95, 0.999), (of, confidence) => {
        const at = hitsOf(of);
        const { ratio, lower, upper } = exactCommonOdds(of, { confidence });
        const tail = (1 - confidence) / 2;
        if (lower > 0) same(sum(probabilitiesOf(of, lower).slice(at)), tail);
        if (upper < Number.POSITIVE_INFINITY) same(sum(probabilitiesOf(of, upper).slice(0, at + 1)), tail);
        if (ratio > 0 && ratio < Number.POSITIVE_INFINITY)
          same(sum(probabilitiesOf(of, ratio).map((p, t) => p * t)), at);
      }),
    );
  });
});

test('limits contain the estimate; one-sided limits of a side are those of both at twice the tail', () => {
  fc.assert(
    fc.property(strata, fc.constantFrom(0.2, 0.8, 0.95), (of, confidence) => {
      const { ratio, lower, upper } = exactCommonOdds(of, { confidence });
      if (!Number.isNaN(ratio)) {
        expect(lower).toBeLessThanOrEqual(ratio);
        expect(upper).toBeGreaterThanOrEqual(ratio);
      }
      same(exactCommonOdds(of, { confidence: (1 + confidence) / 2, side: 'greater' }).lower, lower);
      same(exactCommonOdds(of, { confidence: (1 + confidence) / 2, side: 'less' }).upper, upper);
    }),
  );
});

test('the order of strata changes nothing, nor do strata that tell nothing', () => {
  const silent = fc.constantFrom(
    ...strataOf([
      [10, 0, 4, 0],
      [7, 7, 3, 3],
      [9, 4, 0, 0],
      [6, 2, 6, 2],
      [0, 0, 0, 0],
    ]),
  );
  fc.assert(
    fc.property(strata, fc.array(silent, { maxLength: 4 }), fc.infiniteStream(fc.nat()), (of, more, keys) => {
      const mixed = [...of, ...more].map((each) => ({ each, key: keys.next().value as number }));
      const shuffled = mixed.sort((a, b) => a.key - b.key).map(({ each }) => each);
      const [one, other] = [exactCommonOdds(of), exactCommonOdds(shuffled)];
      const silentHits = hitsOf(more);
      expect(other.observed - silentHits).toBe(one.observed);
      expect(other.informative).toBe(one.informative);
      sameResults({ ...other, observed: one.observed }, one);
    }),
  );
});

test('strata cut at random into two tests have distributions that fold into that of the whole', () => {
  fc.assert(
    fc.property(strata, fc.nat(), (of, cut) => {
      const [left, right] = [of.slice(0, cut % of.length), of.slice(cut % of.length)];
      const [a, b, at] = [probabilitiesOf(left), probabilitiesOf(right), hitsOf(of)];
      const greater = sum(a.map((p, i) => p * sum(b.slice(Math.max(0, at - i)))));
      same(exactCommonOdds(of).pGreater, greater, 1e-11);
    }),
  );
});

test('a stratum split into equal halves is not the whole: who was hit within each half is given', () => {
  const whole = exactCommonOdds(strataOf([[40, 20, 20, 14]]));
  const halves = exactCommonOdds(
    strataOf([
      [20, 10, 10, 7],
      [20, 10, 10, 7],
    ]),
  );
  expect(halves.pGreater).toBeGreaterThan(whole.pGreater);
  expect(pooledFisher(strataOf([[40, 20, 20, 14]])).pGreater).toBe(whole.pGreater);
});

describe('swapping', () => {
  test.each([
    ['the group with the others', groupSwapped],
    ['who was hit with who was not', hitSwapped],
  ])('%s turns the odds ratio over and greater into less', (_, swap) => {
    fc.assert(
      fc.property(strata, (of) => {
        const [one, other] = [exactCommonOdds(of), exactCommonOdds(swap(of))];
        same(other.pGreater, one.pLess);
        same(other.pLess, one.pGreater);
        same(other.pTwoSided, one.pTwoSided);
        same(other.ratio, 1 / one.ratio);
        same(other.lower, 1 / one.upper);
        same(other.upper, 1 / one.lower);
      }),
    );
  });

  test('both at once changes nothing', () => {
    fc.assert(
      fc.property(strata, (of) => {
        const [one, other] = [exactCommonOdds(of), exactCommonOdds(hitSwapped(groupSwapped(of)))];
        sameResults({ ...other, observed: one.observed }, one);
      }),
    );
  });
});

test('both tails meet in the observed alone; mid-p is never above p; all lie from 0 to 1', () => {
  fc.assert(
    fc.property(strata, (of) => {
      const result = exactCommonOdds(of);
      const at = probabilitiesOf(of)[result.observed] ?? 0;
      expect(result.pGreater + result.pLess).toBeCloseTo(1 + at, 10);
      expect(result.midPGreater + result.midPLess).toBeCloseTo(1, 10);
      for (const [p, mid] of [
        [result.pGreater, result.midPGreater],
        [result.pLess, result.midPLess],
        [result.pTwoSided, result.midPTwoSided],
      ] as const) {
        expect(mid).toBeLessThanOrEqual(p);
        expect(p).toBeLessThanOrEqual(1);
        expect(mid).toBeGreaterThanOrEqual(0);
      }
      expect(result.pTwoSided).toBeGreaterThanOrEqual(Math.min(result.pGreater, result.pLess) * (1 - 1e-9));
    }),
  );
});

test('one more of the group among the hit: p falls, the estimate and its limits grow', () => {
  fc.assert(
    fc.property(strata, stratum, (of, last) => {
      const more = { ...last, hitGroup: last.hitGroup + 1 };
      fc.pre(more.hitGroup <= Math.min(last.group, last.hit));
      const [before, after] = [exactCommonOdds([...of, last]), exactCommonOdds([...of, more])];
      expect(after.pGreater).toBeLessThan(before.pGreater);
      expect(after.pLess).toBeGreaterThan(before.pLess);
      expect(after.ratio).toBeGreaterThan(before.ratio);
      expect(after.lower).toBeGreaterThan(before.lower);
    }),
  );
});

describe('at the ends', () => {
  test('nothing to test', () => {
    for (const of of [[], strataOf([[10, 0, 3, 0]])])
      expect(exactCommonOdds(of)).toMatchObject({
        ...{ informative: 0, observed: 0, expected: 0, pGreater: 1, pLess: 1, pTwoSided: 1, midPGreater: 0.5 },
        ...{ ratio: Number.NaN, lower: 0, upper: Number.POSITIVE_INFINITY },
      });
  });

  test('as many as can be: no upper limit; as few: no lower one', () => {
    const [all, none] = [exactCommonOdds(strataOf([[9, 3, 3, 3]])), exactCommonOdds(strataOf([[9, 3, 3, 0]]))];
    // One of choose(9, 3) = 84 ways; 20 of them hold nobody of the group.
    same(all.pGreater, 1 / 84, 1e-12);
    expect([all.pLess, all.ratio, all.upper]).toEqual([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(all.lower).toBeGreaterThan(1);
    same(none.pLess, 20 / 84, 1e-12);
    expect([none.pGreater, none.ratio, none.lower]).toEqual([1, 0, 0]);
    expect(none.upper).toBeGreaterThan(0);
  });

  test('a p that no number here can hold is 0, and its limits are numbers all the same', () => {
    const { pGreater, pTwoSided, midPGreater, pLess, lower, ratio } = exactCommonOdds(
      strataOf([[100_000, 50_000, 50_000, 40_000]]),
    );
    expect([pGreater, pTwoSided, midPGreater, pLess]).toEqual([0, 0, 0, 1]);
    // (40 · 40) / (10 · 10), with a standard error of its log of √(2/40000 + 2/10000).
    expect(Math.abs(ratio / 16 - 1)).toBeLessThan(1e-4);
    same(Math.log(ratio / lower), 1.959964 * Math.sqrt(2 / 40_000 + 2 / 10_000), 1e-2);
  });

  test('a p of 1e-275, both tails: all 460 of 920 hit were of a group of half', () => {
    const { pGreater, pTwoSided } = exactCommonOdds(strataOf([[920, 460, 460, 460]]));
    const ways = countsOf(strataOf([[920, 460, 460, 460]])).reduce((all, count) => all + count, 0n);
    same(pGreater, 1 / Number(ways), 1e-10);
    same(pTwoSided, 2 / Number(ways), 1e-10);
  });
});

test('all but one are of the group, or one alone is: both tails, though nearly all probability lies on one outcome', () => {
  const cases = [
    Array.from({ length: 5 }, () => [1000, 999, 1, 1] as const),
    [
      [100_000, 99_999, 1, 0],
      [100_000, 99_999, 1, 1],
      [100_000, 1, 1, 0],
      [100_000, 1, 1, 0],
    ] as const,
  ].map(strataOf);
  for (const of of cases) {
    const counts = countsOf(of);
    const own = counts[sum(of.map(({ hitGroup }) => hitGroup))] ?? 0n;
    const all = counts.reduce((a, b) => a + b, 0n);
    const alike = counts.filter((count) => count * 10_000_000n <= own * 10_000_001n).reduce((a, b) => a + b, 0n);
    same(exactCommonOdds(of).pTwoSided, Number(alike) / Number(all), 1e-10);
  }
});

test('strata of 100,000 and of a few together: p by a normal curve, which is near enough there', () => {
  const large = strataOf([
    [100_000, 30_000, 20_000, 6_150],
    [100_000, 50_000, 1_000, 520],
    [20, 5, 6, 2],
  ]);
  const { observed, expected, pGreater, ratio } = exactCommonOdds(large);
  const variance = sum(
    large.map(({ exposed: n, group: m, hit: k }) => (m * k * (n - m) * (n - k)) / (n * n * (n - 1))),
  );
  const z = (observed - expected - 0.5) / Math.sqrt(variance);
  // 1 − Φ(z) is between φ(z) z / (1 + z²) and φ(z) / z.
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  expect(pGreater).toBeGreaterThan(((density * z) / (1 + z * z)) * 0.97);
  expect(pGreater).toBeLessThan((density / z) * 1.03);
  expect(ratio).toBeGreaterThan(1.02);
  expect(ratio).toBeLessThan(1.06);
});

test.each([
  [[10, 11, 3, 1], '"group" (11) is larger than "exposed" (10)'],
  [[10, 3, 11, 3], '"hit" (11) is larger than "exposed" (10)'],
  [[10, 3, 3, 4], '"hit_group" (4) is more than "group" or "hit" allow (3)'],
  [[10, 8, 5, 2], 'is less than "hit" allows (3): only 2 others'],
  [[10.5, 3, 3, 1], '"exposed" is 10.5'],
  [[10, -1, 3, 0], '"group" is -1'],
  [[MOST + 1, 3, 3, 1], '"exposed" is 10000001'],
  [[Number.NaN, 3, 3, 1], '"exposed" is NaN'],
] as const)('%j is refused by its place', (row, what) => {
  const of = [...THREE, ...strataOf([row])];
  for (const ask of [exactCommonOdds, pooledFisher]) {
    expect(() => ask(of)).toThrow(StrataError);
    expect(() => ask(of)).toThrow('Stratum 4: ');
    expect(() => ask(of)).toThrow(what);
  }
});

test.each([0, 1, -1, Number.NaN])('a confidence of %d is refused', (confidence) => {
  expect(() => exactCommonOdds(THREE, { confidence })).toThrow('"confidence" is');
});
