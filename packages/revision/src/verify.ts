import { verify } from '@cairn/ledger';
import { fromBase64Url, textFromBase64Url } from './base64url.ts';
import { disclosureDigest, parseEncoded, readDisclosure } from './disclosure.ts';
import { RevisionError } from './error.ts';
import { isObject, signedPart, splitToken } from './jws.ts';
import { DIGEST_BLOCK, REVISION_TYPE } from './profile.ts';

/** A revision to be checked. */
export interface Presented {
  /** compact JWS */
  token: string;
  /** encoded disclosures, any subset of those issued, in any order */
  disclosures: readonly string[];
  /** the instance's Ed25519 public key, 32 bytes, or a function that knows the key of an id (`undefined`: not known) */
  publicKey: Uint8Array | ((kid: string) => Uint8Array | undefined);
}

/** What a verified revision discloses. */
export interface Revision {
  /** id of the key that signed */
  kid: string;
  /** disclosed claims, in the order of the disclosures */
  claims: Map<string, unknown>;
  /** digests without a disclosure: withheld claims and decoys, which nobody can tell apart */
  withheld: number;
}

/**
 * Verifies a revision token and its disclosures against RFC 9901 §7.1 and Cairn's narrower profile.
 *
 * It proves that the holder of the key signed these claims, not when, nor that the log holds them: that takes an
 * inclusion proof of `entryOf(token)` under a checkpoint which somebody outside holds.
 *
 * @throws RevisionError for anything but a sound token whose every disclosure it commits to exactly once
 */
export function verifyRevision({ token, disclosures, publicKey }: Presented): Revision {
  const { kid, digests: open } = openRevision(token, publicKey);
  const claims = new Map<string, unknown>();
  disclosures.forEach((encoded, i) => {
    const where = `disclosure ${i}`;
    const { name, value } = readDisclosure(encoded, where);
    if (!open.delete(disclosureDigest(encoded))) {
      throw new RevisionError('the token does not commit to it, or it was given twice', where);
    }
    if (claims.has(name)) throw new RevisionError(`a second claim ${JSON.stringify(name)}`, where);
    claims.set(name, value);
  });
  return { kid, claims, withheld: open.size };
}

/**
 * Verifies a revision token alone, without disclosures.
 *
 * @returns the id of the key that signed, and the digests of disclosures and decoys that it commits to
 * @throws RevisionError for anything but a sound token
 */
export function openRevision(token: string, publicKey: Presented['publicKey']): { kid: string; digests: Set<string> } {
  const [header, payload, signature] = splitToken(token);
  const kid = kidOf(header);
  const key = typeof publicKey === 'function' ? publicKey(kid) : publicKey;
  if (key === undefined) throw new RevisionError(`no key is known for the key id ${JSON.stringify(kid)}`, 'header');
  if (!verify(key, signedPart(token), fromBase64Url(signature, 'signature'))) {
    throw new RevisionError('the signature does not match the token and the key', 'signature');
  }
  return { kid, digests: new Set(readDigests(payload)) };
}

// All tokens of an instance have one header until its key changes, so the last one read is most often the next.
let lastHeader: { readonly encoded: string; readonly kid: string } | null = null;

function kidOf(encoded: string): string {
  if (lastHeader?.encoded !== encoded) lastHeader = { encoded, kid: readHeader(encoded) };
  return lastHeader.kid;
}

/** The key id of a header that holds exactly what the profile allows. */
function readHeader(encoded: string): string {
  const { alg, kid, typ } = exactMembers(parseEncoded(encoded, 'header'), ['alg', 'kid', 'typ'], 'header');
  if (alg !== 'EdDSA') throw new RevisionError(`the algorithm is ${JSON.stringify(alg)}, not EdDSA`, 'header');
  if (typ !== REVISION_TYPE) throw new RevisionError(`the type is ${JSON.stringify(typ)}`, 'header');
  if (typeof kid !== 'string') throw new RevisionError('the key id is not a string', 'header');
  return kid;
}

function readDigests(encoded: string): string[] {
  const plain = PLAIN_PAYLOAD.exec(textFromBase64Url(encoded, 'payload'))?.[1];
  const digests = plain === undefined ? parsedDigests(encoded) : plain.split('","');
  if (digests.length === 0 || digests.length % DIGEST_BLOCK !== 0) {
    throw new RevisionError(`not a multiple of ${DIGEST_BLOCK} digests`, 'payload/_sd');
  }
  for (let i = 1; i < digests.length; i++) {
    const problem = orderProblem(digests[i - 1]!, digests[i]!);
    if (problem) throw new RevisionError(problem, `payload/_sd/${i}`);
  }
  return digests;
}

/** Digests of a payload that is not spelled as `issue` spells it, or not at all a payload. */
function parsedDigests(encoded: string): string[] {
  const payload = exactMembers(parseEncoded(encoded, 'payload'), ['_sd', '_sd_alg'], 'payload');
  const digests = payload._sd;
  if (payload._sd_alg !== 'sha-256') throw new RevisionError('the digests are not SHA-256', 'payload/_sd_alg');
  if (!Array.isArray(digests)) throw new RevisionError(`not a multiple of ${DIGEST_BLOCK} digests`, 'payload/_sd');
  const wrong = digests.findIndex((digest) => typeof digest !== 'string' || !DIGEST.test(digest));
  if (wrong >= 0) throw new RevisionError('not a SHA-256 digest', `payload/_sd/${wrong}`);
  return digests;
}

function orderProblem(digest: string, next: string): string | null {
  if (digest === next) return 'a digest that is there twice';
  return digest > next ? 'the digests are not sorted' : null;
}

/** 32 bytes in canonical base64url: the last character carries four bits, the two low ones are zero. */
const DIGEST = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
/** A payload in the one spelling that `issue` gives it; what stands between the outer quotes is captured. */
const PLAIN_PAYLOAD =
  /^\{"_sd":\["([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048](?:","[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])*)"\],"_sd_alg":"sha-256"\}$/;

function exactMembers(value: unknown, names: readonly string[], where: string): Record<string, unknown> {
  if (!isObject(value)) throw new RevisionError('not a JSON object', where);
  const found = Object.keys(value);
  if (found.length !== names.length || !names.every((name) => found.includes(name))) {
    throw new RevisionError(`the members are not exactly ${names.join(', ')}`, where);
  }
  return value;
}
