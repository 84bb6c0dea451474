import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Choices, carryOut, carryOutUnplanned } from './carry-out.ts';
import { carryOutRates } from './carry-out-rates.ts';
import { exactCommonOdds, pooledFisher, type Stratum } from './common-odds.ts';
import { type Plan, type RegisteredPlan, registerPlan } from './plan.ts';
import { exactCommonRate, type RateStratum, reportingThreshold } from './rates.ts';
import { gammaBounds } from './sensitivity.ts';

const PLAN: Plan = {
  ...{ form: 'cairn-plan/1', design: 'odds', strata: 'one attack', side: 'greater', alpha: 0.05, confidence: 0.95 },
  groups: { group: 'defenders', others: 'neighbours' },
  window: { from: '2022-02-24', to: '2022-12-31' },
  ...{ gammas: [1, 1.5, 2, 3, 5], tests: 1 },
};
const ENTERED = '2023-01-10T08:00:00Z';
const AT = '2023-02-01T08:00:00Z';
const entered = (change: Partial<Plan> = {}) => registerPlan({ ...PLAN, ...change }, ENTERED);
const out = async (strata: readonly Stratum[], change: Partial<Plan> = {}) =>
  carryOut(await entered(change), strata, AT);

const stratum = (exposed: number, group: number, hit: number, hitGroup: number): Stratum => ({
  ...{ exposed, group, hit, hitGroup },
});
/** The three strata of the reference: hit and safe defenders and others (2, 8; 5, 45), (3, 2; 4, 51), (1, 4; 9, 66). */
const THREE = [stratum(60, 7, 10, 2), stratum(60, 7, 5, 3), stratum(80, 10, 5, 1)];

test('a planned test tells its counts, its p, its Γ and its sentence', async () => {
  const result = await out(THREE);
  expect(result.counts).toEqual({
    ...{ strata: 3, informative: 3, informativeHits: 20 },
    ...{ exposed: 200, group: 24, hit: 20, hitGroup: 6 },
  });
  expect(result.test?.pGreater).toBeCloseTo(0.01782564, 8);
  expect(result.gammas?.map(({ p }) => p)).toEqual(
    [0.01782564, 0.07401219, 0.168388, 0.4018082, 0.7528192].map((p) => expect.closeTo(p, 6)),
  );
  const lost = result.gammaWhereLost ?? Number.NaN;
  expect(gammaBounds(THREE, [lost])[0]?.p).toBeCloseTo(0.05, 7);
  expect(result.sentence.en).toBe(
    `Not consistent with harm falling regardless of status, given that odds of being hit for other reasons differed within each stratum by a factor of at most ${(Math.floor(lost * 100) / 100).toFixed(2)} (one-sided, for more harm, α = 0.05).`,
  );
  expect(result.pooledP).toBe(pooledFisher(THREE).pGreater);
  expect(result.pooledTwoSided).toBe(pooledFisher(THREE).pTwoSided);
  expect((await out(THREE, { side: 'less' })).pooledP).toBe(pooledFisher(THREE).pLess);
  expect(result.plan?.digest).toMatch(/^[0-9a-f]{64}$/);
});

test('the pooled p decides nothing', async () => {
  // Where the group is most of those exposed, more are hit: pooled it looks like a finding, and within strata there is none.
  const confounded = [stratum(100, 80, 40, 32), stratum(1_000, 100, 20, 2)];
  const result = await out(confounded);
  expect(result.pooledP).toBeLessThan(1e-10);
  expect(result.test?.pGreater).toBeGreaterThan(0.5);
  expect(result.sentence.en).toMatch(/^Consistent/);
});

