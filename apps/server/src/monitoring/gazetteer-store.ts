import type { Pool } from 'pg';
import type { GazetteerFormat } from './gazetteer-formats.ts';

/** A gazetteer that was added. */
export interface AddedGazetteer {
  readonly name: string;
  readonly format: GazetteerFormat;
  readonly version: string | null;
  readonly added: Date;
  /** SHA-256 of the file that it was read from, in hex. */
  readonly file: string;
  readonly places: number;
}

export async function addedGazetteers(db: Pool): Promise<AddedGazetteer[]> {
  return (await db.query('select name, format, version, added, file, places from cairn.gazetteer order by name')).rows;
}

export async function gazetteerContents(db: Pool): Promise<Uint8Array[]> {
  const { rows } = await db.query('select content from cairn.gazetteer order by name');
  return rows.map(({ content }) => new Uint8Array(content));
}
