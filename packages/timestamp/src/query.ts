import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { type Hash, hashOf, SHA256 } from './algorithms.ts';
import { hexOf, octetsOf, readDer, reading, sameBytes, writeDer } from './der.ts';
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
const OCTETS: Readonly<Record<Hash, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

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
  if (policy !== undefined && !/^([01]\.[1-3]?[0-9]|2\.(0|[1-9]\d{0,14}))(\.(0|[1-9]\d{0,14}))+$/.test(policy))
    throw malformed(`${policy} is no object identifier.`);
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: Uint8Array.from(digest) }),
    }),
    ...(policy === undefined ? {} : { reqPolicy: policy }),
    nonce: Integer.fromBigInt(BigInt(`0x${hexOf(nonce)}`)),
    certReq: true,
  });
  return writeDer(request);
}

/** Reads a TimeStampReq. @throws TimestampError malformed or algorithm */
export function readQuery(bytes: Uint8Array): Query {
  const request = reading(() => new TimeStampReq({ schema: readDer(bytes) }));
  // The library passes over what it does not know; written again it is gone.
  if (!sameBytes(writeDer(request), bytes)) throw malformed('The query holds a part that the standard does not know.');
  if (request.version !== 1) throw malformed('The query is of a version that is not known here.');
  return {
    ...readImprint(request.messageImprint),
    nonce: request.nonce === undefined ? null : request.nonce.toBigInt(),
    policy: request.reqPolicy ?? null,
    certificates: request.certReq ?? false,
  };
}

/** MessageImprint: what is stamped, by its hash. */
export function readImprint({ hashAlgorithm, hashedMessage }: MessageImprint): { hash: Hash; digest: Uint8Array } {
  const hash = hashOf(hashAlgorithm);
  const digest = octetsOf(hashedMessage);
  if (digest.length !== OCTETS[hash]) throw malformed(`${hexOf(digest)} is no ${hash} digest.`);
  return { hash, digest };
}
