import { type Hash, readHash, SHA256 } from './algorithms.ts';
import { hexOf, Parts, readDer, readInteger, readOid, readSmall, TAG, write, writeInteger, writeOid } from './der.ts';
import { malformed } from './errors.ts';

/** What an authority is asked to stamp. */
export interface Query {
  readonly hash: Hash;
  readonly digest: Uint8Array;
  /** Null where none was sent. */
  readonly nonce: bigint | null;
  /** Object identifier of the policy that is demanded, or null. */
  readonly policy: string | null;
  /** Whether the answer is to hold the authority's certificate. */
  readonly certificates: boolean;
}

const NONCE_BYTES = 16;

/**
 * A TimeStampReq (RFC 3161 §2.4.1) that asks for the authority's certificate and holds a random number, so that an old
 * answer is none to it.
 *
 * @param digest SHA-256 of what is stamped
 * @param policy object identifier of a policy that the answer must be made under
 * @param nonce at least 8 octets; random unless given
 */
export function makeQuery(
  digest: Uint8Array,
  policy?: string,
  nonce: Uint8Array = crypto.getRandomValues(new Uint8Array(NONCE_BYTES)),
): Uint8Array {
  if (digest.length !== 32) throw malformed('A SHA-256 digest has 32 octets.');
  const algorithm = write(TAG.sequence, writeOid(SHA256), write(TAG.null));
  return write(
    TAG.sequence,
    writeInteger(Uint8Array.of(1)),
    write(TAG.sequence, algorithm, write(TAG.octetString, digest)),
    ...(policy === undefined ? [] : [writeOid(policy)]),
    writeInteger(nonce),
    write(TAG.boolean, Uint8Array.of(0xff)),
  );
}

/** Reads a TimeStampReq. @throws TimestampError malformed or algorithm */
export function readQuery(bytes: Uint8Array): Query {
  const parts = new Parts(readDer(bytes, TAG.sequence));
  if (readSmall(parts.take()) !== 1) throw malformed('The query is of a version that is not known here.');
  const { hash, digest } = readImprint(parts);
  const policy = parts.maybe(TAG.oid);
  const nonce = parts.maybe(TAG.integer);
  const certificates = parts.maybe(TAG.boolean);
  parts.end();
  return {
    ...{ hash, digest },
    nonce: nonce === null ? null : readInteger(nonce),
    policy: policy === null ? null : readOid(policy),
    certificates: certificates?.content[0] === 0xff,
  };
}

const OCTETS: Readonly<Record<Hash, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** MessageImprint: what is stamped, by its hash. */
export function readImprint(from: Parts): { hash: Hash; digest: Uint8Array } {
  const parts = new Parts(from.take(TAG.sequence));
  const hash = readHash(parts.take(TAG.sequence));
  const digest = parts.take(TAG.octetString).content;
  parts.end();
  if (digest.length !== OCTETS[hash]) throw malformed(`${hexOf(digest)} is no ${hash} digest.`);
  return { hash, digest };
}
