import { concat, fromBase64, toBase64, toHex, utf8 } from './bytes.ts';
import { verifyCosignature } from './cosignature.ts';
import { verify } from './ed25519.ts';
import { NoteError } from './errors.ts';
import { sha256 } from './hash.ts';

/** Signature type of an Ed25519 note signature (C2SP signed-note, "Signature types"). */
export const ED25519 = 0x01;
/** Signature type of a timestamped Ed25519 cosignature over a checkpoint (C2SP tlog-cosignature). */
export const COSIGNATURE_V1 = 0x04;

const PUBLIC_KEY_BYTES = 32;

/** A public key that checks the signatures of one signer. */
export interface Verifier {
  readonly name: string;
  /** First four bytes of the key's hash, as an unsigned number. */
  readonly keyId: number;
  readonly vkey: string;
  readonly type: number;
  readonly publicKey: Uint8Array;
  /** Whether this is the key's signature (without key id) over the note's text. */
  verify(text: string, signature: Uint8Array): boolean;
}

/** Why a text cannot be a key name (C2SP signed-note, "Format"), or null when it can. */
export function keyNameProblem(name: string): string | null {
  if (name === '') return 'it is empty';
  if (!name.isWellFormed()) return 'it is not valid Unicode';
  if (/[\p{White_Space}+\u0000-\u001f]/u.test(name)) return 'it holds a space, a plus sign or a control character';
  return null;
}

/** Identifier of a key: the start of SHA-256(name, newline, type, public key) (C2SP signed-note, "Signatures"). */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): number {
  const hash = sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
}

/**
 * A public key as others write it down, "vkey" (C2SP signed-note, "Verifier keys").
 *
 * @param type {@link ED25519} for logs (the default), {@link COSIGNATURE_V1} for witnesses
 * @throws NoteError when the name cannot be a key name, the type is not known or the key is not 32 bytes long
 */
export function formatVerifierKey(name: string, publicKey: Uint8Array, type: number = ED25519): string {
  const problem = keyNameProblem(name);
  if (problem) throw new NoteError(`${JSON.stringify(name)} cannot name a key: ${problem}`);
  requireKey(type, publicKey, name);
  const id = keyIdOf(name, type, publicKey).toString(16).padStart(8, '0');
  return `${name}+${id}+${toBase64(concat(Uint8Array.of(type), publicKey))}`;
}

/**
 * Reads a vkey (C2SP signed-note, "Verifier keys") of type Ed25519 or cosignature/v1.
 *
 * @throws NoteError when it is malformed, of another type, or when its key id does not belong to its name and key.
 */
export function parseVerifierKey(vkey: string): Verifier {
  const match = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(vkey);
  const name = match?.[1] ?? '';
  if (!match || keyNameProblem(name)) throw new NoteError(`not a verifier key: ${JSON.stringify(vkey)}`);
  const [type, publicKey] = keyMaterial(match[3] as string, vkey);
  requireKey(type, publicKey, name);
  const keyId = keyIdOf(name, type, publicKey);
  if (Number.parseInt(match[2] as string, 16) !== keyId) {
    throw new NoteError(`verifier key of ${name} has the wrong id ${match[2]}: it was altered or copied badly`);
  }
  const check =
    type === COSIGNATURE_V1
      ? (text: string, signature: Uint8Array) => verifyCosignature(publicKey, text, signature)
      : (text: string, signature: Uint8Array) => verify(publicKey, utf8(text), signature);
  return Object.freeze({ name, keyId, vkey, type, publicKey, verify: check });
}

function keyMaterial(base64: string, vkey: string): [type: number, publicKey: Uint8Array] {
  try {
    const bytes = fromBase64(base64);
    return [bytes[0] ?? 0, bytes.subarray(1)];
  } catch (cause) {
    throw new NoteError(`not a verifier key: ${JSON.stringify(vkey)}`, { cause });
  }
}

function requireKey(type: number, publicKey: Uint8Array, name: string): void {
  if (type !== ED25519 && type !== COSIGNATURE_V1) {
    throw new NoteError(`key of ${name} is of type 0x${toHex(Uint8Array.of(type))}; only 0x01 and 0x04 are supported`);
  }
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new NoteError(`key of ${name} has ${publicKey.length} bytes instead of ${PUBLIC_KEY_BYTES}`);
  }
}
