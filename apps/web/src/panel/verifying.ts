import {
  fromBase64,
  keySpans,
  openRotations,
  parseVerifierKey,
  type Rotation,
  rotationOfKid,
  verifyTlogProof,
} from '@cairn/ledger';
import { entryOf, verifyRevision } from '@cairn/revision';
import type { Integrity, ProofFile } from '../api/shapes.ts';
import { canonical } from '../edit/same.ts';
import { readProof } from './proof-file.ts';

/** What one step of checking came to: it holds, it holds under a condition that is said with it, or it does not hold. */
export type Holds = 'yes' | 'conditionally' | 'no';

/** A sentence for each way in which a step can end. */
export type StepWord =
  | 'signature-holds'
  | 'signature-broken'
  | 'content-same'
  | 'content-differs'
  | 'inclusion-within'
  | 'inclusion-absent'
  | 'key-unknown'
  | 'key-seen'
  | 'key-replaced'
  | 'key-other'
  | 'signer-given-up'
  | 'signer-given-up-later'
  | 'outside-anchored'
  | 'outside-nobody'
  | 'stamps-unchecked';

export interface Step {
  holds: Holds;
  /** Which of the step's sentences tells it. */
  word: StepWord;
  /** What its sentence says in figures and names. */
  values: Record<string, unknown>;
}

export interface Expected {
  record: string;
  revision: number;
  /** What this page shows of the revision's body, by field. */
  shown: Readonly<Record<string, unknown>>;
  /** The key under which this browser saw the log before; null where it saw none yet. */
  knownKey: string | null;
  log: Integrity;
}

/**
 * Checks a proof file step by step, with what this browser has at hand and nothing else. A step that does not hold leaves
 * the later ones that rest on it out. Nothing here says more than its conditions.
 */
export function verifySteps(text: string, expected: Expected): Step[] {
  const file = readProof(text);
  const [token = '', ...rest] = file.token.split('~');
  const steps: Step[] = [];
  const add = (word: StepWord, holds: Holds, values: Record<string, unknown> = {}) =>
    steps.push({ word, holds, values });

  const disclosures = rest.filter((part) => part !== '');
  const revision = unless(() => verifyRevision({ token, disclosures, publicKey: keyOfId }));
  if (!revision) {
    add('signature-broken', 'no');
    return steps;
  }
  add('signature-holds', 'yes', { key: revision.kid });

  const same = agrees(revision.claims, expected);
  add(same ? 'content-same' : 'content-differs', same ? 'yes' : 'no', { n: expected.revision });

  const proven = unless(() =>
    verifyTlogProof({ proof: file.tlogProof, entry: entryOf(token), verifiers: [parseVerifierKey(file.key)] }),
  );
  if (!proven) {
    add('inclusion-absent', 'no');
    return steps;
  }
  const index = Number(proven.index);
  add('inclusion-within', 'yes', { n: index + 1, size: Number(proven.checkpoint.size) });

  const rotations = rotationsIn(file);
  const gone = rotationOfKid(rotations, revision.kid);
  const at = revision.claims.get('at');
  if (gone && proven.index >= gone.size) add('signer-given-up', 'no', { moment: gone.since });
  else if (gone && !(typeof at === 'string' && Date.parse(at) < Date.parse(gone.since)))
    add('signer-given-up-later', 'conditionally', { moment: gone.since });

  if (expected.knownKey === null) add('key-unknown', 'conditionally', { key: file.key });
  else if (expected.knownKey === file.key) add('key-seen', 'conditionally', { key: file.key });
  else if (rotations.some(({ log }) => log.old === expected.knownKey))
    add('key-replaced', 'conditionally', { key: file.key });
  else add('key-other', 'no', { key: file.key });

  const { anchored } = expected.log;
  if (index < anchored.size) {
    add('outside-anchored', 'conditionally', { by: anchored.by.join(', '), size: anchored.size });
  } else add('outside-nobody', 'no');
  if (file.stamps.length > 0) add('stamps-unchecked', 'conditionally', { n: file.stamps.length });
  return steps;
}

/** The rotations that led to the file's key; none where they do not verify, or lead elsewhere. */
function rotationsIn({ rotations = [], key }: ProofFile): Rotation[] {
  const opened = unless(() => openRotations(rotations)) ?? [];
  return unless(() => keySpans(key, opened)) ? opened : [];
}

/** Whether the disclosed claims are what the page shows, field by field, and none is missing. */
function agrees(claims: ReadonlyMap<string, unknown>, { record, revision, shown }: Expected): boolean {
  if (claims.get('record') !== record || claims.get('revision') !== revision) return false;
  return Object.entries(shown).every(([field, value]) => canonical(claims.get(`body.${field}`)) === canonical(value));
}

/** The token names the key that signed it. That it is the instance's is shown by the log, which holds the token's hash. */
function keyOfId(kid: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(kid)) return undefined;
  return fromBase64(`${kid.replaceAll('-', '+').replaceAll('_', '/')}=`);
}

/** What `check` returns; undefined where what it checks does not hold, in whichever way it says so. */
function unless<T>(check: () => T): T | undefined {
  try {
    return check();
  } catch {
    return undefined;
  }
}
