import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeEntryBundle, encodeEntryBundle } from './bundle.ts';
import { utf8 } from './bytes.ts';
import { foreignVectors } from './foreign.ts';
import { Frontier, rootOf } from './frontier.ts';
import { leafHash } from './hash.ts';
import { parseVerifierKey } from './key.ts';
import { formatTlogProof, verifyTlogProof } from './proof-file.ts';
import { consistencyProof, inclusionProof, treeRoot } from './prove.ts';
import { openCheckpoint } from './quorum.ts';
import { growTiles, type ReadTile, tilePath } from './tile.ts';
import { verifyConsistency } from './verify.ts';

const { folder, absent, note } = foreignVectors('tessera-log/log');

const verifier = parseVerifierKey('example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx');
const WORDS = 'one two three four five six seven eit nain ten ileven twelf threeten fourten fivten';
const entries = WORDS.split(' ').map((word) => utf8(word));
const leaves = entries.map(leafHash);
const sizes = Array.from({ length: entries.length + 1 }, (_, size) => size);

const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folder, path)));
const checkpointAt = (size: number): string => readFileSync(join(folder, `checkpoint.${size}`), 'utf8');
const read: ReadTile = async (level, index, width) => bytesOf(tilePath(level, index, width));

describe.skipIf(absent)(`the log that Tessera built${note}`, () => {
  test.each(sizes)('checkpoint %i is signed and has the root over the entries', async (size) => {
    const checkpoint = openCheckpoint(checkpointAt(size), [verifier]);
    expect(checkpoint.origin).toBe('example.com/log/testdata');
    expect(checkpoint.size).toBe(BigInt(size));
    expect(checkpoint.root).toEqual(rootOf(leaves.slice(0, size)));
    expect(checkpoint.root).toEqual(await treeRoot(size, read));
  });

  test.each(sizes.slice(1))('tile and entry bundle at size %i are the ones that we write', async (size) => {
    const [tile, ...others] = await growTiles(size - 1, leaves.slice(size - 1, size), read);
    expect(others).toEqual([]);
    expect(tile?.hashes).toEqual(bytesOf(tilePath(0, 0, size)));
    const bundle = bytesOf(tilePath('entries', 0, size));
    expect(decodeEntryBundle(bundle)).toEqual(entries.slice(0, size));
    expect(encodeEntryBundle(entries.slice(0, size))).toEqual(bundle);
  });

  test('every proof that we make from its tiles holds against its checkpoints', async () => {
    for (const size of sizes.slice(1)) {
      const { root } = openCheckpoint(checkpointAt(size), [verifier]);
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(index, size, read);
        const file = formatTlogProof({ index: BigInt(index), proof, checkpoint: checkpointAt(size) });
        const proven = verifyTlogProof({ proof: file, entry: entries[index] as Uint8Array, verifiers: [verifier] });
        expect(proven.index).toBe(BigInt(index));
        const older = openCheckpoint(checkpointAt(index + 1), [verifier]);
        const consistency = await consistencyProof(index + 1, size, read);
        const claim = { size1: older.size, root1: older.root, size2: BigInt(size), root2: root, proof: consistency };
        expect(() => verifyConsistency(claim)).not.toThrow();
      }
    }
  });

  test('its right edge, taken up at size 9, leads to its last root', async () => {
    const frontier = Frontier.fromHashes(9, [rootOf(leaves.slice(0, 8)), leaves[8] as Uint8Array]);
    for (const leaf of leaves.slice(9)) frontier.append(leaf);
    expect(frontier.root()).toEqual(openCheckpoint(readFileSync(join(folder, 'checkpoint')), [verifier]).root);
  });

  test('a single altered letter in a checkpoint is found', () => {
    const altered = checkpointAt(15).replace('\n15\n', '\n14\n');
    expect(() => openCheckpoint(altered, [verifier])).toThrow(/signature of example.com\/log\/testdata is wrong/);
  });
});
