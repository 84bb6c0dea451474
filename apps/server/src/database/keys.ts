import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cosigner,
  ed25519Signer,
  type KeySpan,
  keySpans,
  openRotations,
  publicKey,
  type Rotation,
  type Signer,
  sign,
  signRotation,
} from '@cairn/ledger';
import { makeDurably, writeDurably } from './durable.ts';

/** What names an instance and signs for it. Each purpose has a key of its own (security design §2). */
export interface Keys {
  /** C2SP origin of the log, also the name of its key. */
  readonly origin: string;
  /** C2SP verifier key of the log: what outsiders compare by telephone. */
  readonly logKey: string;
  readonly log: Signer;
  /** Which key of the log signed, and signs, checkpoints of which size; the last is {@link logKey}. */
  readonly logSpans: readonly KeySpan[];
  /** Notes of the rotations that led to these keys, oldest first: each signed by the keys before and after it. */
  readonly rotations: readonly string[];
  /** Cosignatures over other instances' checkpoints. */
  readonly witness: Signer;
  readonly witnessKey: string;
  /** Key id of revisions signed now: the base64url of the public key, so that a token names its own verifier. */
  readonly kid: string;
  signRevision(bytes: Uint8Array): Uint8Array;
  /** Key ids that this instance signed with at any time. */
  readonly knownKids: ReadonlySet<string>;
  /** Authenticates activity rows from their insertion. */
  readonly activity: Uint8Array;
  /** Key for addresses of stored files, one per compartment (security design §7). */
  storeKey(compartment: string): Uint8Array;
  /** A key for one named purpose that needs no key of its own in `identity.json`. */
  keyFor(purpose: string): Uint8Array;
}

/** The content of `keys/identity.json`. Seeds are base64; the file has mode 0600. */
export interface Identity {
  version: 1;
  origin: string;
  created: string;
  log: string;
  witness: string;
  revision: string;
  activity: string;
  store: string;
  /** Name of the witness's key where the first one was retired: a restored witness may have forgotten what it signed. */
  witnessName?: string;
  /** Key ids of earlier identities (after a fork) and of replaced keys, still good for verifying what they signed. */
  earlierKids: string[];
  /** Notes of this log's rotations, oldest first. */
  rotations?: string[];
  /** Keys that a rotation under way is about to put in place of these. They count once the log says so. */
  next?: NextKeys;
}

/** Seeds in base64 that a rotation puts in place of those before. */
export interface NextKeys {
  readonly log: string;
  readonly revision: string;
  readonly witness: string;
  readonly witnessName?: string;
}

/** Makes a new identity: fresh keys and an origin that names neither person, place nor organisation. */
export function newIdentity(earlier?: Identity): Identity {
  const seed = (): string => randomBytes(32).toString('base64');
  return {
    version: 1,
    origin: `cairn.invalid/${randomBytes(8).toString('hex')}`,
    created: new Date().toISOString(),
    log: seed(),
    witness: seed(),
    revision: seed(),
    activity: earlier?.activity ?? seed(),
    store: earlier?.store ?? seed(),
    earlierKids: earlier === undefined ? [] : [...earlier.earlierKids, kidOf(earlier)],
  };
}

/** The same identity with another witness's key under another name. */
export function withNewWitness(identity: Identity): Identity {
  const witnessName = `${identity.origin}/witness-${randomBytes(4).toString('hex')}`;
  return { ...identity, witness: randomBytes(32).toString('base64'), witnessName };
}

/** What a rotation replaces. */
export type RotatedKey = 'log' | 'revision' | 'witness';

/** Fresh seeds for the keys that are to go; the others stay. */
export function nextKeysOf(identity: Identity, which: readonly RotatedKey[]): NextKeys {
  const fresh = newIdentity();
  const { witness, witnessName } = which.includes('witness') ? withNewWitness(identity) : identity;
  return {
    log: which.includes('log') ? fresh.log : identity.log,
    revision: which.includes('revision') ? fresh.revision : identity.revision,
    witness,
    ...(witnessName === undefined ? {} : { witnessName }),
  };
}

/**
 * The rotation from an identity's keys to its next ones, signed by both.
 *
 * @param at where in the log, and when
 * @throws NoteError when there are no next keys, or a time is none
 */
