import { concat } from './bytes.ts';
import { TileError } from './errors.ts';
import { rootOf } from './frontier.ts';
import { HASH_BYTES } from './hash.ts';

/** Hashes in a full tile, and entries in a full bundle. */
export const TILE_WIDTH = 256;
const MAX_LEVEL = 63;

/**
 * Reads the first `width` (1 to 256) hashes of a tile. It may give more of the tile than asked for: a log may drop a
 * partial tile once a wider one exists, and the wider begins with the narrower.
 */
export type ReadTile = (level: number, index: number, width: number) => Promise<Uint8Array>;

/** Where a tile or an entry bundle stands. */
export interface TilePosition {
  level: number | 'entries';
  index: number;
  width: number;
}

/** A tile as it is to be stored. */
export interface Tile {
  level: number;
  index: number;
  width: number;
  /** `width` hashes of 32 bytes, one after the other. */
  hashes: Uint8Array;
}

/**
 * Path of a tile or entry bundle (C2SP tlog-tiles, "Merkle Tree" and "Log entries"), without a slash at the start:
 * `tilePath(0, 1234067, 256)` is `tile/0/x001/x234/067`, `tilePath('entries', 0, 5)` is `tile/entries/000.p/5`.
 *
 * @throws TileError when level, index or width is out of range.
 */
export function tilePath(level: number | 'entries', index: number, width: number = TILE_WIDTH): string {
  if (level !== 'entries' && !isWithin(level, 0, MAX_LEVEL)) throw new TileError(`there is no tile level ${level}`);
  if (!isWithin(index, 0, Number.MAX_SAFE_INTEGER)) throw new TileError(`there is no tile index ${index}`);
  if (!isWithin(width, 1, TILE_WIDTH)) throw new TileError(`a tile cannot be ${width} wide`);
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const elements = padded.match(/.{3}/g) as string[];
  const path = elements.map((element, i) => (i < elements.length - 1 ? `x${element}` : element)).join('/');
  return `tile/${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

const PATH = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/;

/**
 * Reads the path of a tile or entry bundle, the reverse of {@link tilePath}.
 *
 * @throws TileError for any path that tilePath would not write, so that each tile has exactly one name.
 */
export function parseTilePath(path: string): TilePosition {
  const match = PATH.exec(path);
  if (!match) throw new TileError(`not the path of a tile: ${JSON.stringify(path)}`);
  const position: TilePosition = {
    level: match[1] === 'entries' ? 'entries' : Number(match[1]),
    index: Number((match[2] as string).replaceAll(/[x/]/g, '')),
    width: match[3] === undefined ? TILE_WIDTH : Number(match[3]),
  };
  if (tilePath(position.level, position.index, position.width) !== path) {
    throw new TileError(`not the canonical path of a tile: ${JSON.stringify(path)}`);
  }
  return position;
}

function isWithin(n: number, low: number, high: number): boolean {
  return Number.isSafeInteger(n) && n >= low && n <= high;
}

/** The hashes of a tile one by one. @throws TileError when the tile holds fewer than `width`. */
export function splitTile(tile: Uint8Array, width: number): Uint8Array[] {
  if (tile.length < width * HASH_BYTES) {
    throw new TileError(`tile holds ${tile.length} bytes where ${width} hashes of ${HASH_BYTES} bytes were asked for`);
  }
  return Array.from({ length: width }, (_, i) => tile.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/**
 * The tiles that change when entries are added to a log: the last ones of each level, wider than before, and new ones.
 * Of a tile that is filled up only the full form is given.
 *
 * @param size entries in the log so far
 * @param leafHashes leaf hashes of the new entries, in order
 * @throws TileError when the reader gives less than a tile of the old size must hold
 */
export async function growTiles(size: number, leafHashes: readonly Uint8Array[], read: ReadTile): Promise<Tile[]> {
  const tiles: Tile[] = [];
  let hashes = leafHashes;
  let start = size;
  for (let level = 0; hashes.length > 0; level++) {
    const held = start % TILE_WIDTH;
    const before = held > 0 ? splitTile(await read(level, (start - held) / TILE_WIDTH, held), held) : [];
    const all = [...before, ...hashes];
    start = (start - held) / TILE_WIDTH;
    const roots: Uint8Array[] = [];
    for (let i = 0; i * TILE_WIDTH < all.length; i++) {
      const part = all.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH);
      tiles.push({ level, index: start + i, width: part.length, hashes: concat(...part) });
      if (part.length === TILE_WIDTH) roots.push(rootOf(part));
    }
    hashes = roots;
  }
  return tiles;
}
