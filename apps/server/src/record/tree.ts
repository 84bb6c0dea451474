import { concat, equalBytes, HASH_BYTES, leafHash, type ReadTile, rootOf, splitTile, TILE_WIDTH } from '@cairn/ledger';
import { entriesBetween, type Queries, type StoredTile, tileAt, tileRoots } from './log-store.ts';

/** The stored tree is not the tree that was signed: signing stops until it is again. */
export class TreeDamaged extends Error {
  constructor(what: string) {
    super(
      `Signing has stopped: ${what}. Run "cairn audit" to see what was changed. Signing resumes by itself once the tree verifies.`,
    );
    this.name = 'TreeDamaged';
  }
}

/**
 * Reads tiles of the stored log (C2SP tlog-tiles): a complete tile as stored, the ragged right edge computed from the
 * entries or the tile roots behind it, so that nothing stored ever has to be updated.
 */
export function tileReader(db: Queries): ReadTile {
  const read: ReadTile = async (level, index, width) => {
    const stored = await tileAt(db, level, index);
    if (stored !== null) return stored.hashes.subarray(0, width * HASH_BYTES);
    const from = index * TILE_WIDTH;
    const hashes =
      level === 0
        ? (await entriesBetween(db, from, from + width)).map(leafHash)
        : await tileRoots(db, level - 1, from, from + width);
    if (hashes.length !== width)
      throw new TreeDamaged(`tile ${level}/${index} holds ${hashes.length} of ${width} hashes`);
    return concat(...hashes);
  };
  // One after the other: proofs ask for several at once, and a connection answers one question at a time.
  let turn: Promise<unknown> = Promise.resolve();
  return (level, index, width) => {
    const answer = turn.then(() => read(level, index, width));
    turn = answer.catch(() => undefined);
    return answer;
  };
}

/** The root of the subtree that a complete tile spans. */
export function rootOfTile(hashes: Uint8Array): Uint8Array {
  return rootOf(splitTile(hashes, TILE_WIDTH));
}

/** Whether a complete tile's root is that of its hashes. */
export function tileIsSound(tile: StoredTile): boolean {
  if (tile.hashes.length !== TILE_WIDTH * HASH_BYTES) return false;
  return equalBytes(rootOfTile(tile.hashes), tile.root);
}
