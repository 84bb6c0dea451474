/** What a reader yields for one row of a file: its values, or only its raw text where it cannot be read as a row. */
export interface RawRow {
  /** Data row, counted from 1: the first row after a CSV header, or the first element of a JSON array. */
  readonly number: number;
  /** Null where the text is not a row of this file. */
  readonly values: Readonly<Record<string, unknown>> | null;
  /** The row's text as it stands in the file, without the line end or comma after it. */
  readonly raw: string;
}

/** No row of these formats comes near this size; what is longer has lost a quote or bracket. In UTF-16 units. */
export const LONGEST_ROW = 1024 * 1024;

/** A copy that does not keep the whole chunk alive from which V8 sliced it. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
