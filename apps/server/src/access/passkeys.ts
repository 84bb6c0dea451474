import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Instance } from '../database/index.ts';
import { hashOfSecret } from '../record/index.ts';
import { wrong } from './declined.ts';
import { notePasskeyUse, type Passkey, passkeyOf, spendChallenge } from './factor-store.ts';

/** How long a challenge can be answered, in milliseconds. */
const PATIENCE = 5 * 60_000;

/** Whether browsers offer passkeys under an origin: over TLS, or on this machine by its name. */
export function allowsPasskeys(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost');
}

/** Whether a passkey answers under an origin: it knows one host name only. */
export function worksUnder({ host }: Pick<Passkey, 'host'>, origin: string): boolean {
  return host === new URL(origin).hostname;
}

/**
 * A challenge that carries its own end and proof of origin, so that asking for one leaves nothing behind: strangers may ask
 * as often as they like.
 *
 * @param purpose what it may be used for; it opens nothing else
 */
function newChallenge(instance: Instance, purpose: string): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(24);
  head.writeBigUInt64BE(BigInt(Date.now() + PATIENCE));
  randomBytes(16).copy(head, 8);
  return new Uint8Array(Buffer.concat([head, seal(instance, purpose, head)]));
}

function seal(instance: Instance, purpose: string, head: Uint8Array): Buffer {
  return createHmac('sha256', instance.keys.keyFor('challenge')).update(`${purpose}\n`).update(head).digest();
}

/** @returns its end @throws Declined when it was not made here for this purpose or is out of time */
function endOf(instance: Instance, purpose: string, challenge: string): Date {
  const bytes = Buffer.from(challenge, 'base64url');
  const head = bytes.subarray(0, 24);
  if (bytes.length !== 56 || !timingSafeEqual(bytes.subarray(24), seal(instance, purpose, head))) throw wrong();
  const end = new Date(Number(head.readBigUInt64BE()));
  if (end.getTime() < Date.now()) throw wrong();
  return end;
}

/** Marks a challenge as answered, once the answer was found right: others leave nothing. @throws Declined the second time */
async function spend(instance: Instance, challenge: string, end: Date): Promise<void> {
  if (!(await spendChallenge(instance.access, hashOfSecret(challenge), end))) throw wrong();
}

/** By what a passkey knows whose it is: the random id of the account, base64url. Nothing of the person is in it. */
function handleOf(account: string): string {
  return Buffer.from(account.replaceAll('-', ''), 'hex').toString('base64url');
}

/** What a browser is asked, and what comes back with the answer. */
export interface Asked<Options> {
  readonly challenge: string;
  readonly options: Options;
}

/** Asks for a new passkey, one that is unlocked by its owner and found without a name being typed. */
export async function askForNewPasskey(
  instance: Instance,
  origin: string,
  person: { subject: string; account: string; email: string; name: string; passkeys: readonly Passkey[] },
): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> {
  const options = await generateRegistrationOptions({
    rpName: 'Cairn',
    rpID: new URL(origin).hostname,
    userName: person.email,
    userDisplayName: person.name,
    userID: new Uint8Array(Buffer.from(handleOf(person.account), 'base64url')),
    challenge: newChallenge(instance, `new passkey ${person.subject}`),
    attestationType: 'none',
    excludeCredentials: person.passkeys.map(({ credential, transports }) => ({
      id: credential,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { challenge: options.challenge, options };
}

/** A passkey that a browser has made, ready to be committed. */
export interface MadePasskey {
  readonly credential: string;
  readonly publicKey: Uint8Array;
  readonly host: string;
  readonly transports: readonly string[];
  readonly counter: number;
}

/** @throws Declined when the answer does not verify (WebAuthn Level 3 §7.1) */
export async function verifyNewPasskey(
  instance: Instance,
  origin: string,
  subject: string,
  given: { challenge: string; response: unknown },
): Promise<MadePasskey> {
  const end = endOf(instance, `new passkey ${subject}`, given.challenge);
  const host = new URL(origin).hostname;
  const result = await orWrong(() =>
    verifyRegistrationResponse({
      response: given.response as RegistrationResponseJSON,
      expectedChallenge: given.challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
    }),
  );
  if (!result.verified) throw wrong();
  await spend(instance, given.challenge, end);
  const { id, publicKey, counter, transports } = result.registrationInfo.credential;
  return { credential: id, publicKey, host, transports: transports ?? [], counter };
}

/**
 * Asks for an answer by a passkey.
 *
 * @param passkeys those that may answer; empty for any (the browser then offers what it has)
 */
export async function askForPasskey(
  instance: Instance,
  origin: string,
  purpose: string,
  passkeys: readonly Passkey[] = [],
): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await optionsFor(origin, newChallenge(instance, purpose), passkeys);
  return { challenge: options.challenge, options };
}

/** What a browser is asked for when the challenge is given: the digest of what is decided. */
export function optionsFor(
  origin: string,
  challenge: Uint8Array<ArrayBuffer>,
  passkeys: readonly Passkey[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    challenge,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credential, transports }) => ({ id: credential, transports: [...transports] })),
  });
}

/**
 * Whose passkey answered.
 *
 * @throws Declined when the answer does not verify (WebAuthn Level 3 §7.2), or was given before
 */
export async function verifyPasskey(
  instance: Instance,
  origin: string,
  purpose: string,
  given: { challenge: string; response: unknown },
): Promise<{ account: string; credential: string }> {
  const end = endOf(instance, purpose, given.challenge);
  const { account, passkey } = await verifyAnswer(instance, origin, given);
  await spend(instance, given.challenge, end);
  return { account, credential: passkey.credential };
}

/** The same for a challenge that is the caller's to check. @throws Declined */
export async function verifyAnswer(
  instance: Instance,
  origin: string,
  given: { challenge: string; response: unknown },
): Promise<{ account: string; passkey: Passkey }> {
  const response = given.response as AuthenticationResponseJSON;
  const found = typeof response?.id === 'string' ? await passkeyOf(instance.access, response.id) : null;
  if (found === null) throw wrong();
  const { account, passkey } = found;
  const handle = response.response?.userHandle ?? null;
  // A browser lets neither happen: the key of another host, or one that was made for somebody else (§7.2, step 6).
  if (passkey.host !== new URL(origin).hostname || (handle !== null && handle !== handleOf(account))) throw wrong();
  const result = await orWrong(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: given.challenge,
      expectedOrigin: origin,
      expectedRPID: passkey.host,
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    }),
  );
  if (!result.verified) throw wrong();
  await notePasskeyUse(instance.access, passkey.id, result.authenticationInfo.newCounter);
  return found;
}

/** The library says what does not fit by throwing; what exactly it was is not for the one at the door. */
async function orWrong<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch {
    throw wrong();
  }
}
