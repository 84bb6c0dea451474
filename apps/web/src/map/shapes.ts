import type { FuzzyPlace, LibraryQuery, PlacePrecision, PlaceShape } from '@cairn/model';

/** West, south, east, north in degrees. */
export type Area = readonly [west: number, south: number, east: number, north: number];

/** Days (YYYY-MM-DD), half-open. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export interface QueryMapProps {
  /** The library's query. Its own `bbox` is drawn as the chosen area and does not narrow the map itself. */
  readonly query: LibraryQuery;
  /** Ids of records that are selected elsewhere; they stand out here. */
  readonly selected?: readonly string[];
  /** An area was chosen, or taken back (null): put it into the query's `bbox`. */
  readonly onArea: (area: Area | null) => void;
  /** A record was chosen on the map or in its list. */
  readonly onSelect: (id: string) => void;
}

export interface TimelineProps {
  /** The library's query. Its own `from` and `to` are drawn as the chosen days and do not narrow the timeline itself. */
  readonly query: LibraryQuery;
  /** Days were chosen, or taken back (null): put them into the query's `from` and `to`. */
  readonly onPeriod: (days: Days | null) => void;
}

export interface PlaceMapProps {
  /** The places of one record. */
  readonly places: readonly FuzzyPlace[];
}

/** Of GET /api/v1/library/map. */
export interface MapCell {
  readonly longitude: number;
  readonly latitude: number;
  readonly n: number;
}

export interface MapPlace {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly longitude: number;
  readonly latitude: number;
  /** Metres; null where no circle can honestly be drawn. */
  readonly radius: number | null;
  readonly precision: PlacePrecision;
  readonly kind: string;
  readonly level?: number;
  readonly shape?: PlaceShape;
}

export interface MapAnswer {
  readonly cells: readonly MapCell[];
  readonly places: readonly MapPlace[];
  /** Whether there are more places in sight than were sent. */
  readonly more: boolean;
}

/** Of GET /api/v1/library/timeline. */
export interface TimelineAnswer {
  readonly bars: readonly { readonly start: string; readonly end: string; readonly n: number }[];
  /** Records without a time. */
  readonly unknown: number;
}

/** Of GET /api/v1/gazetteer. */
export interface GazetteerPlace {
  readonly name: string;
  /** Other names: in other languages, older ones. */
  readonly other: readonly { readonly name: string; readonly language?: string; readonly old?: true }[];
  readonly names: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly country: string;
  /** From the smallest unit to the greatest. */
  readonly admin: readonly string[];
  readonly latitude?: number;
  readonly longitude?: number;
  readonly precision: PlacePrecision;
  readonly radiusM?: number;
  readonly codes: readonly { readonly system: string; readonly code: string; readonly version?: string }[];
  readonly source: string;
  readonly matched: 'name' | 'old-name' | 'similar';
}
