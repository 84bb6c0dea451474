import { isSigned } from './algorithms.ts';
import { authorityOf, type Certificate, EXTENSION, keyUsageOf, purposesOf } from './certificate.ts';
import { sameBytes } from './der.ts';
import { TimestampError } from './errors.ts';
import type { Moment } from './time.ts';

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const ANY_PURPOSE = '2.5.29.37.0';
const KEY_CERT_SIGN = 5;
const LONGEST = 8;
/** Extensions that this reads, or that limit nothing here; any other that is critical forbids the certificate. */
const UNDERSTOOD = new Set<string>([...Object.values(EXTENSION), '2.5.29.17', '2.5.29.35']);

/**
 * The way from a certificate to one that was given, each signed by the next, as of a moment (RFC 5280 §6.1 without policies
 * and name constraints; a certificate with critical ones is refused). Whether one was revoked is not asked: that would
 * need a request to the authority.
 *
 * @param anchors certificates that the operator trusts; the way ends at the first of them
 * @param others certificates that may stand between
 * @throws TimestampError chain, certificate or algorithm
 */
export async function chainTo(
  signer: Certificate,
  anchors: readonly Certificate[],
  others: readonly Certificate[],
  at: Moment,
): Promise<Certificate[]> {
  const isAnchor = (c: Certificate): boolean => anchors.some(({ bytes }) => sameBytes(bytes, c.bytes));
  const seek = async (way: Certificate[]): Promise<Certificate[] | null> => {
    const last = way.at(-1) as Certificate;
    if (isAnchor(last)) return way;
    if (way.length > LONGEST) return null;
    for (const issuer of [...anchors, ...others]) {
      if (!sameBytes(issuer.subject, last.issuer) || way.some(({ bytes }) => sameBytes(bytes, issuer.bytes))) continue;
      if (!mayIssue(issuer, way.length - 1, at) || !(await signs(issuer, last))) continue;
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

async function signs(issuer: Certificate, { signed, algorithm, signature }: Certificate): Promise<boolean> {
  try {
    return await isSigned({ key: issuer.key, algorithm, signature }, signed);
  } catch (error) {
    if (error instanceof TimestampError) return false;
    throw error;
  }
}

/** @param between certificates between this one and the signer */
function mayIssue(issuer: Certificate, between: number, at: Moment): boolean {
  const { ca, below } = authorityOf(issuer);
  const usage = keyUsageOf(issuer);
  const purposes = purposesOf(issuer)?.purposes ?? null;
  return (
    ca &&
    between <= below &&
    (usage === null || usage.includes(KEY_CERT_SIGN)) &&
    (purposes === null || purposes.includes(TIME_STAMPING) || purposes.includes(ANY_PURPOSE)) &&
    validAt(issuer, at) &&
    unknownDemand(issuer) === null
  );
}

export function validAt({ notBefore, notAfter }: Certificate, { ms }: Moment): boolean {
  return notBefore.ms <= ms && ms < notAfter.ms + 1000;
}

/** A critical extension that is not understood here, or null. */
export function unknownDemand({ extensions }: Certificate): string | null {
  return [...extensions].find(([oid, { critical }]) => critical && !UNDERSTOOD.has(oid))?.[0] ?? null;
}
