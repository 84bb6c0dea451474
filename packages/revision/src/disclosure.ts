import { textFromBase64Url, textToBase64Url } from './base64url.ts';
import { digestOf } from './digest.ts';
import { RevisionError } from './error.ts';
import { parseStrictJson } from './json.ts';
import { assertClaim } from './profile.ts';

/** What one disclosure says (RFC 9901 §4.2.1). */
export interface Disclosure {
  /** at least 128 random bits in base64url */
  salt: string;
  name: string;
  value: unknown;
}

/** 128 bits in base64url. */
const SALT = /^[A-Za-z0-9_-]{22,}$/;

/** The digest of an encoded disclosure as it stands in a token's `_sd`: SHA-256 in base64url (RFC 9901 §4.2.3). */
export function disclosureDigest(encoded: string): string {
  return digestOf(encoded);
}

/** Encodes one object property for disclosure (RFC 9901 §4.2.1). The caller has checked name and value. */
export function encodeDisclosure(salt: string, name: string, value: unknown): string {
  return textToBase64Url(`["${salt}",${JSON.stringify(name)},${JSON.stringify(value)}]`);
}

/**
 * Reads one encoded disclosure of a Cairn revision. Whether a token commits to it is for `verifyRevision` to say.
 *
 * @param where named in errors
 * @throws RevisionError when it is not canonical base64url of UTF-8 strict JSON `[salt, name, value]`, its salt holds
 *   less than 128 bits, or a name anywhere in it is reserved
 */
export function readDisclosure(encoded: string, where = 'disclosure'): Disclosure {
  const parts = parseDisclosure(encoded, where);
  if (parts.length !== 3) throw new RevisionError('a disclosure of a revision has three elements', where);
  const [salt, name, value] = parts;
  if (typeof salt !== 'string' || !SALT.test(salt)) {
    throw new RevisionError('the salt is not at least 128 bits in base64url', where);
  }
  if (typeof name !== 'string') throw new RevisionError('the name is not a string', where);
  assertClaim(name, value, where);
  return { salt, name, value };
}

/** The JSON array that an encoded disclosure holds. @throws RevisionError when it holds none */
export function parseDisclosure(encoded: string, where: string): unknown[] {
  const parts = parseEncoded(encoded, where);
  if (!Array.isArray(parts)) throw new RevisionError('a disclosure is a JSON array', where);
  return parts;
}

/** Decodes base64url, UTF-8 and strict JSON, in that order. @throws RevisionError */
export function parseEncoded(encoded: string, where: string): unknown {
  const text = textFromBase64Url(encoded, where);
  try {
    return parseStrictJson(text);
  } catch (cause) {
    throw new RevisionError(cause instanceof Error ? cause.message : 'not JSON', where, { cause });
  }
}
