import { RevisionError } from './error.ts';

// Node's Buffer is several times faster than plain JavaScript; the browser verifier takes the other branch.
const NodeBuffer = globalThis.process?.getBuiltinModule?.('node:buffer')?.Buffer;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const encoder = new TextEncoder();
// ignoreBOM keeps a byte order mark in the text, so that the JSON parser refuses it instead of it vanishing unseen.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Base64url without padding (RFC 7515 §2). */
export function toBase64Url(bytes: Uint8Array): string {
  if (NodeBuffer) return NodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
  return encodePlainly(bytes);
}

/** The UTF-8 bytes of a text, in base64url without padding. */
export function textToBase64Url(text: string): string {
  if (NodeBuffer) return NodeBuffer.from(text, 'utf8').toString('base64url');
  return encodePlainly(encoder.encode(text));
}

/**
 * The bytes of a base64url text. Padding, foreign characters and left-over bits that are not zero are refused, so that
 * every byte string has exactly one spelling.
 *
 * @param where named in the error
 * @throws RevisionError
 */
export function fromBase64Url(text: string, where: string): Uint8Array {
  if (NodeBuffer) {
    const bytes = NodeBuffer.from(text, 'base64url');
    if (bytes.toString('base64url') !== text) throw notBase64Url(where);
    return bytes;
  }
  return decodePlainly(text, where);
}

/**
 * The text whose UTF-8 bytes a base64url text holds.
 *
 * @throws RevisionError when it is not canonical base64url or its bytes are not UTF-8
 */
export function textFromBase64Url(text: string, where: string): string {
  const bytes = fromBase64Url(text, where);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new RevisionError('the bytes are not UTF-8', where, { cause });
  }
}

export function encodePlainly(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += ALPHABET[group >> 18]! + ALPHABET[(group >> 12) & 63]!;
    if (left > 1) text += ALPHABET[(group >> 6) & 63]!;
    if (left > 2) text += ALPHABET[group & 63]!;
  }
  return text;
}

export function decodePlainly(text: string, where: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const six = ALPHABET.indexOf(character);
    if (six < 0) throw notBase64Url(where);
    held = ((held << 6) | six) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  if (bits >= 6 || (held & ((1 << bits) - 1)) !== 0) throw notBase64Url(where);
  return bytes;
}

function notBase64Url(where: string): RevisionError {
  return new RevisionError('not base64url in its one canonical form (no padding, no stray bits)', where);
}
