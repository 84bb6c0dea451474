import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { NoteError, PolicyError } from './errors.ts';
import { COSIGNATURE_V1, type Verifier } from './key.ts';
import { type NoteSignature, openNote } from './note.ts';
import type { Policy } from './policy.ts';

/** A checkpoint that was signed by its log. */
export interface OpenedCheckpoint extends Checkpoint {
  /** Verified signatures of the log and of known witnesses; those of witnesses have a timestamp. */
  signatures: NoteSignature[];
  /** How many different signatures of unknown keys there were; they say nothing. */
  unknown: number;
}

/**
 * Verifies a signed checkpoint against known keys: those of logs must bear the checkpoint's origin as their name; those
 * of type cosignature/v1 are witnesses. That any witness signed is not required: see {@link checkPolicy}.
 *
 * @throws NoteError when the note is malformed or no checkpoint, when a signature of a known key is wrong, or when no
 * known log key signed it for this origin.
 */
export function openCheckpoint(note: string | Uint8Array, verifiers: readonly Verifier[]): OpenedCheckpoint {
  const logs = verifiers.filter(({ type }) => type !== COSIGNATURE_V1);
  return openCheckpointOf(note, logs, verifiers);
}

function openCheckpointOf(
  note: string | Uint8Array,
  logs: readonly Verifier[],
  verifiers: readonly Verifier[],
): OpenedCheckpoint {
  const { text, signatures, unknown } = openNote(note, verifiers);
  const checkpoint = parseCheckpoint(text);
  const own = logs.filter(({ name }) => name === checkpoint.origin);
  if (!own.some((log) => isSignedBy(signatures, log))) {
    throw new NoteError(`the checkpoint of ${checkpoint.origin} is not signed by a known key of that log`);
  }
  return { ...checkpoint, signatures, unknown };
}

/**
 * Verifies a signed checkpoint against a trust policy (C2SP tlog-policy): one of its logs signed it, and so many
 * witnesses cosigned it that the quorum is reached.
 *
 * @param logs keys of further acceptable logs, for policies that name none
 * @throws NoteError as {@link openCheckpoint}; PolicyError when the quorum is not reached.
 */
export function checkPolicy(
  policy: Policy,
  note: string | Uint8Array,
  logs: readonly Verifier[] = [],
): OpenedCheckpoint {
  const allLogs = [...policy.logs.map(({ verifier }) => verifier), ...logs];
  const witnesses = policy.witnesses.map(({ verifier }) => verifier);
  const opened = openCheckpointOf(note, allLogs, [...allLogs, ...witnesses]);
  if (!hasQuorum(policy, opened.signatures)) {
    throw new PolicyError(`not enough trusted witnesses cosigned the checkpoint of ${opened.origin} (${opened.size})`);
  }
  return opened;
}

/** Whether {@link checkPolicy} accepts the note; it says why not. */
export function policySatisfied(policy: Policy, note: string | Uint8Array, logs: readonly Verifier[] = []): boolean {
  try {
    checkPolicy(policy, note, logs);
    return true;
  } catch (error) {
    if (error instanceof NoteError || error instanceof PolicyError) return false;
    throw error;
  }
}

function hasQuorum(policy: Policy, signatures: readonly NoteSignature[]): boolean {
  if (policy.quorum === null) return true;
  const seen = new Set<string>();
  for (const { name, verifier } of policy.witnesses) if (isSignedBy(signatures, verifier)) seen.add(name);
  // Members stand before their group, so one pass decides all groups.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => seen.has(member)).length >= threshold) seen.add(name);
  }
  return seen.has(policy.quorum);
}

function isSignedBy(signatures: readonly NoteSignature[], { name, keyId }: Verifier): boolean {
  return signatures.some((signature) => signature.name === name && signature.keyId === keyId);
}
