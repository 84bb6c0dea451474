import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { rectangle } from './ground.ts';
import type { Palette } from './palette.ts';
import type { Area } from './shapes.ts';

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

const what = (name: string): ['==', ['get', string], string] => ['==', ['get', 'what'], name];

/** Layers of one source, each named `<source>-<what>`. */
function groundLayers(source: string, palette: Palette): LayerSpecification[] {
  return [
    {
      ...{ id: `${source}-land`, source, type: 'fill', filter: what('land') },
      paint: { 'fill-color': palette.land, 'fill-antialias': source === 'world' },
    },
    {
      ...{ id: `${source}-coast`, source, type: 'line', filter: what('coast') },
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.coast, 'line-width': 0.8 },
    },
    {
      ...{ id: `${source}-border`, source, type: 'line', filter: what('border') },
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 3, 0.7, 8, 1.6],
      },
    },
  ];
}

/** The base map: water, the world, and over it the window with its finer lines. No names, no glyphs, nothing from outside. */
export function baseStyle(palette: Palette, window: Area): StyleSpecification {
  return {
    version: 8,
    sources: {
      world: { type: 'geojson', data: NOTHING, tolerance: 0.2, maxzoom: 8 },
      window: { type: 'geojson', data: rectangle(window) },
      near: { type: 'geojson', data: NOTHING, tolerance: 0.2, maxzoom: 10 },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
      ...groundLayers('world', palette),
      { id: 'window', source: 'window', type: 'fill', paint: { 'fill-color': palette.water, 'fill-antialias': false } },
      ...groundLayers('near', palette),
    ],
  };
}

/** A layer, a property of its paint, and the value. */
export type Paint = readonly [layer: string, property: 'fill-color' | 'line-color' | 'background-color', value: string];

/** What changes with light and dark. */
export function basePaint(palette: Palette): Paint[] {
  const ground = ['world', 'near'].flatMap((source): Paint[] => [
    [`${source}-land`, 'fill-color', palette.land],
    [`${source}-coast`, 'line-color', palette.coast],
    [`${source}-border`, 'line-color', palette.border],
  ]);
  return [['water', 'background-color', palette.water], ['window', 'fill-color', palette.water], ...ground];
}
