import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactCommonOdds } from './common-odds.ts';
import { StrataError } from './errors.ts';
import { probabilitiesOf } from './plainly.ts';
import { gammaBounds, gammaWhereLost } from './sensitivity.ts';
import { CONFOUNDED, strata, THREE } from './tables.ts';

const gammas = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 1, maxLength: 6 });

test('at Γ = 1 it is the plain test', () => {
  fc.assert(
    fc.property(strata, (of) => {
      expect(gammaBounds(of, [1])[0]?.p).toBeCloseTo(exactCommonOdds(of).pGreater, 12);
    }),
  );
});

test('each bound is the upper tail at odds Γ, by counting', () => {
  fc.assert(
    fc.property(strata, gammas, (of, each) => {
      const observed = of.reduce((sum, { hitGroup }) => sum + hitGroup, 0);
      for (const { gamma, p } of gammaBounds(of, each)) {
        const tail = probabilitiesOf(of, gamma).slice(observed);
        expect(Math.abs(p / tail.reduce((sum, term) => sum + term, 0) - 1)).toBeLessThan(1e-10);
      }
    }),
  );
});

test('p grows with Γ', () => {
  fc.assert(
    fc.property(strata, gammas, (of, each) => {
      const ps = gammaBounds(
        of,
        each.toSorted((a, b) => a - b),
      ).map(({ p }) => p);
      for (const [i, p] of ps.entries()) expect(p).toBeGreaterThanOrEqual((ps[i - 1] ?? 0) * (1 - 1e-12));
    }),
  );
});

test('where a finding is lost, the bound is α, and the lower limit of the odds ratio at 1 − α is the same', () => {
  fc.assert(
    fc.property(strata, fc.constantFrom(0.01, 0.05, 0.3), (of, alpha) => {
      const lost = gammaWhereLost(of, alpha);
      const { pGreater, lower } = exactCommonOdds(of, { side: 'greater', confidence: 1 - alpha });
      if (lost === null) expect(pGreater).toBeGreaterThan(alpha);
      else {
        expect(gammaBounds(of, [lost])[0]?.p).toBeCloseTo(alpha, 10);
        expect(lost / lower).toBeCloseTo(1, 8);
      }
    }),
  );
});

test('nothing found is nothing to lose; three strata lose theirs between 1 and 1.5', () => {
  expect(gammaWhereLost(CONFOUNDED, 0.05)).toBeNull();
  expect(gammaWhereLost([], 0.05)).toBeNull();
  // The lower limit of the three strata, one-sided at 95 %.
  expect(gammaWhereLost(THREE, 0.05)).toBeCloseTo(1.32973451481581, 9);
});

test.each([0.5, 0, Number.NaN, Number.POSITIVE_INFINITY])('Γ = %d is refused', (gamma) => {
  expect(() => gammaBounds(THREE, [1, gamma])).toThrow(StrataError);
});
