import { type Hash, readHash } from './algorithms.ts';
import { textOf } from './certificate.ts';
import {
  childrenOf,
  type Element,
  expectTag,
  hexOf,
  Parts,
  readDer,
  readInteger,
  readOid,
  readSmall,
  TAG,
} from './der.ts';
import { malformed, TimestampError } from './errors.ts';
import { readImprint } from './query.ts';
import { type Moment, readGenTime } from './time.ts';

/** What the authority states: TSTInfo, RFC 3161 §2.4.2. */
export interface StampInfo {
  /** Object identifier of the authority's policy. */
  readonly policy: string;
  readonly hash: Hash;
  /** Hash of what was stamped. */
  readonly digest: Uint8Array;
  /** In hex. */
  readonly serial: string;
  readonly genTime: Moment;
  /** By how much the time may be wrong either way, in milliseconds with their fraction; null where it is not told. */
  readonly accuracyMs: number | null;
  /** Whether the authority's stamps can be ordered by their times alone. */
  readonly ordering: boolean;
  readonly nonce: bigint | null;
}

/** A time stamp as read, before anything of it is verified. */
export interface Stamp {
  /** Null for a bare token, which does not say. */
  readonly status: 'granted' | 'granted-with-changes' | null;
  /** The TimeStampToken alone, a CMS ContentInfo in DER. */
  readonly token: Uint8Array;
  readonly info: StampInfo;
  /** What the authority's certificate signed, by way of `signedAttributes`. */
  readonly content: Uint8Array;
  /** Certificates that it brings along, in DER. */
  readonly certificates: readonly Uint8Array[];
  readonly signer: SignerInfo;
}

