import type { TableMapping } from '@cairn/model';

export type FileForm = NonNullable<TableMapping['file']>;

/** A look at a file that is at the server. */
export interface Preview {
  /** `table`, `workbook`, or the name of a fixed format. */
  is: string;
  sheets: { name: string; rows: number }[];
  file: FileForm;
  columns: { name: string; samples: string[] }[];
  rows: string[][];
  guess: TableMapping | null;
}

export interface FixedFormat {
  name: string;
  title: string;
  publisher: string;
  terms: string;
}

export interface ImportFlag {
  row: number;
  column: string;
  value: string;
  problem: string;
}

export interface ImportReport {
  file: string;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  flagged: number;
  records: number;
  flags: ImportFlag[];
  /** How many more there are. */
  flagsLeft?: number;
  batch: string | null;
}

export interface Conflict {
  record?: string;
  row?: string;
  field: string;
  ours?: string;
  theirs?: string;
  why: string;
  state?: 'open' | 'taken' | 'kept';
  by?: string;
}

export interface BookReport {
  file: string;
  rows: number;
  unchanged: number;
  changed: number;
  refused: number;
  fields: number;
  conflicts: Conflict[];
  batch: string | null;
}

export interface Job<Report> {
  id: string;
  phase: 'survey' | 'import' | 'done' | 'failed';
  rows: number;
  total: number | null;
  dryRun: boolean;
  report: Report | null;
  failure: string | null;
}

/** A row as the mapping reads it. */
export interface TriedRow {
  row: number;
  rejected: boolean;
  incident: Record<string, unknown> | null;
  acts: Record<string, unknown>[];
  actors: { name: string; actorType: string; role: string }[];
  sources: number;
  flags: { column: string; value: string; problem: string }[];
}

/** A file that is at the server, and where it goes. */
export interface Sent {
  upload: string;
  name: string;
  compartment: string;
  preview: Preview;
}
