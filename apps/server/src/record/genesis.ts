import { openRotations } from '@cairn/ledger';
import { type Instance, inTransaction } from '../database/index.ts';
import { lockDeeds, settingValue } from './deed-store.ts';
import { commitDeed, type Deed, writeDeed } from './deeds.ts';
import type { Queries } from './log-store.ts';
import { operatorName } from './session.ts';

/** Why a restored log did not go on. */
export type ForkReason =
  /** The backup was plain: it holds no key. */
  | 'plain-backup'
  /** The backup had been decrypted before: its key lay in clear. */
  | 'decrypted-backup'
  /** No checkpoint that was kept outside was shown. */
  | 'no-outside-checkpoint'
  /** The outside checkpoint is larger than the log in the backup: entries are lost. */
  | 'newer-outside-checkpoint'
  /** The outside checkpoint bears a key that the backup does not know: keys were replaced since. */
  | 'other-key'
  /** The outside checkpoint and the log in the backup contradict each other. */
  | 'contradiction'
  /** Records were carried over from another instance, whose log may go on there. */
  | 'carried-over';

/** What a log that began anew says of the log before it, whose entries are its own from the second on, in their order. */
export interface Continued {
  readonly origin: string;
  /** C2SP verifier key. */
  readonly logKey: string;
  /** Notes of its rotations, oldest first, where there were any. */
  readonly rotations?: readonly string[];
  /** Key ids of revisions of that log and of those before it. */
  readonly revisionKeys: readonly string[];
  /** Entries that were restored, and the root over them in base64. */
  readonly size: number;
  readonly root: string;
  /** How many entries were restored that had not reached that log: they bear its keys and stand in this one. */
  readonly waiting?: number;
  /**
   * Entries of that log whose content did not come along: rights, settings, activity, other compartments. The digest is the
   * SHA-256 over them in their order, in hex, so that no other entry can lose its content unseen.
   */
  readonly absent?: { readonly entries: number; readonly digest: string };
  /** The newest signed note among what was restored. */
  readonly checkpoint: string;
  readonly why: ForkReason;
  /** Notes of that log that were shown at the restore. */
  readonly outside: readonly string[];
  /** Entries that are known to be lost: index in [from, to). `to` is null where nobody could tell whether there were any. */
  readonly gap: { readonly from: number; readonly to: number | null };
  /** When the backup was made. */
  readonly backup: string;
  /** What that log said in its turn. */
  readonly continues: Continued | null;
}

/** What a log says of itself: the setting `log`, committed to by a deed like every setting. */
export interface LogSetting {
  readonly origin: string;
  readonly logKey: string;
  readonly witnessKey: string;
  readonly revisionKey: string;
  /** Notes of the rotations that led to these keys, oldest first, where there were any. */
  readonly rotations?: readonly string[];
  readonly continues: Continued | null;
}

/** Key ids of revisions of a log and of those before it, those that were given up included. */
export function revisionKeysOf({ revisionKey, rotations = [], continues }: LogSetting): string[] {
  const given = openRotations(rotations).map(({ revision }) => revision.old);
  return [...new Set([...(continues?.revisionKeys ?? []), ...given, revisionKey])];
}

/** What the log says of itself, or null before its first entry. */
export async function logSetting(db: Queries): Promise<LogSetting | null> {
  return (await settingValue(db, 'log')) as LogSetting | null;
}

/** The first entry of a log: a deed that names the log, its keys and, after a fork, what it continues. */
export async function beginLog(instance: Instance, continues: Continued | null = null): Promise<void> {
  const reason = continues === null ? 'The log begins.' : 'The log begins anew, openly.';
  await inTransaction(instance.owner, async (db) => {
    await lockDeeds(db);
    // Of several processes that start at once, one begins the log.
    if (continues === null && (await logSetting(db))?.origin === instance.keys.origin) return;
    await writeDeed(instance, db, description(instance, continues, reason));
  });
}

/** Says again what the log is, after one of its keys changed. */
export async function describeLog(instance: Instance, continues: Continued | null, reason: string): Promise<void> {
  await commitDeed(instance, description(instance, continues, reason));
}

/** The deed that says what the log is now. */
export function description({ keys }: Pick<Instance, 'keys'>, continues: Continued | null, reason: string): Deed {
  const { origin, logKey, witnessKey, kid, rotations } = keys;
  const own = { origin, logKey, witnessKey, revisionKey: kid, ...(rotations.length === 0 ? {} : { rotations }) };
  const value: LogSetting = { ...own, continues };
  return { table: 'setting', row: { name: 'log', value }, by: operatorName(), reason };
}
