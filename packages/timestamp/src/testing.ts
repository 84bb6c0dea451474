// For tests only: an authority in memory. It writes with a library of its own, so that what is read here was not written here.
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { Accuracy, MessageImprint, PKIStatusInfo, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import * as x509 from '@peculiar/asn1-x509';
import * as asn1 from 'asn1js';
import { writePem } from './certificate.ts';
import { hexOf } from './der.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type Keys = { readonly publicKey: Key; readonly privateKey: Key };

export interface Party {
  readonly certificate: x509.Certificate;
  readonly der: Uint8Array;
  readonly keys: Keys;
}

export interface AuthorityOptions {
  /** Purposes in the certificate, and whether they are critical. */
  readonly purposes?: readonly string[];
  readonly critical?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly rsa?: boolean;
}

/** What one answer is to have otherwise than it should. */
export interface AnswerOptions {
  readonly time?: Date;
  readonly nonce?: ArrayBuffer | null;
  readonly digest?: Uint8Array;
  readonly policy?: string;
  readonly status?: number;
  readonly accuracy?: { seconds?: number; millis?: number; micros?: number };
  /** Names of signed attributes to leave out, by object identifier. */
  readonly without?: readonly string[];
  /** Another certificate that the signature names by its hash. */
  readonly names?: Uint8Array;
  readonly contentType?: string;
  readonly signers?: number;
  readonly withoutCertificates?: boolean;
  /** The signature is made over the stated digest of something else. */
  readonly messageDigest?: Uint8Array;
}

export interface TestAuthority {
  readonly root: Party;
  readonly between: Party;
  readonly signer: Party;
  /** PEM of the root alone. */
  readonly chain: string;
  /** A TimeStampResp to a TimeStampReq. */
  answer(query: Uint8Array, options?: AnswerOptions): Promise<Uint8Array>;
}

/** An authority with a root, a certificate between and one for stamping. */
export async function makeTestAuthority(options: AuthorityOptions = {}): Promise<TestAuthority> {
  const root = await makeParty('Test root', null, { ca: true });
  const between = await makeParty('Test issuer', root, { ca: true });
  const signer = await makeParty('Test authority', between, { ca: false, ...options });
  return {
    ...{ root, between, signer, chain: writePem([root.der]) },
    answer: (query, given = {}) => answer({ signer, between }, query, given),
  };
}

export interface PartyOptions extends AuthorityOptions {
  readonly ca: boolean;
  /** How many certificates may stand below it. */
  readonly below?: number;
  /** Another's, so that there are two certificates of one key. */
  readonly keys?: Keys;
}

/** One certificate with its keys, signed by itself where there is no issuer. */
export async function makeParty(name: string, issuer: Party | null, options: PartyOptions): Promise<Party> {
  const keys = options.keys ?? (await makeKeys(options));
  const spki = await crypto.subtle.exportKey('spki', keys.publicKey);
  const by = issuer?.keys ?? keys;
  const algorithm = algorithmOf(by);
  const subject = nameOf(name);
  const tbs = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: Uint8Array.of(0x11, ...crypto.getRandomValues(new Uint8Array(7))).buffer,
    signature: algorithm,
    issuer: issuer?.certificate.tbsCertificate.subject ?? subject,
    validity: new x509.Validity({
      notBefore: options.notBefore ?? new Date('2020-01-01T00:00:00Z'),
      notAfter: options.notAfter ?? new Date('2045-01-01T00:00:00Z'),
    }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(spki, x509.SubjectPublicKeyInfo),
    extensions: new x509.Extensions(extensionsOf(options)),
  });
  const signatureValue = await signWith(by, AsnConvert.serialize(tbs));
  const certificate = new x509.Certificate({ tbsCertificate: tbs, signatureAlgorithm: algorithm, signatureValue });
  return { certificate, keys, der: new Uint8Array(AsnConvert.serialize(certificate)) };
}

async function makeKeys(options: AuthorityOptions): Promise<Keys> {
  return (await crypto.subtle.generateKey(
    options.rsa === true
      ? { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }
      : { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  )) as Keys;
}

function extensionsOf({ ca, below, purposes = [TIME_STAMPING], critical = true }: PartyOptions): x509.Extension[] {
  const extension = (extnID: string, isCritical: boolean, value: unknown): x509.Extension =>
    new x509.Extension({ extnID, critical: isCritical, extnValue: new OctetString(AsnConvert.serialize(value)) });
  const usage = ca ? x509.KeyUsageFlags.keyCertSign : x509.KeyUsageFlags.digitalSignature;
  return [
    extension(
      x509.id_ce_basicConstraints,
      true,
      new x509.BasicConstraints({ cA: ca, ...(below === undefined ? {} : { pathLenConstraint: below }) }),
    ),
    extension(x509.id_ce_keyUsage, true, new x509.KeyUsage(usage)),
    ...(ca ? [] : [extension(x509.id_ce_extKeyUsage, critical, new x509.ExtendedKeyUsage([...purposes]))]),
  ];
}

function nameOf(text: string): x509.Name {
  const value = new x509.AttributeValue({ utf8String: text });
  return new x509.Name([
    new x509.RelativeDistinguishedName([new x509.AttributeTypeAndValue({ type: '2.5.4.3', value })]),
  ]);
}

function algorithmOf({ publicKey }: Keys): x509.AlgorithmIdentifier {
  return publicKey.algorithm.name === 'ECDSA'
    ? new x509.AlgorithmIdentifier({ algorithm: ECDSA_SHA256 })
    : new x509.AlgorithmIdentifier({ algorithm: RSA_SHA256, parameters: null });
}

async function signWith({ privateKey }: Keys, bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const { name } = privateKey.algorithm;
  const plain = new Uint8Array(await crypto.subtle.sign({ name, hash: 'SHA-256' }, privateKey, bytes));
  if (name !== 'ECDSA') return plain.buffer;
  const numbers = [plain.subarray(0, 32), plain.subarray(32)].map((octets) => BigInt(`0x${hexOf(octets)}`));
  return new asn1.Sequence({ value: numbers.map((number) => asn1.Integer.fromBigInt(number)) }).toBER();
}

async function sha256(bytes: Uint8Array | ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(new Uint8Array(bytes))));
}