export function signRotationOf(
  identity: Identity,
  at: Pick<Rotation, 'at' | 'since' | 'size' | 'root'>,
): { note: string; keys: Keys } {
  const { next = identity, rotations = [] } = identity;
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
  const seeds = (of: RotatedKey) => ({ old: bytes(identity[of]), new: bytes(next[of]) });
  const [old, fresh] = [identity, { ...identity, ...next }].map(publicKeysOf) as [PublicKeys, PublicKeys];
  const both = (of: RotatedKey) => ({ old: old[of], new: fresh[of] });
  const note = signRotation(
    {
      origin: identity.origin,
      number: rotations.length + 1,
      ...at,
      log: both('log'),
      revision: both('revision'),
      witness: both('witness'),
    },
    { log: seeds('log'), revision: seeds('revision'), witness: seeds('witness') },
  );
  return { note, keys: keysOf(withNextKeys(identity, [...rotations, note])) };
}

type PublicKeys = Readonly<Record<RotatedKey, string>>;

function publicKeysOf(identity: Identity): PublicKeys {
  const { log, witness } = signersOf(identity);
  return { log: log.vkey, revision: kidOf(identity), witness: witness.vkey };
}

function signersOf({ origin, log, witness, witnessName }: Identity): { log: Signer; witness: Signer } {
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
  return {
    log: ed25519Signer(origin, bytes(log)),
    witness: cosigner(witnessName ?? `${origin}/witness`, bytes(witness)),
  };
}

/** The identity with its next keys in place: `rotations` are all that led to them. */
export function withNextKeys(identity: Identity, rotations: readonly string[]): Identity {
  const { next, ...rest } = identity;
  const old = kidOf(identity);
  const now = { ...rest, ...next, rotations: [...rotations] };
  return kidOf(now) === old ? now : { ...now, earlierKids: [...identity.earlierKids, old] };
}

/** Reads `identity.json`; null where there is none yet. */
export function readIdentity(folder: string): Identity | null {
  const file = join(folder, 'identity.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Identity) : null;
}

/**
 * The identity of a folder, made where there is none. Of two processes that make one at once, one wins and both get that.
 */
export function identityOf(folder: string): Identity {
  const found = readIdentity(folder);
  if (found !== null) return found;
  makeDurably(join(folder, 'identity.json'), `${JSON.stringify(newIdentity(), null, 2)}\n`);
  return readIdentity(folder) as Identity;
}

/** Writes `identity.json` so that a crash leaves the old one or the new. */
export function writeIdentity(folder: string, identity: Identity): void {
  writeDurably(join(folder, 'identity.json'), `${JSON.stringify(identity, null, 2)}\n`);
}

/** Turns an identity into signers. */
export function keysOf(identity: Identity): Keys {
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
  const { log, witness } = signersOf(identity);
  const revisionSeed = bytes(identity.revision);
  const kid = kidOf(identity);
  const rotations = identity.rotations ?? [];
  const storeKeys = new Map<string, Uint8Array>();
  return {
    origin: identity.origin,
    log,
    logKey: log.vkey,
    logSpans: keySpans(log.vkey, openRotations(rotations)),
    rotations,
    witness,
    witnessKey: witness.vkey,
    kid,
    signRevision: (message) => sign(revisionSeed, message),
    knownKids: new Set([...identity.earlierKids, kid]),
    activity: bytes(identity.activity),
    storeKey: (compartment) => {
      // Every look at a file asks for it, and deriving it costs more than using it.
      const made =
        storeKeys.get(compartment) ??
        new Uint8Array(hkdfSync('sha256', bytes(identity.store), new Uint8Array(0), `cairn store ${compartment}`, 32));
      storeKeys.set(compartment, made);
      return made;
    },
    keyFor: (purpose) =>
      new Uint8Array(hkdfSync('sha256', bytes(identity.activity), new Uint8Array(0), `cairn ${purpose}`, 32)),
  };
}

function kidOf({ revision }: Pick<Identity, 'revision'>): string {
  return Buffer.from(publicKey(new Uint8Array(Buffer.from(revision, 'base64')))).toString('base64url');
}
