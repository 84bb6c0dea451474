import { createHash } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { headSeal } from '../record/activity-chain.ts';
import { commitDeed, type DeedClaims } from '../record/deeds.ts';
import type { LogSetting } from '../record/genesis.ts';
import { operatorName } from '../record/session.ts';
import { type ActivityRows, activityRows, chainHeads, sealHead } from './deed-store.ts';
import type { Ledger } from './findings.ts';

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

const NONE: RestoredActivity = { count: 0, digest: '' };

/** The digest over rows of activity as they were restored. */
export class ActivityDigest {
  readonly #hash = createHash('sha256');

  add({ number, at, account, what, compartment, record, mac }: ActivityRows): void {
    const code = Buffer.from(mac).toString('hex');
    const line = JSON.stringify([Number(number), at, account, what, compartment, record, code]);
    this.#hash.update(`${line}\n`, 'utf8');
  }

  hex(): string {
    return this.#hash.digest('hex');
  }
}

/**
 * What a plain restore committed to; no rows where there was none. Whoever holds the keys could commit to altered rows at
 * any later time, so only the deed right behind the one with which a log began anew from a plain backup counts, and any
 * other is a finding. Both stand at the beginning of that log, and so under its outside anchors.
 *
 * @param deeds in their order, verified
 * @param origin of the log as it is now
 */
export function restoredActivity(deeds: readonly DeedClaims[], origin: string, ledger: Ledger): RestoredActivity {
  const forks = plainForks(deeds, origin);
  let restored = NONE;
  deeds.forEach((deed, i) => {
    if (deed.table !== 'setting' || deed.key.name !== RESTORED_ACTIVITY) return;
    const value = deed.row?.value as Partial<RestoredActivity> | null | undefined;
    const before = deeds[i - 1];
    if (before !== undefined && forks.has(before) && isRestored(value)) restored = value;
    else
      ledger.add(
        'activity',
        `deed ${deed.number}`,
        'It would exempt rows of activity from their codes. Only a restore from a plain backup does that, right where its log begins.',
        '',
        deed.row,
      );
  });
  return restored;
}

function isRestored(value: Partial<RestoredActivity> | null | undefined): value is RestoredActivity {
  return Number.isSafeInteger(value?.count) && typeof value?.digest === 'string';
}

/** The deeds with which this log, and those that it continues, began anew from plain backups. */
function plainForks(deeds: readonly DeedClaims[], own: string): Set<DeedClaims> {
  const begun = new Map<unknown, { deed: DeedClaims; continues: LogSetting['continues'] | undefined }>();
  for (const deed of deeds) {
    if (deed.table !== 'setting' || deed.key.name !== 'log') continue;
    const log = deed.row?.value as Partial<LogSetting> | null | undefined;
    if (log && !begun.has(log.origin)) begun.set(log.origin, { deed, continues: log.continues });
  }
  const forks = new Set<DeedClaims>();
  const seen = new Set<unknown>();
  for (let origin: unknown = own; begun.has(origin) && !seen.has(origin); ) {
    seen.add(origin);
    const log = begun.get(origin);
    if (log?.continues?.why === 'plain-backup') forks.add(log.deed);
    origin = log?.continues?.origin;
  }
  return forks;
}

/**
 * Commits to the rows of activity as they came out of a plain backup. Their own codes cannot be verified without the old
 * key, and new ones would claim that somebody had; so a deed holds their number and digest, later rows chain on from the
 * last code, and the end of the chain is sealed with the new key. It is the first thing after the log began anew.
 */
export async function commitRestoredActivity(instance: Instance): Promise<void> {
  const digest = new ActivityDigest();
  let count = 0;
  for await (const row of activityRows(instance.owner)) {
    digest.add(row);
    count = Number(row.number);
  }
  const value: RestoredActivity = { count, digest: digest.hex() };
  const reason = 'Activity came out of a plain backup, which does not hold the key of its codes.';
  await commitDeed(instance, { table: 'setting', row: { name: RESTORED_ACTIVITY, value }, by: operatorName(), reason });
  for (const { name, number, mac } of await chainHeads(instance.owner)) {
    await sealHead(instance.owner, name, headSeal(instance.keys.activity, number, mac));
  }
}
