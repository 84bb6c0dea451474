import { equalBytes, fromBase64, toBase64 } from './bytes.ts';
import { EncodingError, NoteError } from './errors.ts';
import { HASH_BYTES } from './hash.ts';
import { ED25519, formatVerifierKey, parseVerifierKey, type Verifier } from './key.ts';
import { openNote, signNote } from './note.ts';
import { type OpenedCheckpoint, openCheckpoint } from './quorum.ts';
import { ed25519Signer, type Signer } from './signer.ts';

/** A key before and after a rotation; the same twice where it was not replaced. */
export interface KeyChange {
  readonly old: string;
  readonly new: string;
}

/** What old and new keys sign together when keys of a log are replaced. */
export interface Rotation {
  readonly origin: string;
  /** 1 for the log's first rotation; each further one counts on. */
  readonly number: number;
  /** When it was made and since when the old keys may be in other hands; ISO 8601 in UTC. */
  readonly at: string;
  readonly since: string;
  /** Entries under the last checkpoint of the old log key, and their root. Every larger checkpoint is the new key's. */
  readonly size: bigint;
  readonly root: Uint8Array;
  /** Verifier keys (C2SP signed-note). */
  readonly log: KeyChange;
  /** Key ids of revisions: the public key in base64url. */
  readonly revision: KeyChange;
  /** Verifier keys of the cosigner. */
  readonly witness: KeyChange;
}

/** Seeds of the keys of a {@link Rotation}. */
export interface RotationSeeds {
  readonly log: { readonly old: Uint8Array; readonly new: Uint8Array };
  readonly revision: { readonly old: Uint8Array; readonly new: Uint8Array };
  readonly witness: { readonly old: Uint8Array; readonly new: Uint8Array };
}

// The second line is no number, so none of these texts can be taken for a checkpoint; the first one keeps it apart from
// a revision's token and from a cosignature.
const HEADER = 'cairn key rotation v1';
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;
const LINES = ['log', 'number', 'at', 'since', 'size', 'root', 'log-key', 'revision-key', 'witness-key'] as const;

/** The text that the keys sign. @throws NoteError when a part cannot stand in it */
export function formatRotation(rotation: Rotation): string {
  const { origin, number, at, since, size, root, log, revision, witness } = rotation;
  if (!Number.isSafeInteger(number) || number < 1) throw new NoteError(`${number} cannot be the number of a rotation`);
  for (const time of [at, since])
    if (!TIME.test(time) || Number.isNaN(Date.parse(time))) throw new NoteError(`${time} is no time in UTC`);
  if (since > at) throw new NoteError('a key is given up at once or later than it may have been lost, not before');
  if (size < 0n || size >= 2n ** 64n) throw new NoteError(`${size} cannot be the size of a log`);
  if (root.length !== HASH_BYTES) throw new NoteError(`a root has ${HASH_BYTES} bytes, not ${root.length}`);
  if ([log, revision, witness].every((pair) => pair.old === pair.new)) throw new NoteError('no key is replaced');
  const values = [origin, number, at, since, size, toBase64(root), ...[log, revision, witness].map(pairText)];
  signersNeeded(rotation);
  return `${HEADER}\n${LINES.map((name, i) => `${name} ${values[i]}\n`).join('')}`;
}

function pairText(pair: KeyChange): string {
  return `${pair.old} ${pair.new}`;
}

/** The rotation as a note that every old and every new key has signed. @throws NoteError when it cannot be one */
export function signRotation(rotation: Rotation, seeds: RotationSeeds): string {
  const note = signNote(formatRotation(rotation), signersFrom(rotation, seeds));
  openRotation(note);
  return note;
}

function signersFrom({ origin, log, revision, witness }: Rotation, seeds: RotationSeeds): Signer[] {
  const both = (pair: KeyChange, names: KeyChange, { old, new: fresh }: RotationSeeds['log']): Signer[] =>
    pair.old === pair.new ? [] : [ed25519Signer(names.old, old), ed25519Signer(names.new, fresh)];
  return [
    ...(log.old === log.new ? [ed25519Signer(origin, seeds.log.new)] : []),
    ...both(log, { old: origin, new: origin }, seeds.log),
    ...both(revision, { old: revisionName(origin), new: revisionName(origin) }, seeds.revision),
    ...both(witness, { old: nameOf(witness.old), new: nameOf(witness.new) }, seeds.witness),
  ];
}

