import type { CUSTOM_TYPES } from '../values/custom-definition.ts';
import type { TimePrecision } from '../values/fuzzy-time.ts';

/** A column by its name in the header; one without a name is `column 3`. */
export type Column = string;

/** Text from one column, from several joined, or the same for every row. */
export type TextFrom =
  | Column
  | { readonly columns: readonly Column[]; readonly join?: string }
  | { readonly value: string };

/** A code: the same for every row, or what a cell means by a table of values. What the table lacks is flagged. */
export type CodeFrom =
  | { readonly value: string }
  | { readonly column: Column; readonly values?: Readonly<Record<string, string>>; readonly otherwise?: string };

/** How dates are written, as `DD.MM.YYYY`; without it ISO, `24.02.2022`, `24 February 2022`, `24 лютого 2022`, `2022-02`, `2022`. */
export const DATE_FORMATS = [
  'YYYY-MM-DD',
  'DD.MM.YYYY',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD-MM-YYYY',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'DD.MM.YY',
  'D MMMM YYYY',
  'MMMM D, YYYY',
  'MM.YYYY',
  'MM/YYYY',
  'MMMM YYYY',
  'YYYY-MM',
  'YYYY',
  'serial',
] as const;

export type DateFormat = (typeof DATE_FORMATS)[number];

export interface TimeFrom {
  /** Read one after another: a date, then a time of day, or both in one. */
  readonly columns: readonly Column[];
  readonly formats?: readonly DateFormat[];
  /** Columns of the end, where the table has one. */
  readonly end?: readonly Column[];
  /** IANA name; `Europe/Kyiv` unless told. */
  readonly zone?: string;
  /** How exact dates of this table are at best, or what a cell says of it. */
  readonly precision?: TimePrecision | { readonly column: Column; readonly values: Readonly<Record<string, string>> };
}

export interface PlaceFrom {
  readonly latitude?: Column;
  readonly longitude?: Column;
  /** `50.45, 30.52` in one column, latitude first. */
  readonly point?: Column;
  /** A line or an area as GeoJSON (RFC 7946) or well-known text, longitude first. */
  readonly shape?: Column;
  /** Where degrees are written as `50,45`. */
  readonly decimalComma?: boolean;
  /** From the smallest to the largest. */
  readonly name?: readonly Column[];
  readonly codes?: readonly { readonly system: string; readonly column: Column }[];
  readonly precision?: CodeFrom;
}

export interface CountFrom {
  readonly outcome: string;
  /** Code of `victim-group`. */
  readonly group?: string;
  /** A number, `3-5`, `at least 3`, `3+`, `about 3`. */
  readonly best: Column;
  readonly low?: Column;
  readonly high?: Column;
  readonly unit?: 'persons' | 'acts' | 'objects';
  readonly basis?: string;
}

export interface CodesFrom {
  /** The list that the code is of: one of ours, or a name of the table's own. */
  readonly scheme: string;
  readonly column?: Column;
  readonly value?: string;
  readonly separator?: string;
  readonly values?: Readonly<Record<string, string>>;
}

export interface TagsFrom {
  readonly column?: Column;
  readonly separator?: string;
  readonly value?: string;
}

export interface CustomFrom {
  readonly column?: Column;
  readonly value?: string | number | boolean;
  readonly type: (typeof CUSTOM_TYPES)[number];
  readonly separator?: string;
  readonly values?: Readonly<Record<string, string>>;
}

export interface ActFrom {
  readonly type: CodeFrom;
  readonly method?: CodeFrom;
  readonly object?: CodeFrom;
  readonly harm?: readonly CountFrom[];
}

export const ACTOR_ROLES = ['victim-of', 'perpetrator-of', 'witness-of', 'present-at'] as const;

/** Actors named in a cell. Natural persons are never taken for one another; organisations of one name are one. */
export interface ActorsFrom {
  readonly column: Column;
  /** Texts at which the cell is cut; without them it names one. A line end is `\n`. */
  readonly separators?: readonly string[];
  readonly role: (typeof ACTOR_ROLES)[number];
  /** Code of `actor-type`; below `person`, names go to identity fields. */
  readonly actorType: string;
  /** Which act, counted from 1; the first unless told, the incident where there is none. */
  readonly act?: number;
  /** Words that mean nobody: `unknown`, `-`. */
  readonly nobody?: readonly string[];
}

export interface SourcesFrom {
  readonly column: Column;
  readonly separators?: readonly string[];
  readonly actorType?: string;
}

/** How a CSV or XLSX table becomes incidents. Version 1 of the file that `cairn import table --mapping` reads. */
export interface TableMapping {
  readonly cairnMapping: 1;
  /** Name of the dataset: rows of several files under one name and one id are one row. */
  readonly name: string;
  readonly title: string;
  readonly licence?: string;
  readonly file?: {
    /** Name or number, from 1. */
    readonly sheet?: string | number;
    /** Line of the header, from 1; what stands above it is left out. */
    readonly header?: number;
    readonly separator?: ',' | ';' | '\t' | '|';
    readonly encoding?: string;
  };
  /** Column of the id; without it a row is known by its own content. */
  readonly id?: Column;
  readonly incident: {
    readonly title: TextFrom;
    readonly summary?: TextFrom;
    readonly context?: TextFrom;
    readonly time?: TimeFrom;
    readonly place?: PlaceFrom;
    readonly counts?: readonly CountFrom[];
    readonly codes?: readonly CodesFrom[];
    readonly tags?: readonly TagsFrom[];
    readonly custom?: Readonly<Record<string, CustomFrom>>;
  };
  readonly acts?: readonly ActFrom[];
  readonly actors?: readonly ActorsFrom[];
  readonly sources?: readonly SourcesFrom[];
}
