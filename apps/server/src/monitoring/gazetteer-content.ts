import { gunzipSync, gzipSync } from 'node:zlib';
import type { GazetteerEntry } from './gazetteer-types.ts';

/** More than this is no gazetteer. */
const MOST_BYTES = 400_000_000;

/** Entries as they are stored. */
export function packed(entries: readonly GazetteerEntry[]): Uint8Array {
  return gzipSync(JSON.stringify(entries), { level: 9 });
}

export function unpacked(content: Uint8Array): GazetteerEntry[] {
  return JSON.parse(gunzipSync(content, { maxOutputLength: MOST_BYTES }).toString('utf8')) as GazetteerEntry[];
}
