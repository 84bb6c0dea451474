import { fromBase64, fromUtf8, toBase64, utf8 } from '@cairn/ledger';
import { RevisionError } from './error.ts';
import { nodeBuffer } from './node.ts';

/** Base64url without padding (RFC 7515 §2). */
export function toBase64Url(bytes: Uint8Array): string {
  if (nodeBuffer) return nodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
  return encodePlainly(bytes);
}

/** The UTF-8 bytes of a text, in base64url without padding. The text holds no lone surrogate. */
export function textToBase64Url(text: string): string {
  if (nodeBuffer) return nodeBuffer.from(text, 'utf8').toString('base64url');
  return encodePlainly(utf8(text));
}

/**
 * The bytes of a base64url text. Padding, foreign characters and left-over bits that are not zero are refused, so that
 * every byte string has exactly one spelling.
 *
 * @param where named in the error
 * @throws RevisionError
 */
export function fromBase64Url(text: string, where: string): Uint8Array {
  if (!nodeBuffer) return decodePlainly(text, where);
  const bytes = nodeBuffer.from(text, 'base64url');
  // Node skips what it does not know; only the canonical spelling comes back the same.
  if (bytes.toString('base64url') !== text) throw notBase64Url(where);
  return bytes;
}

/**
 * The text whose UTF-8 bytes a base64url text holds, a byte order mark included.
 *
 * @throws RevisionError when it is not canonical base64url or its bytes are not UTF-8
 */
export function textFromBase64Url(text: string, where: string): string {
  if (nodeBuffer) {
    const decoded = nodeBuffer.from(text, 'base64url').toString('utf8');
    // What is not canonical or not UTF-8 does not come back the same; below it is told which.
    if (nodeBuffer.from(decoded, 'utf8').toString('base64url') === text) return decoded;
  }
  const bytes = fromBase64Url(text, where);
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new RevisionError('the bytes are not UTF-8', where, { cause });
  }
}

/** {@link toBase64Url} without Node. */
export function encodePlainly(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** {@link fromBase64Url} without Node. */
export function decodePlainly(text: string, where: string): Uint8Array {
  if (/[+/=]/.test(text)) throw notBase64Url(where);
  try {
    const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
    return fromBase64(padded.replaceAll('-', '+').replaceAll('_', '/'));
  } catch (cause) {
    throw notBase64Url(where, cause);
  }
}

function notBase64Url(where: string, cause?: unknown): RevisionError {
  return new RevisionError('not base64url in its one canonical form (no padding, no stray bits)', where, { cause });
}
