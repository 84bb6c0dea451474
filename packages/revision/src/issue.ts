import { sha256, utf8 } from '@cairn/ledger';
import { textToBase64Url, toBase64Url } from './base64url.ts';
import { digestOf } from './digest.ts';
import { encodeDisclosure } from './disclosure.ts';
import { RevisionError } from './error.ts';
import { assertClaim, DIGEST_BLOCK, pointerToken, REVISION_TYPE } from './profile.ts';

// 144 bits: at least the 128 of RFC 9901 §9.3, and whole groups of base64, so that one long text can be cut into salts.
const SALT_BYTES = 18;
const SALT_CHARACTERS = 24;

/** What a revision says, and who signs it. */
export interface Issue {
  /** names and values in the order in which disclosures come back; a name appears once */
  claims: readonly (readonly [name: string, value: unknown])[];
  /**
   * digests of disclosures issued earlier whose content the issuer may not see and hands on; the token commits to them as
   * to its own
   */
  carried?: readonly string[];
  /** id of the signing key, in clear in the token */
  kid: string;
  /** Ed25519 signature, 64 bytes, over the bytes given */
  sign: (bytes: Uint8Array) => Uint8Array;
  /** cryptographically secure random bytes, called once; for tests */
  random?: (count: number) => Uint8Array;
}

/** A signed revision. Both are stored exactly as issued. */
export interface Issued {
  /** compact JWS (RFC 7515 §7.1); tells nothing but the key id */
  token: string;
  /** one encoded disclosure per claim, in the claims' order */
  disclosures: string[];
}

/**
 * Signs a revision as an SD-JWT (RFC 9901) in Cairn's profile: every claim is a salted disclosure; digests are sorted and
 * filled up with decoys to a multiple of 32, so that neither order nor number tells anything.
 *
 * @throws RevisionError when there is no claim, a name stands twice or is reserved, or a value is not plain storable JSON
 */
export function issue({ claims, carried = [], kid, sign, random = randomBytes }: Issue): Issued {
  checkClaims(claims);
  const count = Math.ceil((claims.length + carried.length) / DIGEST_BLOCK) * DIGEST_BLOCK - carried.length;
  const salts = saltsFrom(random(count * SALT_BYTES), count);
  const disclosures = claims.map(([name, value], i) => encodeDisclosure(salts[i]!, name, value));
  // A decoy is the digest of random bytes (RFC 9901 §4.2.5): nobody can tell it from the digest of a disclosure.
  const digests = [...salts.map((salt, i) => digestOf(disclosures[i] ?? salt)), ...carried].sort();
  const signed = `${headerFor(kid)}.${textToBase64Url(payloadOf(digests))}`;
  return { token: `${signed}.${toBase64Url(sign(utf8(signed)))}`, disclosures };
}

/** What the log holds of a revision and nothing else: the SHA-256, 32 bytes, of the token's ASCII text. */
export function entryOf(token: string): Uint8Array {
  return sha256(utf8(token));
}

function checkClaims(claims: Issue['claims']): void {
  if (claims.length === 0) throw new RevisionError('a revision needs at least one claim', 'claims');
  const names = new Set<string>();
  for (const [name, value] of claims) {
    assertClaim(name, value);
    if (names.has(name)) throw new RevisionError('the claim is there twice', `/${pointerToken(name)}`);
    names.add(name);
  }
}

function saltsFrom(drawn: Uint8Array, count: number): string[] {
  if (drawn.length !== count * SALT_BYTES) throw new RevisionError('too few random bytes', 'random');
  const text = toBase64Url(drawn);
  const salts: string[] = [];
  for (let at = 0; at < text.length; at += SALT_CHARACTERS) salts.push(text.slice(at, at + SALT_CHARACTERS));
  return salts;
}

function headerFor(kid: string): string {
  return textToBase64Url(JSON.stringify({ alg: 'EdDSA', kid, typ: REVISION_TYPE }));
}

function payloadOf(digests: readonly string[]): string {
  return JSON.stringify({ _sd: digests, _sd_alg: 'sha-256' });
}

// Drawn in large pieces, each byte of which is used once: asking the system for every revision costs as much as its hashes.
let drawn = new Uint8Array(0);

function randomBytes(count: number): Uint8Array {
  if (drawn.length < count) drawn = crypto.getRandomValues(new Uint8Array(Math.max(count, 32_768)));
  const bytes = drawn.subarray(0, count);
  drawn = drawn.subarray(count);
  return bytes;
}
