import { isLine, type PlacePrecision, type PlaceShape, type Position } from '@cairn/model';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { circleAround, pixelsAtZero, rectangle } from './ground.ts';
import type { OpenMap } from './open-map.ts';
import { setData } from './open-map.ts';
import type { Palette } from './palette.ts';
import type { Area, MapCell } from './shapes.ts';

/** A place as it is drawn; `radius` in metres, 0 for a spot, null where nothing can honestly be drawn. */
export interface Mark {
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly radius: number | null;
  readonly precision: PlacePrecision;
  /** The line or area that is drawn; the point and its circle only stand for it. */
  readonly shape?: PlaceShape;
}

/** Precisions that name a whole unit: an area drawn for one of them is its outline. */
const UNITS: ReadonlySet<PlacePrecision> = new Set(['adm3', 'adm2', 'adm1', 'country']);

/** An administrative area's stand-in: the circle says how far the area reaches, not where in it. */
const STAND_INS: ReadonlySet<PlacePrecision> = new Set(['adm3', 'adm2', 'adm1', 'country', 'sea-air', 'unknown']);

export type Sign = 'dot' | 'circle' | 'dashed' | 'dotted' | 'line' | 'area' | 'unit' | 'none';

/**
 * How a place is drawn: a line or an area as it is, dashed where the area is that of a whole unit; a dot only when the place is
 * exact and nothing around it is in doubt.
 */
export function signOf({ precision, radius, shape }: Pick<Mark, 'precision' | 'radius' | 'shape'>): Sign {
  if (shape) return isLine(shape) ? 'line' : UNITS.has(precision) ? 'unit' : 'area';
  if (radius === null) return 'none';
  if (STAND_INS.has(precision)) return radius > 0 ? 'dashed' : 'none';
  if (precision === 'line') return radius > 0 ? 'dotted' : 'none';
  if (radius > 0) return 'circle';
  return precision === 'exact' ? 'dot' : 'none';
}

/** Layers that answer to a click, and are counted when the map has been drawn. */
export const MARK_LAYERS = ['cells', 'circle-fill', 'shape-fill', 'shape-reach', 'ring', 'dot'] as const;

/** Layers in which lines and areas themselves are drawn. */
export const SHAPE_LAYERS = ['shape-edge', 'unit-edge'] as const;

/** Below this many pixels a circle of true radius would look like a dot: a ring of that size stands for it. */
const SMALLEST = 7;

const chosen = <T>(yes: T, no: T): DataDrivenPropertyValueSpecification<T> =>
  ['case', ['boolean', ['feature-state', 'chosen'], false], yes, no] as never;
/** How strongly a circle is filled: many that lie on one another must not become a wall behind which the map is gone. */
const filled = (circles: number) => chosen(0.24, Math.max(0.006, 0.05 / Math.max(1, circles / 12)));
const sign = (name: Sign): ExpressionSpecification => ['==', ['get', 'sign'], name];
const pixels: ExpressionSpecification = ['*', ['get', 'pixels'], ['^', 2, ['zoom']]];
const wide = (name: Sign): ExpressionSpecification => ['all', sign(name), ['>=', pixels, SMALLEST]];

const edge = (name: 'circle' | 'dashed' | 'dotted', dashes: number[] | undefined): LayerSpecification => ({
  ...{ id: `${name}-edge`, type: 'line', source: 'circles', filter: wide(name) },
  paint: { 'line-width': chosen(3, 1.6), ...(dashes ? { 'line-dasharray': dashes } : {}) },
});

const LAYERS: readonly LayerSpecification[] = [
  { id: 'area-fill', type: 'fill', source: 'area', paint: { 'fill-opacity': 0.07 } },
  { id: 'area-edge', type: 'line', source: 'area', paint: { 'line-width': 2, 'line-dasharray': [3, 2] } },
  {
    ...{ id: 'circle-fill', type: 'fill', source: 'circles', filter: ['>=', pixels, SMALLEST] },
    paint: { 'fill-opacity': filled(0) },
  },
  {
    ...{ id: 'shape-fill', type: 'fill', source: 'shapes', filter: ['!', sign('line')] },
    paint: { 'fill-opacity': chosen(0.3, 0.13) },
  },
  // Unseen, and wide enough for a finger.
  {
    ...{ id: 'shape-reach', type: 'line', source: 'shapes' },
    paint: { 'line-width': 16, 'line-opacity': 0.005 },
  },
  {
    ...{ id: 'shape-halo', type: 'line', source: 'shapes', filter: sign('line') },
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-width': chosen(8, 5), 'line-opacity': 0.7 },
  },
  {
    ...{ id: 'shape-edge', type: 'line', source: 'shapes', filter: ['!', sign('unit')] },
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-width': chosen(4, 2.4) },
  },
  {
    ...{ id: 'unit-edge', type: 'line', source: 'shapes', filter: sign('unit') },
    layout: { 'line-join': 'round' },
    paint: { 'line-width': chosen(3.4, 2), 'line-dasharray': [4, 3] },
  },
  edge('circle', undefined),
  edge('dashed', [4, 3]),
  edge('dotted', [0.4, 2]),
  {
    ...{ id: 'ring', type: 'circle', source: 'points' },
    filter: ['all', ['!', sign('dot')], ['<', pixels, SMALLEST]],
    paint: { 'circle-radius': SMALLEST, 'circle-opacity': 0, 'circle-stroke-width': chosen(3, 1.6) },
  },
  {
    ...{ id: 'cells', type: 'circle', source: 'cells' },
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'n']], 0, 11, 4, 18, 10, 34],
      'circle-opacity': 0.18,
      'circle-stroke-width': 1.6,
    },
  },
  {
    ...{ id: 'dot', type: 'circle', source: 'points', filter: sign('dot') },
    paint: { 'circle-radius': chosen(8, 5.5), 'circle-stroke-width': chosen(3, 1.5) },
  },
  { id: 'draft-way', type: 'line', source: 'draft', paint: { 'line-width': 2, 'line-dasharray': [1, 1.5] } },
  {
    id: 'draft-corner',
    type: 'circle',
    source: 'draft',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: { 'circle-radius': 4, 'circle-stroke-width': 1.5 },
  },
];

