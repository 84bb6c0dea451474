import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalPlan, type Plan, planDigest, readPlan, registerPlan, requireRegistered } from './plan.ts';
import { PlanError } from './plan-error.ts';

const PLAN: Plan = {
  form: 'cairn-plan/1',
  design: 'odds',
  groups: { group: 'defenders in the register of 2022-05-01', others: 'adults of the same street' },
  strata: 'one attack; exposed: who was within 300 m',
  window: { from: '2022-02-24', to: '2022-12-31' },
  side: 'greater',
  alpha: 0.05,
  confidence: 0.95,
  gammas: [1, 1.5, 2],
  tests: 1,
};
const ENTERED = '2022-06-01T10:00:00Z';
const LATER = '2023-06-01T10:00:00Z';

test('the canonical plan is one line, keys in order, and its digest is SHA-256 over it', async () => {
  const text =
    '{"alpha":0.05,"confidence":0.95,"design":"odds","form":"cairn-plan/1","gammas":[1,1.5,2],' +
    '"groups":{"group":"defenders in the register of 2022-05-01","others":"adults of the same street"},' +
    '"side":"greater","strata":"one attack; exposed: who was within 300 m","tests":1,' +
    '"window":{"from":"2022-02-24","to":"2022-12-31"}}';
  expect(canonicalPlan(PLAN)).toBe(text);
  expect(await planDigest(PLAN)).toBe(createHash('sha256').update(text).digest('hex'));
});

test('spaces, the order of keys and the spelling of a number make no other plan', async () => {
  const backwards = Object.fromEntries(Object.entries(PLAN).reverse());
  const text = JSON.stringify(backwards, null, 4).replace('0.05', '5.0E-2').replace('"tests": 1', '"tests": 1.0');
  expect(text).toContain('5.0E-2');
  expect(await planDigest(readPlan(text))).toBe(await planDigest(PLAN));
});

const words = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() !== '');
const share = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const plans: fc.Arbitrary<Plan> = fc.record({
  form: fc.constant('cairn-plan/1' as const),
  design: fc.constant('odds' as const),
  groups: fc.record({ group: words, others: words }),
  strata: words,
  window: fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  side: fc.constantFrom('greater', 'less', 'two-sided'),
  alpha: share,
  confidence: share,
  gammas: fc
    .uniqueArray(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 })
    .map((list) => list.sort((a, b) => a - b)),
  tests: fc.integer({ min: 1, max: 100 }),
});

test('two plans have one digest only where they are the same, and a plan survives its own spelling', async () => {
  await fc.assert(
    fc.asyncProperty(
      plans,
      plans,
      fc.constantFrom(...(Object.keys(PLAN) as (keyof Plan)[])),
      async (one, other, key) => {
        expect(readPlan(canonicalPlan(one))).toEqual(one);
        const changed = { ...one, [key]: other[key] };
        const same = JSON.stringify(one[key]) === JSON.stringify(other[key]);
        expect((await planDigest(changed)) === (await planDigest(one))).toBe(same);
      },
    ),
  );
});

