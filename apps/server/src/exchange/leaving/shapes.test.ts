import type { FuzzyPlace } from '@cairn/model';
import { expect, test } from 'vitest';
import { SHEETS } from '../workbook/columns.ts';
import type { Bundle, Judged } from './bundle.ts';
import { KindColumns } from './columns.ts';
import { geojsonOf } from './geojson.ts';

/** Drawn clockwise, against the rule of RFC 7946. */
const AREA: FuzzyPlace = {
  shape: { type: 'Polygon', coordinates: [[[30, 50], [30, 51], [31, 51], [31, 50], [30, 50]]] }, // biome-ignore format: one line
  precision: 'line',
};
const SPOT: FuzzyPlace = { point: { latitude: 48.5, longitude: 35.25 }, precision: 'exact' };
const WKT = 'POLYGON ((30 50, 30 51, 31 51, 31 50, 30 50))';

/** Features of a record of which only `leaves` may leave. */
async function featuresOf(body: Record<string, unknown>, held: Judged['held'] = null, leaves = body) {
  const record = { id: 'x', kind: 'incident', reference: 'TEA-1', revision: 1, at: '', body };
  const judged = {
    record,
    held,
    fields: new Map(),
    body: leaves,
    warnings: [],
    contradictions: [],
  } as unknown as Judged;
  const bundles = (async function* (): AsyncGenerator<Bundle> {
    yield { main: [judged], acts: [], links: [], actors: new Map(), statements: [] };
  })();
  let text = '';
  for await (const part of geojsonOf(bundles, {}, 'en')) text += part;
  return { text, features: JSON.parse(text).features };
}

test('GeoJSON has an area as its geometry, counterclockwise, and a point beside it in a collection', async () => {
  const alone = (await featuresOf({ place: AREA })).features[0];
  expect(alone.geometry).toEqual({ type: 'Polygon', coordinates: [AREA.shape?.coordinates[0]?.slice().reverse()] });
  expect(alone.properties).toMatchObject({ precision: 'line', places: [{ shape: 'Polygon' }] });
  expect(alone.properties.radius).toBeGreaterThan(60_000);
  const both = (await featuresOf({ place: AREA, morePlaces: [SPOT] })).features[0];
  expect(both.geometry).toMatchObject({
    type: 'GeometryCollection',
    geometries: [{ type: 'Polygon' }, { type: 'Point', coordinates: [35.25, 48.5] }],
  });
});

test('where the place does not leave, nothing of its shape does', async () => {
  expect((await featuresOf({ place: AREA }, 'level')).features).toEqual([]);
  const title = 'Elsewhere';
  const { text, features } = await featuresOf({ title, place: AREA, morePlaces: [AREA, SPOT] }, null, { title });
  expect(features[0].geometry).toBeNull();
  expect(text).not.toMatch(/Polygon|30|50|35\.25/);
});

test('tables have a shape as well-known text, and the point and circle that stand for it', () => {
  const columns = new KindColumns('incident');
  const cells = columns.cells({ title: 'T', place: AREA }, 'en');
  const at = (name: string) => cells[columns.columns.findIndex((each) => each.name === name)];
  expect([at('place_shape'), at('place_latitude'), at('place_longitude')]).toEqual([WKT, 50.5, 30.5]);
  expect(at('place_text')).toMatch(/within a drawn area \(about [\d,]+ km²\)/);
});

test('a shape goes through the cell of a workbook and comes back; what is none is refused', () => {
  const column = SHEETS[0]?.columns.find(({ key }) => key === 'place.shape');
  const body = { title: 'T', place: AREA };
  expect(column?.read(body)).toBe(WKT);
  expect(column?.write?.(body, WKT)).toEqual(body);
  expect(column?.write?.({ title: 'T' }, WKT)).toMatchObject({ place: { shape: AREA.shape } });
  expect(column?.write?.(body, '')).toEqual({ title: 'T', place: { precision: 'line' } });
  for (const text of ['along the river', 'POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))'])
    expect(() => column?.write?.(body, text)).toThrow();
});
