import { concat, fromBase64, fromUtf8, toBase64 } from './bytes.ts';
import { cosignatureTime } from './cosignature.ts';
import { NoteError } from './errors.ts';
import { COSIGNATURE_V1, keyNameProblem, type Verifier } from './key.ts';
import type { Signer } from './signer.ts';

/** A signature that was verified. */
export interface NoteSignature {
  name: string;
  keyId: number;
  /** When the cosigner says that it signed, in seconds since 1970; only on cosignatures. */
  timestamp?: number;
}

/** A note of which at least one signature was verified. */
export interface OpenedNote {
  text: string;
  /** One for each known key that signed, in the order of the note. */
  signatures: NoteSignature[];
  /** How many different signatures of unknown keys there were; they say nothing. */
  unknown: number;
}

interface SignatureLine {
  line: string;
  name: string;
  keyId: number;
  signature: Uint8Array;
}

const KEY_ID_BYTES = 4;
const MAX_NOTE_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;

/**
 * A text with the signatures of all signers (C2SP signed-note, "Format").
 *
 * @param time seconds since 1970 for cosignatures, by default now
 * @throws NoteError when there is no signer, or when the text does not end in a newline or holds control characters.
 */
export function signNote(text: string, signers: readonly Signer[], time?: number): string {
  if (signers.length === 0) throw new NoteError('a note needs at least one signer');
  requireText(text);
  return `${text}\n${signers.map((signer) => signatureLine(text, signer, time)).join('')}`;
}

/**
 * The note with one more signature. A signature that the same key made before is replaced, so that renewed
 * cosignatures do not pile up. The signatures already there are not verified.
 *
 * @param time seconds since 1970 for a cosignature, by default now
 * @throws NoteError when the note is malformed.
 */
export function addSignature(note: string, signer: Signer, time?: number): string {
  const { text, lines } = splitNote(note);
  const others = lines.filter(({ name, keyId }) => name !== signer.name || keyId !== signer.keyId);
  return `${text}\n${others.map(({ line }) => `${line}\n`).join('')}${signatureLine(text, signer, time)}`;
}

/**
 * The note with those signature lines, as a witness returns them, that known keys made over its text. Lines of unknown
 * keys are left out; of several by one key, and of those already in the note, the one with the latest time stays.
 *
 * @throws NoteError when note or lines are malformed, or when a line of a known key is wrong.
 */
export function mergeSignatures(note: string, lines: string, verifiers: readonly Verifier[]): string {
  const { text, lines: own } = splitNote(note);
  const known = keyring(verifiers);
  const kept = new Map(own.map((line) => [keyOf(line), line]));
  for (const line of readSignatureLines(lines)) {
    const verifier = known.get(keyOf(line));
    if (!verifier) continue;
    const time = verifiedSignature(verifier, text, line).timestamp ?? 0;
    const before = kept.get(keyOf(line));
    const timeBefore = before && verifier.type === COSIGNATURE_V1 ? cosignatureTime(before.signature) : null;
    if (time >= (timeBefore ?? 0)) kept.set(keyOf(line), line);
  }
  return `${text}\n${[...kept.values()].map(({ line }) => `${line}\n`).join('')}`;
}

/**
 * Verifies a note against known keys (C2SP signed-note, "Signatures"). Signatures of unknown keys are only counted,
 * also those that share either name or id with a known key.
 *
 * @throws NoteError when the note is malformed, when a signature of a known key is wrong, or when no known key signed.
 */
export function openNote(note: string | Uint8Array, verifiers: readonly Verifier[]): OpenedNote {
  const { text, lines } = splitNote(note);
  const known = keyring(verifiers);
  const verified = new Map<string, NoteSignature>();
  const unknown = new Set<string>();
  for (const line of lines) {
    const verifier = known.get(keyOf(line));
    if (verifier) verified.set(keyOf(line), latest(verified.get(keyOf(line)), verifiedSignature(verifier, text, line)));
    else unknown.add(line.line);
  }
  if (verified.size === 0) throw new NoteError('the note is signed by none of the known keys');
  return { text, signatures: [...verified.values()], unknown: unknown.size };
}

