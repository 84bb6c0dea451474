import type { Sheet } from './gazetteer-sheets.ts';

/** What all places of one file name as their source, and the edition of their codes. */
export interface Edition {
  readonly title: string;
  readonly version?: string;
}

/** Cells by the name of their column in small letters. */
export type Row = Readonly<Record<string, string>>;

/** How many rows of titles and approvals may stand above the names of the columns. */
const BEFORE = 12;

/** Rows below the names of the columns; none where no such row is found among the first. */
export function rowsWithHeader(sheet: Sheet, isHeader: (names: readonly string[]) => boolean): Row[] {
  const named = sheet.slice(0, BEFORE).map((row) => row.map((name) => name.toLowerCase()));
  const at = named.findIndex(isHeader);
  const names = named[at];
  if (names === undefined) return [];
  return sheet.slice(at + 1).map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])));
}

export function pointOf({ latitude, longitude }: { latitude?: number | undefined; longitude?: number | undefined }): {
  latitude?: number;
  longitude?: number;
} {
  const valid =
    latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return valid ? { latitude, longitude } : {};
}

export function number(text: string): number | undefined {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