/** Which properties take which colour. */
function markPaint({ mark, chosen: strong, halo }: Palette): [string, string, unknown][] {
  const either = chosen(strong, mark);
  return [
    ['area-fill', 'fill-color', mark],
    ['area-edge', 'line-color', mark],
    ['circle-fill', 'fill-color', mark],
    ['shape-fill', 'fill-color', mark],
    ['shape-reach', 'line-color', mark],
    ['shape-halo', 'line-color', halo],
    ['shape-edge', 'line-color', either],
    ['unit-edge', 'line-color', either],
    ['draft-way', 'line-color', strong],
    ['draft-corner', 'circle-color', halo],
    ['draft-corner', 'circle-stroke-color', strong],
    ['circle-edge', 'line-color', either],
    ['dashed-edge', 'line-color', either],
    ['dotted-edge', 'line-color', either],
    ['ring', 'circle-color', mark],
    ['ring', 'circle-stroke-color', either],
    ['cells', 'circle-color', mark],
    ['cells', 'circle-stroke-color', mark],
    ['dot', 'circle-color', mark],
    ['dot', 'circle-stroke-color', chosen(strong, halo)],
  ];
}

/** The layers of what is found, on a map; each call of a setter replaces what it set before. */
export class Marks {
  readonly #open: OpenMap;
  #chosen: readonly string[] = [];

  constructor(open: OpenMap) {
    this.#open = open;
    const { map } = open;
    for (const source of ['area', 'shapes', 'circles', 'points', 'cells', 'draft']) {
      map.addSource(source, { type: 'geojson', data: collection([]), promoteId: 'id', maxzoom: 14 });
    }
    for (const layer of LAYERS) map.addLayer(layer);
    open.onPalette((palette) => {
      for (const [layer, property, value] of markPaint(palette))
        map.setPaintProperty(layer, property as 'fill-color', value as string);
    });
  }

  /** Clusters, with their counts. */
  setCells(cells: readonly MapCell[], count: (n: number) => string): void {
    const features = cells.map(
      ({ longitude, latitude, n }): Feature => ({
        type: 'Feature',
        properties: { n },
        geometry: { type: 'Point', coordinates: [longitude, latitude] },
      }),
    );
    setData(this.#open.map, 'cells', collection(features));
    const largest = [...cells].sort((a, b) => b.n - a.n);
    this.#open.setLabels(
      largest.map(({ longitude, latitude, n }) => ({ longitude, latitude, text: count(n), look: 'count', from: 0 })),
    );
  }

  setPlaces(marks: readonly Mark[]): void {
    const drawn = marks.filter((mark) => signOf(mark) !== 'none');
    const properties = (mark: Mark) => ({
      ...{ id: mark.id, sign: signOf(mark), radius: mark.radius },
      pixels: pixelsAtZero(mark.radius ?? 0, mark.latitude),
    });
    // The greatest first, so that the smaller lie on top and can be taken.
    const sized = drawn.filter(({ radius }) => (radius ?? 0) > 0).sort((a, b) => (b.radius ?? 0) - (a.radius ?? 0));
    const circles = sized.filter(({ shape }) => shape === undefined);
    const shapes = sized.flatMap((mark): Feature[] =>
      mark.shape
        ? [{ type: 'Feature', properties: properties(mark), geometry: mark.shape as unknown as Geometry }]
        : [],
    );
    this.#open.map.setPaintProperty('circle-fill', 'fill-opacity', filled(circles.length));
    setData(this.#open.map, 'shapes', collection(shapes));
    setData(
      this.#open.map,
      'circles',
      collection(
        circles.map((mark) => ({
          type: 'Feature',
          properties: properties(mark),
          geometry: circleAround(mark.longitude, mark.latitude, mark.radius ?? 0),
        })),
      ),
    );
    setData(
      this.#open.map,
      'points',
      collection(
        drawn.map((mark) => ({
          type: 'Feature',
          properties: properties(mark),
          geometry: { type: 'Point', coordinates: [mark.longitude, mark.latitude] },
        })),
      ),
    );
    this.setChosen(this.#chosen);
  }

  /** Makes the marks of these records stand out, whatever was chosen before. */
  setChosen(ids: readonly string[]): void {
    const { map } = this.#open;
    for (const source of ['shapes', 'circles', 'points']) {
      map.removeFeatureState({ source });
      for (const id of ids) map.setFeatureState({ source, id }, { chosen: true });
    }
    this.#chosen = ids;
  }

  /** What is being drawn by hand: its corners, and the way from each to the next. */
  setDraft(paths: readonly (readonly Position[])[]): void {
    const corners = paths.flat().map((at): Geometry => ({ type: 'Point', coordinates: [...at] }));
    const ways = paths.map((path): Geometry => ({ type: 'LineString', coordinates: path.map((at) => [...at]) }));
    const drawn = [...ways.filter((way) => way.type === 'LineString' && way.coordinates.length > 1), ...corners];
    setData(
      this.#open.map,
      'draft',
      collection(drawn.map((geometry) => ({ type: 'Feature', properties: {}, geometry }))),
    );
  }

  setArea(area: Area | null): void {
    setData(
      this.#open.map,
      'area',
      area ? { type: 'Feature', properties: {}, geometry: rectangle(area) } : collection([]),
    );
  }
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}
