import { digest, isSigned, readHash } from './algorithms.ts';
import { type Certificate, keyIdOf, keyUsageOf, purposesOf, readCertificate } from './certificate.ts';
import { chainTo, TIME_STAMPING, unknownDemand, validAt } from './chain.ts';
import { childrenOf, type Element, hexOf, Parts, readOid, sameBytes, TAG } from './der.ts';
import { malformed, TimestampError } from './errors.ts';
import { readQuery } from './query.ts';
import { readStamp, type SignerInfo, type Stamp, type StampInfo, TST_INFO } from './stamp.ts';
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
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const SIGNING_USAGES = new Set([0, 1]);

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

function signerOf({ names }: SignerInfo, certificates: readonly Certificate[]): Certificate {
  const found = certificates.find((certificate) => {
    if (!('keyId' in names)) return certificate.serial === names.serial && sameBytes(certificate.issuer, names.issuer);
    const keyId = keyIdOf(certificate);
    return keyId !== null && sameBytes(keyId, names.keyId);
  });
  if (found === undefined)
    throw new TimestampError('certificate', 'The certificate that signed is neither in the stamp nor given.');
  return found;
}

async function requireSignature({ content, signer }: Stamp, certificate: Certificate): Promise<void> {
  const { attributes, hash, signedAttributes, algorithm, signature } = signer;
  const type = attributes.get(CONTENT_TYPE);
  if (type === undefined || readOid(type) !== TST_INFO)
    throw new TimestampError('signature', 'The signature does not say that it is one of a time stamp.');
  const stated = attributes.get(MESSAGE_DIGEST);
  if (stated?.tag !== TAG.octetString || !sameBytes(stated.content, await digest(hash, content)))
    throw new TimestampError('signature', 'What the stamp states is not what was signed.');
  await requireNamed(attributes, certificate);
  if (!(await isSigned({ key: certificate.key, algorithm, signature }, signedAttributes, hash)))
    throw new TimestampError('signature', `The signature is not one of ${certificate.name}.`);
}

/** The signature itself names its certificate by hash, so that no other of the same key or name can take its place. */
async function requireNamed(attributes: SignerInfo['attributes'], certificate: Certificate): Promise<void> {
  const [first, second] = [attributes.get(SIGNING_CERTIFICATE), attributes.get(SIGNING_CERTIFICATE_V2)];
  const named = [
    ...(first === undefined ? [] : [readCertificateId(first, 'SHA-1')]),
    ...(second === undefined ? [] : [readCertificateId(second, 'SHA-256')]),
  ];
  if (named.length === 0)
    throw new TimestampError('certificate', 'The signature does not name the certificate that it belongs to.');
  for (const { hash, digest: wanted, serial } of named)
    if (!sameBytes(wanted, await digest(hash, certificate.bytes)) || (serial !== null && serial !== certificate.serial))
      throw new TimestampError('certificate', 'The signature names another certificate than the one that was found.');
}

type NamedBy = Parameters<typeof digest>[0];

/** ESSCertID (RFC 2634 §5.4.1: SHA-1) or ESSCertIDv2 (RFC 5035 §4: SHA-256 unless told): the first is the signer's. */
function readCertificateId(
  attribute: Element,
  usual: NamedBy,
): { hash: NamedBy; digest: Uint8Array; serial: string | null } {
  const [list] = childrenOf(attribute);
  const [first] = list === undefined ? [] : childrenOf(list);
  if (first === undefined) throw malformed('The signature names no certificate.');
  const parts = new Parts(first);
  const algorithm = parts.maybe(TAG.sequence);
  const hash = algorithm === null ? usual : readHash(algorithm);
  const wanted = parts.take(TAG.octetString).content;
  const issuerSerial = parts.maybe(TAG.sequence);
  parts.end();
  const serial = issuerSerial === null ? null : hexOf((childrenOf(issuerSerial)[1] ?? issuerSerial).content);
  return { hash, digest: wanted, serial };
}

/** RFC 3161 §2.3: one purpose, and nothing else may be done with the key. */
function requireStamping(signer: Certificate, at: Moment): void {
  const refuse = (why: string): never => {
    throw new TimestampError('certificate', `The certificate of ${signer.name} ${why}`);
  };
  const found = purposesOf(signer);
  if (found?.critical !== true || found.purposes.length !== 1 || found.purposes[0] !== TIME_STAMPING)
    refuse('is not one for time stamps alone.');
  if (keyUsageOf(signer)?.every((bit) => SIGNING_USAGES.has(bit)) === false) refuse('is for other uses than signing.');
  if (!validAt(signer, at))
    refuse(`was valid from ${signer.notBefore.text} to ${signer.notAfter.text}, not at ${at.text}.`);
  const demand = unknownDemand(signer);
  if (demand !== null) refuse(`demands ${demand}, which is not known here.`);
}
