import type { Circle, SearchQuery } from './types.ts';

type Box = NonNullable<SearchQuery['bbox']>;

/** Kilometres of a degree of latitude on a sphere of the earth's mean radius. */
const DEGREE = (6371.0088 * Math.PI) / 180;

/** How far the widest circle that stands for a precision reaches, in kilometres; wider ones have an index of their own. */
const WIDEST_OF_PRECISION = 100;

/** The area as PostgreSQL writes an array of boxes: two where it crosses the antimeridian. */
export function boxesOf([west, south, east, north]: Box): string {
  const box = (from: number, to: number) => `(${to},${north}),(${from},${south})`;
  return west <= east ? `{${box(west, east)}}` : `{${box(west, 180)};${box(-180, east)}}`;
}

/** Boxes that hold every point whose own circle, of 100 km at most, reaches into this one. */
export function boxesAround({ latitude, longitude, km }: Circle): string {
  // A little more than is needed, where rounding would lose a point on the edge.
  const reach = (km + WIDEST_OF_PRECISION) * 1.001;
  const south = latitude - reach / DEGREE;
  const north = latitude + reach / DEGREE;
  // A circle around a pole has every longitude in it.
  if (south <= -90 || north >= 90) return boxesOf([-180, Math.max(-90, south), 180, Math.min(90, north)]);
  const angle = (reach / DEGREE) * (Math.PI / 180);
  const half = (Math.asin(Math.sin(angle) / Math.cos((latitude * Math.PI) / 180)) * 180) / Math.PI;
  return boxesOf([turned(longitude - half), south, turned(longitude + half), north]);
}

/** A longitude within the globe's own count. */
function turned(longitude: number): number {
  return longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude;
}
