// For tests only: where vectors made by others lie. They are no part of this repository.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const VECTORS = resolve(import.meta.dirname, '../../../../shared/vectors');

/** Folder of foreign vectors, whether it is there, and what to add to a suite's name when it is not. */
export function foreignVectors(name: string): { folder: string; absent: boolean; note: string } {
  const folder = resolve(VECTORS, name);
  const absent = !existsSync(folder);
  return { folder, absent, note: absent ? ` (skipped: no vectors at ../shared/vectors/${name})` : '' };
}
