import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes, fromBase64, toBase64, treeRoot } from '@cairn/ledger';
import { writeDurably } from '../database/index.ts';
import type { Queries } from './log-store.ts';
import { TreeDamaged, tileReader } from './tree.ts';

/** The largest checkpoint that this folder has seen signed; kept outside the database on purpose (security design §2). */
export interface HighWater {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export function readHighWater(keysFolder: string): HighWater | null {
  const file = fileIn(keysFolder);
  if (!existsSync(file)) return null;
  const { origin, size, root } = JSON.parse(readFileSync(file, 'utf8')) as {
    origin: string;
    size: number;
    root: string;
  };
  return { origin, size, root: fromBase64(root) };
}

/** Raises the mark after a commit. Call it under the log's lock: of two processes, none then lowers what the other raised. */
export function raiseHighWater(keysFolder: string, mark: HighWater): void {
  const before = readHighWater(keysFolder);
  if (before !== null && before.origin === mark.origin && before.size >= mark.size) return;
  writeDurably(
    fileIn(keysFolder),
    `${JSON.stringify({ origin: mark.origin, size: mark.size, root: toBase64(mark.root) })}\n`,
  );
}

/** @throws TreeDamaged when the stored tree is smaller than the mark or does not contain it */
export async function requireHighWater(
  db: Queries,
  mark: HighWater | null,
  origin: string,
  size: number,
): Promise<void> {
  if (mark === null) return;
  if (mark.origin !== origin) throw new TreeDamaged(`the high-water mark is of another log (${mark.origin})`);
  if (mark.size > size)
    throw new TreeDamaged(
      `the database holds ${size} entries, but ${mark.size} were signed before: it was rolled back`,
    );
  if (!equalBytes(await treeRoot(mark.size, tileReader(db)), mark.root)) {
    throw new TreeDamaged(`the tree of ${mark.size} entries is not the one that was signed`);
  }
}

function fileIn(keysFolder: string): string {
  return join(keysFolder, 'high-water.json');
}
