import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StrataError } from './errors.ts';
import { normalQuantile } from './normal.ts';
import { wilsonLimits } from './wilson.ts';

/** R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3, as published to four digits. */
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d', (x, n, lower, upper) => {
  const limits = wilsonLimits(x, n);
  expect(limits.lower.toFixed(4)).toBe(lower.toFixed(4));
  expect(limits.upper.toFixed(4)).toBe(upper.toFixed(4));
});

// R: prop.test(81, 263, correct = FALSE)$conf.int, and of 3 of 20, 0 of 10.
test.each([
  [81, 263, 0.2552885198782743, 0.36620957698280016],
  [3, 20, 0.05236874589621661, 0.3604188647407569],
  [0, 10, 0, 0.27753279986288915],
])('as R: %d of %d', (x, n, lower, upper) => {
  expect(wilsonLimits(x, n).lower).toBeCloseTo(lower, 14);
  expect(wilsonLimits(x, n).upper).toBeCloseTo(upper, 14);
});

test('hold the share, are those of the rest turned over, and meet the equation that defines them', () => {
  const counts = fc.integer({ min: 1, max: 10_000 }).chain((n) => fc.tuple(fc.nat({ max: n }), fc.constant(n)));
  fc.assert(
    fc.property(counts, fc.constantFrom(0.5, 0.9, 0.95, 0.999), ([x, n], confidence) => {
      const { lower, upper } = wilsonLimits(x, n, confidence);
      expect(lower).toBeLessThanOrEqual(x / n);
      expect(upper).toBeGreaterThanOrEqual(x / n);
      const rest = wilsonLimits(n - x, n, confidence);
      expect(rest.lower).toBeCloseTo(1 - upper, 12);
      const z = normalQuantile((1 + confidence) / 2);
      if (x > 0) expect(((x / n - lower) / Math.sqrt((lower * (1 - lower)) / n)) * (1 / z)).toBeCloseTo(1, 6);
    }),
  );
});

test.each([
  [3, 2],
  [-1, 2],
  [0, 0],
  [1.5, 3],
])('%d of %d is no share', (x, n) => {
  expect(() => wilsonLimits(x, n)).toThrow(StrataError);
});

test('nor is 95 a confidence', () => {
  expect(() => wilsonLimits(1, 2, 95)).toThrow('"confidence" is 95');
});

// R: qnorm(c(.975, 1e-20, 1e-300, .3, .999999)).
test.each([
  [0.975, 1.9599639845400536],
  [1e-20, -9.262340089798405],
  [1e-300, -37.0470962993612],
  [0.3, -0.5244005127080407],
  [0.999999, 4.753424308817089],
])('the normal quantile of %d', (p, z) => {
  expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-13);
});

test('the normal quantile near the middle is √(2π) times the way from it', () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.5 + 2 ** -40) / (Math.sqrt(2 * Math.PI) * 2 ** -40)).toBeCloseTo(1, 12);
});

test('the normal quantile grows with p and is turned over at the middle', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), fc.double({ min: 1.001, max: 1.9 }), (p, more) => {
      fc.pre(p > 0 && p * more < 1);
      expect(normalQuantile(p * more)).toBeGreaterThan(normalQuantile(p));
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 3);
    }),
  );
});

test.each([0, 1, -0.5, Number.NaN])('%d has no normal quantile', (p) => {
  expect(() => normalQuantile(p)).toThrow(StrataError);
});
