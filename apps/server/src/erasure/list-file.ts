import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../record/index.ts';
import type { Erasure } from './types.ts';

/** Beside the database, and in no backup: what a backup from before an erasure still holds goes again when it is restored. */
export const LIST_NAME = 'erasures.jsonl';

export function listFile(root: string): string {
  return join(root, LIST_NAME);
}

/** Adds done erasures that the list does not hold, and returns once they are on the disk. Mode 0600. */
export function appendToList(root: string, erasures: readonly Erasure[]): void {
  const file = listFile(root);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = new Set(text.split('\n').map(idOf));
  const added = erasures.filter(({ id }) => !known.has(id));
  if (added.length === 0) return;
  // A crash may have left half a line.
  const before = text === '' || text.endsWith('\n') ? '' : '\n';
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, before + linesOf(added));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function idOf(line: string): string {
  try {
    return String((JSON.parse(line) as { id?: unknown }).id);
  } catch {
    return '';
  }
}

export function linesOf(erasures: readonly Erasure[]): string {
  return erasures.map((erasure) => `${JSON.stringify(erasure)}\n`).join('');
}

/** A list of erasures holds something else. */
export class ErasureListError extends Refusal {}

/**
 * The done erasures of a list. Its last line may be cut, and so may one that stands there whole further down: what a crash
 * left of it was finished, and added again, at the next start. Any other that cannot be read names what would come back.
 *
 * @throws ErasureListError
 */
export function readList(text: string, where: string): Erasure[] {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const erasure = parsed(line);
    if (erasure !== null) return [erasure];
    const again = lines.slice(i + 1).some((later) => parsed(later) !== null && later.startsWith(line.slice(0, ID_END)));
    if (!line.endsWith('}') && (i === last || again)) return [];
    throw new ErasureListError(
      `Line ${i + 1} is no erasure, or was altered.`,
      where,
      'Name a file of "cairn erase list --out".',
    );
  });
}

/** Each line begins with the erasure's id. */
const ID_END = '{"id":"00000000-0000-0000-0000-000000000000"'.length;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parsed(line: string): Erasure | null {
  try {
    const row = JSON.parse(line) as Partial<Erasure> | null;
    const sound =
      row !== null &&
      [row.id, row.compartment, row.requested_by, row.decided_by].every((id) => UUID.test(String(id))) &&
      row.state === 'done' &&
      Array.isArray(row.files) &&
      Array.isArray(row.targets) &&
      row.targets.every(
        ({ record, number, claim, level, digest }) =>
          UUID.test(record) &&
          Number.isSafeInteger(number) &&
          [claim, level, digest].every((text) => typeof text === 'string'),
      );
    return sound ? (row as Erasure) : null;
  } catch {
    return null;
  }
}