/** CMS SignerInfo, RFC 5652 §5.3. */
export interface SignerInfo {
  /** The certificate by its issuer and serial number, or by its key's identifier. */
  readonly names: { readonly issuer: Uint8Array; readonly serial: string } | { readonly keyId: Uint8Array };
  readonly hash: Hash;
  /** As it is signed: the set, with the tag of a set. */
  readonly signedAttributes: Uint8Array;
  /** The one value of each signed attribute. */
  readonly attributes: ReadonlyMap<string, Element>;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const FAILURES: Readonly<Record<number, string>> = {
  0: 'it does not know the algorithm',
  2: 'it does not allow the query',
  5: 'it cannot read the query',
  14: 'its clock is not available',
  15: 'it does not have the policy',
  16: 'it does not know an extension',
  17: 'it lacks information that was asked for',
  25: 'it failed',
};

/**
 * Reads a TimeStampResp or a bare TimeStampToken (`.tsr` files hold either).
 *
 * @throws TimestampError malformed, algorithm, or not-granted with what the authority says
 */
export function readStamp(bytes: Uint8Array): Stamp {
  const outer = readDer(bytes, TAG.sequence);
  const [first] = childrenOf(outer);
  if (first?.tag === TAG.oid) return readToken(outer, null);
  const parts = new Parts(outer);
  const status = readStatus(parts.take(TAG.sequence));
  const token = parts.take(TAG.sequence);
  parts.end();
  return readToken(token, status);
}

function readStatus(info: Element): 'granted' | 'granted-with-changes' {
  const parts = new Parts(info);
  const status = readSmall(parts.take());
  const texts = parts.maybe(TAG.sequence);
  const failure = parts.maybe(TAG.bitString);
  parts.end();
  if (status === 0) return 'granted';
  if (status === 1) return 'granted-with-changes';
  const said = texts === null ? [] : childrenOf(texts).map(textOf);
  const why = [...failuresOf(failure), ...said].join('; ').slice(0, 300);
  const what = status === 2 ? 'refused' : `did not stamp (status ${status})`;
  throw new TimestampError('not-granted', `The authority ${what}${why === '' ? '.' : `: ${why}`}`);
}

function failuresOf(bits: Element | null): string[] {
  const [, ...octets] = bits?.content ?? [];
  return Object.entries(FAILURES)
    .filter(([bit]) => ((octets[Number(bit) >> 3] ?? 0) & (0x80 >> (Number(bit) & 7))) !== 0)
    .map(([, text]) => text);
}

function readToken(token: Element, status: Stamp['status']): Stamp {
  const parts = new Parts(token);
  if (readOid(parts.take()) !== SIGNED_DATA) throw malformed('It is no time stamp: it holds no signed data.');
  const [data] = childrenOf(parts.take(0xa0));
  parts.end();
  const signed = new Parts(expectTag(data, TAG.sequence));
  if (readSmall(signed.take()) !== 3) throw malformed('Its signed data are of a version that stamps do not have.');
  const hashes = childrenOf(signed.take(TAG.set)).map(readHash);
  const content = readContent(signed.take(TAG.sequence));
  const certificates = signed.maybe(0xa0);
  signed.maybe(0xa1);
  const signers = childrenOf(signed.take(TAG.set));
  signed.end();
  const [signer] = signers;
  if (signer === undefined || signers.length !== 1) throw malformed('A time stamp has one signature.');
  const read = readSigner(signer);
  if (!hashes.includes(read.hash)) throw malformed('Its signature uses a hash that it does not name.');
  return {
    ...{ status, token: token.bytes, content, info: readInfo(content), signer: read },
    certificates: certificates === null ? [] : plainCertificates(certificates),
  };
}

/** Certificates of other forms than X.509 have a tag of their own. */
function plainCertificates(set: Element): Uint8Array[] {
  return childrenOf(set)
    .filter(({ tag }) => tag === TAG.sequence)
    .map(({ bytes }) => bytes);
}

function readContent(encapsulated: Element): Uint8Array {
  const parts = new Parts(encapsulated);
  if (readOid(parts.take()) !== TST_INFO) throw malformed('It is no time stamp: it signs something else.');
  const [octets] = childrenOf(parts.take(0xa0));
  parts.end();
  if (octets?.tag !== TAG.octetString) throw malformed('It does not hold what it signs.');
  return octets.content;
}

function readInfo(content: Uint8Array): StampInfo {
  const parts = new Parts(readDer(content, TAG.sequence));
  if (readSmall(parts.take()) !== 1) throw malformed('The time stamp is of a version that is not known here.');
  const policy = readOid(parts.take());
  const { hash, digest } = readImprint(parts);
  const serial = hexOf(parts.take(TAG.integer).content);
  const genTime = readGenTime(parts.take());
  const accuracy = parts.maybe(TAG.sequence);
  const ordering = parts.maybe(TAG.boolean)?.content[0] === 0xff;
  const nonce = parts.maybe(TAG.integer);
  parts.maybe(0xa0);
  parts.maybe(0xa1);
  parts.end();
  return {
    ...{ policy, hash, digest, serial, genTime, ordering },
    accuracyMs: accuracy === null ? null : readAccuracy(accuracy),
    nonce: nonce === null ? null : readInteger(nonce),
  };
}

function readAccuracy(accuracy: Element): number {
  const parts = new Parts(accuracy);
  const [seconds, millis, micros] = [parts.maybe(TAG.integer), parts.maybe(0x80), parts.maybe(0x81)];
  parts.end();
  const of = (part: Element | null): number => (part === null ? 0 : readSmall(part, part.tag));
  return of(seconds) * 1000 + of(millis) + of(micros) / 1000;
}

function readSigner(signer: Element): SignerInfo {
  const parts = new Parts(expectTag(signer, TAG.sequence));
  const version = readSmall(parts.take());
  const sid = parts.take();
  const hash = readHash(parts.take(TAG.sequence));
  const signed = parts.maybe(0xa0);
  const algorithm = parts.take(TAG.sequence);
  const signature = parts.take(TAG.octetString).content;
  parts.maybe(0xa1);
  parts.end();
  if (signed === null) throw malformed('Its signature covers no attributes.');
  const names = readSignerName(sid);
  if (version !== ('keyId' in names ? 3 : 1)) throw malformed('Its signature is of a version that does not fit.');
  // RFC 5652 §5.4: what is signed is the set with its own tag, not the one that it has in here.
  const signedAttributes = Uint8Array.from(signed.bytes);
  signedAttributes[0] = TAG.set;
  return { names, hash, signedAttributes, attributes: readAttributes(signed), algorithm, signature };
}

function readSignerName(sid: Element): SignerInfo['names'] {
  if (sid.tag === 0x80) return { keyId: sid.content };
  const parts = new Parts(sid);
  const issuer = parts.take(TAG.sequence).bytes;
  const serial = hexOf(parts.take(TAG.integer).content);
  parts.end();
  return { issuer, serial };
}

function readAttributes(set: Element): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const attribute of childrenOf(set)) {
    const parts = new Parts(attribute);
    const oid = readOid(parts.take());
    const values = childrenOf(parts.take(TAG.set));
    parts.end();
    const [value] = values;
    if (found.has(oid) || value === undefined || values.length !== 1)
      throw malformed(`The signed attribute ${oid} stands there more than once, or empty.`);
    found.set(oid, value);
  }
  return found;
}
