import { codab } from './gazetteer-codab.ts';
import { katottg } from './gazetteer-katottg.ts';
import { sheetsOf, UnreadableGazetteer } from './gazetteer-sheets.ts';
import { plainPlaces } from './gazetteer-table.ts';
import type { GazetteerEntry } from './gazetteer-types.ts';

export const GAZETTEER_FORMATS = ['katottg', 'codab', 'csv'] as const;
export type GazetteerFormat = (typeof GAZETTEER_FORMATS)[number];

export interface GazetteerFile {
  readonly bytes: Uint8Array;
  readonly format: GazetteerFormat;
  /** What its places name as their source. */
  readonly title: string;
  /** Edition of the codes, for instance a date. */
  readonly version?: string;
}

const READERS = { katottg, codab, csv: plainPlaces } as const;

/** Reads a gazetteer out of a file: XLSX, CSV, or GeoJSON of boundaries. @throws UnreadableGazetteer */
export async function readGazetteer(file: GazetteerFile): Promise<GazetteerEntry[]> {
  const sheets = await sheetsOf(file.bytes);
  const entries = sheets.flatMap((sheet) => READERS[file.format](sheet, file));
  if (entries.length === 0) throw new UnreadableGazetteer(`it holds no place in the form "${file.format}".`);
  return entries;
}
