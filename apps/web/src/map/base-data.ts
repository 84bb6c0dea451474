import { address as near } from 'cairn-map:near';
import { address as world } from 'cairn-map:world';
import type { Feature, FeatureCollection, Position } from 'geojson';
import type { DrawnLayers, NearMap } from '../../building/base-map.ts';

/** One part of the base map, as MapLibre takes it: features whose `what` is land, border or coast. */
export type Ground = FeatureCollection;

export interface NearGround {
  ground: Ground;
  window: NearMap['window'];
  countries: NearMap['countries'];
  places: NearMap['places'];
}

async function read<T>(address: string): Promise<T> {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`The base map did not come: ${response.status}`);
  return (await response.json()) as T;
}

/** The lines around Ukraine and all names: small, and drawn first. */
export async function nearGround(): Promise<NearGround> {
  const { scale, window, countries, places, ...layers } = await read<NearMap>(near);
  return { ground: groundOf(layers, scale), window, countries, places };
}

/** The rest of the world, less finely. */
export async function worldGround(): Promise<Ground> {
  return groundOf(await read<DrawnLayers>(world), 1000);
}

function groundOf({ land, borders, coast }: DrawnLayers, scale: number): Ground {
  const points = (line: readonly number[]): Position[] => {
    const found: Position[] = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < line.length; i += 2) {
      x += line[i] ?? 0;
      y += line[i + 1] ?? 0;
      found.push([x / scale, y / scale]);
    }
    return found;
  };
  const lines = (what: string, all: readonly number[][]): Feature => ({
    type: 'Feature',
    properties: { what },
    geometry: { type: 'MultiLineString', coordinates: all.map(points) },
  });
  const ground: Feature = {
    type: 'Feature',
    properties: { what: 'land' },
    geometry: { type: 'MultiPolygon', coordinates: land.map((rings) => rings.map(points)) },
  };
  return { type: 'FeatureCollection', features: [ground, lines('border', borders), lines('coast', coast)] };
}
