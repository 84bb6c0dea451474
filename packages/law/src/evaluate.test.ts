import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Assessed, type Assessments, gapsIn, judge, type Level, strengthOf, type Verdict } from './evaluate.ts';
import type { Element, Tree } from './form.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'] as const;
const element = (key: string): Element => ({
  id: `x:1/${key}`,
  kind: 'conduct',
  text: { en: key, uk: 'а' },
  source: { instrument: 'x', article: '1' },
  ...{ from: null, to: null, check: null },
});
const noBlocks = (ref: string): Tree => {
  throw new Error(ref);
};

const level = fc.integer({ min: 0, max: 6 }).map((n) => n as Level);
const demanded = fc.integer({ min: 1, max: 6 }).map((n) => n as Level);
const { tree: anyTree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...KEYS).map((key): Tree => element(key)),
    fc.record({ op: fc.constantFrom('all', 'any'), parts: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }) }),
  ),
}));
const assessments = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), level, level), { selector: ([key]) => key })
  .map(
    (list): Assessments =>
      Object.fromEntries(list.map(([key, shown, against]) => [`x:1/${key}`, { for: shown, against }])),
  );
const RANK: Record<Verdict, number> = { 'not-met': 0, open: 1, met: 2 };

const strength = (tree: Tree, given: Assessments): Assessed => strengthOf(tree, given, noBlocks);
const changed = (given: Assessments, key: string, change: Partial<Assessed>): Assessments => ({
  ...given,
  [`x:1/${key}`]: { ...(given[`x:1/${key}`] ?? { for: 0, against: 0 }), ...change },
});

test('all is as strong as its weakest part, any as its strongest; against goes the other way', () => {
  const parts = [element('a'), element('b')];
  const given: Assessments = { 'x:1/a': { for: 5, against: 1 }, 'x:1/b': { for: 2, against: 4 } };
  expect(strength({ op: 'all', parts }, given)).toEqual({ for: 2, against: 4 });
  expect(strength({ op: 'any', parts }, given)).toEqual({ for: 5, against: 1 });
});

test('what nobody assessed is 0, so that all of it is 0 and nothing is taken for refuted', () => {
  const tree: Tree = { op: 'all', parts: [element('a'), element('b')] };
  expect(strength(tree, { 'x:1/a': { for: 6, against: 0 } })).toEqual({ for: 0, against: 0 });
  expect(strength(element('a'), JSON.parse('{"x:1/b":{"for":1,"against":0}}'))).toEqual({ for: 0, against: 0 });
});

test('every tree lies between the least and the most of its elements, and in a tree of one op is exactly one of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(level, level), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('all', 'any'),
      (list, op) => {
        const given = Object.fromEntries(list.map(([shown, against], at) => [`x:1/${at}`, { for: shown, against }]));
        const tree: Tree = { op: op as 'all' | 'any', parts: list.map((_, at) => element(String(at))) };
        const [fors, againsts] = [list.map(([shown]) => shown), list.map(([, against]) => against)];
        expect(strength(tree, given)).toEqual(
          op === 'all'
            ? { for: Math.min(...fors), against: Math.max(...againsts) }
            : { for: Math.max(...fors), against: Math.min(...againsts) },
        );
      },
    ),
  );
});

test('to show more of an element never lowers a tree, nor turns its verdict away from met', () => {
  fc.assert(
    fc.property(anyTree, assessments, fc.constantFrom(...KEYS), level, demanded, (tree, given, key, raise, at) => {
      const now = given[`x:1/${key}`]?.for ?? 0;
      const [before, after] = [given, changed(given, key, { for: Math.max(now, raise) as Level })].map((each) =>
        judge(strength(tree, each), at),
      );
      expect(after?.for).toBeGreaterThanOrEqual(before?.for ?? 7);
      expect(after?.against).toBe(before?.against);
      expect(RANK[after?.verdict ?? 'open']).toBeGreaterThanOrEqual(RANK[before?.verdict ?? 'open']);
    }),
    { numRuns: 500 },
  );
});

test('a contradiction raises nothing: more against never gives a better verdict and never more for', () => {
  fc.assert(
    fc.property(anyTree, assessments, fc.constantFrom(...KEYS), level, demanded, (tree, given, key, raise, at) => {
      const now = given[`x:1/${key}`]?.against ?? 0;
      const [before, after] = [given, changed(given, key, { against: Math.max(now, raise) as Level })].map((each) =>
        judge(strength(tree, each), at),
      );
      expect(after?.for).toBe(before?.for);
      expect(after?.against).toBeGreaterThanOrEqual(before?.against ?? 7);
      expect(RANK[after?.verdict ?? 'open']).toBeLessThanOrEqual(RANK[before?.verdict ?? 'open']);
    }),
    { numRuns: 500 },
  );
});

test('a verdict is met, not met or open, and says where both sides reach the level', () => {
  expect(judge({ for: 4, against: 3 }, 4)).toMatchObject({ verdict: 'met', contested: false });
  expect(judge({ for: 3, against: 4 }, 4)).toMatchObject({ verdict: 'not-met', contested: false });
  expect(judge({ for: 3, against: 3 }, 4)).toMatchObject({ verdict: 'open', contested: false });
  expect(judge({ for: 6, against: 4 }, 4)).toMatchObject({ verdict: 'open', contested: true });
  expect(() => judge({ for: 0, against: 0 }, 0)).toThrow('Demand a level from 1 to 6');
});

test.each([7, -1, 2.5, Number.NaN])('a level of %d is off the scale, wherever it is given', (wrong) => {
  const off = wrong as Level;
  expect(() => strengthOf(element('a'), { 'x:1/a': { for: off, against: 0 } }, noBlocks)).toThrow('off the scale');
  expect(() => strengthOf(element('a'), { 'x:1/a': { for: 0, against: off } }, noBlocks)).toThrow(RangeError);
  expect(() => judge({ for: 6, against: 0 }, off)).toThrow(RangeError);
  expect(() => judge({ for: off, against: 0 }, 3)).toThrow(RangeError);
});

test('gaps are the elements that could raise the whole: of several ways, none once one is shown', () => {
  const ways: Tree = { op: 'any', parts: [element('b'), element('c')] };
  const tree: Tree = { op: 'all', parts: [element('a'), ways] };
  const gaps = (given: Assessments) => gapsIn(tree, given, noBlocks).map(({ id }) => id);
  expect(gaps({})).toEqual(['x:1/a', 'x:1/b', 'x:1/c']);
  expect(gaps({ 'x:1/c': { for: 1, against: 0 } })).toEqual(['x:1/a']);
  expect(gaps({ 'x:1/a': { for: 1, against: 6 }, 'x:1/c': { for: 1, against: 0 } })).toEqual([]);
});

test('the tree has gaps exactly where it stands at 0', () => {
  fc.assert(
    fc.property(anyTree, assessments, (tree, given) => {
      expect(gapsIn(tree, given, noBlocks).length === 0).toBe(strength(tree, given).for > 0);
    }),
  );
});
