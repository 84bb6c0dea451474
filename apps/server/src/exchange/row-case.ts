import type { Draft, Format, Mapped, SourceRow } from './format.ts';
import type { Group } from './occurrences.ts';
import type { ImportPort } from './port.ts';
import type { Shared } from './shared.ts';

/** All that decides what becomes of one row. */
export interface RowCase {
  readonly format: Format;
  readonly port: ImportPort;
  readonly row: SourceRow;
  readonly mapped: Mapped;
  readonly digest: string;
  readonly occurrence: number;
  /** What earlier imports made of this row; undefined for a new row. */
  readonly group: Group | undefined;
  /** Incident of the id's first occurrence, for a row that repeats the id with other content. */
  readonly duplicateOf: string | undefined;
  /** The item that holds the file. */
  readonly item: string;
  readonly shared: Shared;
  /** The batch to which new incidents belong. */
  readonly batch: string;
}

/** A draft with its ends resolved: what the import wants the record's body to be, save basis and identity. */
export interface Wanted {
  readonly draft: Draft;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a statement needs to be cited. */
export interface Cited {
  readonly id: string;
  readonly pinpoint: string;
}

/** Role of the link from an incident whose id was taken to the incident that took it first. */
export const DUPLICATE_ROLE = 'link:possible-duplicate-of';

/** What an act or link of a row rests on. */
export function basisOf({ id, pinpoint }: Cited, format: Format): Record<string, unknown> {
  return { statementId: id, pinpoint, method: `import ${format.name}` };
}
