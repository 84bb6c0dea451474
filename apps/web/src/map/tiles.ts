import type { Map as Drawing, LayerSpecification } from 'maplibre-gl';
import { addProtocol } from 'maplibre-gl';
import type { PMTiles } from 'pmtiles';
import { read } from '../api/client.ts';
import type { Paint } from './base-style.ts';
import type { Palette } from './palette.ts';

/** The type of vector tiles in a PMTiles header (PMTiles 3, section 3.3). */
const MVT = 1;

const FILE = '/api/v1/map/tiles';

/** Names that makers of tiles give to what is drawn here: Protomaps, then OpenMapTiles. */
const WATER = ['water'];
const ROADS = ['roads', 'transportation'];
const HOUSES = ['buildings', 'building'];

let archive: Promise<PMTiles> | undefined;

/** One archive for all maps of the page: what it has read of the file serves each. */
async function openArchive(address: string): Promise<PMTiles> {
  const { PMTiles, Protocol } = await import('pmtiles');
  const opened = new PMTiles(address);
  const protocol = new Protocol();
  protocol.add(opened);
  addProtocol('pmtiles', protocol.tile);
  return opened;
}

/** Layers of the operator's own tiles. */
export const TILE_LAYERS = ['tiles-picture', 'tiles-water', 'tiles-houses', 'tiles-roads'] as const;

/**
 * Draws the operator's own tiles over the ground where there are any. Borders stay those of the base map.
 *
 * @param onBroken called where a part of the file cannot be read, as often as that happens
 * @throws Error where the file cannot be read at all
 */
export async function addTiles(map: Drawing, palette: () => Palette, onBroken: () => void): Promise<void> {
  const { tiles } = await read<{ tiles: boolean }>('/api/v1/map');
  if (!tiles) return;
  const address = new URL(FILE, location.href).href;
  archive ??= openArchive(address);
  try {
    await drawTiles(map, await archive, address, palette);
  } catch (error) {
    // It may be mended when the next map is opened.
    archive = undefined;
    throw error;
  }
  map.on('error', (event) => {
    if ('sourceId' in event && event.sourceId === 'tiles') onBroken();
    else console.error(event.error);
  });
}

async function drawTiles(map: Drawing, opened: PMTiles, address: string, palette: () => Palette): Promise<void> {
  const header = await opened.getHeader();
  if (header.tileType !== MVT) {
    map.addSource('tiles', { type: 'raster', url: `pmtiles://${address}`, tileSize: 256 });
    map.addLayer({ id: 'tiles-picture', type: 'raster', source: 'tiles' }, 'near-coast');
    return;
  }
  const metadata = (await opened.getMetadata()) as { vector_layers?: { id: string }[] };
  const names = (metadata.vector_layers ?? []).map(({ id }) => id);
  map.addSource('tiles', { type: 'vector', url: `pmtiles://${address}` });
  for (const layer of layersFor(names, palette())) map.addLayer(layer, 'near-coast');
}

function layersFor(names: readonly string[], palette: Palette): LayerSpecification[] {
  const of = (wanted: readonly string[]) => names.filter((name) => wanted.includes(name));
  const isArea = ['==', ['geometry-type'], 'Polygon'] as ['==', ['geometry-type'], 'Polygon'];
  return [
    ...of(WATER).map(
      (name): LayerSpecification => ({
        ...{ id: 'tiles-water', type: 'fill', source: 'tiles', 'source-layer': name, filter: isArea },
        paint: { 'fill-color': palette.water },
      }),
    ),
    ...of(HOUSES).map(
      (name): LayerSpecification => ({
        ...{ id: 'tiles-houses', type: 'fill', source: 'tiles', 'source-layer': name, minzoom: 13 },
        paint: { 'fill-color': palette.road },
      }),
    ),
    ...of(ROADS).map(
      (name): LayerSpecification => ({
        ...{ id: 'tiles-roads', type: 'line', source: 'tiles', 'source-layer': name, minzoom: 6 },
        paint: { 'line-color': palette.road, 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.4, 15, 3] },
      }),
    ),
  ];
}

/** What changes with light and dark, where those layers are. */
export function tilesPaint(palette: Palette): Paint[] {
  return [
    ['tiles-water', 'fill-color', palette.water],
    ['tiles-houses', 'fill-color', palette.road],
    ['tiles-roads', 'line-color', palette.road],
  ];
}
