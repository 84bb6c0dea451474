import type { AnyRecord } from '../api/shapes.ts';

/** What a record of any kind may carry for the work on it. Absent: nothing was given, or the reader may not see it. */
export interface Carried {
  tags?: string[];
  custom?: Record<string, string | number | boolean | string[]>;
  assigned?: string[];
  due?: string;
  batch?: string;
  sensitivity?: string;
}

/** A line of the library: a record without its long texts. */
export type Row = Exclude<AnyRecord, { kind: 'link' }> & { body: Carried; why?: NameReason };

/** Why a name was found: the same letters, the same in another script, the same sounds, or nearly the same letters. */
export type NameReason = 'same' | 'transliterated' | 'sounds-alike' | 'similar';

export interface Total {
  n: number;
  /** False where counting was stopped: there are at least so many. */
  exact: boolean;
}

export interface LibraryPage {
  records: Row[];
  next: string | null;
  total: Total;
}

export interface Facet {
  scheme: string;
  unit: string;
  exact: boolean;
  codes: { code: string; n: number }[];
}

/** A saved view: a record of its own kind, for everyone of the compartment. */
export interface View {
  id: string;
  kind: 'view';
  compartment: string;
  reference: string;
  revision: number;
  body: { title?: string; query?: string; columns?: string[]; tags?: string[] };
}

/** A field that a team added to its records, as far as a table needs it. */
export interface OwnField {
  key: string;
  kind: string;
  label: { en: string; uk: string };
  type: 'text' | 'number' | 'date' | 'yes-no' | 'choice' | 'choices';
  options?: { code: string; label: { en: string; uk: string } }[];
  retired?: boolean;
}
