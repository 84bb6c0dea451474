import { boundsOfShape, type FuzzyPlace, type PlaceShape, pathsOf, shapeOf, spotOf } from '@cairn/model';
import type { MapPlace } from './library-map.ts';
import type { Described, Place } from './library-store.ts';

/** Positions that one answer sends at most. */
const MOST_SENT = 20_000;
/** Degrees by which a point between two corners may come to lie beside them. */
const ROUNDED = 1e-9;

/**
 * Points that were found as the places that they belong to: a shape once, however many of its points were found. `cut`: not all
 * shapes found room.
 */
export function placesShown(
  found: readonly Place[],
  records: readonly Described[],
): { places: MapPlace[]; cut: boolean } {
  const byId = new Map(records.map((record) => [record.id, record]));
  const drawn = new Set<FuzzyPlace>();
  let left = MOST_SENT;
  const places = found.flatMap(({ id, ...point }): MapPlace[] => {
    const record = byId.get(id);
    if (record === undefined) return [];
    const { level, shaped, ...described } = record;
    const named = { ...described, ...(level === null ? {} : { level }) };
    if (shaped.length === 0 || shaped.some((place) => place.point !== undefined && sameSpot(place.point, point)))
      return [{ ...point, ...named }];
    return shaped.flatMap((place): MapPlace[] => {
      // Looking whether a shape can be drawn takes longest: not for one that is drawn already, nor for those beyond the room.
      if (drawn.has(place) || left < 0) return [];
      const shape = shapeOf(place);
      if (shape === undefined || !isAround(shape, point)) return [];
      drawn.add(place);
      const { point: _, ...rest } = place;
      const spot = spotOf(rest);
      if (spot === null) return [];
      left -= pathsOf(shape).reduce((sum, { length }) => sum + length, 0);
      return [{ ...named, ...spot, precision: place.precision, shape }];
    });
  });
  return { places, cut: left < 0 };
}

const sameSpot = (a: Pick<Place, 'longitude' | 'latitude'>, b: Pick<Place, 'longitude' | 'latitude'>) =>
  a.longitude === b.longitude && a.latitude === b.latitude;

/** Whether one of the points that a shape left in the index can be this one; of two shapes here both are shown. */
function isAround(shape: PlaceShape, { longitude, latitude }: Pick<Place, 'longitude' | 'latitude'>): boolean {
  const [west, south, east, north] = boundsOfShape(shape);
  return (
    longitude >= west - ROUNDED &&
    longitude <= east + ROUNDED &&
    latitude >= south - ROUNDED &&
    latitude <= north + ROUNDED
  );
}
