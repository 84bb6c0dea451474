import { type FuzzyPlace, isLine, type PlacePrecision, type PlaceShape, shapeOf } from '@cairn/model';
import type { FieldProblem } from '../api/client.ts';
import { type Codec, fieldProblem, given, readFigure, reading } from './codec.ts';
import { readShapeText, type ShapeKind, shapeText } from './shape-form.ts';

export interface PlaceForm {
  nameEn: string;
  nameUk: string;
  latitude: string;
  longitude: string;
  radius: string;
  precision: string;
  /** Of administrative units. Absent in drafts that were kept before there were any in the form. */
  codes?: AdminCodes;
  /** A line or an area; '' is none. Absent in drafts that were kept before there were any in the form. */
  shapeKind?: ShapeKind | '';
  /** Its points, see {@link readShapeText}. */
  shapePoints?: string;
}

export type AdminCodes = NonNullable<FuzzyPlace['adminCodes']>;

const text = (n: number | undefined) => (n === undefined ? '' : String(n));

function pointOf(form: PlaceForm, problems: FieldProblem[]): FuzzyPlace['point'] {
  const before = problems.length;
  const latitude = readFigure(form.latitude, '/place/point/latitude', problems);
  const longitude = readFigure(form.longitude, '/place/point/longitude', problems);
  if (problems.length > before || (latitude === undefined && longitude === undefined)) return undefined;
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude };
  problems.push(fieldProblem(`/place/point/${latitude === undefined ? 'latitude' : 'longitude'}`, 'half-a-point'));
  return undefined;
}

function nameOf(form: PlaceForm, before: FuzzyPlace | undefined): FuzzyPlace['name'] {
  const { en: _en, uk: _uk, ...others } = before?.name ?? {};
  const name = { ...given({ en: form.nameEn.trim() || undefined, uk: form.nameUk.trim() || undefined }), ...others };
  return Object.keys(name).length > 0 ? name : undefined;
}

function shapeFormOf(shape: PlaceShape | undefined): { shapeKind: ShapeKind | ''; shapePoints: string } {
  if (shape === undefined) return { shapeKind: '', shapePoints: '' };
  return { shapeKind: isLine(shape) ? 'line' : 'area', shapePoints: shapeText(shape) };
}

/** What was not touched stays as it is, to the last digit. */
function shapeIn(
  { shapeKind, shapePoints = '' }: PlaceForm,
  before: FuzzyPlace | undefined,
  problems: FieldProblem[],
): PlaceShape | undefined {
  if (shapeKind === undefined) return before?.shape;
  if (shapeKind === '') return undefined;
  const was = shapeFormOf(before && shapeOf(before));
  if (was.shapeKind === shapeKind && was.shapePoints === shapePoints) return before?.shape;
  const { shape, problems: found } = readShapeText(shapeKind, shapePoints);
  for (const code of new Set(found.map((each) => each.code))) problems.push(fieldProblem('/place/shape', code));
  return shape;
}

export const placeCodec: Codec<FuzzyPlace, PlaceForm> = {
  toForm: (place) => ({
    nameEn: place?.name?.en ?? '',
    nameUk: place?.name?.uk ?? '',
    latitude: text(place?.point?.latitude),
    longitude: text(place?.point?.longitude),
    radius: text(place?.radiusM),
    precision: place?.precision ?? '',
    codes: place?.adminCodes ?? [],
    ...shapeFormOf(place && shapeOf(place)),
  }),
  toValue(form, before) {
    const problems: FieldProblem[] = [];
    const point = pointOf(form, problems);
    const radiusM = readFigure(form.radius, '/place/radiusM', problems);
    const shape = shapeIn(form, before, problems);
    const { placeType } = before ?? {};
    const codes = form.codes ?? before?.adminCodes ?? [];
    const adminCodes = codes.length > 0 ? codes : undefined;
    const found = given({ point, radiusM, shape, name: nameOf(form, before), adminCodes, placeType });
    if (Object.keys(found).length === 0 && form.precision === '') return reading<FuzzyPlace>(undefined, problems);
    // An unsaid precision is not guessed from a point: a pin for a town would look like a spot. A shape says it itself.
    const precision = (form.precision || (shape ? 'line' : 'unknown')) as PlacePrecision;
    return reading<FuzzyPlace>({ ...found, precision } as FuzzyPlace, problems);
  },
};