async function answer(
  by: { signer: Party; between: Party },
  query: Uint8Array,
  options: AnswerOptions,
): Promise<Uint8Array> {
  const status = new PKIStatusInfo({ status: options.status ?? 0 });
  if ((options.status ?? 0) > 1) return new Uint8Array(AsnConvert.serialize(new TimeStampResp({ status })));
  const content = AsnConvert.serialize(infoFor(AsnConvert.parse(query, TimeStampReq), options));
  const signer = await signerFor(by.signer, content, options);
  const certificates = [by.signer, by.between].map(({ certificate }) => new CertificateChoices({ certificate }));
  const signed = new SignedData({
    version: 3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([new x509.AlgorithmIdentifier({ algorithm: SHA256 })]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: options.contentType ?? TST_INFO,
      eContent: new EncapsulatedContent({ single: new OctetString(content) }),
    }),
    ...(options.withoutCertificates === true ? {} : { certificates: new CertificateSet(certificates) }),
    signerInfos: new SignerInfos(Array.from({ length: options.signers ?? 1 }, () => signer)),
  });
  const timeStampToken = new ContentInfo({
    contentType: '1.2.840.113549.1.7.2',
    content: AsnConvert.serialize(signed),
  });
  return new Uint8Array(AsnConvert.serialize(new TimeStampResp({ status, timeStampToken })));
}

function infoFor(asked: TimeStampReq, options: AnswerOptions): TSTInfo {
  const nonce = options.nonce === undefined ? asked.nonce : (options.nonce ?? undefined);
  const { hashAlgorithm, hashedMessage } = asked.messageImprint;
  const digest = options.digest === undefined ? hashedMessage : new OctetString(Uint8Array.from(options.digest));
  return new TSTInfo({
    policy: options.policy ?? asked.reqPolicy ?? '1.2.3.4.1',
    messageImprint: new MessageImprint({ hashAlgorithm, hashedMessage: digest }),
    serialNumber: Uint8Array.of(0x21, 0x7a).buffer,
    genTime: options.time ?? new Date(),
    ...(options.accuracy === undefined ? {} : { accuracy: new Accuracy(options.accuracy) }),
    ...(nonce === undefined ? {} : { nonce }),
  });
}

async function signerFor(
  { certificate, der, keys }: Party,
  content: ArrayBuffer,
  options: AnswerOptions,
): Promise<SignerInfo> {
  const octets = (bytes: Uint8Array<ArrayBuffer>) => new asn1.OctetString({ valueHex: bytes });
  const hash = octets(await sha256(options.names ?? der));
  const oid = AsnConvert.serialize(new x509.AlgorithmIdentifier({ algorithm: options.contentType ?? TST_INFO }));
  const attribute = (attrType: string, value: ArrayBuffer): Attribute =>
    new Attribute({ attrType, attrValues: [value] });
  const attributes = [
    // The one element of that sequence is the identifier itself.
    attribute('1.2.840.113549.1.9.3', oid.slice(2)),
    attribute(
      '1.2.840.113549.1.9.4',
      octets(Uint8Array.from(options.messageDigest ?? (await sha256(content)))).toBER(),
    ),
    attribute('1.2.840.113549.1.9.16.2.47', inLists(hash).toBER()),
  ].filter(({ attrType }) => options.without?.includes(attrType) !== true);
  const encoded = attributes.map((each) => new Uint8Array(AsnConvert.serialize(each))).sort(byOctets);
  const set = new asn1.Set({ value: encoded.map((each) => asn1.fromBER(each).result) });
  const signature = await signWith(keys, set.toBER());
  const { issuer, serialNumber } = certificate.tbsCertificate;
  return new SignerInfo({
    version: 1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
    digestAlgorithm: new x509.AlgorithmIdentifier({ algorithm: SHA256 }),
    signedAttrs: encoded.map((each) => AsnConvert.parse(each, Attribute)),
    signatureAlgorithm: algorithmOf(keys),
    signature: new OctetString(signature),
  });
}

/** SigningCertificateV2 of one certificate: three lists in each other. */
function inLists(hash: asn1.OctetString): asn1.Sequence {
  return [1, 2, 3].reduce<asn1.BaseBlock>((value) => new asn1.Sequence({ value: [value] }), hash) as asn1.Sequence;
}

function byOctets(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