/** Keys without which a rotation says nothing: the log's in any case, others where they are replaced. */
function signersNeeded({ origin, log, revision, witness }: Rotation): Verifier[] {
  const keys = [log.old, log.new].map(parseVerifierKey);
  for (const { name, type } of keys)
    if (name !== origin || type !== ED25519) throw new NoteError(`${name} is no log key of ${origin}`);
  const revisions = [revision.old, revision.new].map((kid) => verifierOf(revisionName(origin), bytesOfKid(kid)));
  const witnesses = [witness.old, witness.new].map(parseVerifierKey).map((key) => verifierOf(key.name, key.publicKey));
  const all = [
    ...keys,
    ...(revision.old === revision.new ? [] : revisions),
    ...(witness.old === witness.new ? [] : witnesses),
  ];
  return [...new Map(all.map((key) => [key.vkey, key])).values()];
}

function revisionName(origin: string): string {
  return `${origin}/revision`;
}

function nameOf(vkey: string): string {
  return parseVerifierKey(vkey).name;
}

/** A witness's key signs here a plain note, not a checkpoint: its key has another id then. */
function verifierOf(name: string, publicKey: Uint8Array): Verifier {
  return parseVerifierKey(formatVerifierKey(name, publicKey));
}

function bytesOfKid(kid: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]{43}$/.test(kid)) throw new NoteError(`${JSON.stringify(kid)} is no key id of revisions`);
  return unlessEncoding(() => fromBase64(`${kid.replaceAll('-', '+').replaceAll('_', '/')}=`));
}

/**
 * Verifies a rotation: its form, and the signature of every old and every new key over the same bytes.
 *
 * It proves that whoever made it held both keys. Whoever took the old one could make another as well: the new key is
 * compared with its owner all the same.
 *
 * @throws NoteError for anything else
 */
export function openRotation(note: string): Rotation {
  const split = note.lastIndexOf('\n\n');
  if (split < 0) throw new NoteError('not a rotation of keys: no empty line divides text and signatures');
  const rotation = parseRotation(note.slice(0, split + 1));
  const needed = signersNeeded(rotation);
  const { signatures, unknown } = openNote(note, needed);
  const lines = note.slice(split + 2).split('\n').length - 1;
  if (signatures.length !== needed.length || unknown > 0 || lines !== needed.length)
    throw new NoteError('a rotation of keys is signed by each old and each new key once, and by nobody else');
  return rotation;
}

function parseRotation(text: string): Rotation {
  const [header, ...lines] = text.split('\n');
  if (header !== HEADER) throw new NoteError(`not a rotation of keys: the first line is not "${HEADER}"`);
  const values = LINES.map((name, i) => {
    const line = lines[i] ?? '';
    if (!line.startsWith(`${name} `)) throw new NoteError(`not a rotation of keys: there is no line "${name}"`);
    return line.slice(name.length + 1);
  }) as [string, string, string, string, string, string, string, string, string];
  const [origin, number, at, since, size, root, log, revision, witness] = values;
  const rotation: Rotation = {
    origin,
    number: Number(number),
    at,
    since,
    size: /^(0|[1-9][0-9]{0,19})$/.test(size) ? BigInt(size) : -1n,
    root: unlessEncoding(() => fromBase64(root)),
    log: pairIn(log),
    revision: pairIn(revision),
    witness: pairIn(witness),
  };
  // Whatever else stands there, or is spelled in another way, is not what was written.
  if (formatRotation(rotation) !== text) throw new NoteError('not a rotation of keys: it is not spelled as one');
  return rotation;
}

function pairIn(text: string): KeyChange {
  const [old = '', fresh = ''] = text.split(' ');
  return { old, new: fresh };
}

function unlessEncoding<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw new NoteError(`not a rotation of keys: ${cause.message}`, { cause });
  }
}

/**
 * Verifies the rotations of one log, from the first that is given to the last: each takes up the keys of the one before.
 *
 * @throws NoteError when one does not verify, or does not follow the one before it
 */
