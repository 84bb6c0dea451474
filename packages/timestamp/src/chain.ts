import { CertificateChainValidationEngine } from 'pkijs';
import { requireTrusted } from './algorithms.ts';
import { type Certificate, depthBelow, purposesOf, unknownDemand } from './certificate.ts';
import { octetsOf, sameBytes } from './der.ts';
import { TimestampError } from './errors.ts';
import type { Moment } from './time.ts';

// pkijs judges a way (signatures, dates, authorities, their key usage, names, policies), but does not search for it: measured
// with 4.0, its engine gives up as soon as one of two issuers of a name leads nowhere, which is so for a stamp that brings a
// root signed by an older one (DigiCert's do) while the root itself is the one that is trusted; never ends where two
// certificates signed each other; and finds none to a signer that is trusted itself. It takes a way that is longer than its root
// lets it be, and looks at no purposes, hashes or sizes of keys. Those are here.

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const ANY_PURPOSE = '2.5.29.37.0';
const LONGEST = 8;
/** Signatures checked in one search: certificates that all signed each other make more ways than can be tried. */
const MOST_TRIES = 100;

/**
 * The way from a certificate to one that was given, each signed by the next, as of a moment (RFC 5280 §6.1). Whether one was
 * revoked is not asked: that would need a request to the authority.
 *
 * @param anchors certificates that the operator trusts; the way ends at the first of them
 * @param others certificates that may stand between
 * @throws TimestampError chain
 */
export async function chainTo(
  signer: Certificate,
  anchors: readonly Certificate[],
  others: readonly Certificate[],
  at: Moment,
): Promise<Certificate[]> {
  const isAnchor = (c: Certificate): boolean => anchors.some(({ bytes }) => sameBytes(bytes, c.bytes));
  let tries = 0;
  const seek = async (way: Certificate[]): Promise<Certificate[] | null> => {
    const last = way.at(-1) as Certificate;
    if (isAnchor(last)) return (await isSound(way, at)) ? way : null;
    if (way.length > LONGEST) return null;
    for (const issuer of [...anchors, ...others]) {
      if (!named(issuer, last) || way.some(({ bytes }) => sameBytes(bytes, issuer.bytes))) continue;
      if (!mayIssue(issuer, way.length - 1) || tries++ >= MOST_TRIES || !(await signs(issuer, last))) continue;
      const found = await seek([...way, issuer]);
      if (found !== null) return found;
    }
    return null;
  };
  const way = await seek([signer]);
  if (way === null)
    throw new TimestampError(
      'chain',
      `No way leads from the certificate of ${signer.name} to one of the certificates given.`,
    );
  return way;
}

/** Names are equal where their octets are. */
function named(issuer: Certificate, { x509 }: Certificate): boolean {
  const [subject, wanted] = [issuer.x509.subject, x509.issuer].map((name) => new Uint8Array(name.valueBeforeDecode));
  return sameBytes(subject as Uint8Array, wanted as Uint8Array);
}

async function signs(issuer: Certificate, { x509 }: Certificate): Promise<boolean> {
  try {
    const { signatureAlgorithm, signatureValue } = x509;
    requireTrusted(signatureAlgorithm, issuer.x509.subjectPublicKeyInfo, octetsOf(signatureValue));
    return await x509.verify(issuer.x509);
  } catch {
    // Another of the same name may have signed.
    return false;
  }
}

/** @param between certificates between this one and the signer */
function mayIssue(issuer: Certificate, between: number): boolean {
  const most = depthBelow(issuer);
  const purposes = purposesOf(issuer)?.purposes ?? null;
  return (
    most !== null &&
    between <= most &&
    (purposes === null || purposes.includes(TIME_STAMPING) || purposes.includes(ANY_PURPOSE)) &&
    unknownDemand(issuer) === null
  );
}

async function isSound(way: readonly Certificate[], { ms }: Moment): Promise<boolean> {
  // One that is trusted itself needs no way; the library knows none of a single step.
  if (way.length === 1) return true;
  const [signer, ...issuers] = way.map(({ x509 }) => x509);
  const anchor = issuers.at(-1);
  if (signer === undefined || anchor === undefined) return false;
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [anchor],
    certs: [...issuers.slice(0, -1), signer],
    // Times of certificates are whole seconds, and the last one belongs to them.
    checkDate: new Date(Math.floor(ms / 1000) * 1000),
    findIssuer: async (certificate) => issuers.slice(way.findIndex(({ x509 }) => x509 === certificate)).slice(0, 1),
  });
  return (await engine.verify()).result;
}
