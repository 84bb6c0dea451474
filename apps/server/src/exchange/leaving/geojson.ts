import {
  describeTime,
  type FuzzyPlace,
  type FuzzyTime,
  periodOf,
  radiusOf,
  timeProblems,
  type WordLanguage,
} from '@cairn/model';
import type { Bundle, Judged } from './bundle.ts';

/**
 * A collection of features (RFC 7946; positions are longitude, latitude in WGS 84). A circle is a Point with its radius beside
 * it; what has no place has no geometry. How exactly a place is known always stands with it.
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
      places: places.map(({ point: _point, ...each }) => ({
        ...each,
        ...(_point === undefined ? {} : { radius: radiusOf({ point: _point, ...each }) }),
      })),
      ...(places[0] === undefined
        ? {}
        : { precision: places[0].precision, radius: places[0].point === undefined ? null : radiusOf(places[0]) }),
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

function geometryOf(places: readonly FuzzyPlace[]): object | null {
  const points = places.flatMap(({ point }) => (point === undefined ? [] : [[point.longitude, point.latitude]]));
  if (points.length === 0) return null;
  return points.length === 1 ? { type: 'Point', coordinates: points[0] } : { type: 'MultiPoint', coordinates: points };
}

function timeOf(time: FuzzyTime, language: WordLanguage): object {
  const period = timeProblems(time, '').length > 0 ? {} : periodOf(time);
  return { text: describeTime(time, language), ...period, precision: time.precision, asStated: time.asStated };
}