export function openRotations(notes: readonly string[]): Rotation[] {
  const rotations = notes.map(openRotation);
  rotations.forEach((rotation, i) => {
    const before = rotations[i - 1];
    if (before === undefined) return;
    const follows =
      rotation.origin === before.origin &&
      rotation.number === before.number + 1 &&
      rotation.size > before.size &&
      rotation.log.old === before.log.new &&
      rotation.revision.old === before.revision.new;
    if (!follows) throw new NoteError(`rotation ${rotation.number} does not follow rotation ${before.number}`);
  });
  return rotations;
}

/** The sizes of checkpoints that one log key signs: from, and up to and including, `to`; null while it is the log's key. */
export interface KeySpan {
  readonly vkey: string;
  readonly from: bigint;
  readonly to: bigint | null;
  /** Since when it may be in other hands; null while it was not given up. */
  readonly since: string | null;
  /** The root at `to`, to which the key that followed has put its name as well. */
  readonly root: Uint8Array | null;
}

/**
 * Which of a log's keys signs checkpoints of which size.
 *
 * @param key the key that the log has now
 * @throws NoteError when the rotations do not lead to it
 */
export function keySpans(key: string, rotations: readonly Rotation[]): KeySpan[] {
  const spans: KeySpan[] = [];
  let from = 0n;
  for (const { log, size, since, root } of rotations) {
    if (log.old === log.new) continue;
    spans.push({ vkey: log.old, from, to: size, since, root });
    from = size + 1n;
  }
  const last = rotations.at(-1)?.log.new ?? key;
  if (last !== key) throw new NoteError(`the rotations of the log lead to the key ${last}, not to ${key}`);
  return [...spans, { vkey: key, from, to: null, since: null, root: null }];
}

/** A checkpoint, and the span of the key that signed it. */
export type SpannedCheckpoint = OpenedCheckpoint & { readonly span: KeySpan };

/**
 * Verifies a checkpoint by the key that signs checkpoints of its size.
 *
 * @param others keys of witnesses
 * @throws NoteError as {@link openCheckpoint}, and for the signature of a key that had been given up by then
 */
export function openSpannedCheckpoint(
  note: string | Uint8Array,
  spans: readonly KeySpan[],
  others: readonly Verifier[] = [],
): SpannedCheckpoint {
  const keys = spans.map(({ vkey }) => parseVerifierKey(vkey));
  const opened = openCheckpoint(note, [...keys, ...others]);
  return { ...opened, span: spanOf(opened, spans) };
}

/**
 * The span of the key that signed a checkpoint, which was verified by keys of the log.
 *
 * @throws NoteError when that key had been given up, or was not in use yet, at that size
 */
export function spanOf({ size, signatures }: OpenedCheckpoint, spans: readonly KeySpan[]): KeySpan {
  const signed = spans.filter(({ vkey }) => {
    const { name, keyId } = parseVerifierKey(vkey);
    return signatures.some((each) => each.name === name && each.keyId === keyId);
  });
  const own = signed.find(({ from, to }) => from <= size && (to === null || size <= to));
  if (own !== undefined) return own;
  const [other] = signed;
  if (other === undefined) throw new NoteError('the checkpoint is signed by none of the known keys of its log');
  if (other.to !== null && size > other.to) throw new NoteError(givenUp(`The checkpoint of ${size} entries is`, other));
  throw new NoteError(`a checkpoint of ${size} entries is older than the key that signed it`);
}

/** How to say that something bears the signature of a key that was not to sign it any more. */
export function givenUp(what: string, { to, since }: Pick<KeySpan, 'to' | 'since'>): string {
  return `${what} signed with a key that was given up before: at ${to} entries, because it may be in other hands since ${since}`;
}

/** The rotation that gave up a key of revisions; undefined for one that was not given up. */
export function rotationOfKid(rotations: readonly Rotation[], kid: string): Rotation | undefined {
  return rotations.find(({ revision }) => revision.old === kid && revision.new !== kid);
}

/** Whether a checkpoint of the old key is one to which the next key has put its name: it had that root at that size. */
export function isVouchedFor({ size, root }: Pick<OpenedCheckpoint, 'size' | 'root'>, span: KeySpan): boolean {
  return span.to === size && span.root !== null && equalBytes(span.root, root);
}
