import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StrataError } from './errors.ts';
import { exactCommonRate, type RateStratum, reportingThreshold } from './rates.ts';
import { FOUR_RATES, rateStrata } from './tables.ts';

function same(value: number, wanted: number, within = 1e-9): void {
  if (wanted === 0 || !Number.isFinite(wanted)) expect(value).toBe(wanted);
  else expect(Math.abs(value / wanted - 1)).toBeLessThan(within);
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** P(T = t) where the rates differ by θ: strata of binomials folded one by one. */
function plainly(strata: readonly RateStratum[], theta = 1): number[] {
  return strata.reduce<number[]>(
    (all, { hits, time, otherHits, otherTime }) => {
      const n = hits + otherHits;
      const p = (time * theta) / (time * theta + otherTime);
      const each = Array.from({ length: n + 1 }, (_, d) => choose(n, d) * p ** d * (1 - p) ** (n - d));
      const folded = new Array<number>(all.length + n).fill(0);
      all.forEach((a, i) => {
        each.forEach((b, j) => {
          folded[i + j] = (folded[i + j] as number) + a * b;
        });
      });
      return folded;
    },
    [1],
  );
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 0; i < k; i += 1) result = (result * (n - i)) / (i + 1);
  return result;
}

const hitsOf = (strata: readonly RateStratum[]) => sum(strata.map(({ hits }) => hits));

describe('against binomials folded one by one', () => {
  test('p and the mean', () => {
    fc.assert(
      fc.property(rateStrata, (of) => {
        const [ps, at, result] = [plainly(of), hitsOf(of), exactCommonRate(of)];
        same(result.pGreater, sum(ps.slice(at)), 1e-10);
        same(result.pLess, sum(ps.slice(0, at + 1)), 1e-10);
        same(result.expected, sum(ps.map((p, t) => p * t)), 1e-10);
        const level = (ps[at] ?? 0) * (1 + 1e-7);
        same(result.pTwoSided, sum(ps.filter((p) => p <= level)), 1e-10);
      }),
    );
  });

  test('two-sided where days are as unlike as one to a million, either way', () => {
    const days = fc.constantFrom(1, 30, 1000, 1_000_000);
    const hits = fc.nat({ max: 12 });
    const stratum = fc.record({ hits, time: days, otherHits: hits, otherTime: days });
    expect(exactCommonRate([{ hits: 2, time: 879, otherHits: 0, otherTime: 1 }]).pTwoSided).toBe(1);
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 3 }), (of) => {
        const ps = plainly(of);
        const level = (ps[hitsOf(of)] ?? 0) * (1 + 1e-7);
        same(exactCommonRate(of).pTwoSided, sum(ps.filter((p) => p <= level)), 1e-8);
      }),
      { numRuns: 1000 },
    );
  });

  test('limits and estimate', () => {
    fc.assert(
      fc.property(rateStrata, (of) => {
        const [at, { lower, ratio, upper }] = [hitsOf(of), exactCommonRate(of)];
        if (lower > 0) same(sum(plainly(of, lower).slice(at)), 0.025, 1e-8);
        if (upper < Number.POSITIVE_INFINITY) same(sum(plainly(of, upper).slice(0, at + 1)), 0.025, 1e-8);
        if (!Number.isNaN(ratio)) {
          expect(lower).toBeLessThanOrEqual(ratio);
          expect(upper).toBeGreaterThanOrEqual(ratio);
        }
      }),
    );
  });
});

test('the group and the others changing places turns the ratio over', () => {
  fc.assert(
    fc.property(rateStrata, (of) => {
      const turned = of.map(({ hits, time, otherHits, otherTime }) => ({
        ...{ hits: otherHits, time: otherTime },
        ...{ otherHits: hits, otherTime: time },
      }));
      const [one, other] = [exactCommonRate(of), exactCommonRate(turned)];
      same(other.pGreater, one.pLess);
      same(other.pTwoSided, one.pTwoSided);
      same(other.ratio, 1 / one.ratio);
      same(other.lower, 1 / one.upper);
    }),
  );
});

test('strata of equal shares of time are as good as one; the unit of time does not matter', () => {
  fc.assert(
    fc.property(rateStrata, fc.constantFrom(7, 24, 1 / 365), ([first], unit) => {
      if (first === undefined) return;
      const { hits, time, otherHits, otherTime } = first;
      const one = exactCommonRate([first]);
      const many = exactCommonRate([
        { hits, time, otherHits: 0, otherTime },
        { hits: 0, time: time * unit, otherHits, otherTime: otherTime * unit },
      ]);
      for (const key of ['pGreater', 'pLess', 'ratio', 'lower', 'upper'] as const) same(many[key], one[key]);
    }),
  );
});

test('a reporting ratio as large as the lower limit explains a finding away', () => {
  const { lower } = exactCommonRate(FOUR_RATES);
  const threshold = reportingThreshold({ lower });
  expect(threshold).toBe(lower);
  // As if the group's time were longer by that ratio: nothing is left beyond the tail of the limit.
  const explained = FOUR_RATES.map((each) => ({ ...each, time: each.time * lower }));
  same(exactCommonRate(explained).pGreater, 0.025);
  expect(reportingThreshold(exactCommonRate(explained))).toBeNull();
});

test('counts of millions', () => {
  const { pTwoSided, ratio, lower, upper } = exactCommonRate([
    { hits: 4_000_000, time: 1, otherHits: 6_000_000, otherTime: 1.5 },
  ]);
  expect(pTwoSided).toBeGreaterThan(0.999);
  same(ratio, 1, 1e-9);
  const half = 1.959964 * Math.sqrt(1 / 4_000_000 + 1 / 6_000_000);
  same(Math.log(upper), half, 1e-3);
  same(Math.log(lower), -half, 1e-3);
});

test.each([
  [{ time: 0 }, '"time" is 0'],
  [{ otherTime: Number.POSITIVE_INFINITY }, '"otherTime" is Infinity'],
  [{ time: 1e-200 }, 'in the same unit'],
  [{ hits: 1.5 }, '"hits" is 1.5'],
  [{ otherHits: -1 }, '"otherHits" is -1'],
])('%j is refused by its place', (wrong, what) => {
  const of = FOUR_RATES.map((each, i) => (i === 2 ? { ...each, ...wrong } : each));
  expect(() => exactCommonRate(of)).toThrow(StrataError);
  expect(() => exactCommonRate(of)).toThrow('Stratum 3: ');
  expect(() => exactCommonRate(of)).toThrow(what);
});
