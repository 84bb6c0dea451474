import { toBase64Url } from './base64url.ts';
import { parseDisclosure } from './disclosure.ts';
import { RevisionError } from './error.ts';
import { isObject } from './jws.ts';
import { pointerToken, reservedName } from './profile.ts';

/** Hash algorithms for digests, by their IANA names, as WebCrypto calls them. */
const HASHES: Record<string, string> = { 'sha-256': 'SHA-256', 'sha-384': 'SHA-384', 'sha-512': 'SHA-512' };

/** Deepest nesting of the payload that disclosures may build up. */
const MAX_DEPTH = 256;

interface Provided {
  parts: unknown[];
  where: string;
}

/**
 * The digest of an ASCII text by a token's `_sd_alg` (RFC 9901 §4.1.1), in base64url.
 *
 * @throws RevisionError when the algorithm is not known
 */
export async function digestBy(algorithm: unknown, text: string): Promise<string> {
  const name = typeof algorithm === 'string' && Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
  if (name === undefined) {
    throw new RevisionError(`the digest algorithm ${JSON.stringify(algorithm)} is not known here`, 'payload/_sd_alg');
  }
  return toBase64Url(new Uint8Array(await crypto.subtle.digest(name, new TextEncoder().encode(text))));
}

/**
 * Puts disclosures into the places of their digests, at any depth (RFC 9901 §7.1 steps 3 to 5).
 *
 * @returns the processed payload, without `_sd`, `_sd_alg` and what was not disclosed
 * @throws RevisionError
 */
export async function expand(
  payload: Record<string, unknown>,
  disclosures: readonly string[],
): Promise<Record<string, unknown>> {
  const { _sd_alg: algorithm = 'sha-256', ...rest } = payload;
  const provided = new Map<string, Provided>();
  for (const [i, encoded] of disclosures.entries()) {
    const where = `disclosure ${i}`;
    const digest = await digestBy(algorithm, encoded);
    if (provided.has(digest)) throw new RevisionError('the disclosure was given twice', where);
    provided.set(digest, { parts: parseDisclosure(encoded, where), where });
  }
  const expansion = new Expansion(provided);
  const result = expansion.object(rest, 'payload', MAX_DEPTH);
  expansion.assertAllUsed();
  return result;
}

class Expansion {
  readonly #provided: ReadonlyMap<string, Provided>;
  readonly #seen = new Set<string>();

  constructor(provided: ReadonlyMap<string, Provided>) {
    this.#provided = provided;
  }

  assertAllUsed(): void {
    for (const [digest, { where }] of this.#provided) {
      if (!this.#seen.has(digest)) throw new RevisionError('the token does not commit to the disclosure', where);
    }
  }

  object(object: Record<string, unknown>, where: string, depth: number): Record<string, unknown> {
    const members = new Map<string, unknown>();
    for (const [name, value] of Object.entries(object)) {
      if (name === '_sd') continue;
      const here = `${where}/${pointerToken(name)}`;
      if (reservedName(name)) throw new RevisionError('a reserved name where it must not stand', here);
      members.set(name, this.#value(value, here, depth - 1));
    }
    for (const digest of digestsOf(object, where)) this.#insert(digest, members, where, depth);
    return Object.fromEntries(members);
  }

  #value(value: unknown, where: string, depth: number): unknown {
    if (depth < 0) throw new RevisionError(`nested deeper than ${MAX_DEPTH} levels`, where);
    if (Array.isArray(value)) return this.#array(value, where, depth);
    return isObject(value) ? this.object(value, where, depth) : value;
  }

  #array(items: readonly unknown[], where: string, depth: number): unknown[] {
    const result: unknown[] = [];
    for (const [i, item] of items.entries()) {
      const here = `${where}/${i}`;
      const digest = placeholder(item, here);
      if (digest === null) {
        result.push(this.#value(item, here, depth - 1));
        continue;
      }
      const found = this.#take(digest, here);
      if (found === undefined) continue;
      if (found.parts.length !== 2)
        throw new RevisionError("an array element's disclosure has two elements", found.where);
      assertSalt(found);
      result.push(this.#value(found.parts[1], here, depth - 1));
    }
    return result;
  }

  #insert(digest: string, members: Map<string, unknown>, where: string, depth: number): void {
    const found = this.#take(digest, `${where}/_sd`);
    if (found === undefined) return;
    const [, name, value] = found.parts;
    if (found.parts.length !== 3) throw new RevisionError("a property's disclosure has three elements", found.where);
    assertSalt(found);
    if (typeof name !== 'string') throw new RevisionError('the name is not a string', found.where);
    if (reservedName(name)) throw new RevisionError(`the name ${JSON.stringify(name)} is reserved`, found.where);
    if (members.has(name)) throw new RevisionError(`the name ${JSON.stringify(name)} is taken already`, found.where);
    members.set(name, this.#value(value, `${where}/${pointerToken(name)}`, depth - 1));
  }

  /** The disclosure for a digest, or `undefined` for a decoy or what was withheld. A digest may stand in one place only. */
  #take(digest: string, where: string): Provided | undefined {
    if (this.#seen.has(digest)) throw new RevisionError('a digest that is there twice', where);
    this.#seen.add(digest);
    return this.#provided.get(digest);
  }
}

function digestsOf(object: Record<string, unknown>, where: string): string[] {
  if (!Object.hasOwn(object, '_sd')) return [];
  const digests = object._sd;
  if (Array.isArray(digests) && digests.every((digest) => typeof digest === 'string')) return digests;
  throw new RevisionError('not a list of digests', `${where}/_sd`);
}

/** The digest of an array element that stands for a disclosure (RFC 9901 §4.2.4.2), or `null` for ordinary elements. */
function placeholder(item: unknown, where: string): string | null {
  if (!isObject(item) || !Object.hasOwn(item, '...')) return null;
  const digest = item['...'];
  if (typeof digest === 'string' && Object.keys(item).length === 1) return digest;
  throw new RevisionError('`...` must be the only member and hold a digest', where);
}

function assertSalt({ parts, where }: Provided): void {
  if (typeof parts[0] !== 'string') throw new RevisionError('the salt is not a string', where);
}
