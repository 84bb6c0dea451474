import {
  describeTime,
  type FuzzyPlace,
  type FuzzyTime,
  type PlaceShape,
  periodOf,
  shapeOf,
  spotOf,
  timeProblems,
  type WordLanguage,
  wound,
} from '@cairn/model';
import type { Bundle, Judged } from './bundle.ts';

/**
 * A collection of features (RFC 7946; positions are longitude, latitude in WGS 84). A circle is a Point with its radius beside
 * it, a line or an area is one; what has no place has no geometry. How exactly a place is known always stands with it.
 */
export async function* geojsonOf(
  bundles: AsyncIterable<Bundle>,
  head: Readonly<Record<string, unknown>>,
  language: WordLanguage,
): AsyncGenerator<string> {
  yield `{"type":"FeatureCollection","about":${JSON.stringify(head)},"features":[`;
  let first = true;
  for await (const { main, acts, statements } of bundles) {
    const references = new Map(statements.map(({ record }) => [record.id, record.reference]));
    for (const judged of main) {
      if (judged.held !== null) continue;
      const own = acts.filter(({ record, held }) => held === null && record.body.incident === judged.record.id);
      yield `${first ? '' : ','}\n${JSON.stringify(featureOf(judged, own, references, language))}`;
      first = false;
    }
  }
  yield '\n]}\n';
}

function featureOf(
  { record, body, fields, contradictions }: Judged,
  acts: readonly Judged[],
  references: ReadonlyMap<string, string>,
  language: WordLanguage,
): object {
  const {
    time,
    place,
    morePlaces: _,
    ...others
  } = body as Record<string, unknown> & {
    time?: FuzzyTime;
    place?: FuzzyPlace;
    morePlaces?: FuzzyPlace[];
  };
  const places = [...(place === undefined ? [] : [place]), ...((body.morePlaces ?? []) as FuzzyPlace[])];
  return {
    type: 'Feature',
    id: record.id,
    geometry: geometryOf(places),
    properties: {
      reference: record.reference,
      kind: record.kind,
      revision: record.revision,
      changed: record.at,
      ...others,
      ...(time === undefined ? {} : { time: timeOf(time, language) }),
      // The geometry holds their points and shapes; here stands what it cannot hold.
      places: places.map((place) => {
        const { point: _point, shape, ...others } = place;
        const spot = spotOf(place);
        return {
          ...others,
          ...(spot === null ? {} : { radius: spot.radius }),
          ...(shape === undefined ? {} : { shape: shape.type }),
        };
      }),
      ...(places[0] === undefined ? {} : { precision: places[0].precision, radius: spotOf(places[0])?.radius ?? null }),
      ...(acts.length === 0 ? {} : { acts: acts.map((act) => ({ reference: act.record.reference, ...act.body })) }),
      ...(contradictions.length === 0
        ? {}
        : {
            contradictions: contradictions.map(({ statement, field, value, shown }) => ({
              field,
              ...(value === undefined ? {} : { said: value }),
              ...(shown ? { statement: references.get(statement) ?? null } : {}),
            })),
          }),
      ...(fields.size === 0 ? {} : { heldBack: Object.fromEntries(fields) }),
    },
  };
}

/** What stands for the places: their lines and areas, then their points. */
function geometryOf(places: readonly FuzzyPlace[]): object | null {
  const points = places.flatMap(({ point }) => (point === undefined ? [] : [[point.longitude, point.latitude]]));
  const shapes = places.flatMap((place): PlaceShape[] => {
    const shape = shapeOf(place);
    return shape === undefined ? [] : [wound(shape)];
  });
  const all = [...shapes, ...points.map((coordinates) => ({ type: 'Point', coordinates }))];
  if (all.length <= 1) return all[0] ?? null;
  if (shapes.length === 0) return { type: 'MultiPoint', coordinates: points };
  return { type: 'GeometryCollection', geometries: all };
}

function timeOf(time: FuzzyTime, language: WordLanguage): object {
  const period = timeProblems(time, '').length > 0 ? {} : periodOf(time);
  return { text: describeTime(time, language), ...period, precision: time.precision, asStated: time.asStated };
}
