import { createHash } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { headSeal } from '../record/activity-chain.ts';
import { settingValue } from '../record/deed-store.ts';
import { commitDeed } from '../record/deeds.ts';
import type { Queries } from '../record/log-store.ts';
import { operatorName } from '../record/session.ts';
import { type ActivityRows, activityRows, chainHeads, sealHead } from './deed-store.ts';

/** The setting, and so the deed, that holds it. */
const RESTORED_ACTIVITY = 'restored-activity';

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

/**
 * Commits to the rows of activity as they came out of a plain backup. Their own codes cannot be verified without the old
 * key, and new ones would claim that somebody had; so a deed holds their number and digest, later rows chain on from the
 * last code, and the end of the chain is sealed with the new key.
 */
export async function commitRestoredActivity(instance: Instance): Promise<void> {
  const digest = new ActivityDigest();
  let count = 0;
  for await (const row of activityRows(instance.owner)) {
    digest.add(row);
    count = row.number;
  }
  const value: RestoredActivity = { count, digest: digest.hex() };
  const reason = 'Activity came out of a plain backup, which does not hold the key of its codes.';
  await commitDeed(instance, { table: 'setting', row: { name: RESTORED_ACTIVITY, value }, by: operatorName(), reason });
  for (const { name, number, mac } of await chainHeads(instance.owner)) {
    await sealHead(instance.owner, name, headSeal(instance.keys.activity, number, mac));
  }
}
