import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StrataError } from './errors.ts';
import { krippendorffAlpha } from './krippendorff.ts';

const _ = null;

/** Codes by unit from codes by coder. */
function units<T>(...coders: readonly (readonly (T | null)[])[]): (T | null)[][] {
  return (coders[0] ?? []).map((_code, unit) => coders.map((codes) => codes[unit] ?? null));
}

/** K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), examples A to D. */
describe('published examples', () => {
  test('two coders, two codes: 0.095', () => {
    const codes = units([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
    expect(krippendorffAlpha(codes)?.toFixed(3)).toBe('0.095');
  });

  test('two coders, names: 0.692', () => {
    const codes = units([...'aabbdcccedda'], [...'babbbccceddd']);
    expect(krippendorffAlpha(codes)?.toFixed(3)).toBe('0.692');
  });

  const four = units<number>(
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
  );
  test.each([
    ['nominal', '0.743'],
    ['ordinal', '0.815'],
    ['interval', '0.849'],
    ['ratio', '0.797'],
  ] as const)('four coders, some codes missing, %s: %s', (scale, alpha) => {
    expect(krippendorffAlpha(four, scale)?.toFixed(3)).toBe(alpha);
  });
});

const codes = fc.array(
  fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }), { minLength: 3, maxLength: 3 }),
  { minLength: 1, maxLength: 30 },
);
const scales = fc.constantFrom('nominal', 'ordinal', 'interval', 'ratio' as const);

function alike(one: number | null, other: number | null): void {
  if (one === null || other === null) expect(one).toBe(other);
  else expect(one).toBeCloseTo(other, 10);
}

test('does not change with the order of coders or units, nor by units with one code', () => {
  fc.assert(
    fc.property(codes, scales, (of, scale) => {
      const alpha = krippendorffAlpha(of, scale);
      alike(
        krippendorffAlpha(
          of.map((each) => each.toReversed()),
          scale,
        ),
        alpha,
      );
      alike(krippendorffAlpha([...of.toReversed(), [3, _, _]], scale), alpha);
    }),
  );
});

test('an interval scale may be shifted and stretched, a ratio scale stretched, an ordinal one bent', () => {
  fc.assert(
    fc.property(codes, (of) => {
      const changed = (by: (code: number) => number) => of.map((each) => each.map((c) => (c === null ? null : by(c))));
      alike(
        krippendorffAlpha(
          changed((c) => 7 * c - 3),
          'interval',
        ),
        krippendorffAlpha(of, 'interval'),
      );
      alike(
        krippendorffAlpha(
          changed((c) => 7 * c),
          'ratio',
        ),
        krippendorffAlpha(of, 'ratio'),
      );
      alike(
        krippendorffAlpha(
          changed((c) => c ** 3),
          'ordinal',
        ),
        krippendorffAlpha(of, 'ordinal'),
      );
    }),
  );
});

test('1 exactly where all agree', () => {
  fc.assert(
    fc.property(codes, scales, (of, scale) => {
      const alpha = krippendorffAlpha(of, scale);
      if (alpha === null) return;
      const agreed = of.every((each) => new Set(each.filter((code) => code !== null)).size <= 1);
      expect(alpha === 1).toBe(agreed);
    }),
  );
});

test('nothing to say where no unit has two codes, or only one code was ever used', () => {
  expect(krippendorffAlpha([])).toBeNull();
  expect(krippendorffAlpha([[1, _], [2]])).toBeNull();
  expect(krippendorffAlpha(units([1, 1], [1, 1]))).toBeNull();
});

test('a scale of numbers needs numbers, and a ratio scale none below 0', () => {
  expect(() => krippendorffAlpha([['a', 'b']], 'interval')).toThrow(StrataError);
  expect(() => krippendorffAlpha([['a', 'b']], 'ordinal')).toThrow('"a" is no number');
  expect(() => krippendorffAlpha([[-1, 1]], 'ratio')).toThrow('-1 is below 0');
  expect(krippendorffAlpha([[-1, 1]], 'interval')).toBe(0);
});
