import {
  childrenOf,
  type Element,
  hexOf,
  Parts,
  readBits,
  readDer,
  readOid,
  readSmall,
  sameBytes,
  TAG,
} from './der.ts';
import { malformed } from './errors.ts';
import { type Moment, readCertificateTime } from './time.ts';

/** An X.509 certificate, RFC 5280 §4.1. */
export interface Certificate {
  /** All of it in DER. */
  readonly bytes: Uint8Array;
  /** What its issuer signed. */
  readonly signed: Uint8Array;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
  /** Whole octets of the number, in hex. */
  readonly serial: string;
  /** Names in DER: they are equal where their octets are. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The subject's common name, or its organisation, for people. */
  readonly name: string;
  readonly notBefore: Moment;
  readonly notAfter: Moment;
  readonly key: Element;
  readonly extensions: ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }>;
}

export const EXTENSION = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';

/** @throws TimestampError malformed */
export function readCertificate(bytes: Uint8Array): Certificate {
  const outer = new Parts(readDer(bytes, TAG.sequence));
  const tbs = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = readBits(outer.take());
  outer.end();
  const parts = new Parts(tbs);
  parts.maybe(0xa0);
  const serial = hexOf(parts.take(TAG.integer).content);
  if (!sameBytes(parts.take(TAG.sequence).bytes, algorithm.bytes))
    throw malformed('A certificate names two signature algorithms.');
  const issuer = parts.take(TAG.sequence);
  const validity = new Parts(parts.take(TAG.sequence));
  const [notBefore, notAfter] = [readCertificateTime(validity.take()), readCertificateTime(validity.take())];
  validity.end();
  const subject = parts.take(TAG.sequence);
  const key = parts.take(TAG.sequence);
  parts.maybe(0x81);
  parts.maybe(0x82);
  const extensions = readExtensions(parts.maybe(0xa3));
  parts.end();
  return {
    ...{ bytes, signed: tbs.bytes, algorithm, signature, serial, key, extensions, notBefore, notAfter },
    ...{ issuer: issuer.bytes, subject: subject.bytes, name: nameOf(subject) },
  };
}

function readExtensions(part: Element | null): Certificate['extensions'] {
  const found = new Map<string, { critical: boolean; value: Uint8Array }>();
  const list = part === null ? undefined : childrenOf(part)[0];
  for (const extension of list === undefined ? [] : childrenOf(list)) {
    const parts = new Parts(extension);
    const oid = readOid(parts.take());
    const critical = parts.maybe(TAG.boolean)?.content[0] === 0xff;
    const value = parts.take(TAG.octetString).content;
    parts.end();
    if (found.has(oid)) throw malformed(`A certificate holds the extension ${oid} twice.`);
    found.set(oid, { critical, value });
  }
  return found;
}

function nameOf(subject: Element): string {
  const parts = childrenOf(subject)
    .flatMap(childrenOf)
    .map((attribute) => {
      const [type, value] = childrenOf(attribute);
      return { type: readOid(type), text: value === undefined ? '' : textOf(value) };
    });
  const of = (oid: string) => parts.find(({ type }) => type === oid)?.text;
  return of(COMMON_NAME) ?? of(ORGANISATION) ?? '';
}

/** UTF8String, PrintableString and their like; BMPString in two octets a character. */
export function textOf({ tag, content }: Element): string {
  return new TextDecoder(tag === 0x1e ? 'utf-16be' : 'utf-8').decode(Uint8Array.from(content));
}

/** Object identifiers of purposes, and whether the extension is critical; null where there is none. */
export function purposesOf({ extensions }: Certificate): { critical: boolean; purposes: string[] } | null {
  const found = extensions.get(EXTENSION.extendedKeyUsage);
  if (found === undefined) return null;
  const purposes = childrenOf(readDer(found.value, TAG.sequence)).map((each) => readOid(each));
  return { critical: found.critical, purposes };
}

/** Whether the certificate may sign others, and how many may stand between them and the signer. */
export function authorityOf({ extensions }: Certificate): { ca: boolean; below: number } {
  const found = extensions.get(EXTENSION.basicConstraints);
  if (found === undefined) return { ca: false, below: 0 };
  const parts = new Parts(readDer(found.value, TAG.sequence));
  const ca = parts.maybe(TAG.boolean)?.content[0] === 0xff;
  const below = parts.maybe(TAG.integer);
  parts.end();
  return { ca, below: below === null ? Number.POSITIVE_INFINITY : readSmall(below) };
}

/** The bits of the key usage, the first at 0 (RFC 5280 §4.2.1.3); null where it is not limited. */
export function keyUsageOf({ extensions }: Certificate): number[] | null {
  const found = extensions.get(EXTENSION.keyUsage);
  if (found === undefined) return null;
  const [, ...octets] = readDer(found.value, TAG.bitString).content;
  return octets.flatMap((octet, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => octet & (0x80 >> b)).map((b) => i * 8 + b),
  );
}

/** Key identifier, or null. */
export function keyIdOf({ extensions }: Certificate): Uint8Array | null {
  const found = extensions.get(EXTENSION.subjectKeyId);
  return found === undefined ? null : readDer(found.value, TAG.octetString).content;
}

/**
 * The certificates of a PEM file, in their order.
 *
 * @throws TimestampError malformed when there is none, or one cannot be read
 */
export function readPem(text: string): Uint8Array[] {
  const found = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)];
  if (found.length === 0) throw malformed('There is no certificate in PEM in it.');
  return found.map(([, base64 = '']) => {
    const bytes = Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (c) => c.charCodeAt(0));
    readCertificate(bytes);
    return bytes;
  });
}

/** The certificates as one PEM file. */
export function writePem(certificates: readonly Uint8Array[]): string {
  return certificates
    .map((bytes) => {
      const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? [];
      return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
    })
    .join('');
}
