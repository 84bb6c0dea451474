import { post } from '../api/client.ts';
import type { Created, Creation } from '../session/passkey.ts';
import type { Enrolment } from '../session/step.ts';

export interface OpenedLink {
  purpose: 'set-up' | 'invitation' | 'reset';
  email: string | null;
  name: string | null;
  /** ISO 8601. */
  expires: string;
  /** Whether passkeys work under this address. */
  passkeys: boolean;
}

/** Who a set-up makes the first account for; an invitation knows it already. */
export interface Person {
  email: string;
  name: string;
}

/** What the server offers to make a factor from. */
export interface Offer {
  passkey: Creation | null;
  totp: Enrolment;
}

export type Factor = { passkey: Created } | { password: string; code: string };

/** Asks what a link is for; this spends nothing. @throws Refused */
export const openLink = (link: string): Promise<OpenedLink> => post('/api/v1/links/open', { link });

/** @throws Refused */
export const askOffer = (link: string, person: Person | null): Promise<Offer> =>
  post('/api/v1/links/offer', { link, ...person });

/** Spends the link: the person is signed in from then on. Returns the recovery codes, which nobody shows again. @throws Refused */
export async function acceptLink(link: string, person: Person | null, factor: Factor): Promise<string[]> {
  const body = { link, ...person, ...factor };
  return (await post<{ recoveryCodes: string[] }>('/api/v1/links/accept', body)).recoveryCodes;
}