describe('too little for a test', () => {
  const kinds: [string, readonly Stratum[], boolean][] = [
    ['4 hits in 2 strata', [stratum(20, 5, 2, 1), stratum(20, 5, 2, 1)], false],
    ['5 hits in 2 strata', [stratum(20, 5, 2, 1), stratum(20, 5, 3, 1)], true],
    ['5 hits in 1 stratum', [stratum(20, 5, 5, 1)], false],
    [
      '50 hits in 1 stratum that can tell anything, beside 3 that cannot',
      [stratum(200, 50, 50, 20), stratum(20, 0, 5, 0), stratum(20, 20, 5, 5), stratum(5, 2, 5, 2)],
      false,
    ],
    [
      '4 hits that can tell anything, beside 30 that cannot',
      [stratum(20, 5, 2, 1), stratum(20, 5, 2, 1), stratum(100, 0, 30, 0)],
      false,
    ],
    ['nothing at all', [], false],
  ];
  test.each(kinds)('%s', async (_, strata, enough) => {
    for (const result of [await out(strata), carryOutUnplanned(PLAN, strata)]) {
      expect(result.test !== null).toBe(enough);
      expect(result.pooledP !== null).toBe(enough);
      expect(result.gammas !== null).toBe(enough);
      expect(result.sentence.en.startsWith('Counts only')).toBe(!enough);
      // No p of any kind is left anywhere in what is told.
      if (!enough) expect(JSON.stringify({ ...result, plan: null })).not.toMatch(/"(?:p|midP)[A-Za-z]*":\d/);
      expect(result.counts.strata).toBe(strata.length);
    }
  });

  test('counts that cannot be are refused all the same', async () => {
    await expect(out([stratum(3, 4, 1, 1)])).rejects.toThrow(/Stratum 1: "group" \(4\) is larger/);
    await expect(out([stratum(3, 2, 1, 1), stratum(3, 2, 1, -1)])).rejects.toThrow(/Stratum 2/);
  });
});

test('the sentence follows the planned side, also where less harm is found', async () => {
  const fewer = [stratum(100, 50, 20, 2), stratum(100, 50, 20, 3)];
  const [less, two, greater] = await Promise.all(
    (['less', 'two-sided', 'greater'] as const).map((side) => out(fewer, { side })),
  );
  expect(less?.sentence.en).toMatch(/^Not consistent.*factor of at most \d.*for less harm/);
  expect(two?.sentence.en).toMatch(/^Not consistent.*factor of at most \d.*two-sided/);
  expect(greater?.sentence.en).toMatch(/^Consistent.*for more harm/);
  expect(greater?.gammaWhereLost).toBeNull();
  // Γ of the side "less" begins at the plain p of that side.
  expect(less?.gammas?.[0]?.p).toBeCloseTo(less?.test?.pLess ?? Number.NaN, 12);
  expect(two?.gammas?.[0]?.p).toBeCloseTo(two?.test?.pGreater ?? Number.NaN, 12);
  // Half of the level on each side: the two-sided Γ* is the smaller.
  expect(two?.gammaWhereLost ?? 9).toBeLessThan(less?.gammaWhereLost ?? 0);
});

test('what is found of more harm is found of less when group and others change places', () => {
  const count = fc.integer({ min: 0, max: 12 });
  const one = fc.tuple(count, count, count, count).map(([a, b, c, d]) => stratum(a + b + c + d, a + c, a + b, a));
  const choices = (side: Choices['side']) => ({ side, alpha: 0.2, confidence: 0.9, gammas: [1, 2] });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (strata) => {
      const others = strata.map(({ exposed, group, hit, hitGroup }) =>
        stratum(exposed, exposed - group, hit, hit - hitGroup),
      );
      const more = carryOutUnplanned(choices('greater'), strata);
      const less = carryOutUnplanned(choices('less'), others);
      expect(less.sentence.en).toBe(more.sentence.en.replace('more harm', 'less harm'));
      expect(less.gammaWhereLost ?? 0).toBeCloseTo(more.gammaWhereLost ?? 0, 6);
    }),
    { numRuns: 60 },
  );
});

