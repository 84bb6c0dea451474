import { equalBytes } from './bytes.ts';
import { ProofError } from './errors.ts';
import { HASH_BYTES, nodeHash } from './hash.ts';

/** That the entry with this leaf hash stands at this index of the tree with this size and root. */
export interface InclusionClaim {
  index: bigint;
  size: bigint;
  leafHash: Uint8Array;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}

/** That the tree of size2 begins with the tree of size1: nothing was altered or dropped in between. */
export interface ConsistencyClaim {
  size1: bigint;
  size2: bigint;
  root1: Uint8Array;
  root2: Uint8Array;
  proof: readonly Uint8Array[];
}

function requireHashes(hashes: readonly Uint8Array[], what: string): void {
  for (const hash of hashes) {
    if (hash.length !== HASH_BYTES) throw new ProofError(`${what} has ${hash.length} bytes instead of ${HASH_BYTES}`);
  }
}

/**
 * Checks an inclusion proof (RFC 9162 section 2.1.3.2).
 *
 * @throws ProofError when the index lies outside the tree, or when the proof is too short, too long or leads to another root.
 */
export function verifyInclusion({ index, size, leafHash, root, proof }: InclusionClaim): void {
  if (index < 0n || index >= size) throw new ProofError(`index ${index} lies outside a tree of ${size} entries`);
  requireHashes([leafHash, root], 'a hash of the inclusion claim');
  requireHashes(proof, 'a hash of the inclusion proof');
  let node = index;
  let last = size - 1n;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0n) throw new ProofError(`inclusion proof of entry ${index} is too long for ${size} entries`);
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(node) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) throw new ProofError(`inclusion proof of entry ${index} is too short for ${size} entries`);
  if (!equalBytes(hash, root)) {
    throw new ProofError(`inclusion proof of entry ${index} does not lead to the root of the tree of ${size} entries`);
  }
}

/**
 * Checks a consistency proof (RFC 9162 section 2.1.4.2).
 *
 * @throws ProofError when the sizes are out of order, when size1 is 0 (every tree begins with the empty one, so nothing
 * would be proven), or when the proof is too short, too long or leads to other roots.
 */
export function verifyConsistency(claim: ConsistencyClaim): void {
  const { size1, size2, root1, root2, proof } = claim;
  if (size1 <= 0n) throw new ProofError(`a consistency proof from size ${size1} proves nothing`);
  if (size1 > size2) throw new ProofError(`the older size ${size1} is larger than the newer ${size2}`);
  if (size1 === size2) {
    if (proof.length > 0) throw new ProofError('a consistency proof between equal sizes must be empty');
    if (!equalBytes(root1, root2)) throw new ProofError(`two different roots for the same size ${size1}`);
    return;
  }
  const { older, newer } = rootsOf(claim);
  if (!equalBytes(older, root1)) throw new ProofError(`consistency proof does not lead to the older root (${size1})`);
  if (!equalBytes(newer, root2)) throw new ProofError(`consistency proof does not lead to the newer root (${size2})`);
}

/**
 * Whether a consistency proof shows the opposite: it leads to the newer root, and to another older one. Its hashes are then
 * nodes of the newer tree, so that tree does not begin with the older. Nobody can make such a proof for two trees that
 * do agree. A proof that leads nowhere shows nothing, and from a size that is a power of two there is none, since proofs
 * leave the older root out.
 */
export function provesOtherHistory(claim: ConsistencyClaim): boolean {
  if (claim.size1 <= 0n || claim.size1 > claim.size2) return false;
  if (claim.size1 === claim.size2) return !equalBytes(claim.root1, claim.root2);
  try {
    const { older, newer } = rootsOf(claim);
    return equalBytes(newer, claim.root2) && !equalBytes(older, claim.root1);
  } catch (error) {
    if (error instanceof ProofError) return false;
    throw error;
  }
}

/** The roots that a consistency proof leads to, where 0 < size1 < size2. @throws ProofError when it is too short or too long */
function rootsOf({ size1, size2, root1, root2, proof }: ConsistencyClaim): { older: Uint8Array; newer: Uint8Array } {
  requireHashes([root1, root2], 'a root of the consistency claim');
  requireHashes(proof, 'a hash of the consistency proof');
  let node = size1 - 1n;
  let last = size2 - 1n;
  while (isOdd(node)) {
    node >>= 1n;
    last >>= 1n;
  }
  // When the older tree is complete its root is itself the first node, and proofs leave it out.
  const [first, ...rest] = node === 0n ? [root1, ...proof] : proof;
  if (!first) throw new ProofError(`consistency proof from ${size1} to ${size2} is empty`);
  let older = first;
  let newer = first;
  for (const sibling of rest) {
    if (last === 0n) throw new ProofError(`consistency proof from ${size1} to ${size2} is too long`);
    if (isOdd(node) || node === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (!isOdd(node) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      newer = nodeHash(newer, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) throw new ProofError(`consistency proof from ${size1} to ${size2} is too short`);
  return { older, newer };
}

function isOdd(n: bigint): boolean {
  return (n & 1n) === 1n;
}
