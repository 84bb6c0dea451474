/** How exactly a name says where something is; part of the model's precisions of places. */
export type GazetteerPrecision = 'near' | 'adm3' | 'adm2' | 'adm1';

export const GAZETTEER_KINDS = [
  'city',
  'town',
  'settlement',
  'village',
  'district',
  'adm1',
  'adm2',
  'adm3',
  'adm4',
  'place',
] as const;
export type GazetteerKind = (typeof GAZETTEER_KINDS)[number];

export interface PlaceCode {
  readonly system: string;
  readonly code: string;
  readonly version?: string;
}

/** A place as a gazetteer gives it. Names by language (`uk`, `en`, `ru`). */
export interface GazetteerEntry {
  readonly names: Readonly<Record<string, string>>;
  readonly former: readonly { readonly name: string; readonly language: string }[];
  readonly kind: GazetteerKind;
  /** ISO 3166, two letters. */
  readonly country: string;
  /** Units that it lies in, from the smallest to the greatest, each by language. */
  readonly admin: readonly Readonly<Record<string, string>>[];
  /** Degrees, WGS 84; absent where the source has none. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly precision: GazetteerPrecision;
  /** Metres from the point within which all of the place lies. */
  readonly radiusM?: number;
  readonly codes: readonly PlaceCode[];
  readonly source: string;
}

/** A place that answers to a name. */
export interface FoundPlace {
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly other: { name: string; language?: string; old?: true }[];
  readonly kind: GazetteerKind;
  readonly country: string;
  readonly admin: string[];
  readonly latitude?: number;
  readonly longitude?: number;
  readonly precision: GazetteerPrecision;
  readonly radiusM?: number;
  readonly codes: PlaceCode[];
  readonly source: string;
  readonly matched: 'name' | 'old-name' | 'similar';
}

/** Where a place of a kind lies around its point, in metres, where nothing better is known. */
export const RADIUS_BY_KIND: Readonly<Record<GazetteerKind, number>> = {
  city: 8_000,
  town: 5_000,
  settlement: 3_000,
  village: 2_500,
  district: 5_000,
  adm1: 100_000,
  adm2: 25_000,
  adm3: 15_000,
  adm4: 5_000,
  place: 5_000,
};

export function precisionOf(kind: GazetteerKind): GazetteerPrecision {
  return kind === 'adm1' || kind === 'adm2' || kind === 'adm3' ? kind : 'near';
}
