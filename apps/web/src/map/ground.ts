import type { Polygon, Position } from 'geojson';
import type { Area } from './shapes.ts';

/** Metres; the mean radius of the earth (IUGG). */
const EARTH = 6_371_009;
const CORNERS = 72;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** A circle of a true radius in metres around a point, on the sphere. */
export function circleAround(longitude: number, latitude: number, radius: number): Polygon {
  const [reach, phi] = [radius / EARTH, radians(latitude)];
  const ring: Position[] = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const bearing = (2 * Math.PI * (i % CORNERS)) / CORNERS;
    const y = Math.asin(Math.sin(phi) * Math.cos(reach) + Math.cos(phi) * Math.sin(reach) * Math.cos(bearing));
    const x = Math.atan2(
      Math.sin(bearing) * Math.sin(reach) * Math.cos(phi),
      Math.cos(reach) - Math.sin(phi) * Math.sin(y),
    );
    return [longitude + degrees(x), degrees(y)];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

/** Metres between two points. */
export function distance(a: readonly [number, number], b: readonly [number, number]): number {
  const [dy, dx] = [radians(b[1] - a[1]), radians(b[0] - a[0])];
  const h = Math.sin(dy / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(dx / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** How wide a radius in metres is at zoom 0, in pixels: doubled with each zoom (tiles of 512 px, Web Mercator). */
export function pixelsAtZero(radius: number, latitude: number): number {
  return (radius * 512) / (2 * Math.PI * EARTH * Math.cos(radians(latitude)));
}

/** An area as the server takes it: within 180 degrees, west beyond east where it crosses them. */
export function areaOf(west: number, south: number, east: number, north: number): Area {
  const clamp = (y: number) => Math.max(-90, Math.min(90, y));
  const wrap = (x: number) => ((((x + 180) % 360) + 360) % 360) - 180;
  const round = (n: number) => Math.round(n * 10_000) / 10_000;
  if (east - west >= 360) return [-180, round(clamp(south)), 180, round(clamp(north))];
  return [round(wrap(west)), round(clamp(south)), round(wrap(east)), round(clamp(north))];
}

/** An area as a polygon that does not run around the world. */
export function rectangle([west, south, east, north]: Area): Polygon {
  const right = east < west ? east + 360 : east;
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [right, south],
        [right, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}
