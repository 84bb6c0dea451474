import Type from 'typebox';
import { type Problem, problem } from '../problem.ts';
import { isShape, type PlaceShape, PlaceShapeSchema, shapeProblems } from './shape.ts';
import { coverOfShape, pointOfShape, reachFrom } from './shape-measures.ts';
import { LONGEST_CODE, Text, Translated } from './text.ts';

/** How exactly a place is known, from a spot to nothing. */
export const PLACE_PRECISIONS = [
  'exact',
  'near',
  'adm3',
  'adm2',
  'adm1',
  'line',
  'country',
  'sea-air',
  'unknown',
] as const;

export type PlacePrecision = (typeof PLACE_PRECISIONS)[number];

const AdminCode = Type.Object(
  { system: Text, code: Text, version: Type.Optional(Text) },
  { additionalProperties: false },
);

/**
 * A place as well as it is known. Degrees are WGS 84; `radiusM` is in metres. A `shape` is a line or an area that the place
 * is, or somewhere in which it lies; `radiusM` beside it without a point says how far around it the place may lie.
 */
export const FuzzyPlaceSchema = Type.Object(
  {
    point: Type.Optional(
      Type.Object({ latitude: Type.Number(), longitude: Type.Number() }, { additionalProperties: false }),
    ),
    radiusM: Type.Optional(Type.Number({ minimum: 0 })),
    shape: Type.Optional(PlaceShapeSchema),
    adminCodes: Type.Optional(Type.Array(AdminCode)),
    name: Type.Optional(Translated),
    precision: Type.Enum(PLACE_PRECISIONS),
    placeType: Type.Optional(Text),
  },
  { additionalProperties: false },
);

export type FuzzyPlace = Type.Static<typeof FuzzyPlaceSchema>;

/**
 * Radii in metres that stand for a precision when the record gives none. They are Cairn's own display convention, not a
 * measurement: UCDP GED codebook, `where_prec`, names the categories without sizes. `null`: no circle can honestly be drawn.
 */
export const RADIUS_BY_PRECISION: Readonly<Record<PlacePrecision, number | null>> = {
  exact: 0,
  near: 5_000,
  adm3: 10_000,
  adm2: 25_000,
  adm1: 100_000,
  line: 50_000,
  country: null,
  'sea-air': null,
  unknown: null,
};

/**
 * Radius in metres of the circle in which the place lies: 0 for a point, `null` where none can be given. Of what its own shape
 * says, {@link spotOf} knows.
 */
export function radiusOf(place: FuzzyPlace): number | null {
  return place.radiusM ?? RADIUS_BY_PRECISION[place.precision];
}

/** Degrees WGS 84 and metres; `radius` is null where no circle can honestly be drawn. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
  readonly radius: number | null;
}

/**
 * The point that stands for a place, and the circle around it in which the place lies: its own point, else one on its line or
 * within its area, with a circle that covers all of it. Null for a place with neither.
 */
export function spotOf(place: FuzzyPlace): Spot | null {
  if (place.point !== undefined) return { ...place.point, radius: radiusOf(place) };
  if (!isShape(place.shape)) return null;
  const point = pointOfShape(place.shape);
  return { ...point, radius: reachFrom(place.shape, point) + (place.radiusM ?? 0) };
}

/** Further spots by which a place with a shape is found where areas are asked for; none of other places. */
export function coverOf(place: FuzzyPlace): Spot[] {
  return isShape(place.shape) ? coverOfShape(place.shape) : [];
}

/** The shape of a place that can be drawn. A value that nobody validated may hold one that cannot. */
export function shapeOf({ shape }: Pick<FuzzyPlace, 'shape'>): PlaceShape | undefined {
  return isShape(shape) ? shape : undefined;
}

/** Coordinates that no place on earth has, shapes that cannot be drawn; an importer leaves them out and flags the row. */
export function placeProblems(place: FuzzyPlace, path: string): Problem[] {
  const problems = place.shape === undefined ? [] : shapeProblems(place.shape, `${path}/shape`);
  if (place.point === undefined) return problems;
  const { latitude, longitude } = place.point;
  if (!(Math.abs(latitude) <= 90)) {
    problems.push(
      problem(`${path}/point/latitude`, 'impossible-coordinate', 'A latitude lies between -90 and 90 degrees.'),
    );
  }
  if (!(Math.abs(longitude) <= 180)) {
    problems.push(
      problem(`${path}/point/longitude`, 'impossible-coordinate', 'A longitude lies between -180 and 180 degrees.'),
    );
  }
  return problems;
}

/**
 * By what places are counted: each code of an administrative unit under its system, and the name that the record gives, the
 * Ukrainian or English one before others. A name is counted as it was written: two spellings are two.
 */
export function placeCodes({ adminCodes, name = {} }: FuzzyPlace): { scheme: string; code: string }[] {
  const [first] = Object.keys(name).sort();
  const stated = [name.uk, name.en, name[first ?? '']].find((text) => text !== undefined && text.trim() !== '');
  const units = (adminCodes ?? []).map(({ system, code }) => ({ scheme: `unit-${system}`, code }));
  return [...(stated === undefined ? [] : [{ scheme: 'place', code: stated.trim() }]), ...units].filter(
    ({ scheme, code }) => [...code].length <= LONGEST_CODE && scheme.length <= 100,
  );
}
