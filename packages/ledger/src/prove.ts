import { ProofError } from './errors.ts';
import { Frontier, foldSubtrees, rootOf } from './frontier.ts';
import { completeSubtrees, consistencyRanges, inclusionRanges, type Range } from './range.ts';
import { type ReadTile, splitTile, TILE_WIDTH } from './tile.ts';

const TILE_HEIGHT = 8;

function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new ProofError(`${size} is no tree size`);
}

/** Hashes of complete subtrees of one tree, from its tiles; each tile is read once. */
function subtreeReader(size: number, read: ReadTile): (height: number, index: number) => Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array[]>>();
  const tileAt = (level: number, index: number): Promise<Uint8Array[]> => {
    const known = tiles.get(`${level}/${index}`);
    if (known) return known;
    const hashesInLevel = Math.floor(size / TILE_WIDTH ** level);
    const width = Math.min(TILE_WIDTH, hashesInLevel - index * TILE_WIDTH);
    const tile = read(level, index, width).then((bytes) => splitTile(bytes, width));
    tiles.set(`${level}/${index}`, tile);
    return tile;
  };
  return async (height, index) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = index * count;
    const offset = first % TILE_WIDTH;
    const tile = await tileAt(level, (first - offset) / TILE_WIDTH);
    return rootOf(tile.slice(offset, offset + count));
  };
}

async function hashesOf(ranges: readonly Range[], size: number, read: ReadTile): Promise<Uint8Array[]> {
  const subtree = subtreeReader(size, read);
  return Promise.all(
    ranges.map(async (range) => {
      const subtrees = completeSubtrees(range);
      return foldSubtrees(await Promise.all(subtrees.map(({ height, index }) => subtree(height, index))));
    }),
  );
}

/**
 * Root of the log at this size, which may be older than what the tiles hold (RFC 6962 section 2.1).
 *
 * @throws ProofError when the size is no tree size; TileError when the reader gives less than it was asked for.
 */
export async function treeRoot(size: number, read: ReadTile): Promise<Uint8Array> {
  return (await frontierOf(size, read)).root();
}

/** The right edge of the log at this size, to go on appending from there. Throws like {@link treeRoot}. */
export async function frontierOf(size: number, read: ReadTile): Promise<Frontier> {
  requireSize(size);
  const subtree = subtreeReader(size, read);
  const subtrees = completeSubtrees([0, size]);
  return Frontier.fromHashes(size, await Promise.all(subtrees.map(({ height, index }) => subtree(height, index))));
}

/**
 * Proof that entry `index` is in the log at this size (RFC 6962 section 2.1.1), lowest sibling first.
 *
 * @throws ProofError when the index lies outside the tree; TileError when the reader gives less than it was asked for.
 */
export async function inclusionProof(index: number, size: number, read: ReadTile): Promise<Uint8Array[]> {
  requireSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new ProofError(`index ${index} lies outside a tree of ${size} entries`);
  }
  return hashesOf(inclusionRanges(index, size), size, read);
}

/**
 * Proof that the log at size2 begins with the log at size1 (RFC 6962 section 2.1.2). Empty when both are equal.
 *
 * @throws ProofError when size1 is 0 or larger than size2; TileError when the reader gives less than it was asked for.
 */
export async function consistencyProof(size1: number, size2: number, read: ReadTile): Promise<Uint8Array[]> {
  requireSize(size1);
  requireSize(size2);
  if (size1 === 0 || size1 > size2) throw new ProofError(`there is no consistency proof from ${size1} to ${size2}`);
  return hashesOf(consistencyRanges(size1, size2), size2, read);
}
