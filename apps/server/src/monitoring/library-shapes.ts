import { coverOf, type FuzzyPlace, pathsOf, shapeOf, spotOf } from '@cairn/model';
import type { MapPlace } from './library-map.ts';
import type { Described, Place } from './library-store.ts';

/** Positions that one answer sends at most. */
const MOST_SENT = 20_000;

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
    const place = placeOf(point, shaped);
    if (place === undefined) return [{ ...point, ...named }];
    if (drawn.has(place) || left < 0) return [];
    drawn.add(place);
    const { point: _, ...rest } = place;
    const [spot, shape] = [spotOf(rest), shapeOf(place)];
    if (spot === null || shape === undefined) return [];
    left -= pathsOf(shape).reduce((sum, { length }) => sum + length, 0);
    return [{ ...named, ...spot, precision: place.precision, shape }];
  });
  return { places, cut: left < 0 };
}

const sameSpot = (a: Pick<Place, 'longitude' | 'latitude'>, b: Pick<Place, 'longitude' | 'latitude'>) =>
  a.longitude === b.longitude && a.latitude === b.latitude;

/** The place whose shape left this point in the index; none where the point is a place's own. */
function placeOf(at: Pick<Place, 'longitude' | 'latitude'>, places: readonly FuzzyPlace[]): FuzzyPlace | undefined {
  if (places.some(({ point }) => point !== undefined && sameSpot(point, at))) return undefined;
  const shaped = places.filter(({ shape }) => shape !== undefined);
  if (shaped.length < 2) return shaped[0];
  return shaped.find((place) => {
    const spot = spotOf(place);
    return (spot !== null && sameSpot(spot, at)) || coverOf(place).some((each) => sameSpot(each, at));
  });
}
