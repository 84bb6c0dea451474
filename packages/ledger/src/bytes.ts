import { EncodingError } from './errors.ts';

const INVALID = 255;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_VALUES = valuesOf(ALPHABET);
const HEX_VALUES = valuesOf('0123456789abcdef');
const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const encoder = new TextEncoder();
// A byte order mark is part of signed text, so it stays.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(INVALID);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}

/** The parts, one after the other, in a new array. */
export function concat(...parts: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Whether both hold the same bytes. Not constant-time: for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The UTF-8 bytes of a text. @throws EncodingError when the text holds a lone surrogate, which UTF-8 cannot carry. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new EncodingError('text holds a lone surrogate and has no UTF-8 form');
  return encoder.encode(text);
}

/** The text of UTF-8 bytes, byte order mark included. @throws EncodingError when they are not valid UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new EncodingError('bytes are not valid UTF-8', { cause });
  }
}

/** Lowercase hex. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += HEX_PAIRS[bytes[i] as number];
  return text;
}

/** The bytes of lowercase hex. @throws EncodingError on odd length, uppercase or any other character. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0) throw new EncodingError(`hex has an odd number of characters (${text.length})`);
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (valueAt(HEX_VALUES, text, 2 * i, 'hex') << 4) | valueAt(HEX_VALUES, text, 2 * i + 1, 'hex');
  }
  return bytes;
}

/** Base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((group >> 6) & 63) : '=';
    text += left > 2 ? ALPHABET.charAt(group & 63) : '=';
  }
  return text;
}

/**
 * The bytes of base64 with padding (RFC 4648 section 4), in its one canonical form: two texts that differ never
 * decode to the same bytes.
 *
 * @throws EncodingError on missing or superfluous padding, foreign characters, line breaks, or set bits after the end.
 */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new EncodingError(`base64 has ${text.length} characters, not a multiple of four`);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let group = 0;
  let bits = 0;
  let length = 0;
  for (let i = 0; i < digits; i++) {
    group = ((group << 6) | valueAt(BASE64_VALUES, text, i, 'base64')) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = group >> bits;
    }
  }
  if ((group & ((1 << bits) - 1)) !== 0) throw new EncodingError('base64 is not canonical: bits are set after the end');
  return bytes;
}

function valueAt(values: Uint8Array, text: string, index: number, name: string): number {
  const value = values[text.charCodeAt(index)] ?? INVALID;
  if (value === INVALID) {
    throw new EncodingError(`${name} has an invalid character at position ${index}: ${JSON.stringify(text[index])}`);
  }
  return value;
}
