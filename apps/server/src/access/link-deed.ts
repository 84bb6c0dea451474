import { randomBytes, randomUUID } from 'node:crypto';
import type { Deed } from '../record/index.ts';
import { hashOfSecret } from '../record/index.ts';

/** What a link lets its holder do: begin an instance, take up an account, or give a reset account new factors. */
export type LinkPurpose = 'set-up' | 'invitation' | 'reset';

/** How long a link opens, in milliseconds. */
const LIFETIME: Readonly<Record<LinkPurpose, number>> = {
  'set-up': 3_600_000,
  invitation: 72 * 3_600_000,
  reset: 72 * 3_600_000,
};

const REASON: Readonly<Record<LinkPurpose, string>> = {
  'set-up': 'Set-up link made',
  invitation: 'Invitation link made',
  reset: 'Link for new factors made',
};

/** A link that is about to be made: the deed holds its hash, the secret is given out once and nowhere kept. */
export interface NewLink {
  readonly deed: Deed;
  /** 256 random bits, base64url; goes behind the `#` of an address. */
  readonly secret: string;
  readonly expires: Date;
}

/**
 * A new link. `onlyLink` ends older ones of the same account beside it.
 *
 * @param account whose first factors it takes; null for the set-up of the instance
 */
export function linkDeed(purpose: LinkPurpose, account: string | null, by: string): NewLink {
  const secret = randomBytes(32).toString('base64url');
  const expires = new Date(Date.now() + LIFETIME[purpose]);
  const row = {
    id: randomUUID(),
    hash: `\\x${hashOfSecret(secret).toString('hex')}`,
    purpose,
    account,
    expires: expires.toISOString(),
    used: false,
  };
  return { deed: { table: 'enrolment', row, by, reason: REASON[purpose] }, secret, expires };
}

/** The address that a person opens. The secret stands in the fragment, which browsers send to nobody. */
export function linkAddress(origin: string, secret: string): string {
  return `${origin}/enter#${secret}`;
}
