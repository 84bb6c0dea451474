import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { type NodeCrypto, nodeCrypto } from './node.ts';

/** Bytes in a SHA-256 hash. */
export const HASH_BYTES = 32;

/** SHA-256 by node:crypto; the one-shot call of newer Nodes spares an object for each hash. */
export function nodeSha256(node: NodeCrypto): (data: Uint8Array) => Uint8Array {
  const { hash } = node;
  const digest = hash
    ? (data: Uint8Array) => hash('sha256', data, 'buffer')
    : (data: Uint8Array) => node.createHash('sha256').update(data).digest();
  return (data) => {
    const { buffer, byteOffset } = digest(data);
    // A plain array: a Buffer's slice() would share memory where everybody expects a copy.
    return new Uint8Array(buffer, byteOffset, HASH_BYTES);
  };
}

/** SHA-256 (FIPS 180-4), synchronous: by node:crypto under Node, by @noble/hashes in a browser. */
export const sha256: (data: Uint8Array) => Uint8Array = nodeCrypto ? nodeSha256(nodeCrypto) : nobleSha256;

/** Root of the tree without entries: the hash of nothing (RFC 6962 section 2.1). */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array());

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** Hash of one log entry (RFC 6962 section 2.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + entry.length);
  input[0] = LEAF_PREFIX;
  input.set(entry, 1);
  return sha256(input);
}

// One buffer for every inner node: hashing is synchronous, so nobody else can be in the middle of using it.
const nodeInput = new Uint8Array(1 + 2 * HASH_BYTES);
nodeInput[0] = NODE_PREFIX;

/** Hash of the node above two subtrees (RFC 6962 section 2.1). Both must be 32 bytes long. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return sha256(nodeInput);
}
