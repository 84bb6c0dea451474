import { mergeSignatures, NoteError, parseVerifierKey } from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import { addCosignature, requestFor } from '../record/cosigning.ts';
import { largestCosigned, newestCheckpoint, type StoredCheckpoint } from '../record/index.ts';
import { type PostAnswer, PostFailed, post } from './post.ts';

/** Bytes of a witness's answer that are read: some signature lines. */
const LIMIT = 16 * 1024;
/** Of the answer that tells which size the witness has signed. */
const SIZE_TYPE = 'text/x.tlog.size';

/** A witness that is asked. */
export interface Asked {
  readonly name: string;
  readonly vkey: string;
  /** Submission prefix. */
  readonly url: string;
}

/** How a witness is asked. */
export interface Asking {
  readonly by: string;
  readonly signal?: AbortSignal | undefined;
  /** Whether the schedule asks: then nothing newer than the checkpoint of the slot leaves. */
  readonly scheduled: boolean;
}

/** A witness did not cosign. The message is for people, and says what to do where something can be done. */
export class WitnessFailed extends Error {
  override readonly name = 'WitnessFailed';
  /** Whether the answer says that this log is not the one that the witness has seen, or that it forgot what it has seen. */
  readonly alarming: boolean;

  constructor(message: string, alarming = false) {
    super(message);
    this.alarming = alarming;
  }
}

/**
 * Has a witness cosign one of this log's checkpoints (C2SP tlog-witness, "add-checkpoint") and keeps the cosignature.
 *
 * @param checkpoint the one to cosign
 * @returns the size that the witness holds now
 * @throws WitnessFailed
 */
export async function askWitness(
  instance: Instance,
  witness: Asked,
  checkpoint: StoredCheckpoint,
  { by, signal, scheduled }: Asking,
): Promise<number> {
  const held = await largestCosigned(instance.sequencer, witness.name);
  if (held >= checkpoint.size && held > 0) return held;
  const first = await send(instance, witness, checkpoint, { old: held, signal });
  if (first.status !== 409) return keep(instance, witness, { checkpoint, answer: first, by });

  const told = sizeTold(first);
  const next = await continuing(instance, checkpoint, { told, scheduled });
  const second = await send(instance, witness, next, { old: told, signal });
  if (second.status === 409 && told === next.size && (second.type !== SIZE_TYPE || sizeTold(second) === told))
    throw new WitnessFailed(
      `It has seen another log of ${told} entries under this log's name and key: two histories of this log exist. Run "cairn audit --against" with the checkpoint that the witness holds.`,
      true,
    );
  return keep(instance, witness, { checkpoint: next, answer: second, by, forgot: told < held });
}

/** The checkpoint that continues the size which the witness told. */
async function continuing(
  instance: Instance,
  checkpoint: StoredCheckpoint,
  { told, scheduled }: { readonly told: number; readonly scheduled: boolean },
): Promise<StoredCheckpoint> {
  const newest = (await newestCheckpoint(instance.sequencer)) ?? checkpoint;
  if (told > newest.size)
    throw new WitnessFailed(
      `It has signed ${told} entries of this log, which holds ${newest.size} only: this log was rolled back, or somebody else signs with its key.`,
      true,
    );
  if (told <= checkpoint.size) return checkpoint;
  // Else it could have the newest one for any size that it makes up, and learn how the log grows between slots.
  if (scheduled)
    throw new WitnessFailed(
      `It has signed ${told} entries of this log already, more than the checkpoint of this slot has. It is asked again in the next one.`,
    );
  return newest;
}

async function send(
  instance: Instance,
  { url }: Asked,
  checkpoint: StoredCheckpoint,
  { old, signal }: { readonly old: number; readonly signal: AbortSignal | undefined },
): Promise<PostAnswer> {
  const body = await requestFor(instance, checkpoint, old);
  const type = 'text/plain; charset=utf-8';
  try {
    return await post(`${url}/add-checkpoint`, body, {
      type,
      limit: LIMIT,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof PostFailed) throw new WitnessFailed(error.message);
    throw error;
  }
}

function sizeTold({ type, body }: PostAnswer): number {
  const text = body.toString('latin1');
  const size = /^(0|[1-9][0-9]{0,15})\n$/.test(text) ? Number(text) : Number.NaN;
  if (type !== SIZE_TYPE || !Number.isSafeInteger(size))
    throw new WitnessFailed('It answers that it has signed another size, but does not tell which.');
  return size;
}

interface Answered {
  readonly checkpoint: StoredCheckpoint;
  readonly answer: PostAnswer;
  readonly by: string;
  /** Whether the witness told a smaller size than it has cosigned. */
  readonly forgot?: boolean;
}

async function keep(instance: Instance, { name, vkey }: Asked, answered: Answered): Promise<number> {
  const { checkpoint, answer, by, forgot = false } = answered;
  if (answer.status !== 200) throw refusalOf(answer.status);
  const note = noteWith(checkpoint.note, answer.body.toString('utf8'), vkey, name);
  if (forgot)
    throw new WitnessFailed(
      'It signs with its old key and has forgotten what it signed before: it runs from an older copy, so its cosignature says nothing and was not kept. Ask its owner to restore it so that it retires its key.',
      true,
    );
  await addCosignature(instance, note, by);
  return checkpoint.size;
}

/** The checkpoint with the witness's cosignature, which must be by the key that is known. */
function noteWith(note: string, lines: string, vkey: string, name: string): string {
  let merged: string;
  try {
    merged = mergeSignatures(note, lines, [parseVerifierKey(vkey)]);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new WitnessFailed('Its answer does not verify.');
  }
  if (merged !== note) return merged;
  const others = new Set([...lines.matchAll(/^— ([^\s\p{C}]{1,200}) /gmu)].map((match) => match[1]));
  const who = others.size === 0 ? '' : `, but with one of ${[...others].slice(0, 3).join(', ')}`;
  throw new WitnessFailed(
    `It answers without a cosignature of the known key ${name}${who}. A witness that was restored, or whose keys were replaced, retires its key: ask its owner, in person or by telephone, and add the new one.`,
  );
}

function refusalOf(status: number): WitnessFailed {
  if (status === 404)
    return new WitnessFailed(
      'It does not know this log, or does not witness. Its owner makes it known with "cairn witness partner add" and switches witnessing on with "cairn witness serve --on".',
    );
  if (status === 403)
    return new WitnessFailed(
      'It knows this log by another key, or trusts it no more since it showed two histories. Ask its owner.',
      true,
    );
  if (status === 422)
    return new WitnessFailed(
      'To it this log is not the one that it cosigned before: it looks like a fork. Run "cairn audit", and speak with its owner.',
      true,
    );
  if (status === 429) return new WitnessFailed('It is asked too often. It is asked again later.');
  return new WitnessFailed(`It answers with HTTP status ${status}.`);
}