describe('a plan that cannot be is refused, and says what to give', () => {
  const changed = (change: object) => ({ ...PLAN, ...change });
  const { alpha: _, ...withoutAlpha } = PLAN;
  test.each<[string, unknown, RegExp]>([
    ['nothing', null, /The plan must be an object/],
    ['a list', [], /The plan must be an object/],
    ['a missing key', withoutAlpha, /The plan lacks the key "alpha"/],
    ['a key that is only inherited', Object.create(PLAN), /must be an object/],
    ['an unknown key', changed({ note: 'x' }), /unknown key "note"/],
    ['a symbol as key', changed({ [Symbol('hidden')]: 1 }), /unknown key "Symbol\(hidden\)"/],
    [
      'an unknown key within',
      changed({ window: { ...PLAN.window, zone: 'Kyiv' } }),
      /"window" has the unknown key "zone"/,
    ],
    ['groups as text', changed({ groups: 'defenders' }), /"groups" must be an object/],
    ['another form', changed({ form: 'cairn-plan/2' }), /"form" is "cairn-plan\/2"/],
    ['another design', changed({ design: 'timing' }), /"design" is "timing"\. Give "odds" or "rates"/],
    ['empty words', changed({ strata: '  ' }), /"strata" is " {2}"/],
    ['words that are a number', changed({ strata: 7 }), /"strata" is 7/],
    ['half a character', changed({ strata: 'a\ud800' }), /half of a character/],
    [
      'a day that is none',
      changed({ window: { from: '2022-02-30', to: '2022-12-31' } }),
      /"window\.from" is "2022-02-30"/,
    ],
    [
      'a window that ends first',
      changed({ window: { from: '2023-01-01', to: '2022-12-31' } }),
      /ends before it begins/,
    ],
    ['a side of an inherited name', changed({ side: 'toString' }), /"side" is "toString"/],
    ['α as text', changed({ alpha: '0.05' }), /"alpha" is "0\.05"/],
    ['α of -0', changed({ alpha: -0 }), /"alpha" is -0/],
    ['α that is no number', changed({ alpha: Number.NaN }), /"alpha" is NaN/],
    ['α of 1', changed({ alpha: 1 }), /"alpha" is 1\. Give a number between 0 and 1/],
    ['endless confidence', changed({ confidence: Number.POSITIVE_INFINITY }), /"confidence" is Infinity/],
    ['Γ below 1', changed({ gammas: [0.5] }), /"gammas\[0\]" is 0\.5/],
    ['Γ that is no number', changed({ gammas: [1, Number.NaN] }), /"gammas\[1\]" is NaN/],
    ['a hole among Γ', changed({ gammas: new Array(1) }), /"gammas\[0\]" is undefined/],
    ['Γ twice', changed({ gammas: [2, 2] }), /must rise/],
    ['no Γ', changed({ gammas: [] }), /"gammas" is empty/],
    ['Γ for rates', changed({ design: 'rates' }), /must be empty for rates/],
    ['no test', changed({ tests: 0 }), /"tests" is 0/],
    ['-0 tests', changed({ tests: -0 }), /"tests" is -0/],
    ['half a test', changed({ tests: 1.5 }), /"tests" is 1\.5/],
    [
      'a value that computes itself',
      Object.defineProperty({ ...PLAN }, 'alpha', { enumerable: true, get: () => 0.05 }),
      /computes its key "alpha"/,
    ],
  ])('%s', async (_name, plan, message) => {
    expect(() => canonicalPlan(plan)).toThrow(PlanError);
    expect(() => canonicalPlan(plan)).toThrow(message);
    await expect(planDigest(plan)).rejects.toThrow(PlanError);
  });

  test('text with a key of the prototype, and text that is no JSON', () => {
    const text = JSON.stringify(PLAN);
    expect(() => readPlan(text.replace('{', '{"__proto__":{"alpha":1},'))).toThrow('unknown key "__proto__"');
    expect(() => readPlan(text.replace('{', '{"constructor":1,'))).toThrow('unknown key "constructor"');
    expect(() => readPlan('{"form":')).toThrow(/The plan is no JSON/);
    expect(() => readPlan('NaN')).toThrow(PlanError);
  });
});

describe('a plan that was entered', () => {
  test('is a copy: who changes the object afterwards changes nothing', async () => {
    const mine = { ...PLAN, gammas: [1, 2] };
    const registered = await registerPlan(mine, ENTERED);
    mine.alpha = 0.5;
    mine.gammas.push(3);
    expect(registered.plan).toMatchObject({ alpha: 0.05, gammas: [1, 2] });
    expect(() => Object.assign(registered.plan, { alpha: 0.5 })).toThrow(TypeError);
    expect(() => Object.assign(registered.plan.window, { to: '2040-01-01' })).toThrow(TypeError);
    expect(await requireRegistered(registered, 'odds', LATER)).toEqual(registered.plan);
  });

  test('is refused with another digest, another design, or before it was there', async () => {
    const registered = await registerPlan(PLAN, ENTERED);
    const refused = (change: object, at = LATER, design: Plan['design'] = 'odds') =>
      expect(requireRegistered({ ...registered, ...change }, design, at)).rejects;
    await refused({ plan: { ...PLAN, side: 'two-sided' } }).toThrow(/It was changed since/);
    await refused({ digest: '0'.repeat(64) }).toThrow(/It was changed since/);
    await refused({ digest: registered.digest.toUpperCase() }).toThrow(/64 small hexadecimal digits/);
    await refused({ digest: '' }).toThrow(/64 small hexadecimal digits/);
    await refused({}, '2022-06-01T09:59:59Z').toThrow(/Results come after plans/);
    await refused({}, LATER, 'rates').toThrow(/one for odds/);
    await refused({}, 'today').toThrow(/Give it in UTC/);
    await refused({ registeredAt: 'yesterday' }).toThrow(/Give it in UTC/);
    await expect(registerPlan(PLAN, '2022-06-01')).rejects.toThrow(/Give it in UTC/);
    await expect(requireRegistered({ ...registered, registeredAt: null }, 'odds', LATER)).resolves.toEqual(PLAN);
  });
});
