import {
  type OpenedCheckpoint,
  type Policy,
  type ProvenInclusion,
  parseVerifierKey,
  type Verifier,
  verifyTlogProof,
} from '@cairn/ledger';
import { entryOf, parseStrictJson, verifyRevision } from '@cairn/revision';
import {
  flagsOfCheckpoint,
  flagsOfRevision,
  flagsOfWitnesses,
  givenRotations,
  type KeyFlag,
  type KnownKeys,
  keysKnown,
} from './proof-keys.ts';
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
  /** What replaced keys mean for it. */
  readonly flags: readonly KeyFlag[];
}

/**
 * What the verifier got from elsewhere than the file: the log's key, a policy that names witnesses, or both; and rotations
 * of the log's keys.
 */
export interface Trust {
  readonly key?: Verifier;
  readonly policy?: Policy;
  readonly rotations?: readonly string[];
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
    Array.isArray(value.stamps) &&
    (value.rotations === undefined || (Array.isArray(value.rotations) && value.rotations.every(isText)));
  if (!isProof) throw new Refusal('This is no proof file of Cairn.', name, 'Choose a file written by "cairn proof".');
  return value as ProofFile;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
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
  const key = trust.key ?? (trust.policy === undefined ? parseVerifierKey(file.key) : undefined);
  const { policy } = trust;
  const byKey = key === undefined ? null : foundUnder([key], null, file, trust, entry);
  const logs = (policy?.logs ?? []).map(({ verifier }) => verifier);
  const byPolicy = policy === undefined ? null : foundUnder(logs, policy, file, trust, entry);
  const { found, known } = (byPolicy ?? byKey) as Found;
  const flags = [byKey, byPolicy].flatMap((each) => each?.flags ?? []);
  flags.push(...flagsOfRevision(known, revision.kid, found.index, revision.claims.get('at')));
  return {
    claims: Object.fromEntries(revision.claims),
    withheld: revision.withheld,
    origin: found.checkpoint.origin,
    index: Number(found.index),
    size: Number(found.checkpoint.size),
    root: Buffer.from(found.checkpoint.root).toString('base64'),
    witnesses: witnessesOf(found.checkpoint),
    trust: byPolicy !== null ? 'policy' : trust.key !== undefined ? 'key' : 'own-key',
    flags: [...new Map(flags.map((flag) => [flag.message, flag])).values()],
  };
}

interface Found {
  readonly found: ProvenInclusion;
  readonly known: KnownKeys;
  readonly flags: readonly KeyFlag[];
}

/** The entry's place in the log, under log keys from outside, or those that took over from them, and under a policy. */
function foundUnder(
  keys: readonly Verifier[],
  policy: Policy | null,
  { tlogProof: proof, rotations = [] }: ProofFile,
  trust: Trust,
  entry: Uint8Array,
): Found {
  const outside = keys.map(({ vkey }) => vkey);
  const witnesses = (trust.policy?.witnesses ?? []).map(({ verifier }) => verifier.vkey);
  const given = givenRotations(trust.rotations ?? [], outside, witnesses);
  const known = keysKnown(outside, rotations, given.own);
  const verifiers = known.spans.map(({ vkey }) => parseVerifierKey(vkey));
  const logs = verifiers.map((verifier) => ({ verifier }));
  const found = verifyTlogProof(
    policy === null ? { proof, entry, verifiers } : { proof, entry, policy: { ...policy, logs } },
  );
  const { checkpoint } = found;
  return {
    found,
    known,
    flags: [...flagsOfCheckpoint(known, checkpoint, outside), ...flagsOfWitnesses(given.witnesses, checkpoint)],
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
