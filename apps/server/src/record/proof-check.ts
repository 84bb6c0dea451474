import {
  type OpenedCheckpoint,
  type Policy,
  type ProvenInclusion,
  parseVerifierKey,
  type Verifier,
  verifyTlogProof,
} from '@cairn/ledger';
import { entryOf, parseStrictJson, verifyRevision } from '@cairn/revision';
import type { ProofFile } from './types.ts';
import { Refusal } from './types.ts';

/** What a proof shows, as far as it was checked. */
export interface Verdict {
  /** Claims that the holder chose to disclose. */
  readonly claims: Record<string, unknown>;
  /** Claims and decoys that were not disclosed; nobody can tell the two apart. */
  readonly withheld: number;
  readonly origin: string;
  readonly index: number;
  /** Size of the log that the checkpoint speaks of, and its root in base64. */
  readonly size: number;
  readonly root: string;
  /** Witnesses whose cosignatures were verified, with their times. */
  readonly witnesses: readonly { name: string; time: string }[];
  /**
   * `proven` under a key or policy from outside; otherwise the file agrees with its own key, which its maker chose.
   */
  readonly trust: 'policy' | 'key' | 'own-key';
}

/** What the verifier got from elsewhere than the file: the log's key, a policy that names witnesses, or both. */
export interface Trust {
  readonly key?: Verifier;
  readonly policy?: Policy;
}

/**
 * Reads a proof file.
 *
 * @throws Refusal when it is none
 */
export function readProofFile(text: string, name = 'The file'): ProofFile {
  const value = parse(text) as Partial<ProofFile> | null;
  const isProof =
    typeof value === 'object' &&
    value !== null &&
    typeof value.token === 'string' &&
    typeof value.tlogProof === 'string' &&
    typeof value.key === 'string' &&
    Array.isArray(value.stamps);
  if (!isProof) throw new Refusal('This is no proof file of Cairn.', name, 'Choose a file written by "cairn proof".');
  return value as ProofFile;
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch {
    return null;
  }
}

/** The file brings stamps along, and this version knows none: what they would show was not checked. */
export class UnknownStamps extends Error {
  override readonly name = 'UnknownStamps';

  constructor(n: number) {
    super(
      `The file holds ${n} ${n === 1 ? 'stamp' : 'stamps'} that this version cannot check. Check it with a newer Cairn, or ask for a proof without stamps.`,
    );
  }
}

/**
 * Checks a proof from the file alone: the token's signature and disclosures, and that its hash is in the log.
 *
 * @param trust a policy (C2SP tlog-policy) or verifier key from outside; both must hold where both are given; with neither only the file's own key is there
 * @throws RevisionError, ProofError, NoteError, PolicyError or UnknownStamps, saying which part does not hold
 */
export function checkProof(file: ProofFile, trust: Trust): Verdict {
  if (file.stamps.length > 0) throw new UnknownStamps(file.stamps.length);
  const [token = '', ...rest] = file.token.split('~');
  const revision = verifyRevision({ token, disclosures: rest.filter((part) => part !== ''), publicKey: keyOfId });
  const entry = entryOf(token);
  const proof = file.tlogProof;
  const key = trust.key ?? (trust.policy === undefined ? parseVerifierKey(file.key) : undefined);
  const byKey = key === undefined ? null : verifyTlogProof({ proof, entry, verifiers: [key] });
  const byPolicy = trust.policy === undefined ? null : verifyTlogProof({ proof, entry, policy: trust.policy });
  const found = (byPolicy ?? byKey) as ProvenInclusion;
  return {
    claims: Object.fromEntries(revision.claims),
    withheld: revision.withheld,
    origin: found.checkpoint.origin,
    index: Number(found.index),
    size: Number(found.checkpoint.size),
    root: Buffer.from(found.checkpoint.root).toString('base64'),
    witnesses: witnessesOf(found.checkpoint),
    trust: byPolicy !== null ? 'policy' : trust.key !== undefined ? 'key' : 'own-key',
  };
}

/** The token names the key that signed it. That it is the instance's is shown by the log, which holds the token's hash. */
function keyOfId(kid: string): Uint8Array | undefined {
  const key = /^[A-Za-z0-9_-]{43}$/.test(kid) ? Buffer.from(kid, 'base64url') : Buffer.alloc(0);
  return key.length === 32 ? new Uint8Array(key) : undefined;
}

function witnessesOf({ signatures }: OpenedCheckpoint): Verdict['witnesses'] {
  return signatures
    .filter(({ timestamp }) => timestamp !== undefined)
    .map(({ name, timestamp = 0 }) => ({ name, time: new Date(timestamp * 1000).toISOString() }));
}
