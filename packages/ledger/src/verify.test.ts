import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromBase64 } from './bytes.ts';
import { ProofError } from './errors.ts';
import { foreignVectors } from './foreign.ts';
import { EMPTY_ROOT } from './hash.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';

const { folder, absent, note } = foreignVectors('merkle');

interface Vector {
  name: string;
  fields: Record<string, unknown>;
}

// Sizes reach 2^64 - 1, which JSON.parse would round: numbers are taken from their source text.
function readVector(path: string): Record<string, unknown> {
  const exact = (_: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? BigInt(context?.source as string) : value;
  return JSON.parse(readFileSync(path, 'utf8'), exact as Parameters<typeof JSON.parse>[1]);
}

function vectorsOf(kind: string): Vector[] {
  if (absent) return [];
  return readdirSync(join(folder, kind), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(folder, path), fields: readVector(path) }));
}

const bytes = (value: unknown): Uint8Array => fromBase64((value as string | null) ?? '');
const proofOf = (value: unknown): Uint8Array[] => ((value as string[] | null) ?? []).map(bytes);

function judge(wantErr: unknown, check: () => void): void {
  if (wantErr) expect(check).toThrow(ProofError);
  else expect(check).not.toThrow();
}

describe.skipIf(absent)(`vectors of the transparency-dev Merkle library${note}`, () => {
  const [inclusion, consistency] = [vectorsOf('inclusion'), vectorsOf('consistency')];

  test('are all there', () => expect(inclusion.length + consistency.length).toBe(196));

  test.each(inclusion)('$name', ({ fields }) =>
    judge(fields.wantErr, () =>
      verifyInclusion({
        index: fields.leafIdx as bigint,
        size: fields.treeSize as bigint,
        leafHash: bytes(fields.leafHash),
        root: bytes(fields.root),
        proof: proofOf(fields.proof),
      }),
    ),
  );

  test.each(consistency)('$name', ({ fields }) =>
    judge(fields.wantErr, () =>
      verifyConsistency({
        size1: fields.size1 as bigint,
        size2: fields.size2 as bigint,
        root1: bytes(fields.root1),
        root2: bytes(fields.root2),
        proof: proofOf(fields.proof),
      }),
    ),
  );
});

test('a consistency proof from size 0 is an error, even to size 0', () => {
  for (const size2 of [0n, 1n, 8n]) {
    const claim = { size1: 0n, size2, root1: EMPTY_ROOT, root2: EMPTY_ROOT, proof: [] };
    expect(() => verifyConsistency(claim)).toThrow(ProofError);
  }
});

test('nothing is included in the empty tree', () => {
  const claim = { index: 0n, size: 0n, leafHash: EMPTY_ROOT, root: EMPTY_ROOT, proof: [] };
  expect(() => verifyInclusion(claim)).toThrow(ProofError);
});
