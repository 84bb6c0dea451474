import { createHmac } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Instance } from '../database/index.ts';
import type { Session } from '../record/types.ts';
import { Declined, wrong } from './declined.ts';
import { factorsOf } from './factor-store.ts';
import { optionsFor, verifyAnswer, worksUnder } from './passkeys.ts';

/**
 * That a person, under a name of theirs that holds in one compartment only, decided something: a WebAuthn assertion whose
 * challenge is the digest of what was decided. Whoever holds it can check it without this instance (WebAuthn Level 3
 * §7.2); whose it is, the instance alone can say.
 */
export interface Assertion {
  /** Base64url of 16 bytes. */
  readonly pseudonym: string;
  /** What was decided: base64url of its SHA-256. */
  readonly subject: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly host: string;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  readonly signature: string;
}

const DIGEST = /^[A-Za-z0-9_-]{43}$/;

/**
 * Asks the caller's passkey to sign a digest.
 *
 * @param subject base64url of a SHA-256
 * @throws Declined `passkey-needed` when the caller has none that works under this address
 */
export async function askForAssertion(instance: Instance, session: Session, origin: string, subject: string) {
  if (!DIGEST.test(subject)) throw wrong();
  const factors = session.account === '' ? null : await factorsOf(instance.access, session.account);
  const here = factors?.passkeys.filter((passkey) => worksUnder(passkey, origin)) ?? [];
  if (here.length === 0) {
    const what = 'This decision is signed with a passkey, and you have none that works under this address.';
    throw new Declined(403, 'passkey-needed', what, 'Add one on your account page.');
  }
  const options = await optionsFor(origin, new Uint8Array(Buffer.from(subject, 'base64url')), here);
  return { challenge: options.challenge, options };
}

/**
 * Verifies that the caller's own passkey signed a digest.
 *
 * @param compartment where the decision is made: the pseudonym holds there alone
 * @throws Declined `wrong` when the answer is another's, to something else, or does not verify
 */
export async function verifyAssertion(
  instance: Instance,
  session: Session,
  origin: string,
  given: { subject: string; compartment: string; response: unknown },
): Promise<Assertion> {
  const { subject, compartment } = given;
  if (!DIGEST.test(subject)) throw wrong();
  const { account, passkey } = await verifyAnswer(instance, origin, { challenge: subject, response: given.response });
  if (account !== session.account) throw wrong();
  const { authenticatorData, clientDataJSON, signature } = (given.response as AuthenticationResponseJSON).response;
  return {
    pseudonym: pseudonymOf(instance, compartment, account),
    subject,
    publicKey: Buffer.from(passkey.publicKey).toString('base64url'),
    host: passkey.host,
    authenticatorData,
    clientDataJSON,
    signature,
  };
}

/** What an account is called towards the outside, in one compartment. */
export function pseudonymOf(instance: Instance, compartment: string, account: string): string {
  const mac = createHmac('sha256', instance.keys.keyFor(`pseudonym ${compartment}`))
    .update(account)
    .digest();
  return mac.subarray(0, 16).toString('base64url');
}