describe('several planned tests', () => {
  test('each is held against α over their number, and says so', async () => {
    const p = exactCommonOdds(THREE).pGreater;
    expect(p).toBeGreaterThan(0.05 / 3);
    expect(p).toBeLessThan(0.05 / 2);
    expect((await out(THREE, { tests: 2 })).sentence.en).toMatch(/^Not consistent.*α = 0\.05 over 2 tests\)/);
    const third = await out(THREE, { tests: 3 });
    expect(third.sentence.en).toMatch(/^Consistent.*α = 0\.05 over 3 tests\)/);
    expect(third.choices).toMatchObject({ alpha: 0.05, tests: 3 });
  });
});

describe('a plan comes before its results', () => {
  test('another plan than the one that was entered, and one that came later, are refused', async () => {
    const registered = await entered();
    const changed: RegisteredPlan = { ...registered, plan: { ...PLAN, alpha: 0.1 } };
    await expect(carryOut(changed, THREE, AT)).rejects.toThrow(/It was changed since/);
    await expect(carryOut({ ...registered, digest: 'f'.repeat(64) }, THREE, AT)).rejects.toThrow(/changed since/);
    await expect(carryOut(registered, THREE, '2023-01-10T07:59:59Z')).rejects.toThrow(/Results come after plans/);
    await expect(carryOutRates(registered, [], AT)).rejects.toThrow(/one for odds/);
  });

  test('without a plan the sentence says that there was none', () => {
    const result = carryOutUnplanned(PLAN, THREE);
    expect(result.plan).toBeNull();
    expect(result.sentence.en).toMatch(/; without a plan\)\.$/);
    expect(result.sentence.uk).toMatch(/; без попереднього плану\)\.$/);
  });
});

describe('rates', () => {
  const rate = (hits: number, time: number, otherHits: number, otherTime: number): RateStratum => ({
    ...{ hits, time, otherHits, otherTime },
  });
  const FOUR = [rate(3, 120, 40, 50_000), rate(1, 80, 25, 30_000), rate(4, 200, 70, 80_000), rate(0, 60, 22, 26_000)];
  const rates = async (strata: readonly RateStratum[], change: Partial<Plan> = {}) =>
    carryOutRates(await entered({ design: 'rates', gammas: [], ...change }), strata, AT);

  test('the condition is how much likelier harms of the group may have become known', async () => {
    const result = await rates(FOUR);
    expect(result.counts).toEqual({ strata: 4, informative: 4, harms: 165, harmsGroup: 8 });
    expect(result.test?.pGreater).toBeCloseTo(1.120276e-8, 13);
    expect(result.reportingThreshold).toBeCloseTo(
      reportingThreshold(exactCommonRate(FOUR, { side: 'greater' })) ?? Number.NaN,
      9,
    );
    expect(result.sentence.en).toMatch(
      /^Not consistent with harm falling regardless of status, given .* at most \d+\.\d\d times as likely to become known/,
    );
    expect((await rates(FOUR, { side: 'two-sided' })).reportingThreshold).toBeCloseTo(8.737141, 5);
  });

  test('where fewer harms are found, the threshold is that of the others', async () => {
    const swapped = FOUR.map(({ hits, time, otherHits, otherTime }) => rate(otherHits, otherTime, hits, time));
    const [more, less] = [await rates(FOUR), await rates(swapped, { side: 'less' })];
    expect(less.reportingThreshold).toBeCloseTo(more.reportingThreshold ?? 0, 6);
    expect(less.sentence.en).toBe(more.sentence.en.replace('more harm', 'less harm'));
  });

  test.each<[string, readonly RateStratum[], boolean]>([
    ['4 harms', [rate(1, 9, 1, 9), rate(1, 9, 1, 9)], false],
    ['5 harms', [rate(1, 9, 1, 9), rate(1, 9, 2, 9)], true],
    ['all in one stratum', [rate(3, 9, 9, 9), rate(0, 9, 0, 9)], false],
  ])('counts only, or a test: %s', async (_, strata, enough) => {
    const result = await rates(strata);
    expect(result.test !== null).toBe(enough);
    expect(result.sentence.en.startsWith('Counts only')).toBe(!enough);
  });
});
