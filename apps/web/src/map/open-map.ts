import { Map as Drawing, type LngLatBoundsLike } from 'maplibre-gl';
import type { Language } from '../words/words.ts';
import { nearGround, worldGround } from './base-data.ts';
import { basePaint, baseStyle } from './base-style.ts';
import { Labels, type MapLabel } from './labels.ts';
import { namesOf } from './names.ts';
import { type Palette, readPalette, watchScheme } from './palette.ts';
import { addTiles, tilesPaint } from './tiles.ts';
import { prepareWorker } from './worker.ts';

/** Ukraine, where nothing else says what to show. */
export const HOME: [number, number, number, number] = [21.5, 44.0, 40.7, 52.6];

export interface OpenMap {
  readonly map: Drawing;
  /** Names that a page adds; they come before those of the base map. */
  setLabels(labels: readonly MapLabel[]): void;
  speak(language: Language): void;
  /** Called with the colours, now and at each change of scheme. */
  onPalette(paint: (palette: Palette) => void): void;
  /** Called when the operator's own tiles cannot be read, now where that is known; answers how to stop. */
  onBrokenTiles(call: () => void): () => void;
  close(): void;
}

export interface OpenOptions {
  title: string;
  language: Language;
  bounds: LngLatBoundsLike;
}

/**
 * Draws the base map into an element and answers once it can be added to.
 * @throws Error where the browser draws no maps (no WebGL), or the map's files do not come
 */
export async function openMap(container: HTMLElement, { title, language, bounds }: OpenOptions): Promise<OpenMap> {
  prepareWorker();
  const near = await nearGround();
  let palette = readPalette();
  const map = new Drawing({
    container,
    style: baseStyle(palette, near.window),
    bounds,
    fitBoundsOptions: { padding: 8 },
    attributionControl: false,
    locale: { 'Map.Title': title },
    ...{ dragRotate: false, pitchWithRotate: false, touchPitch: false, rollEnabled: false, boxZoom: false },
    ...{ minZoom: 1, maxZoom: 17, fadeDuration: 0, trackResize: true, maxPitch: 0 },
    // Names of places in an address would stay in the browser's history.
    hash: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve());
    map.once('error', ({ error }) => reject(error));
  });
  setData(map, 'near', near.ground);
  const labels = new Labels(map);
  let own: readonly MapLabel[] = [];
  let names = namesOf(near, language);
  const relabel = () => labels.set([...own, ...names]);
  relabel();
  const painters: ((palette: Palette) => void)[] = [];
  const stop = watchScheme(() => {
    palette = readPalette();
    for (const [layer, property, value] of [...basePaint(palette), ...tilesPaint(palette)]) {
      if (map.getLayer(layer)) map.setPaintProperty(layer, property, value);
    }
    for (const paint of painters) paint(palette);
  });
  // Neither may keep the page from what it shows: what does not come is missing from the ground alone.
  void worldGround()
    .then((ground) => setData(map, 'world', ground))
    .catch(() => undefined);
  const watchers = new Set<() => void>();
  let broken = false;
  const tellBroken = () => {
    broken = true;
    for (const call of watchers) call();
  };
  void addTiles(map, () => palette, tellBroken).catch(tellBroken);
  return {
    map,
    setLabels(next) {
      own = next;
      relabel();
    },
    speak(next) {
      names = namesOf(near, next);
      relabel();
    },
    onPalette(paint) {
      painters.push(paint);
      paint(palette);
    },
    onBrokenTiles(call) {
      watchers.add(call);
      if (broken) call();
      return () => watchers.delete(call);
    },
    close() {
      stop();
      watchers.clear();
      map.remove();
    },
  };
}

/** How long a move of the map may take, in milliseconds; none where the system asks for calm. */
export const motion = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150);

/** Gives a source other features; nothing where the map has been closed meanwhile. */
export function setData(map: Drawing, source: string, data: GeoJSON.GeoJSON): void {
  const found = map.getSource(source) as { setData?: (data: GeoJSON.GeoJSON) => void } | undefined;
  found?.setData?.(data);
}
