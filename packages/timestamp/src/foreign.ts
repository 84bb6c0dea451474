// For tests only: where vectors made by others lie. They are no part of this repository.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder of foreign time stamps, whether it is there, and what to add to a suite's name when it is not. */
export function foreignStamps(): { folder: string; absent: boolean; note: string } {
  const folder = resolve(import.meta.dirname, '../../../../shared/vectors/rfc3161/timestamping');
  const absent = !existsSync(folder);
  return { folder, absent, note: absent ? ' (skipped: no vectors at ../shared/vectors/rfc3161)' : '' };
}
