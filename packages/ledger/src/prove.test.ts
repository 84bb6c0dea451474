import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProofError, TileError } from './errors.ts';
import { rootOf } from './frontier.ts';
import { EMPTY_ROOT } from './hash.ts';
import { consistencyProof, frontierOf, inclusionProof, treeRoot } from './prove.ts';
import { flipBit, leavesOf, plainRoot, tilesOf } from './testing.ts';
import type { ReadTile } from './tile.ts';
import { provesOtherHistory, verifyConsistency, verifyInclusion } from './verify.ts';

// Two levels of tiles and the beginning of a third.
const SIZE = 256 * 256 + 700;
const leaves = leavesOf(SIZE);
const read = tilesOf(leaves);

// Sizes around the borders of tiles as often as any others.
const borders = [1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792, SIZE];
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 600 }),
  fc.integer({ min: 1, max: SIZE }),
  fc.constantFrom(...borders),
);
const roots = new Map<number, Uint8Array>();

function rootAt(size: number): Uint8Array {
  const root = roots.get(size) ?? plainRoot(leaves.slice(0, size));
  roots.set(size, root);
  return root;
}

describe('from the tiles of a log', () => {
  test('the root of every older size is the root over its leaves', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        expect(await treeRoot(size, read)).toEqual(rootAt(size));
      }),
      { numRuns: 40 },
    );
    expect(await treeRoot(0, read)).toEqual(EMPTY_ROOT);
  });

  test('every inclusion proof verifies, and none does with any bit altered', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, anywhere, bit) => {
        const index = anywhere % size;
        const proof = await inclusionProof(index, size, read);
        const leafHash = leaves[index] as Uint8Array;
        const claim = { index: BigInt(index), size: BigInt(size), leafHash, root: rootAt(size), proof };
        expect(() => verifyInclusion(claim)).not.toThrow();
        expect(() => verifyInclusion({ ...claim, leafHash: flipBit(leafHash, bit) })).toThrow(ProofError);
        expect(() => verifyInclusion({ ...claim, root: flipBit(claim.root, bit) })).toThrow(ProofError);
        expect(() => verifyInclusion({ ...claim, proof: [...proof, leafHash] })).toThrow(ProofError);
        if (size > 1) {
          const other = BigInt((index + 1) % size);
          expect(() => verifyInclusion({ ...claim, index: other })).toThrow(ProofError);
          expect(() => verifyInclusion({ ...claim, proof: flipOne(proof, anywhere, bit) })).toThrow(ProofError);
          expect(() => verifyInclusion({ ...claim, proof: proof.slice(1) })).toThrow(ProofError);
          expect(() => verifyInclusion({ ...claim, proof: proof.slice(0, -1) })).toThrow(ProofError);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('any two sizes are proven consistent, and never with any bit altered', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, fc.nat(), fc.nat(), async (a, b, anywhere, bit) => {
        const [size1, size2] = [Math.min(a, b), Math.max(a, b)];
        const proof = await consistencyProof(size1, size2, read);
        const [root1, root2] = [rootAt(size1), rootAt(size2)];
        const claim = { size1: BigInt(size1), size2: BigInt(size2), root1, root2, proof };
        expect(() => verifyConsistency(claim)).not.toThrow();
        expect(() => verifyConsistency({ ...claim, root1: flipBit(root1, bit) })).toThrow(ProofError);
        expect(() => verifyConsistency({ ...claim, root2: flipBit(root2, bit) })).toThrow(ProofError);
        expect(() => verifyConsistency({ ...claim, proof: [...proof, root1] })).toThrow(ProofError);
        if (size1 < size2) {
          expect(() => verifyConsistency({ ...claim, size1: claim.size2, size2: claim.size1 })).toThrow(ProofError);
          expect(() => verifyConsistency({ ...claim, proof: flipOne(proof, anywhere, bit) })).toThrow(ProofError);
          expect(() => verifyConsistency({ ...claim, proof: proof.slice(1) })).toThrow(ProofError);
          expect(() => verifyConsistency({ ...claim, proof: [] })).toThrow(ProofError);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('only an honest proof shows that a tree begins otherwise than an older one; noise shows nothing', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, fc.nat(), fc.nat(), async (a, b, anywhere, bit) => {
        const [size1, size2] = [Math.min(a, b), Math.max(a, b)];
        const proof = await consistencyProof(size1, size2, read);
        const [root1, root2] = [rootAt(size1), rootAt(size2)];
        const claim = { size1: BigInt(size1), size2: BigInt(size2), root1, root2, proof };
        const other = flipBit(root1, bit);
        // From a complete tree proofs leave the older root out, so that they show nothing of another.
        const complete = size1 < size2 && (size1 & (size1 - 1)) === 0;
        expect(provesOtherHistory(claim)).toBe(false);
        expect(provesOtherHistory({ ...claim, root1: other })).toBe(!complete);
        if (size1 === size2) return;
        expect(provesOtherHistory({ ...claim, proof: flipOne(proof, anywhere, bit) })).toBe(false);
        expect(provesOtherHistory({ ...claim, root1: other, proof: flipOne(proof, anywhere, bit) })).toBe(false);
        expect(provesOtherHistory({ ...claim, root1: other, proof: [] })).toBe(false);
        expect(provesOtherHistory({ ...claim, root1: other, root2: flipBit(root2, bit) })).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('every pair of small sizes and every index among them', async () => {
    for (let size = 1; size <= 20; size++) {
      for (let n = 1; n <= size; n++) {
        const inclusion = await inclusionProof(n - 1, size, read);
        const leafHash = leaves[n - 1] as Uint8Array;
        verifyInclusion({ index: BigInt(n - 1), size: BigInt(size), leafHash, root: rootAt(size), proof: inclusion });
        const proof = await consistencyProof(n, size, read);
        verifyConsistency({ size1: BigInt(n), size2: BigInt(size), root1: rootAt(n), root2: rootAt(size), proof });
      }
    }
    await expect(consistencyProof(7, 7, read)).resolves.toEqual([]);
  });

  test('the right edge goes on as if it had never stopped', async () => {
    for (const size of [0, 1, 255, 256, 300, 65_536, SIZE - 5]) {
      const frontier = await frontierOf(size, read);
      for (const leaf of leaves.slice(size, size + 5)) frontier.append(leaf);
      expect(frontier.size).toBe(size + 5);
      expect(frontier.root()).toEqual(rootAt(size + 5));
    }
  });

  test('each tile is read once, and never wider than the tree', async () => {
    const asked: string[] = [];
    const watched: ReadTile = (level, index, width) => {
      asked.push(`${level}/${index}/${width}`);
      return read(level, index, width);
    };
    await inclusionProof(70, 65_536 + 600, watched);
    expect(asked.sort()).toEqual(['0/0/256', '0/258/88', '1/0/256', '1/1/2']);
  });
});

test('a reader may give a wider tile than asked for, but not a narrower one', async () => {
  const wider: ReadTile = (level, index) => read(level, index, 256);
  await expect(treeRoot(300, wider)).resolves.toEqual(rootAt(300));
  const narrower: ReadTile = async (level, index, width) => (await read(level, index, width)).subarray(1);
  await expect(treeRoot(300, narrower)).rejects.toThrow(TileError);
});

test('proofs that cannot be are refused', async () => {
  await expect(inclusionProof(5, 5, read)).rejects.toThrow(ProofError);
  await expect(inclusionProof(-1, 5, read)).rejects.toThrow(ProofError);
  await expect(inclusionProof(0.5, 5, read)).rejects.toThrow(ProofError);
  await expect(consistencyProof(0, 5, read)).rejects.toThrow(ProofError);
  await expect(consistencyProof(6, 5, read)).rejects.toThrow(ProofError);
  await expect(treeRoot(-1, read)).rejects.toThrow(ProofError);
});

test('the root over leaves follows the definition of RFC 6962', () => {
  expect(rootOf([])).toEqual(EMPTY_ROOT);
  for (let size = 1; size <= 70; size++) expect(rootOf(leaves.slice(0, size))).toEqual(rootAt(size));
});

function flipOne(proof: readonly Uint8Array[], anywhere: number, bit: number): Uint8Array[] {
  const at = anywhere % proof.length;
  return proof.map((hash, i) => (i === at ? flipBit(hash, bit) : hash));
}
