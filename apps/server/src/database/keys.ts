import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosigner, ed25519Signer, publicKey, type Signer, sign } from '@cairn/ledger';
import { makeDurably, writeDurably } from './durable.ts';

/** What names an instance and signs for it. Each purpose has a key of its own (security design §2). */
export interface Keys {
  /** C2SP origin of the log, also the name of its key. */
  readonly origin: string;
  /** C2SP verifier key of the log: what outsiders compare by telephone. */
  readonly logKey: string;
  readonly log: Signer;
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
  /** Key ids of earlier identities (after a fork), still good for verifying what they signed. */
  earlierKids: string[];
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
  const log = ed25519Signer(identity.origin, bytes(identity.log));
  const witness = cosigner(identity.witnessName ?? `${identity.origin}/witness`, bytes(identity.witness));
  const revisionSeed = bytes(identity.revision);
  const kid = kidOf(identity);
  return {
    origin: identity.origin,
    log,
    logKey: log.vkey,
    witness,
    witnessKey: witness.vkey,
    kid,
    signRevision: (message) => sign(revisionSeed, message),
    knownKids: new Set([...identity.earlierKids, kid]),
    activity: bytes(identity.activity),
    storeKey: (compartment) =>
      new Uint8Array(hkdfSync('sha256', bytes(identity.store), new Uint8Array(0), `cairn store ${compartment}`, 32)),
    keyFor: (purpose) =>
      new Uint8Array(hkdfSync('sha256', bytes(identity.activity), new Uint8Array(0), `cairn ${purpose}`, 32)),
  };
}

function kidOf(identity: Identity): string {
  return Buffer.from(publicKey(new Uint8Array(Buffer.from(identity.revision, 'base64')))).toString('base64url');
}
