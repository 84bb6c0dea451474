import { createHash } from 'node:crypto';
import { settingValue } from '../record/deed-store.ts';
import type { Queries } from '../record/log-store.ts';
import type { ActivityRows } from './deed-store.ts';

/** The setting, and so the deed, that holds it. */
export const RESTORED_ACTIVITY = 'restored-activity';

/**
 * The first rows of activity after a restore from a plain backup, which does not hold the key of their codes: they are
 * held against this instead.
 */
export interface RestoredActivity {
  /** Rows 1 to `count`. */
  readonly count: number;
  /** Over these rows and their codes, SHA-256 in hex. */
  readonly digest: string;
}

/** The digest over rows of activity as they were restored. */
export class ActivityDigest {
  readonly #hash = createHash('sha256');

  add({ number, at, account, what, compartment, record, mac }: ActivityRows): void {
    const code = Buffer.from(mac).toString('hex');
    const line = JSON.stringify([number, at.toISOString(), account, what, compartment, record, code]);
    this.#hash.update(`${line}\n`, 'utf8');
  }

  hex(): string {
    return this.#hash.digest('hex');
  }
}

/** What a plain restore committed to; no rows where there was none. */
export async function restoredActivity(db: Queries): Promise<RestoredActivity> {
  return ((await settingValue(db, RESTORED_ACTIVITY)) as RestoredActivity | null) ?? { count: 0, digest: '' };
}
