import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StrataError } from './errors.ts';
import { benjaminiHochberg, holm } from './multiple.ts';

const near = (values: readonly number[], wanted: readonly number[]) => {
  expect(values).toHaveLength(wanted.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(wanted[i] ?? Number.NaN, 14);
};

// R: p.adjust(c(.01, .04, .03, .005, .2), "holm"), and "BH".
test('as p.adjust of R', () => {
  const ps = [0.01, 0.04, 0.03, 0.005, 0.2];
  near(holm(ps), [0.04, 0.09, 0.09, 0.025, 0.2]);
  near(benjaminiHochberg(ps), [0.025, 0.05, 0.05, 0.025, 0.2]);
});

/** The fifteen p of Benjamini and Hochberg 1995, section 3: at 0.05 they find four where Bonferroni's way, and Holm's, find three. */
test('the published example', () => {
  const ps = [
    ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
    ...[0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
  ];
  expect(benjaminiHochberg(ps).filter((p) => p <= 0.05)).toHaveLength(4);
  expect(holm(ps).filter((p) => p <= 0.05)).toHaveLength(3);
});

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
/** Allowance for rounding. */
const MORE = 1 + 1e-12;

test('raw ≤ Benjamini–Hochberg ≤ Holm ≤ 1, and both keep the order of the raw', () => {
  fc.assert(
    fc.property(ps, (raw) => {
      const [family, discovery] = [holm(raw), benjaminiHochberg(raw)];
      raw.forEach((p, i) => {
        const [h, b] = [family[i] ?? Number.NaN, discovery[i] ?? Number.NaN];
        expect(b * MORE).toBeGreaterThanOrEqual(p);
        expect(h * MORE).toBeGreaterThanOrEqual(b);
        expect(h).toBeLessThanOrEqual(1);
        raw.forEach((other, j) => {
          if (p < other) {
            expect(h).toBeLessThanOrEqual(family[j] ?? Number.NaN);
            expect(b).toBeLessThanOrEqual(discovery[j] ?? Number.NaN);
          }
        });
      });
    }),
  );
});

test('one test stays as it is, and none is none', () => {
  for (const adjust of [holm, benjaminiHochberg]) {
    expect(adjust([0.03])).toEqual([0.03]);
    expect(adjust([])).toEqual([]);
  }
});

test.each([-0.1, 1.1, Number.NaN])('%d is no p', (wrong) => {
  for (const adjust of [holm, benjaminiHochberg]) {
    expect(() => adjust([0.1, wrong])).toThrow(StrataError);
    expect(() => adjust([0.1, wrong])).toThrow('place 2');
  }
});
