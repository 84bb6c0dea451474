import {
  consistencyProof,
  formatAddCheckpoint,
  openNote,
  openSpannedCheckpoint,
  parseVerifierKey,
  type Verifier,
} from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import { commitDeed } from './deeds.ts';
import { newestCheckpoint, type StoredCheckpoint } from './log-store.ts';
import { isOwnKey } from './rotation.ts';
import { sequence } from './sequencer.ts';
import { tileReader } from './tree.ts';
import { Refusal } from './types.ts';
import { activeWitnesses, checkpointOfSize, largestCosigned } from './witness-store.ts';

/** How far ahead of this machine's clock a cosignature's time may lie (milliseconds). */
const TOLERANCE = 3_600_000;

/**
 * What a partner needs to cosign this log's newest checkpoint: that checkpoint, and the proof that it continues the one
 * the partner signed last (the body of C2SP tlog-witness's add-checkpoint).
 *
 * @param from the size that the partner signed last, or the partner's key name, whose newest cosignature here says it
 * @throws Refusal when the log is smaller than `from`, or no witness has the name
 */
export async function witnessRequest(instance: Instance, from: number | string = 0): Promise<string> {
  await sequence(instance);
  const newest = await newestCheckpoint(instance.sequencer);
  if (newest === null) throw new Refusal('The log has no checkpoint yet.');
  if (typeof from === 'string') await requireWitness(instance, from);
  const old = typeof from === 'number' ? from : await largestCosigned(instance.sequencer, from);
  return requestFor(instance, newest, old);
}

/**
 * The same for one of this log's checkpoints.
 *
 * @param old the size that the witness signed last
 * @throws Refusal when the checkpoint is smaller than that
 */
export async function requestFor(instance: Instance, { size, note }: StoredCheckpoint, old: number): Promise<string> {
  if (old > size) {
    throw new Refusal(`The log has ${size} entries, fewer than ${old}.`, '', 'Name the size the witness told.');
  }
  const proof = old === 0 || old === size ? [] : await consistencyProof(old, size, tileReader(instance.sequencer));
  return formatAddCheckpoint({ oldSize: BigInt(old), proof, checkpoint: note });
}

async function requireWitness(instance: Instance, name: string): Promise<void> {
  const known = [...(await activeWitnesses(instance.sequencer)).keys()];
  if (known.includes(name)) return;
  const names =
    known.length === 0 ? 'No witness has cosigned yet: leave --witness out.' : `Known: ${known.join(', ')}.`;
  throw new Refusal(`No witness is named ${name}.`, '', names);
}

/**
 * Takes in a partner's cosignature of one of this log's checkpoints.
 *
 * @param key the witness's key; needed the first time
 * @returns the size that is anchored now, and by whom
 * @throws Refusal when the checkpoint is not one of this log or the witness is not known; NoteError for a wrong signature
 */
export async function addCosignature(
  instance: Instance,
  text: string,
  by: string,
  key?: string,
): Promise<{ size: number; by: string[] }> {
  const witnesses = await activeWitnesses(instance.sequencer);
  const given = key === undefined ? null : parseVerifierKey(key);
  if (given !== null) requireOutsider(instance, given);
  if (given !== null && (witnesses.get(given.name) ?? given.vkey) !== given.vkey) {
    throw new Refusal('Another key is known for this witness.', given.name, 'Ask its owner why before anything else.');
  }
  const verifiers = [...new Set([...witnesses.values(), ...(given === null ? [] : [given.vkey])])].map(
    parseVerifierKey,
  );
  const own = openSpannedCheckpoint(text, instance.keys.logSpans, verifiers);
  const stored = await checkpointOfSize(instance.sequencer, Number(own.size));
  if (stored === null || stored.note.split('\n\n', 1)[0] !== text.split('\n\n', 1)[0]) {
    throw new Refusal(
      'This is no checkpoint of this log, or the log was altered since.',
      '',
      'Run: cairn audit --against',
    );
  }
  const names = own.signatures.filter((s) => verifiers.some((v) => v.name === s.name && v.keyId === s.keyId));
  const ahead = names.find(({ timestamp = 0 }) => timestamp * 1000 > Date.now() + TOLERANCE);
  if (ahead !== undefined)
    throw new Refusal(
      'The cosignature says that it was made at a time that lies ahead.',
      ahead.name,
      'Compare the clock of this machine with another, and ask the witness for a new one.',
    );
  if (names.length === 0) {
    throw new Refusal('The file holds no cosignature of a known witness.', '', "Give the witness's key with --key.");
  }
  if (given !== null && !witnesses.has(given.name)) {
    const row = { name: given.name, vkey: given.vkey, active: true };
    await commitDeed(instance, { table: 'witness', row, by, reason: 'First cosignature of a witness' });
  }
  for (const line of linesBy(text, verifiers)) {
    await commitDeed(instance, {
      table: 'cosignature',
      row: { size: stored.size, line },
      by,
      reason: 'Cosigned by a partner',
    });
  }
  return { size: stored.size, by: names.map(({ name }) => name) };
}

/**
 * A witness is somebody else: under a key of this instance, or one that it gave up, nobody outside holds the log.
 *
 * @throws Refusal for a key that is or was this instance's own
 */
export function requireOutsider({ keys }: Pick<Instance, 'keys'>, given: Verifier): void {
  if (isOwnKey(keys, given.publicKey))
    throw new Refusal(
      'This is the key of this instance itself.',
      given.name,
      'Nobody outside would hold the log then.',
    );
}

/** The signature lines that the verifiers confirm, one by one; others are not kept. */
function linesBy(note: string, verifiers: ReturnType<typeof parseVerifierKey>[]): string[] {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 2);
  const lines = note
    .slice(split + 2)
    .split('\n')
    .filter((line) => line !== '');
  return lines.filter((line) => {
    try {
      return openNote(`${text}${line}\n`, verifiers).signatures.length > 0;
    } catch {
      return false;
    }
  });
}
