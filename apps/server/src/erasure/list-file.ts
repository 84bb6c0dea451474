import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../record/index.ts';
import { signerOf } from './signed.ts';
import type { SignedErasure } from './types.ts';

/** Beside the database, and in no backup: what a backup from before an erasure still holds goes again when it is restored. */
export const LIST_NAME = 'erasures.jsonl';

export function listFile(root: string): string {
  return join(root, LIST_NAME);
}

/** The erasures of the list that lies beside the database, as far as their deeds verify under known keys. */
export function listedHere(root: string, kids: ReadonlySet<string>): SignedErasure[] {
  const file = listFile(root);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.split('\n').flatMap((line) => {
    const erasure = parsed(line);
    return erasure !== null && kids.has(signerOf(erasure) ?? '') ? [erasure] : [];
  });
}

/** Adds lines to the list, and returns once they are on the disk. Mode 0600. */
export function appendToList(root: string, added: readonly SignedErasure[]): void {
  if (added.length === 0) return;
  const file = listFile(root);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
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

export function linesOf(erasures: readonly SignedErasure[]): string {
  return erasures.map((erasure) => `${JSON.stringify(erasure)}\n`).join('');
}

/** A list of erasures holds something else. */
export class ErasureListError extends Refusal {}

/** A line of a list whose deed verifies under the key that it names. Whether that key is known is another question. */
export interface ListedErasure {
  readonly erasure: SignedErasure;
  /** Id of the key that signed it. */
  readonly kid: string;
  /** From 1. */
  readonly line: number;
  /** Name of the list. */
  readonly where: string;
}

/**
 * The done erasures of a list. Its last line may be cut, and so may one that stands there whole further down: what a crash
 * left of it was finished, and added again, at the next start. Any other that cannot be read names what would come back, and
 * one whose deed does not verify may name what nobody erased.
 *
 * @throws ErasureListError
 */
export function readList(text: string, where: string): ListedErasure[] {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const erasure = parsed(line);
    if (erasure === null) {
      const whole = (later: string) => parsed(later) !== null && later.startsWith(line.slice(0, ID_END));
      if (!line.endsWith('}') && (i === last || lines.slice(i + 1).some(whole))) return [];
      throw wrongLine({ line: i + 1, where }, 'is no erasure, or was altered');
    }
    const kid = signerOf(erasure);
    if (kid === null) throw wrongLine({ line: i + 1, where }, 'carries no deed that says the same and verifies');
    return [{ erasure, kid, line: i + 1, where }];
  });
}

/** @throws ErasureListError naming the first line that was signed by none of these keys */
export function requireSignedBy(listed: readonly ListedErasure[], kids: ReadonlySet<string>): void {
  const foreign = listed.find(({ kid }) => !kids.has(kid));
  if (foreign !== undefined) throw wrongLine(foreign, 'was signed by another instance than the one that was backed up');
}

function wrongLine({ line, where }: { line: number; where: string }, what: string): ErasureListError {
  return new ErasureListError(
    `Line ${line} ${what}.`,
    where,
    'Name a file of "cairn erase list --out" of the instance that was backed up.',
  );
}

/** Each line begins with the erasure's id. */
const ID_END = '{"id":"00000000-0000-0000-0000-000000000000"'.length;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parsed(line: string): SignedErasure | null {
  try {
    const row = JSON.parse(line) as Partial<SignedErasure> | null;
    const sound =
      row !== null &&
      [row.id, row.compartment, row.requested_by, row.decided_by].every((id) => UUID.test(String(id))) &&
      row.state === 'done' &&
      typeof row.complete === 'boolean' &&
      Array.isArray(row.files) &&
      Array.isArray(row.targets) &&
      row.targets.every(
        ({ record, number, claim, level, digest }) =>
          UUID.test(record) &&
          Number.isSafeInteger(number) &&
          [claim, level, digest].every((text) => typeof text === 'string'),
      );
    return sound ? (row as SignedErasure) : null;
  } catch {
    return null;
  }
}
