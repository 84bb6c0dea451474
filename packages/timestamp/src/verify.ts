import { type BaseBlock, Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { AlgorithmIdentifier, EncapsulatedContentInfo, IssuerAndSerialNumber, SignedData, SignerInfo } from 'pkijs';
import { digest, hashOf, requireTrusted } from './algorithms.ts';
import { type Certificate, keyIdOf, keyUsageOf, purposesOf, readCertificate, unknownDemand } from './certificate.ts';
import { chainTo, TIME_STAMPING } from './chain.ts';
import { childrenOf, contentOf, hexOf, octetsOf, reading, sameBytes } from './der.ts';
import { malformed, TimestampError } from './errors.ts';
import { readQuery } from './query.ts';
import { readStamp, type Signer, type Stamp, type StampInfo, TST_INFO } from './stamp.ts';
import type { Moment } from './time.ts';

/** What a stamp is held against. */
export interface Demands {
  /** What was stamped, whole. */
  readonly data?: Uint8Array;
  /** The query that it answers: hash, random number and policy. */
  readonly query?: Uint8Array;
  /** Object identifier of the policy that it must be made under. */
  readonly policy?: string;
  /** Certificates in DER that the verifier trusts, got from elsewhere than the stamp. */
  readonly chain?: readonly Uint8Array[];
}

/** What a stamp that verifies shows. */
export interface Verdict extends StampInfo {
  readonly status: Stamp['status'];
  /** Name in the certificate of the authority, as its issuer wrote it. */
  readonly authority: string;
  /** `holds` under the given certificates; `not-given`: only that the signature holds, by whomever. */
  readonly chain: 'holds' | 'not-given';
  /** The way from the authority's certificate to the trusted one, in DER. */
  readonly way: readonly Uint8Array[];
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
/** Bits of a key usage other than signing. */
const OTHER_USES = 0x3f;

/**
 * Verifies a time stamp (RFC 3161 §2.2, RFC 5652 §5.6, RFC 5816): that it speaks of the data and answers the query, that the
 * authority's certificate signed it and was made for stamping only, and, where certificates are given, that it comes from
 * one of them. Whether its time can be right is not told by a stamp alone: hold `genTime` against what is known.
 *
 * @param bytes a TimeStampResp or a bare token
 * @throws TimestampError saying what does not hold
 */
export async function verifyStamp(bytes: Uint8Array, demands: Demands = {}): Promise<Verdict> {
  const stamp = readStamp(bytes);
  await requireAnswer(stamp.info, demands);
  const given = (demands.chain ?? []).map(readCertificate);
  const own = stamp.certificates.map(readCertificate);
  const signer = signerOf(stamp.signer, [...own, ...given]);
  await requireSignature(stamp, signer);
  requireStamping(signer, stamp.info.genTime);
  const way = demands.chain === undefined ? null : await chainTo(signer, given, own, stamp.info.genTime);
  return {
    ...stamp.info,
    status: stamp.status,
    authority: signer.name,
    chain: way === null ? 'not-given' : 'holds',
    way: (way ?? []).map((certificate) => certificate.bytes),
  };
}

async function requireAnswer(info: StampInfo, { data, query, policy }: Demands): Promise<void> {
  if (data !== undefined && !sameBytes(await digest(info.hash, data), info.digest))
    throw new TimestampError('imprint', 'The stamp is of other data.');
  const asked = query === undefined ? null : readQuery(query);
  if (asked !== null && (asked.hash !== info.hash || !sameBytes(asked.digest, info.digest)))
    throw new TimestampError('imprint', 'The stamp is of other data than was asked for.');
  if (asked !== null && asked.nonce !== info.nonce)
    throw new TimestampError('nonce', 'The stamp answers another query: its random number is not the one sent.');
  for (const demanded of [policy, asked?.policy ?? undefined])
    if (demanded !== undefined && demanded !== info.policy)
      throw new TimestampError('policy', `The stamp is made under policy ${info.policy}, not ${demanded}.`);
}

/** By octets: the library takes names that differ in their capitals or spaces for the same. */
function signerOf({ names }: Signer, certificates: readonly Certificate[]): Certificate {
  const found = certificates.find((certificate) => {
    const { issuer, serialNumber } = certificate.x509;
    if ('serial' in names)
      return (
        hexOf(contentOf(serialNumber)) === names.serial &&
        sameBytes(new Uint8Array(issuer.valueBeforeDecode), names.issuer)
      );
    const keyId = keyIdOf(certificate);
    return keyId !== null && sameBytes(keyId, names.keyId);
  });
  if (found === undefined)
    throw new TimestampError('certificate', 'The certificate that signed is neither in the stamp nor given.');
  return found;
}

async function requireSignature({ content, signer }: Stamp, { x509, bytes, name }: Certificate): Promise<void> {
  const { attributes, info, signature } = signer;
  const type = attributes.get(CONTENT_TYPE);
  if (!(type instanceof ObjectIdentifier) || type.getValue() !== TST_INFO)
    throw new TimestampError('signature', 'The signature does not say that it is one of a time stamp.');
  await requireNamed(attributes, { x509, bytes });
  requireTrusted(info.signatureAlgorithm, x509.subjectPublicKeyInfo, signature);
  // The library looks for the certificate among those sent, and takes key identifiers for SHA-1 of the key: so it gets the one
  // that was found. Of time stamps it demands the data, which are not always at hand: so it is told of none. The imprint is
  // compared above.
  const { issuer, serialNumber } = x509;
  const sid = new IssuerAndSerialNumber({ issuer, serialNumber });
  const eContent = new OctetString({ valueHex: Uint8Array.from(content) });
  const signed = new SignedData({
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: SignedData.ID_DATA, eContent }),
    certificates: [x509],
    signerInfos: [new SignerInfo({ ...info, sid })],
  });
  const holds = await signed.verify({ signer: 0 }).catch((error: Error) => error.message);
  if (holds !== true)
    throw new TimestampError(
      'signature',
      `The signature is not one of ${name}, or of other data. ${holds || ''}`.trim(),
    );
}

