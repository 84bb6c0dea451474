import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The newest row of activity that this folder has seen written; kept outside the database, beside the high-water mark. */
export interface ActivityMark {
  readonly number: number;
  /** Its authentication code, in hex. */
  readonly mac: string;
}

/** The mark, or null where there is none or only what a power failure left of it. */
export function readActivityMark(keysFolder: string): ActivityMark | null {
  const file = fileIn(keysFolder);
  if (!existsSync(file)) return null;
  try {
    const { number, mac } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ActivityMark>;
    return Number.isSafeInteger(number) && typeof mac === 'string' ? { number: number as number, mac } : null;
  } catch {
    return null;
  }
}

/**
 * Raises the mark after rows were committed. Call it under the lock of activity: of two processes, none then lowers what the
 * other raised. It is not flushed to the disk: a view should not wait twice for that, and an older mark is weaker but never
 * wrong, which is also why a full disk is no failure.
 */
export function raiseActivityMark(keysFolder: string, mark: ActivityMark): void {
  const file = fileIn(keysFolder);
  try {
    if ((readActivityMark(keysFolder)?.number ?? 0) >= mark.number) return;
    const beside = `${file}.${randomBytes(6).toString('hex')}.new`;
    writeFileSync(beside, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
    renameSync(beside, file);
  } catch {
    // The rows are written all the same.
  }
}

function fileIn(keysFolder: string): string {
  return join(keysFolder, 'activity-mark.json');
}
