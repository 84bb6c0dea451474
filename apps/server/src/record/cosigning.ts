import {
  type AddCheckpoint,
  addSignature,
  consistencyProof,
  equalBytes,
  formatAddCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  openNote,
  parseAddCheckpoint,
  parseVerifierKey,
  toBase64,
  verifyConsistency,
} from '@cairn/ledger';
import type { PoolClient } from 'pg';
import { type Instance, inTransaction } from '../database/index.ts';
import { lockDeeds } from './deed-store.ts';
import { commitDeed, writeDeed } from './deeds.ts';
import { newestCheckpoint } from './log-store.ts';
import { sequence } from './sequencer.ts';
import { tileReader } from './tree.ts';
import { Refusal } from './types.ts';
import { raiseWitnessMark, readWitnessMark } from './witness-mark.ts';
import {
  activeWitnesses,
  checkpointOfSize,
  largestCosigned,
  newestWitnessed,
  partnerKey,
  partnerSetting,
} from './witness-store.ts';

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
  const old = typeof from === 'number' ? from : await largestCosigned(instance.owner, from);
  if (old > newest.size) {
    throw new Refusal(`The log has ${newest.size} entries, fewer than ${old}.`, '', 'Name the size the witness told.');
  }
  const proof =
    old === 0 || old === newest.size ? [] : await consistencyProof(old, newest.size, tileReader(instance.sequencer));
  return formatAddCheckpoint({ oldSize: BigInt(old), proof, checkpoint: newest.note });
}

async function requireWitness(instance: Instance, name: string): Promise<void> {
  const known = [...(await activeWitnesses(instance.owner)).keys()];
  if (known.includes(name)) return;
  const names =
    known.length === 0 ? 'No witness has cosigned yet: leave --witness out.' : `Known: ${known.join(', ')}.`;
  throw new Refusal(`No witness is named ${name}.`, '', names);
}

/**
 * Cosigns a partner's checkpoint after checking that it continues the one signed before. What was signed is committed
 * first, under a lock, and marked outside the database: two histories of one log are never signed.
 *
 * @param key the partner's log key; needed the first time, and never to change later
 * @returns the checkpoint with the cosignature added
 * @throws Refusal when it does not continue what was signed before; NoteError, ProofError when it is malformed
 */
export async function cosign(instance: Instance, text: string, by: string, key?: string): Promise<string> {
  const request = parseAddCheckpoint(text);
  const origin = request.checkpoint.split('\n', 1)[0] ?? '';
  const opened = await inTransaction(instance.owner, async (client) => {
    await lockDeeds(client);
    const vkey = await keyOfPartner(instance, client, origin, by, key);
    const checked = openCheckpoint(request.checkpoint, [parseVerifierKey(vkey)]);
    await requireContinuation(instance, client, checked, vkey, request);
    const row = { origin, size: Number(checked.size), note: request.checkpoint };
    await writeDeed(instance, client, { table: 'witnessed_checkpoint', row, by, reason: 'Cosigned for a partner' });
    return checked;
  });
  await inTransaction(instance.owner, async (client) => {
    await lockDeeds(client);
    raiseWitnessMark(instance.data.keys, origin, { size: Number(opened.size), root: toBase64(opened.root) });
  });
  return addSignature(request.checkpoint, instance.keys.witness);
}

async function keyOfPartner(
  instance: Instance,
  client: PoolClient,
  origin: string,
  by: string,
  given: string | undefined,
): Promise<string> {
  const known = await partnerKey(client, origin);
  if (origin === instance.keys.origin) throw new Refusal('An instance does not witness its own log.', origin);
  if (known === null && given === undefined) {
    throw new Refusal(
      'This log is not known here.',
      origin,
      'Get its key from its owner in person or by telephone and give it with --key.',
    );
  }
  if (known !== null && given !== undefined && known !== given) {
    throw new Refusal('Another key is known for this log.', origin, 'Ask its owner why before anything else.');
  }
  if (known !== null) return known;
  const vkey = parseVerifierKey(given ?? '').vkey;
  const row = { name: partnerSetting(origin), value: { key: vkey } };
  await writeDeed(instance, client, { table: 'setting', row, by, reason: 'First request of a partner' });
  return vkey;
}

/** Requires that a checkpoint continues the one that was signed before, as the database and the mark beside it know it. */
async function requireContinuation(
  instance: Instance,
  client: PoolClient,
  next: OpenedCheckpoint,
  vkey: string,
  { oldSize, proof }: AddCheckpoint,
): Promise<void> {
  const stored = await newestWitnessed(client, next.origin);
  const mark = readWitnessMark(instance.data.keys, next.origin);
  const before = stored === null ? null : openCheckpoint(stored.note, [parseVerifierKey(vkey)]);
  const damaged =
    mark !== null &&
    (before === null ||
      Number(before.size) < mark.size ||
      (Number(before.size) === mark.size && toBase64(before.root) !== mark.root));
  if (damaged) {
    throw new Refusal(
      'The database forgot a checkpoint that was signed before, so signing might confirm two histories.',
      next.origin,
      'An instance restored from a backup witnesses no more with its old key.',
    );
  }
  const size = before?.size ?? 0n;
  if (oldSize !== size) {
    throw new Refusal(
      `The request starts from size ${oldSize}, but this witness last signed size ${size}.`,
      next.origin,
      `Ask its owner for: cairn witness request --old ${size}`,
    );
  }
  if (before === null || size === 0n) return;
  if (next.size === size) {
    if (equalBytes(next.root, before.root)) return;
    throw new Refusal(
      `Another root was signed for size ${size}: the log shows two histories.`,
      next.origin,
      'Keep both.',
    );
  }
  verifyConsistency({ size1: size, size2: next.size, root1: before.root, root2: next.root, proof });
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
  const witnesses = await activeWitnesses(instance.owner);
  const given = key === undefined ? null : parseVerifierKey(key);
  if (given !== null && (witnesses.get(given.name) ?? given.vkey) !== given.vkey) {
    throw new Refusal('Another key is known for this witness.', given.name, 'Ask its owner why before anything else.');
  }
  const verifiers = [...new Set([...witnesses.values(), ...(given === null ? [] : [given.vkey])])].map(
    parseVerifierKey,
  );
  const own = openCheckpoint(text, [parseVerifierKey(instance.keys.logKey), ...verifiers]);
  const stored = await checkpointOfSize(instance.owner, Number(own.size));
  if (stored === null || stored.note.split('\n\n', 1)[0] !== text.split('\n\n', 1)[0]) {
    throw new Refusal(
      'This is no checkpoint of this log, or the log was altered since.',
      '',
      'Run: cairn audit --against',
    );
  }
  const names = own.signatures.filter((s) => verifiers.some((v) => v.name === s.name && v.keyId === s.keyId));
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
