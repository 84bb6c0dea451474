// For tests only: logs held in memory, and generators of their parts.
import fc from 'fast-check';
import { concat, utf8 } from './bytes.ts';
import { leafHash, nodeHash } from './hash.ts';
import { type ReadTile, TILE_WIDTH } from './tile.ts';

/** Different leaf hashes. */
export function leavesOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => leafHash(utf8(`entry ${i}`)));
}

/** Tiles of a log by the definition of the standard: level by level, full tiles hashed into the one above. */
export function tilesOf(leaves: readonly Uint8Array[]): ReadTile {
  const levels: Uint8Array[][] = [[...leaves]];
  for (let below = levels[0] ?? []; below.length >= TILE_WIDTH; below = levels.at(-1) ?? []) {
    const full = Math.floor(below.length / TILE_WIDTH);
    levels.push(Array.from({ length: full }, (_, i) => plainRoot(below.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH))));
  }
  return async (level, index, width) => {
    const tile = (levels[level] ?? []).slice(index * TILE_WIDTH, index * TILE_WIDTH + width);
    return concat(...tile);
  };
}

/** The recursive definition of RFC 6962 section 2.1, to compare cleverer ways with. */
export function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const middle = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(plainRoot(leaves.slice(0, middle)), plainRoot(leaves.slice(middle)));
}

/** The same bytes with one bit turned over. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const altered = Uint8Array.from(bytes);
  const at = Math.floor(bit / 8) % bytes.length;
  altered[at] = (altered[at] as number) ^ (1 << (bit % 8));
  return altered;
}

/** Key seeds. */
export const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
