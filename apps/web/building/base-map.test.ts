import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import { expect, test } from 'vitest';
import { countriesOf, drawBaseMap } from './base-map.ts';

/** Longitude and latitude of places in Crimea, each well inside its land. */
const CRIMEA: readonly (readonly [string, number, number])[] = [
  ['Simferopol', 34.11, 44.957],
  ['Sevastopol', 33.56, 44.59],
  ['Kerch', 36.44, 45.35],
  ['Yalta', 34.15, 44.51],
  ['Yevpatoriia', 33.4, 45.21],
  ['Dzhankoi', 34.39, 45.71],
];

/** Whether a point lies in a polygon: how often a ray to the east crosses its rings. */
function contains(shape: Polygon | MultiPolygon, x: number, y: number): boolean {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return polygons.some((rings) => rings.filter((ring) => crosses(ring, x, y)).length % 2 === 1);
}

function crosses(ring: readonly Position[], x: number, y: number): boolean {
  let inside = false;
  for (const [i, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x2 = 0, y2 = 0] = ring[(i + ring.length - 1) % ring.length] ?? [];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

const nameOf = ({ properties }: { properties?: object | undefined }) =>
  (properties as { name?: string } | undefined)?.name;

const shapeOf = (topology: ReturnType<typeof countriesOf>, name: string) => {
  const found = topology.objects.countries.geometries.find((each) => nameOf(each) === name);
  return (feature(topology, found as never) as unknown as { geometry: Polygon | MultiPolygon }).geometry;
};

test.each(['countries-50m', 'countries-10m'] as const)('%s: Crimea with Sevastopol is Ukraine', (file) => {
  const topology = countriesOf(file);
  const [ukraine, russia] = [shapeOf(topology, 'Ukraine'), shapeOf(topology, 'Russia')];
  for (const [name, x, y] of CRIMEA) {
    expect([name, contains(ukraine, x, y), contains(russia, x, y)]).toEqual([name, true, false]);
  }
  // What it is held against: the test tells inside from outside.
  expect([contains(ukraine, 30.52, 50.45), contains(russia, 37.62, 55.75), contains(ukraine, 37.62, 55.75)]).toEqual([
    true,
    true,
    false,
  ]);
  // Russia goes on east of the strait.
  expect([contains(russia, 37.1, 45.1), contains(ukraine, 37.1, 45.1)]).toEqual([true, false]);
});

test.each(['countries-50m', 'countries-10m'] as const)('%s: no border is drawn in Crimea or across Perekop', (file) => {
  const topology = countriesOf(file);
  const borders = mesh(topology, topology.objects.countries as never, (a, b) => a !== b) as {
    coordinates: Position[][];
  };
  const points = borders.coordinates.flat();
  expect(points.filter(([x = 0, y = 0]) => x > 32 && x < 36.9 && y > 44 && y < 46.6)).toEqual([]);
  // Borders are drawn where there are some: of Ukraine with Moldova, in the same latitudes.
  expect(points.filter(([x = 0, y = 0]) => x > 28 && x < 30.2 && y > 45.4 && y < 46.6).length).toBeGreaterThan(5);
  expect(topology.objects.countries.geometries.map(nameOf)).not.toContain('N. Cyprus');
});

test('the drawn map is the same each time, names Ukrainian places in both languages, and runs nowhere around the globe', () => {
  const { near, world } = drawBaseMap();
  expect(JSON.stringify({ near, world })).toBe(JSON.stringify(drawBaseMap()));
  expect(near.places.find(([, , , en]) => en === 'Simferopol')?.slice(3)).toEqual(['Simferopol', 'Сімферополь']);
  expect(near.countries.find(([, , , code]) => code === 'UA')).toBeDefined();
  expect(near.countries.some(([, , , code]) => code === 'XK')).toBe(false);
  const leaps = world.borders.flatMap((line) => line.filter((step, i) => i > 1 && Math.abs(step) > 20_000));
  expect(leaps).toEqual([]);
  expect(JSON.stringify(near).length).toBeLessThan(80_000);
});
