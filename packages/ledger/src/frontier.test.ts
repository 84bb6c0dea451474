import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProofError } from './errors.ts';
import { Frontier, rootOf } from './frontier.ts';
import { leavesOf, plainRoot } from './testing.ts';

const leaves = leavesOf(700);

test('the right edge has at every size the root over all leaves', () => {
  const frontier = new Frontier();
  for (let size = 1; size <= 300; size++) {
    frontier.append(leaves[size - 1] as Uint8Array);
    expect(frontier.size).toBe(size);
    expect(frontier.root()).toEqual(plainRoot(leaves.slice(0, size)));
  }
});

test('it can be put away at any size and taken up again', () => {
  fc.assert(
    fc.property(fc.nat(350), fc.nat(350), (before, after) => {
      const first = new Frontier();
      for (const leaf of leaves.slice(0, before)) first.append(leaf);
      const second = Frontier.fromHashes(first.size, first.hashes);
      for (const leaf of leaves.slice(before, before + after)) second.append(leaf);
      expect(second.root()).toEqual(rootOf(leaves.slice(0, before + after)));
      expect(first.root()).toEqual(rootOf(leaves.slice(0, before)));
    }),
    { numRuns: 50 },
  );
});

test('hashes that cannot belong to the size are refused', () => {
  const [hash] = leaves as [Uint8Array];
  expect(() => Frontier.fromHashes(3, [hash])).toThrow(ProofError);
  expect(() => Frontier.fromHashes(0, [hash])).toThrow(ProofError);
  expect(() => Frontier.fromHashes(1, [hash.subarray(1)])).toThrow(ProofError);
  expect(() => Frontier.fromHashes(-1, [])).toThrow(ProofError);
  expect(() => Frontier.fromHashes(2 ** 53, [hash])).toThrow(ProofError);
  expect(Frontier.fromHashes(2 ** 52, [hash]).root()).toEqual(hash);
});
