import type { Program } from './launch.ts';

/** Sides, tags and small copies of a picture, with sharp and exifr. */
export const PICTURE: Program = { file: 'picture.ts', packages: ['sharp', 'exifr'], addons: true };

/** The same of what another program has to turn into a picture first: HEIF and PDF. */
export const TURNED_PICTURE: Program = { ...PICTURE, children: true };

/** Length, sides, tags and a still of a recording, with ffprobe and ffmpeg. */
export const RECORDING: Program = { file: 'recording.ts', packages: ['sharp', 'exifr'], addons: true, children: true };

/** A copy of a recording that browsers play, with ffmpeg. */
export const PLAYABLE: Program = { file: 'playable.ts', children: true };

/** The cells of a workbook as lines of text, with read-excel-file. */
export const WORKBOOK: Program = { file: 'workbook.ts', packages: ['read-excel-file', 'fflate'] };

/** The cells of a table of places that is text, and of boundaries in GeoJSON, as lines of text, with csv-parse. */
export const GAZETTEER: Program = { file: 'gazetteer.ts', packages: ['csv-parse'] };
