import type { Instance } from '../database/index.ts';
import { newestCheckpoint, type StoredCheckpoint } from './log-store.ts';
import { choosePublished, publishedSize } from './published-store.ts';
import { checkpointOfSize } from './witness-store.ts';

/**
 * The checkpoint that outsiders are shown: that of the last slot of the schedule, and the newest one before the first slot.
 * Showing each new one would tell when a team works (security design §2). Null in a log that has none yet.
 */
export async function publishedCheckpoint({ sequencer }: Instance): Promise<StoredCheckpoint | null> {
  const size = await publishedSize(sequencer);
  const chosen = size === null ? null : await checkpointOfSize(sequencer, size);
  return chosen ?? newestCheckpoint(sequencer);
}

/** Begins a slot: what is the newest checkpoint now is shown until the next one. Calling it again changes nothing. */
export async function beginSlot({ sequencer }: Instance, slot: Date): Promise<void> {
  await choosePublished(sequencer, slot);
}
