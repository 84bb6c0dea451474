import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxesAround, boxesOf } from './areas.ts';

const RADIUS = 6371.0088;
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Where one arrives after so many kilometres in a direction (degrees from north). */
function destination(latitude: number, longitude: number, km: number, bearing: number): [number, number] {
  const d = km / RADIUS;
  const [la, lo, b] = [rad(latitude), rad(longitude), rad(bearing)];
  const north = Math.asin(Math.sin(la) * Math.cos(d) + Math.cos(la) * Math.sin(d) * Math.cos(b));
  const east = lo + Math.atan2(Math.sin(b) * Math.sin(d) * Math.cos(la), Math.cos(d) - Math.sin(la) * Math.sin(north));
  return [(north * 180) / Math.PI, (((east * 180) / Math.PI + 540) % 360) - 180];
}

function holds(boxes: string, [latitude, longitude]: [number, number]): boolean {
  return boxes
    .slice(1, -1)
    .split(';')
    .map((box) => [...box.matchAll(/-?[0-9.]+(?:e-?[0-9]+)?/g)].map(Number) as [number, number, number, number])
    .some(
      ([east, north, west, south]) => latitude <= north && latitude >= south && longitude <= east && longitude >= west,
    );
}

test('the boxes around a circle hold every point whose own circle, of up to 100 km, reaches into it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 359 }),
      (latitude, longitude, km, share, bearing) => {
        const point = destination(latitude, longitude, (km + 100) * share, bearing);
        expect(holds(boxesAround({ latitude, longitude, km }), point)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test('an area whose west lies beyond its east is the two parts beside the antimeridian', () => {
  expect(boxesOf([22, 44, 40, 52])).toBe('{(40,52),(22,44)}');
  expect(boxesOf([170, -10, -170, 10])).toBe('{(180,10),(170,-10);(-170,10),(-180,-10)}');
});
