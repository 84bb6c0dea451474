import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLACE_PRECISIONS, placeProblems, radiusOf } from './fuzzy-place.ts';

test('an exact place is a point; a country, a sea and an unknown place have no circle', () => {
  expect(radiusOf({ precision: 'exact' })).toBe(0);
  for (const precision of ['country', 'sea-air', 'unknown'] as const) expect(radiusOf({ precision })).toBeNull();
});

test('the coarser the unit, the wider the circle', () => {
  const radii = (['exact', 'near', 'adm3', 'adm2', 'adm1'] as const).map((precision) => radiusOf({ precision }));
  expect(radii).toEqual([...radii].sort((a, b) => Number(a) - Number(b)));
});

test('a radius that the record gives stands', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PLACE_PRECISIONS),
      fc.double({ min: 0, max: 1e7, noNaN: true }),
      (precision, radiusM) => {
        expect(radiusOf({ precision, radiusM })).toBe(radiusM);
      },
    ),
  );
});

test('coordinates are a problem exactly when no place on earth has them', () => {
  const degrees = fc.double({ min: -400, max: 400, noNaN: true });
  fc.assert(
    fc.property(degrees, degrees, (latitude, longitude) => {
      const possible = latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
      expect(placeProblems({ precision: 'exact', point: { latitude, longitude } }, '').length === 0).toBe(possible);
    }),
  );
});