function verifiedSignature(verifier: Verifier, text: string, { signature }: SignatureLine): NoteSignature {
  const { name, keyId, type } = verifier;
  if (!verifier.verify(text, signature)) {
    throw new NoteError(`the signature of ${name} is wrong: the note was altered, or signed by somebody else`);
  }
  const timestamp = type === COSIGNATURE_V1 ? cosignatureTime(signature) : null;
  return timestamp === null ? { name, keyId } : { name, keyId, timestamp };
}

// A witness that cosigned the same checkpoint twice has seen it, at the latest, at the later time.
function latest(before: NoteSignature | undefined, now: NoteSignature): NoteSignature {
  return (before?.timestamp ?? 0) > (now.timestamp ?? 0) ? (before as NoteSignature) : now;
}

function keyring(verifiers: readonly Verifier[]): Map<string, Verifier> {
  const known = new Map<string, Verifier>();
  for (const verifier of verifiers) {
    const key = keyOf(verifier);
    if ((known.get(key)?.vkey ?? verifier.vkey) !== verifier.vkey) {
      throw new NoteError(`two different known keys share the name ${verifier.name} and the id: drop one of them`);
    }
    known.set(key, verifier);
  }
  return known;
}

// A key name holds no plus sign, so this tells every two keys apart.
function keyOf({ name, keyId }: { name: string; keyId: number }): string {
  return `${name}+${keyId}`;
}

function signatureLine(text: string, signer: Signer, time?: number): string {
  const id = new Uint8Array(KEY_ID_BYTES);
  new DataView(id.buffer).setUint32(0, signer.keyId);
  return `— ${signer.name} ${toBase64(concat(id, signer.sign(text, time)))}\n`;
}

function requireText(text: string): void {
  if (!text.endsWith('\n')) throw new NoteError('the text of a note must end in a newline');
  if (!text.isWellFormed()) throw new NoteError('the text of a note must be valid Unicode');
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new NoteError('a note must not hold control characters');
}

function splitNote(note: string | Uint8Array): { text: string; lines: SignatureLine[] } {
  // Before decoding: whoever sends a huge note should not make us work on it.
  if (note.length > MAX_NOTE_LENGTH) throw new NoteError(`a note of ${note.length} bytes is too long`);
  const whole = typeof note === 'string' ? note : decode(note);
  requireText(whole);
  const separator = whole.lastIndexOf('\n\n');
  if (separator < 0) throw new NoteError('not a signed note: no empty line divides text and signatures');
  return { text: whole.slice(0, separator + 1), lines: readSignatureLines(whole.slice(separator + 2)) };
}

function readSignatureLines(text: string): SignatureLine[] {
  if (!text.endsWith('\n')) throw new NoteError('a signature line must end in a newline');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteError(`a note with ${lines.length} signatures has too many`);
  return lines.map(readSignatureLine);
}

function decode(note: Uint8Array): string {
  try {
    return fromUtf8(note);
  } catch (cause) {
    throw new NoteError('a note must be valid UTF-8', { cause });
  }
}

function readSignatureLine(line: string): SignatureLine {
  const match = /^— ([^ ]+) ([^ ]+)$/.exec(line);
  const name = match?.[1] ?? '';
  if (!match || keyNameProblem(name)) throw new NoteError(`not a signature line: ${JSON.stringify(line)}`);
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(match[2] as string);
  } catch (cause) {
    throw new NoteError(`signature of ${name} is not base64`, { cause });
  }
  if (bytes.length <= KEY_ID_BYTES) throw new NoteError(`signature of ${name} is too short`);
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { line, name, keyId, signature: bytes.subarray(KEY_ID_BYTES) };
}
