import { consistencyProof, toBase64 } from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import { newestCheckpoint } from './log-store.ts';
import { noteWithCosignatures } from './proof.ts';
import { rotationsToTell } from './rotation.ts';
import { tileReader } from './tree.ts';
import { LogTooSmall, NotFound } from './types.ts';

/** The newest checkpoint, and how it follows from the one that the asker holds. */
export interface Consistency {
  /** Signed note with its cosignatures (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
  /** C2SP verifier key of the log, for whoever sees the log for the first time. */
  readonly key: string;
  /** Notes of the rotations that led to this key, oldest first, where there were any. */
  readonly rotations?: string[];
  /** Hashes in base64 (RFC 9162 section 2.1.4); none where the sizes are equal or the asker holds nothing yet. */
  readonly proof: string[];
}

/**
 * Shows a client that keeps the largest checkpoint it has seen that the log still begins with that one's entries.
 *
 * @param from size of the checkpoint that the client holds; 0 for none
 * @throws LogTooSmall the log has fewer entries than that
 * @throws NotFound there is no checkpoint yet
 */
export async function consistencyFrom(instance: Instance, from: number): Promise<Consistency> {
  const newest = await newestCheckpoint(instance.sequencer);
  if (newest === null) throw new NotFound('The log has no checkpoint yet. Try again in a moment.');
  if (from > newest.size) throw new LogTooSmall(from, newest.size);
  const proof = from === 0 ? [] : await consistencyProof(from, newest.size, tileReader(instance.sequencer));
  return {
    checkpoint: await noteWithCosignatures(instance, newest),
    key: instance.keys.logKey,
    ...rotationsToTell(instance),
    proof: proof.map(toBase64),
  };
}
