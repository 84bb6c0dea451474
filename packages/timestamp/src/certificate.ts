import { type BaseBlock, BitString } from 'asn1js';
import { BasicConstraints, ExtKeyUsage, Certificate as X509 } from 'pkijs';
import { childrenOf, contentOf, octetsOf, readDer, reading, sameBytes, writeDer } from './der.ts';
import { malformed } from './errors.ts';

/** An X.509 certificate, RFC 5280 §4.1. */
export interface Certificate {
  /** All of it in DER. */
  readonly bytes: Uint8Array;
  readonly x509: X509;
  /** The subject's common name, or its organisation, for people. */
  readonly name: string;
}

const EXTENSION = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
} as const;
/**
 * Extensions that are read here or by the library on the way to a trusted certificate (names, policies), or that limit
 * nothing here; any other that is critical forbids the certificate.
 */
const UNDERSTOOD = new Set([...Object.values(EXTENSION), ...[17, 30, 32, 33, 35, 36, 54].map((n) => `2.5.29.${n}`)]);

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';

/** @throws TimestampError malformed */
export function readCertificate(bytes: Uint8Array): Certificate {
  const tree = readDer(bytes);
  const x509 = reading(() => new X509({ schema: tree }));
  if (childrenOf(tree).length !== 3) throw malformed('A certificate holds a part that the standard does not know.');
  if (!sameBytes(writeDer(x509.signature), writeDer(x509.signatureAlgorithm)))
    throw malformed('A certificate names two signature algorithms.');
  octetsOf(x509.signatureValue);
  for (const { value } of [x509.notBefore, x509.notAfter])
    if (Number.isNaN(value.getTime()))
      throw malformed('A time of a certificate is not written as the standard has it.');
  const oids = (x509.extensions ?? []).map(({ extnID }) => extnID);
  const twice = oids.find((oid, i) => oids.indexOf(oid) !== i);
  if (twice !== undefined) throw malformed(`A certificate holds the extension ${twice} twice.`);
  return { bytes, x509, name: nameOf(x509) };
}

function nameOf({ subject }: X509): string {
  const of = (oid: string): unknown => subject.typesAndValues.find(({ type }) => type === oid)?.value.valueBlock.value;
  return String(of(COMMON_NAME) ?? of(ORGANISATION) ?? '');
}

function extensionOf({ x509 }: Certificate, oid: string): { critical: boolean; value: BaseBlock } | null {
  const found = x509.extensions?.find(({ extnID }) => extnID === oid);
  return found === undefined ? null : { critical: found.critical, value: readDer(octetsOf(found.extnValue)) };
}

/** Object identifiers of purposes, and whether the extension is critical; null where there is none. */
export function purposesOf(certificate: Certificate): { critical: boolean; purposes: string[] } | null {
  const found = extensionOf(certificate, EXTENSION.extendedKeyUsage);
  if (found === null) return null;
  const { keyPurposes } = reading(() => new ExtKeyUsage({ schema: found.value }));
  return { critical: found.critical, purposes: keyPurposes };
}

/** How many certificates may stand between this one and the signer; null where it may sign none. */
export function depthBelow(certificate: Certificate): number | null {
  const found = extensionOf(certificate, EXTENSION.basicConstraints);
  if (found === null) return null;
  const { cA, pathLenConstraint: most } = reading(() => new BasicConstraints({ schema: found.value }));
  if (!cA) return null;
  return typeof most === 'number' ? most : Number.POSITIVE_INFINITY;
}

/** The octets of the key usage, the first use in the highest bit (RFC 5280 §4.2.1.3); null where it is not limited. */
export function keyUsageOf(certificate: Certificate): Uint8Array | null {
  const found = extensionOf(certificate, EXTENSION.keyUsage);
  if (found === null) return null;
  if (!(found.value instanceof BitString)) throw malformed('The key usage of a certificate cannot be read.');
  return contentOf(found.value);
}

/** Key identifier, or null. */
export function keyIdOf(certificate: Certificate): Uint8Array | null {
  const found = extensionOf(certificate, EXTENSION.subjectKeyId);
  return found === null ? null : octetsOf(found.value);
}

/** A critical extension that is not understood here, or null. */
export function unknownDemand({ x509 }: Certificate): string | null {
  return x509.extensions?.find(({ extnID, critical }) => critical && !UNDERSTOOD.has(extnID))?.extnID ?? null;
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
    const bytes = Uint8Array.from(
      reading(() => atob(base64.replaceAll(/\s/g, ''))),
      (c) => c.charCodeAt(0),
    );
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
