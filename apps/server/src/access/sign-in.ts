import type { Instance } from '../database/index.ts';
import { type Deed, decideDeeds, hashOfSecret } from '../record/index.ts';
import { recordActivity } from './activity.ts';
import { inTurn, verifyPassword } from './argon.ts';
import { Declined, wrong } from './declined.ts';
import { tidiedEmail } from './email.ts';
import { accountRow, type Factors, factorsByEmail, factorsOf, isKnownDevice, rememberDevice } from './factor-store.ts';
import { recordKnock } from './knocks.ts';
import { verifyPasskey } from './passkeys.ts';
import { isRecoveryCode, recoveryHash } from './recovery.ts';
import type { Shown } from './session-store.ts';
import { openAccountSession } from './sessions.ts';
import { countedAttempt } from './throttle.ts';
import { offeredSecret, offerTotp, takesCode } from './totp.ts';
import type { LiveSession } from './types.ts';

/** What the browser brings along: the secret by which it is known, and how its owner recognises it in a list. */
export interface Visitor {
  readonly device: string | null;
  readonly browser: string;
}

export interface GivenPassword {
  readonly email: string;
  readonly password: string;
  /** A one-time code or a recovery code. */
  readonly code?: string;
}

/** How long a browser is known after a sign-in, in milliseconds. */
export const DEVICE_LIFETIME = 180 * 24 * 3_600_000;

/**
 * Signs in by password and one-time code.
 *
 * @throws Declined `wrong` whatever was wrong; `code-needed` when the password is right and a code is missing; `enrol-needed`
 *   with a new secret when the account has no second factor yet; `throttled` after too many attempts
 */
export async function signInWithPassword(
  instance: Instance,
  visitor: Visitor,
  given: GivenPassword,
): Promise<LiveSession> {
  const email = tidiedEmail(given.email);
  const factors = await factorsByEmail(instance.access, email);
  const known = factors !== null && (await isKnown(instance, visitor, factors.account));
  // Counted in turn: else a flood of made-up addresses would leave rows as fast as it can send them.
  const { forget, right } = await inTurn(known, async () => ({
    forget: await countedAttempt(instance, `sign-in ${email} ${known ? visitor.device : ''}`),
    right: await verifyPassword(factors?.password ?? null, given.password),
  }));
  try {
    const how = await check(instance, factors, right, given);
    const { account, password } = factors as Factors;
    await forget();
    const shown: Shown = password === null ? { by: 'recovery', is: null } : { by: 'password', is: password };
    return await admit(instance, visitor, account, how, shown);
  } catch (error) {
    if (error instanceof Declined && error.code === 'wrong') recordKnock(instance, factors?.account ?? null);
    // A right password is no guess, yet only the code behind it ends the count.
    throw error;
  }
}

/** @returns by what the session was opened */
async function check(
  instance: Instance,
  factors: Factors | null,
  right: boolean,
  { code }: GivenPassword,
): Promise<'password' | 'recovery'> {
  if (factors === null || factors.suspended) throw wrong();
  if (code !== undefined && isRecoveryCode(code)) {
    // Where there is no password, the code of 100 random bits stands alone.
    if (factors.password !== null && !right) throw wrong();
    await useRecoveryCode(instance, factors, code);
    return 'recovery';
  }
  if (!right) throw wrong();
  if (factors.totp === null) {
    // Only at the first sign-in: who has shown something else before sets codes up on the account page.
    if (factors.passkeys.length > 0 || factors.recovery.length > 0) throw wrong();
    return enrol(instance, factors, code);
  }
  if (code === undefined || code.trim() === '')
    throw new Declined(401, 'code-needed', 'The code of your telephone is missing.', 'Enter it, or a recovery code.');
  if (!(await takesCode(instance, factors.account, factors.totp, code))) throw wrong();
  return 'password';
}

/** A password alone opens nothing: the second factor is made at the first sign-in. */
async function enrol(
  instance: Instance,
  { account, password }: Factors,
  code: string | undefined,
): Promise<'password'> {
  const secret = code === undefined ? null : await offeredSecret(instance, { subject: account, account }, code);
  if (secret === null) {
    if (code !== undefined && code !== '') throw wrong();
    const enrol = await offerTotp(instance, account);
    throw new Declined(401, 'enrol-needed', 'This account needs a second factor.', 'Set it up and enter its code.', {
      enrol,
    });
  }
  await decideDeeds(instance, async (db): Promise<Deed[]> => {
    // Under the lock: a reset meanwhile took the password, and leaves nothing behind.
    if ((await accountRow(db, account)).password !== password) throw wrong();
    return [{ table: 'totp', row: { account, secret }, by: account, reason: 'One-time codes set up' }];
  });
  return 'password';
}

async function useRecoveryCode(instance: Instance, factors: Factors, code: string): Promise<void> {
  const hash = recoveryHash(code);
  // A stranger's guess takes no lock, and no longer than for an address that nobody has.
  if (!factors.recovery.includes(hash)) throw wrong();
  await decideDeeds(instance, async (db) => {
    // Read again under the lock: a code opens once, however many ask at once.
    const codes = (await factorsOf(db, factors.account))?.recovery ?? [];
    if (!codes.includes(hash)) throw wrong();
    return [
      {
        table: 'recovery',
        row: { account: factors.account, codes: codes.filter((one) => one !== hash) },
        by: factors.account,
        reason: 'Recovery code used',
      },
    ];
  });
}

/** Signs in whoever's passkey answered. @throws Declined `wrong` */
export async function signInWithPasskey(
  instance: Instance,
  visitor: Visitor,
  origin: string,
  given: { challenge: string; response: unknown },
): Promise<LiveSession> {
  try {
    const { account, credential } = await verifyPasskey(instance, origin, 'sign-in', given);
    return await admit(instance, visitor, account, 'passkey', { by: 'passkey', is: credential });
  } catch (error) {
    if (error instanceof Declined) recordKnock(instance, null);
    throw error;
  }
}

/**
 * Opens the session of somebody who has shown who they are, and remembers the browser.
 *
 * @param shown what must still be a factor of the account
 * @throws Declined `wrong` when it is none any more, or the account is suspended
 */
export async function admit(
  instance: Instance,
  visitor: Visitor,
  account: string,
  how: LiveSession['how'],
  shown: Shown,
): Promise<LiveSession> {
  const live = await openAccountSession(instance, { account, how, browser: visitor.browser, shown });
  if (live === null) throw wrong();
  await recordActivity(instance, { account, what: 'sign-in' });
  if (visitor.device !== null) {
    const expires = new Date(Date.now() + DEVICE_LIFETIME);
    await rememberDevice(instance.access, hashOfSecret(visitor.device), account, expires);
  }
  return live;
}

async function isKnown(instance: Instance, { device }: Visitor, account: string): Promise<boolean> {
  return device !== null && (await isKnownDevice(instance.access, hashOfSecret(device), account));
}