/** The signature itself names its certificate by hash, so that no other of the same key or name can take its place. */
async function requireNamed(
  attributes: Signer['attributes'],
  certificate: Pick<Certificate, 'bytes' | 'x509'>,
): Promise<void> {
  const [first, second] = [attributes.get(SIGNING_CERTIFICATE), attributes.get(SIGNING_CERTIFICATE_V2)];
  const named = [
    ...(first === undefined ? [] : [readCertificateId(first, 'SHA-1')]),
    ...(second === undefined ? [] : [readCertificateId(second, 'SHA-256')]),
  ];
  if (named.length === 0)
    throw new TimestampError('certificate', 'The signature does not name the certificate that it belongs to.');
  for (const { hash, digest: wanted, serial } of named)
    if (
      !sameBytes(wanted, await digest(hash, certificate.bytes)) ||
      (serial !== null && serial !== hexOf(contentOf(certificate.x509.serialNumber)))
    )
      throw new TimestampError('certificate', 'The signature names another certificate than the one that was found.');
}

type NamedBy = Parameters<typeof digest>[0];

/**
 * ESSCertID (RFC 2634 §5.4.1: SHA-1) or ESSCertIDv2 (RFC 5035 §4: SHA-256 unless told): the first is the signer's. The library
 * has neither.
 */
function readCertificateId(
  attribute: BaseBlock,
  usual: NamedBy,
): { hash: NamedBy; digest: Uint8Array; serial: string | null } {
  const [first] = childrenOf(childrenOf(attribute)[0]);
  const parts = childrenOf(first);
  const algorithm = parts[0] instanceof Sequence ? parts.shift() : undefined;
  const [wanted, issuerSerial, ...more] = parts;
  if (more.length > 0) throw malformed('The signature names its certificate in a form that is not known here.');
  return {
    hash: algorithm === undefined ? usual : hashOf(reading(() => new AlgorithmIdentifier({ schema: algorithm }))),
    digest: octetsOf(wanted),
    serial: issuerSerial === undefined ? null : serialIn(issuerSerial),
  };
}

function serialIn(issuerSerial: BaseBlock): string {
  const serial = childrenOf(issuerSerial)[1];
  if (!(serial instanceof Integer))
    throw malformed('The signature names its certificate in a form that is not known here.');
  return hexOf(contentOf(serial));
}

/** RFC 3161 §2.3: one purpose, and nothing else may be done with the key. */
function requireStamping(signer: Certificate, at: Moment): void {
  const refuse = (why: string): never => {
    throw new TimestampError('certificate', `The certificate of ${signer.name} ${why}`);
  };
  const found = purposesOf(signer);
  if (found?.critical !== true || found.purposes.length !== 1 || found.purposes[0] !== TIME_STAMPING)
    refuse('is not one for time stamps alone.');
  const [uses = 0, more = 0] = keyUsageOf(signer) ?? [];
  if ((uses & OTHER_USES) !== 0 || more !== 0) refuse('is for other uses than signing.');
  const [from, to] = [signer.x509.notBefore.value, signer.x509.notAfter.value];
  // Its last second belongs to it.
  if (at.ms < from.getTime() || at.ms >= to.getTime() + 1000)
    refuse(`was valid from ${from.toISOString()} to ${to.toISOString()}, not at ${at.text}.`);
  const demand = unknownDemand(signer);
  if (demand !== null) refuse(`demands ${demand}, which is not known here.`);
}
