import { Secret, TOTP } from 'otpauth';
import type { Instance } from '../database/index.ts';
import { keepOffer, offerOf, useStep } from './factor-store.ts';

/** Length of a step in seconds, and how many steps a telephone's clock may be off (RFC 6238 §5.2). */
const STEP = 30;
const WINDOW = 1;
/** How long a secret waits for its first code, in milliseconds. */
const OFFER = 15 * 60_000;

function totpOf(secret: string): TOTP {
  // The label names neither the person nor the instance: a seized telephone shows it.
  return new TOTP({ label: 'account', secret: Secret.fromBase32(secret), period: STEP, digits: 6, algorithm: 'SHA1' });
}

/** A secret for one-time codes, in base32, and as the address that a QR code carries. */
export interface TotpOffer {
  readonly secret: string;
  readonly uri: string;
}

/** Makes a secret (160 bits, RFC 4226 §4) that waits a quarter of an hour for its first code. */
export async function offerTotp(instance: Instance, subject: string): Promise<TotpOffer> {
  const secret = new Secret({ size: 20 }).base32;
  await keepOffer(instance.access, { subject, secret, expires: new Date(Date.now() + OFFER) });
  return { secret, uri: totpOf(secret).toString() };
}

/**
 * The secret that waits for a subject, when the code is one of it; null for a wrong code or none that waits.
 *
 * @param account for whom the code counts as used from then on
 */
export async function offeredSecret(
  instance: Instance,
  { subject, account }: { subject: string; account: string },
  code: string,
): Promise<string | null> {
  const secret = await offerOf(instance.access, subject);
  if (secret === null) return null;
  return (await takesCode(instance, account, secret, code)) ? secret : null;
}

/** Whether a code is the account's of now, and was not used before. */
export async function takesCode(instance: Instance, account: string, secret: string, code: string): Promise<boolean> {
  const step = stepOf(secret, code);
  return step !== null && (await useStep(instance.access, account, step));
}

/** The step of time that a code belongs to (RFC 6238 §4.2); null for none near now. Apps show blanks within a code. */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  const delta = totpOf(secret).validate({ token: code.replaceAll(/\s/g, ''), window: WINDOW, timestamp: now });
  return delta === null ? null : Math.floor(now / 1000 / STEP) + delta;
}
