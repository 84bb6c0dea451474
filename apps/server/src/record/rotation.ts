import { join } from 'node:path';
import { equalBytes, openRotations, parseVerifierKey, type Rotation } from '@cairn/ledger';
import type { PoolClient } from 'pg';
import {
  type Instance,
  inTransaction,
  nextKeysOf,
  PROCESS_NAME,
  type RotatedKey,
  readHolder,
  readIdentity,
  signRotationOf,
  withLock,
  withNextKeys,
  writeIdentity,
} from '../database/index.ts';
import { lockDeeds } from './deed-store.ts';
import { writeDeed } from './deeds.ts';
import { description, logSetting } from './genesis.ts';
import { lockLog, newestCheckpoint, pendingCount } from './log-store.ts';
import { othersConnected } from './rotation-store.ts';
import { readOwnCheckpoint, sequence } from './sequencer.ts';
import { Refusal } from './types.ts';

/** Every key that a rotation can replace. */
export const ROTATED_KEYS: readonly RotatedKey[] = ['log', 'revision', 'witness'];

/** Where a rotation stands: what was just done. For tests that cut it short. */
export type RotationStep = 'kept' | 'logged' | 'replaced' | 'signed';

export interface RotateOptions {
  readonly which: readonly RotatedKey[];
  /** Since when the old keys may be in other hands; left out: only from now on. */
  readonly since?: Date;
  readonly by: string;
  readonly done?: (step: RotationStep) => void;
}

/** So often the log is brought up to date before the keys change; what keeps arriving comes from another process. */
const TRIES = 5;

/**
 * Replaces keys of this instance while its log goes on: an entry that old and new keys have both signed fixes at which
 * size the new ones take over, and the next checkpoint is the new key's.
 *
 * The new keys are kept on disk before the entry is written and take the place of the old ones after it, so a crash leaves
 * the old state or one that the next start finishes. The old secrets are gone afterwards.
 *
 * @returns the rotation as a note, for those who know the old keys
 * @throws Refusal while anything else works with the data folder, or when `since` lies ahead
 * @throws TreeDamaged when the log is not the one that was signed
 */
export async function rotateKeys(instance: Instance, options: RotateOptions): Promise<string> {
  const { keys: folder, root } = instance.data;
  if (options.since !== undefined && options.since > new Date())
    throw new Refusal('That time lies ahead.', options.since.toISOString(), 'Give a time that has passed.');
  const holder = readHolder(root);
  if (holder !== null) throw inUse(root, `Process ${holder.pid} serves it at port ${holder.port}.`);
  return withLock(join(folder, 'rotation.lock'), async () => {
    await sequence(instance);
    const identity = readIdentity(folder);
    if (identity === null) throw new Refusal('There are no keys in this folder.', folder);
    const next = { ...identity, next: nextKeysOf(identity, options.which) };
    writeIdentity(folder, next);
    options.done?.('kept');
    const note = await intoLog(instance, options).catch((error) => {
      // Nothing was written. After any other failure nobody knows, and the next start looks.
      if (error instanceof Refusal) writeIdentity(folder, identity);
      throw error;
    });
    options.done?.('logged');
    writeIdentity(folder, withNextKeys(next, [...(identity.rotations ?? []), note]));
    options.done?.('replaced');
    await sequence(instance);
    options.done?.('signed');
    return note;
  });
}

function inUse(folder: string, why: string): Refusal {
  return new Refusal(
    `Other processes work with this data folder, and sign with the keys that are to go. ${why}`,
    folder,
    'Stop the server and every other command, then try again.',
  );
}

/** Writes the entry under the locks of log and deeds, where everything before it is under a checkpoint of the old key. */
async function intoLog(instance: Instance, options: RotateOptions): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const note = await inTransaction(instance.owner, async (db) => {
      await lockLog(db);
      await lockDeeds(db);
      if ((await othersConnected(db, PROCESS_NAME)) > 0) throw inUse(instance.data.root, '');
      return (await pendingCount(db)) > 0 ? null : writeRotation(instance, db, options);
    });
    if (note !== null) return note;
    await sequence(instance);
  }
  throw inUse(instance.data.root, 'Entries keep arriving.');
}

async function writeRotation(
  instance: Instance,
  db: PoolClient,
  { by, since, which }: Pick<RotateOptions, 'by' | 'since' | 'which'>,
): Promise<string> {
  const identity = readIdentity(instance.data.keys);
  const newest = await newestCheckpoint(db);
  if (identity === null || newest === null) throw new Refusal('The log has no checkpoint yet.');
  const now = new Date();
  const { size, root } = readOwnCheckpoint(newest.note, instance.keys.logSpans);
  const { note, keys } = signRotationOf(identity, {
    at: now.toISOString(),
    since: (since ?? now).toISOString(),
    size: BigInt(size),
    root,
  });
  const renewed = { ...instance, keys };
  const continues = (await logSetting(db))?.continues ?? null;
  await writeDeed(renewed, db, { ...description(renewed, continues, reasonOf(which)), by });
  return note;
}

function reasonOf(which: readonly RotatedKey[]): string {
  return `Keys were replaced: ${ROTATED_KEYS.filter((key) => which.includes(key)).join(', ')}.`;
}

/** The rotations of this instance's log, oldest first. */
export function rotationsIn({ keys }: Pick<Instance, 'keys'>): Rotation[] {
  return openRotations(keys.rotations);
}

/** Whether a public key is one of this instance's log or witness now, or was before a rotation. */
export function isOwnKey(
  keys: Pick<Instance['keys'], 'logKey' | 'witnessKey' | 'rotations'>,
  key: Uint8Array,
): boolean {
  const before = openRotations(keys.rotations).flatMap(({ log, witness }) => [log.old, witness.old]);
  return [keys.logKey, keys.witnessKey, ...before].some((own) => equalBytes(parseVerifierKey(own).publicKey, key));
}

/** How a proof or checkpoint names them: not at all where there were none. */
export function rotationsToTell({ keys }: Pick<Instance, 'keys'>): { rotations?: string[] } {
  return keys.rotations.length === 0 ? {} : { rotations: [...keys.rotations] };
}
