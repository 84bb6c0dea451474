const EARTH = 6_371_008.8;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Metres along the sphere (haversine). */
export function metresBetween(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const up = Math.sin(((b.latitude - a.latitude) * rad) / 2);
  const along = Math.sin(((b.longitude - a.longitude) * rad) / 2);
  const h = up * up + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * along * along;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}
