import { TileError } from './errors.ts';
import { TILE_WIDTH } from './tile.ts';

const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = 0xffff;

/**
 * Entries of a log, 1 to 256, as the bundle in which they are served (C2SP tlog-tiles, "Log entries").
 *
 * @throws TileError when there are none or more than 256, or when one is longer than 65,535 bytes.
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH) {
    throw new TileError(`an entry bundle holds 1 to ${TILE_WIDTH} entries, not ${entries.length}`);
  }
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + LENGTH_BYTES + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) {
      throw new TileError(`an entry of ${entry.length} bytes does not fit a bundle (at most ${MAX_ENTRY_BYTES})`);
    }
    bundle[offset] = entry.length >> 8;
    bundle[offset + 1] = entry.length & 0xff;
    bundle.set(entry, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/** The entries of a bundle. @throws TileError when it is empty, cut off, or holds more than 256 entries. */
export function decodeEntryBundle(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    const [high, low] = bundle.subarray(offset, offset + LENGTH_BYTES);
    const start = offset + LENGTH_BYTES;
    const end = start + (high as number) * 256 + (low ?? 0);
    if (low === undefined || end > bundle.length) {
      throw new TileError(`entry bundle is cut off in entry ${entries.length} (byte ${offset} of ${bundle.length})`);
    }
    entries.push(bundle.slice(start, end));
    offset = end;
  }
  if (entries.length < 1 || entries.length > TILE_WIDTH) {
    throw new TileError(`an entry bundle holds 1 to ${TILE_WIDTH} entries, not ${entries.length}`);
  }
  return entries;
}
