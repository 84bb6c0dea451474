import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../database/index.ts';

/** The largest checkpoint of a partner's log that was cosigned. */
export interface WitnessMark {
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

/**
 * Marks stand beside the signing key and outside the database on purpose: a database that was rolled back forgets what
 * was signed, and the key must not.
 */
export function readWitnessMark(keysFolder: string, origin: string): WitnessMark | null {
  return readAll(keysFolder)[origin] ?? null;
}

/** Call it under the lock of deeds: the marks of all partners share one file, and another process may raise one of them. */
export function raiseWitnessMark(keysFolder: string, origin: string, mark: WitnessMark): void {
  const all = readAll(keysFolder);
  if ((all[origin]?.size ?? -1) > mark.size) return;
  writeDurably(fileIn(keysFolder), `${JSON.stringify({ ...all, [origin]: mark }, null, 2)}\n`);
}

function readAll(keysFolder: string): Record<string, WitnessMark> {
  const file = fileIn(keysFolder);
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, WitnessMark>;
}

function fileIn(keysFolder: string): string {
  return join(keysFolder, 'witnessed.json');
}
