// For tests only: data made by others. They are no part of this repository.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const DATA = resolve(import.meta.dirname, '../../../../shared/data');

/** A file of foreign data as text, null where it is not there, and what to add to a test's name then. */
export function foreignData(name: string): { text: string | null; absent: boolean; note: string } {
  const file = resolve(DATA, name);
  const absent = !existsSync(file);
  return {
    text: absent ? null : readFileSync(file, 'utf8'),
    absent,
    note: absent ? ` (skipped: no data at ../shared/data/${name})` : '',
  };
}
