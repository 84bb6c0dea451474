import { expect, test } from 'vitest';
import { LAW } from './builtin.ts';
import { elementsOf, normOf, treeOf, UnknownNorm } from './catalogue.ts';
import { allegation, charges, evaluate, NoElements } from './charging.ts';
import type { Assessments, Level } from './evaluate.ts';

const ofNorm = (id: string, shown: Level, but: Assessments = {}): Assessments => ({
  ...Object.fromEntries(elementsOf(LAW, normOf(LAW, id)).map((element) => [element.id, { for: shown, against: 0 }])),
  ...but,
});
const WAR = { classification: 'iac', on: '2022-03-16' } as const;

test('a crime is as strong as its weakest element, its context and article 30 among them', () => {
  const given = ofNorm('rs:8.2.b.i', 5);
  expect(evaluate(LAW, 'rs:8.2.b.i', given, 4)).toMatchObject({ for: 5, verdict: 'met', gaps: [] });
  for (const weak of ['rs:8.2.b.i/object', 'ctx.iac.nexus', 'rs:8.2.b.i/article-30'])
    expect(evaluate(LAW, 'rs:8.2.b.i', { ...given, [weak]: { for: 2, against: 0 } }, 4)).toMatchObject({
      for: 2,
      verdict: 'open',
    });
  const refuted = { ...given, 'rs:8.2.b.i/object': { for: 1, against: 5 } } as const;
  expect(evaluate(LAW, 'rs:8.2.b.i', refuted, 4)).toMatchObject({ for: 1, against: 5, verdict: 'not-met' });
  const { 'ctx.iac.conflict': _, ...rest } = given;
  expect(evaluate(LAW, 'rs:8.2.b.i', rest, 4).gaps.map(({ id }) => id)).toEqual(['ctx.iac.conflict']);
});

test('article 30 is supplied where the elements leave it open, and nowhere else', () => {
  const last = (id: string) => elementsOf(LAW, normOf(LAW, id)).at(-1)?.id;
  expect(last('rs:7.1.a')).toBe('rs:7.1.a/article-30');
  expect(elementsOf(LAW, normOf(LAW, 'rs:28.a')).some(({ id }) => id.endsWith('/article-30'))).toBe(false);
  expect(treeOf(normOf(LAW, 'rs:30'))).toBeNull();
});

test('a context that is assessed once counts in every crime that shares it', () => {
  const without = { ...ofNorm('rs:8.2.b.i', 4), ...ofNorm('rs:8.2.b.xvi', 4), ...ofNorm('rs:8.2.a.i', 4) };
  for (const level of [0, 2, 6] as const) {
    const given = { ...without, 'ctx.iac.conflict': { for: level, against: 0 } } as const;
    for (const id of ['rs:8.2.b.i', 'rs:8.2.b.xvi', 'rs:8.2.a.i'])
      expect(evaluate(LAW, id, given, 1).for, id).toBe(Math.min(4, level));
  }
});

test('an allegation is no stronger than crime, mode of liability and jurisdiction', () => {
  const given = { ...ofNorm('rs:8.2.b.i', 5), ...ofNorm('rs:28.a', 4) };
  const parts = { norm: 'rs:8.2.b.i', mode: 'rs:28.a', jurisdiction: { territory: { for: 6, against: 0 } } } as const;
  expect(allegation(LAW, parts, given, 4)).toMatchObject({ for: 4, verdict: 'met' });
  expect(allegation(LAW, { ...parts, jurisdiction: { territory: { for: 3, against: 0 } } }, given, 4).for).toBe(3);
  expect(allegation(LAW, { ...parts, jurisdiction: { territory: { for: 3, against: 5 } } }, given, 4)).toMatchObject({
    against: 5,
    verdict: 'not-met',
  });
  expect(allegation(LAW, parts, { ...given, 'rs:28.a/knew': { for: 1, against: 0 } }, 4).for).toBe(1);
  expect(allegation(LAW, parts, { ...given, 'rs:8.2.b.i/attack': { for: 2, against: 0 } }, 4).for).toBe(2);
  expect(allegation(LAW, { ...parts, jurisdiction: {} }, given, 4)).toMatchObject({ for: 0, verdict: 'open' });
});

test('one conduct may be several crimes, and one crime may be met by several acts', () => {
  // Context is shared: what is written last counts for both crimes.
  const one = { ...ofNorm('rs:7.1.a', 2), ...ofNorm('rs:8.2.b.xxiv', 3), ...ofNorm('rs:8.2.b.ix', 4) };
  expect(charges(LAW, WAR, one, 3).map((charge) => [charge.norm, charge.for, charge.verdict])).toEqual([
    ['rs:8.2.b.ix', 4, 'met'],
    ['rs:8.2.b.xxiv', 3, 'met'],
    ['rs:7.1.a', 2, 'open'],
  ]);
  const other = { ...ofNorm('rs:8.2.b.ix', 5) };
  expect(charges(LAW, WAR, other, 3).map(({ norm }) => norm)).toEqual(['rs:8.2.b.ix']);
});

test('what the gate shuts out is no charge, what is unsettled stays and says so', () => {
  const given = { ...ofNorm('rs:8.2.b.i', 4), ...ofNorm('rs:8.2.e.i', 4), ...ofNorm('rs:8bis.1', 4) };
  const under = (classification: 'iac' | 'niac' | 'niac-protracted' | 'unclear') =>
    charges(LAW, { classification, on: '2022-03-16' }, given, 3).map(({ norm, gate }) => `${norm} ${gate.fits}`);
  expect(under('iac')).toEqual(['rs:8.2.b.i yes', 'rs:8bis.1 yes']);
  expect(under('niac')).toEqual(['rs:8bis.1 yes']);
  expect(under('niac-protracted')).toEqual(['rs:8.2.e.i yes', 'rs:8bis.1 yes']);
  expect(under('unclear')).toEqual(['rs:8.2.b.i unclear', 'rs:8.2.e.i unclear', 'rs:8bis.1 yes']);
});

test('modes of liability and grounds are no charges', () => {
  expect(charges(LAW, WAR, { ...ofNorm('rs:28.a', 6), ...ofNorm('rs:31.1.d', 6) }, 1)).toEqual([]);
});

test('what is not there, and what has no elements, is refused with what to do', () => {
  expect(() => evaluate(LAW, 'rs:8.2.b.1', {}, 3)).toThrow(UnknownNorm);
  expect(() => evaluate(LAW, 'rs:8.2.b.1', {}, 3)).toThrow(/Near it: rs:8\.2\.b\./);
  expect(() => evaluate(LAW, 'rs:30', {}, 3)).toThrow(NoElements);
});
