import { coverOf, type FuzzyPlace, pathsOf, shapeOf, spotOf } from '@cairn/model';
import type { MapPlace } from './library-map.ts';
import type { Described, Place } from './library-store.ts';

/** Positions that one answer sends at most; shapes beyond them are circles that cover them. */
const MOST_SENT = 20_000;

/** Points that were found as the places that they belong to: a shape once, however many of its points were found. */
export function placesShown(found: readonly Place[], records: readonly Described[]): MapPlace[] {
  const byId = new Map(records.map((record) => [record.id, { record, shapes: shapesOf(record) }]));
  const drawn = new Set<FuzzyPlace>();
  let left = MOST_SENT;
  return found.flatMap(({ id, ...point }) => {
    const known = byId.get(id);
    if (known === undefined) return [];
    const { level, shaped: _, ...described } = known.record;
    const named = { ...described, ...(level === null ? {} : { level }) };
    const place = known.shapes.get(keyOf(point));
    if (place === undefined) return [{ ...point, ...named }];
    const [spot, shape] = [spotOf({ ...withoutPoint(place) }), shapeOf(place)];
    if (spot === null || shape === undefined || drawn.has(place)) return [];
    drawn.add(place);
    left -= pathsOf(shape).reduce((sum, { length }) => sum + length, 0);
    return [{ ...named, ...spot, precision: place.precision, ...(left < 0 ? {} : { shape }) }];
  });
}

const keyOf = ({ longitude, latitude }: Pick<Place, 'longitude' | 'latitude'>) => `${longitude} ${latitude}`;

/** The places with shapes by each of the points that they left in the index, their own points left out. */
function shapesOf({ shaped }: Described): Map<string, FuzzyPlace> {
  const found = new Map<string, FuzzyPlace>();
  for (const place of shaped) {
    const spot = place.point === undefined ? spotOf(place) : null;
    for (const each of [...coverOf(place), ...(spot === null ? [] : [spot])]) found.set(keyOf(each), place);
  }
  for (const { point } of shaped) if (point !== undefined) found.delete(keyOf(point));
  return found;
}

function withoutPoint({ point: _, ...rest }: FuzzyPlace): FuzzyPlace {
  return rest;
}
