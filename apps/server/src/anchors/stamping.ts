import { createHash } from 'node:crypto';
import { makeQuery } from '@cairn/timestamp';
import type { Instance } from '../database/index.ts';
import {
  commitDeed,
  lastStamps,
  Refusal,
  type StoredCheckpoint,
  type StoredStamp,
  type TimeAuthority,
  timeAuthorities,
} from '../record/index.ts';
import { type AskOptions, askAuthority, NoStamp } from './authority-ask.ts';
import { AHEAD, HOURS, HOURS_SETTING, USUAL_HOURS } from './schedule.ts';
import { hoursSetting } from './stamping-store.ts';

/** What came of asking one authority. */
export interface Outcome {
  readonly authority: string;
  readonly stamp: StoredStamp | null;
  /** Why there is no stamp; null where there is one. */
  readonly failing: string | null;
}

/** The authorities that are asked. */
export async function activeAuthorities(instance: Instance): Promise<TimeAuthority[]> {
  return (await timeAuthorities(instance.sequencer)).filter(({ active }) => active);
}

/** Hours between slots: what the operator set, else the usual. */
export async function stampHours({ access }: Instance): Promise<number> {
  const value = await hoursSetting(access);
  return typeof value === 'number' && HOURS.includes(value) ? value : USUAL_HOURS;
}

/** @throws Refusal for hours that do not divide the day */
export async function setStampHours(instance: Instance, by: string, hours: number): Promise<void> {
  if (!HOURS.includes(hours))
    throw new Refusal('Slots lie at the same hours every day.', String(hours), `Choose one of ${HOURS.join(', ')}.`);
  const row = { name: HOURS_SETTING, value: hours };
  await commitDeed(instance, { table: 'setting', row, by, reason: 'Hours between anchors' });
}

/**
 * Has a checkpoint stamped by each of the authorities, one after the other. What fails with one is told and does not keep
 * the others.
 *
 * What is stamped is the SHA-256 of the checkpoint's note with the log's own signature: byte for byte what "cairn checkpoint
 * export" prints of one that nobody cosigned.
 */
export async function stampWith(
  instance: Instance,
  by: string,
  { authorities, checkpoint }: { authorities: readonly TimeAuthority[]; checkpoint: StoredCheckpoint },
  options: AskOptions = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const digest = createHash('sha256').update(checkpoint.note).digest();
  for (const authority of authorities) {
    const query = makeQuery(digest, authority.policy ?? undefined);
    try {
      const stamp = await askAuthority(instance, { authority, checkpoint, query }, by, options);
      outcomes.push({ authority: authority.name, stamp, failing: null });
    } catch (error) {
      if (!(error instanceof NoStamp)) throw error;
      outcomes.push({ authority: authority.name, stamp: null, failing: error.message });
    }
  }
  return outcomes;
}

/** Those that have not stamped since a slot began, whoever was to blame. A stamp that lies far ahead of now counts for none. */
export async function dueSince(instance: Instance, slot: number, now: number): Promise<TimeAuthority[]> {
  const last = await lastStamps(instance.sequencer, new Date(now + AHEAD));
  return (await activeAuthorities(instance)).filter(
    ({ name }) => (last.get(name)?.at ?? Number.NEGATIVE_INFINITY) < slot,
  );
}
