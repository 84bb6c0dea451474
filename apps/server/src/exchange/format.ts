import type { Hash } from 'node:crypto';
import type { Sensitivity } from '@cairn/model';
import type { External } from './port.ts';
import type { RawRow } from './raw-row.ts';
import type { ProblemCode } from './report.ts';

/** A row that has been read: strings for CSV, JSON values for JSON. Absent columns are absent keys. */
export interface SourceRow {
  /** Counted from 1; see `Flag.row`. */
  readonly number: number;
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A flag before it knows its row. */
export interface RowFlag {
  readonly column: string;
  readonly value: string;
  readonly problem: ProblemCode;
}

/** End of a link: another record of the same row, or an actor that the whole dataset shares. */
export type End = { readonly role: string } | { readonly actor: string };

/** A record that a row asks for, before it has ids. */
export interface Draft {
  readonly kind: 'incident' | 'act' | 'link' | 'actor';
  /** Role within the row, part of the record's identity. */
  readonly role: string;
  /** Body without `external`, `incident`, `from`, `to` and `basis`: the importer fills them in. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Links only. */
  readonly from?: End;
  readonly to?: End;
}

/** An actor that rows of the dataset share, known by its key. */
export interface ActorDraft {
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * A source behind a row. Its name and address go into identity fields only; records show its code. `key` (already
 * normalised) tells whether two rows mean the same source.
 */
export interface SourceDraft {
  readonly key: string;
  readonly actorType: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

/** All that one row says, as records. Pure: the same row gives the same result. */
export interface Mapped {
  readonly flags: readonly RowFlag[];
  readonly actors: readonly ActorDraft[];
  readonly sources: readonly SourceDraft[];
  /** The incident first. */
  readonly drafts: readonly Draft[];
  /** Text of the statement: what the row's sources say in the dataset's words, free of their names. */
  readonly text?: string;
}

/** One line of a format's declaration: from which columns a field comes. `to` is `role.field`, or says why nothing. */
export interface FieldMapping {
  readonly from: readonly string[];
  readonly to: string;
}

/** An import format: what it reads, under which terms, and how one row becomes records. */
export interface Format {
  /** As the command line names it; also the dataset of all identities. */
  readonly name: string;
  readonly title: string;
  readonly publisher: string;
  readonly terms: string;
  readonly container: 'csv' | 'json-array';
  readonly idColumn: string;
  /** Without these the file is refused. */
  readonly required: readonly string[];
  /** All columns that the mapping reads; a row's content is judged by them alone. */
  readonly columns: readonly string[];
  readonly mapping: readonly FieldMapping[];
  /** The categories that the format defines, in lower case, by column (civilian-harm: by filter). Others are flagged. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Whether a change of this column is a change of the row; all are unless told. */
  readonly judgedBy?: (column: string) => boolean;
  /** Reads the file where neither container does. */
  readonly rows?: (path: string, hash?: Hash) => AsyncGenerator<RawRow>;
  /** What a row's digest depends on beside its cells: rows are read anew when it changes. */
  readonly reading?: string;
  /** Secret key of digests, where cells hold what may be guessed. */
  readonly key?: Uint8Array;
  /** Columns whose cells name people: flags do not repeat them. */
  readonly guarded?: ReadonlySet<string>;
  /** Guards the kept file. */
  readonly fileSensitivity?: Sensitivity;
  map(row: SourceRow): Mapped;
}

export type Role = External['role'];

/** The cell as text, with outer blanks; empty where the column is absent. Numbers and booleans of JSON become text. */
export function cell(row: SourceRow, column: string): string {
  const value = row.values[column];
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Categories are compared without case and outer blanks; the original stays in the record. */
export function categoryKey(value: string): string {
  return value.trim().toLowerCase();
}
