import { concat } from './bytes.ts';
import { ProofError } from './errors.ts';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hash.ts';

/** Root above neighbouring complete subtrees, given left to right, largest first (RFC 6962 section 2.1). */
export function foldSubtrees(hashes: readonly Uint8Array[]): Uint8Array {
  let root = hashes.at(-1);
  if (!root) return EMPTY_ROOT;
  for (let i = hashes.length - 2; i >= 0; i--) root = nodeHash(hashes[i] as Uint8Array, root);
  return root;
}

function bitsSet(n: number): number {
  let count = 0;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

/**
 * The right edge of a growing tree: one hash for each complete subtree, at most 53. It is all that is needed to append
 * entries and to know the root.
 */
export class Frontier {
  #size = 0;
  readonly #hashes: Uint8Array[] = [];

  /**
   * The frontier of a tree that already has entries.
   *
   * @param hashes roots of its complete subtrees, left to right, largest first, as `hashes` gives them
   * @throws ProofError when a tree of this size has another number of complete subtrees, or a hash is not 32 bytes long
   */
  static fromHashes(size: number, hashes: readonly Uint8Array[]): Frontier {
    if (!Number.isSafeInteger(size) || size < 0) throw new ProofError(`${size} is no tree size`);
    if (hashes.length !== bitsSet(size)) {
      throw new ProofError(`the frontier of ${size} entries has ${bitsSet(size)} hashes, not ${hashes.length}`);
    }
    if (hashes.some((hash) => hash.length !== HASH_BYTES)) {
      throw new ProofError(`a frontier hash is not ${HASH_BYTES} bytes long`);
    }
    const frontier = new Frontier();
    frontier.#size = size;
    frontier.#hashes.push(...hashes.map((hash) => concat(hash)));
    return frontier;
  }

  /** Number of entries. */
  get size(): number {
    return this.#size;
  }

  /** Roots of the complete subtrees, left to right, largest first. */
  get hashes(): Uint8Array[] {
    return this.#hashes.map((hash) => concat(hash));
  }

  /** Adds the next entry by its leaf hash. */
  append(leafHash: Uint8Array): void {
    let hash = leafHash;
    // Every set low bit of the size is a complete subtree that the new one completes to the next larger.
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = nodeHash(this.#hashes.pop() as Uint8Array, hash);
    }
    this.#hashes.push(hash);
    this.#size++;
  }

  /** Root of the tree. */
  root(): Uint8Array {
    return foldSubtrees(this.#hashes);
  }
}

/** Root of the tree over these leaf hashes (RFC 6962 section 2.1). */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  const frontier = new Frontier();
  for (const hash of leafHashes) frontier.append(hash);
  return frontier.root();
}
