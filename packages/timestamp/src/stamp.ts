import { type BaseBlock, ObjectIdentifier, Sequence } from 'asn1js';
import {
  ContentInfo,
  IssuerAndSerialNumber,
  type PKIStatusInfo,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
  Certificate as X509,
} from 'pkijs';
import { type Hash, hashOf } from './algorithms.ts';
import { bytesOf, childrenOf, contentOf, hexOf, octetsOf, readDer, reading, sameBytes, writeDer } from './der.ts';
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
  readonly signer: Signer;
}

/** Who signed and what: CMS SignerInfo, RFC 5652 §5.3. */
export interface Signer {
  /** The certificate by its issuer and serial number, or by its key's identifier. */
  readonly names: { readonly issuer: Uint8Array; readonly serial: string } | { readonly keyId: Uint8Array };
  readonly hash: Hash;
  /** As it is signed: the set, with the tag of a set. */
  readonly signedAttributes: Uint8Array;
  /** The one value of each signed attribute. */
  readonly attributes: ReadonlyMap<string, BaseBlock>;
  readonly signature: Uint8Array;
  /** As the library has it. */
  readonly info: SignerInfo;
}

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
  const outer = readDer(bytes);
  const [first, token, ...more] = childrenOf(outer);
  if (first instanceof ObjectIdentifier) return readToken(outer, null);
  const response = reading(() => new TimeStampResp({ schema: outer }));
  const status = readStatus(response.status);
  if (token === undefined || more.length > 0) throw malformed('It does not hold one stamp.');
  return readToken(token, status);
}

function readStatus(info: PKIStatusInfo): 'granted' | 'granted-with-changes' {
  const { status, statusStrings = [], failInfo } = info;
  if (status === 0) return 'granted';
  if (status === 1) return 'granted-with-changes';
  const said = statusStrings.map((text) => text.getValue());
  const octets = failInfo === undefined ? new Uint8Array() : contentOf(failInfo);
  const failures = Object.entries(FAILURES)
    .filter(([bit]) => ((octets[Number(bit) >> 3] ?? 0) & (0x80 >> (Number(bit) & 7))) !== 0)
    .map(([, text]) => text);
  const why = [...failures, ...said].join('; ').slice(0, 300);
  const what = status === 2 ? 'refused' : `did not stamp (status ${status})`;
  throw new TimestampError('not-granted', `The authority ${what}${why === '' ? '.' : `: ${why}`}`);
}

function readToken(tree: BaseBlock, status: Stamp['status']): Stamp {
  const { contentType, content: data } = reading(() => new ContentInfo({ schema: tree }));
  if (contentType !== ContentInfo.SIGNED_DATA) throw malformed('It is no time stamp: it holds no signed data.');
  const { digestAlgorithms, encapContentInfo, certificates = [], signerInfos } = readSignedData(tree, data);
  if (encapContentInfo.eContentType !== TST_INFO) throw malformed('It is no time stamp: it signs something else.');
  const content = octetsOf(encapContentInfo.eContent);
  const [info] = signerInfos;
  if (info === undefined || signerInfos.length !== 1) throw malformed('A time stamp has one signature.');
  const signer = readSigner(info);
  if (!digestAlgorithms.map(hashOf).includes(signer.hash))
    throw malformed('Its signature uses a hash that it does not name.');
  return {
    ...{ status, token: bytesOf(tree), content, info: readInfo(content), signer },
    // Those of other forms are of no use here.
    certificates: certificates.filter((each) => each instanceof X509).map(writeDer),
  };
}

function readSignedData(token: BaseBlock, data: BaseBlock): SignedData {
  const signed = reading(() => new SignedData({ schema: data }));
  if (signed.version !== 3) throw malformed('Its signed data are of a version that stamps do not have.');
  // The library passes over what it does not know; written again it is gone.
  const again = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: reading(() => signed.toSchema()) });
  if (!sameBytes(writeDer(again), bytesOf(token))) throw malformed('It holds a part that the standard does not know.');
  return signed;
}

function readInfo(content: Uint8Array): StampInfo {
  const tree = readDer(content);
  const info = reading(() => new TSTInfo({ schema: tree }));
  if (info.version !== 1) throw malformed('The time stamp is of a version that is not known here.');
  const [, , , , genTime, accuracy] = childrenOf(tree);
  return {
    ...{ policy: info.policy, ...readImprint(info.messageImprint), serial: hexOf(contentOf(info.serialNumber)) },
    genTime: readGenTime(genTime),
    accuracyMs: accuracy instanceof Sequence ? readAccuracy(accuracy, info) : null,
    ordering: info.ordering ?? false,
    nonce: info.nonce === undefined ? null : info.nonce.toBigInt(),
  };
}

function readAccuracy(tree: Sequence, { accuracy }: TSTInfo): number {
  const { seconds = 0, millis = 0, micros = 0 } = accuracy ?? {};
  // The library reads a number of four octets or more as none.
  if (childrenOf(tree).some((part) => contentOf(part).length > 3) || seconds < 0 || millis < 0 || micros < 0)
    throw malformed('Its accuracy is out of range.');
  return seconds * 1000 + millis + micros / 1000;
}

function readSigner(info: SignerInfo): Signer {
  const { version, sid, digestAlgorithm, signedAttrs, signature } = info;
  if (signedAttrs === undefined) throw malformed('Its signature covers no attributes.');
  const names =
    sid instanceof IssuerAndSerialNumber
      ? { issuer: writeDer(sid.issuer), serial: hexOf(contentOf(sid.serialNumber)) }
      : { keyId: contentOf(sid) };
  if (version !== ('keyId' in names ? 3 : 1)) throw malformed('Its signature is of a version that does not fit.');
  const attributes = new Map<string, BaseBlock>();
  for (const { type, values } of signedAttrs.attributes) {
    const [value] = values;
    if (attributes.has(type) || value === undefined || values.length !== 1)
      throw malformed(`The signed attribute ${type} stands there more than once, or empty.`);
    attributes.set(type, value);
  }
  return {
    ...{ info, names, attributes, hash: hashOf(digestAlgorithm), signature: octetsOf(signature) },
    signedAttributes: new Uint8Array(signedAttrs.encodedValue),
  };
}
