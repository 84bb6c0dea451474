import { randomUUID } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { type Deed, decideDeeds } from '../record/index.ts';
import { Invalid, NotFound, type Session } from '../record/types.ts';
import { actorOf } from './actor.ts';
import { hashPassword, inTurn, verifyPassword } from './argon.ts';
import { Declined, wrong } from './declined.ts';
import { accountRow, dropOffer, type Factors, factorsOf, passkeyOf, type Queries } from './factor-store.ts';
import {
  allowsPasskeys,
  askForNewPasskey,
  askForPasskey,
  type MadePasskey,
  verifyNewPasskey,
  verifyPasskey,
  worksUnder,
} from './passkeys.ts';
import { checkPassword } from './password.ts';
import { newRecoveryCodes, recoveryHash } from './recovery.ts';
import { confirm, endOtherSessions } from './sessions.ts';
import { countedAttempt } from './throttle.ts';
import { offeredSecret, offerTotp, takesCode } from './totp.ts';

/** More than anybody carries. */
const MOST_PASSKEYS = 20;

/** The caller's factors. @throws NotFound for an operator's session, which has none */
async function mine(instance: Instance, session: Session): Promise<Factors> {
  const factors = session.account === '' ? null : await factorsOf(instance.access, session.account);
  if (factors === null) throw new NotFound('An operator at the command line has no factors.');
  return factors;
}

/**
 * Deeds about the caller's own factors. The session is looked at once more under the deeds' lock: a request whose body
 * arrives slowly may have been let in before a reset or suspension ended its session.
 *
 * @throws Unauthorized when the session has ended
 */
async function decideOwn(
  instance: Instance,
  session: Session,
  decide: (db: Queries, factors: Factors) => Promise<Deed[]>,
): Promise<void> {
  await decideDeeds(instance, async (db): Promise<Deed[]> => {
    const { author } = await actorOf(db, session);
    const factors = await factorsOf(db, author);
    if (factors === null) throw new NotFound('There is no such account.');
    return decide(db, factors);
  });
}

/** What the caller can show at the door; nothing secret. */
export async function listFactors(instance: Instance, session: Session, origin: string) {
  const { password, totp, recovery, passkeys } = await mine(instance, session);
  return {
    password: password !== null,
    totp: totp !== null,
    recoveryCodes: recovery.length,
    passkeys: passkeys.map((p) => ({
      id: p.id,
      label: p.label,
      host: p.host,
      here: worksUnder(p, origin),
      used: p.used?.toISOString().slice(0, 10) ?? null,
    })),
  };
}

/** The deed that gives an account a passkey. */
export function passkeyDeed(account: string, made: MadePasskey, label: string): Deed {
  const row = {
    id: randomUUID(),
    account,
    credential: made.credential,
    public_key: `\\x${Buffer.from(made.publicKey).toString('hex')}`,
    host: made.host,
    label: label.slice(0, 100),
    transports: made.transports,
  };
  return { table: 'passkey', row, by: account, reason: 'Passkey added' };
}

/** The deed that gives an account recovery codes in place of those it had. */
export function recoveryDeed(account: string, codes: readonly string[]): Deed {
  const row = { account, codes: codes.map(recoveryHash) };
  return { table: 'recovery', row, by: account, reason: 'Recovery codes made' };
}

export async function offerPasskey(instance: Instance, session: Session, origin: string) {
  const factors = await mine(instance, session);
  if (!allowsPasskeys(origin)) throw noPasskeysHere();
  const { account, email, name, passkeys } = factors;
  return askForNewPasskey(instance, origin, { subject: account, account, email, name, passkeys });
}

/** A passkey belongs to one account. @throws Declined `wrong` when there is one of that name (WebAuthn Level 3 §7.1, step 26) */
export async function demandNew(db: Queries, { credential }: MadePasskey): Promise<void> {
  if ((await passkeyOf(db, credential)) !== null) throw wrong();
}

/** Adds a passkey to the caller's account. @throws Declined, Invalid when there are too many */
export async function addPasskey(
  instance: Instance,
  session: Session,
  origin: string,
  given: { challenge: string; response: unknown; label: string },
): Promise<string> {
  const { account } = await mine(instance, session);
  const made = await verifyNewPasskey(instance, origin, account, given);
  const deed = passkeyDeed(account, made, given.label.trim() || 'Passkey');
  await decideOwn(instance, session, async (db, { passkeys }) => {
    if (passkeys.length >= MOST_PASSKEYS)
      throw new Invalid([
        { path: '', code: 'many', message: `There are ${MOST_PASSKEYS} passkeys already. Remove one first.` },
      ]);
    await demandNew(db, made);
    return [deed];
  });
  return deed.row.id as string;
}

/** Removes one of the caller's passkeys. @throws NotFound, Declined `last-factor` when no way in would be left */
export async function removePasskey(instance: Instance, session: Session, id: string): Promise<void> {
  await decideOwn(instance, session, async (_db, { account, password, totp, passkeys }) => {
    const others = passkeys.filter((p) => p.id !== id);
    if (others.length === passkeys.length) throw new NotFound('There is no such passkey.');
    if (others.length === 0 && (password === null || totp === null)) throw lastFactor();
    return [{ table: 'passkey', row: { id }, remove: true, by: account, reason: 'Passkey removed' }];
  });
}

export async function offerCodes(instance: Instance, session: Session) {
  return offerTotp(instance, (await mine(instance, session)).account);
}

/** Takes the offered secret for one-time codes once a first code of it is right. @throws Declined `wrong` */
export async function setCodes(instance: Instance, session: Session, code: string): Promise<void> {
  const { account, totp } = await mine(instance, session);
  const forget = await countedAttempt(instance, `offer ${account}`);
  const secret = await offeredSecret(instance, { subject: account, account }, code);
  if (secret === null) throw wrong();
  const reason = totp === null ? 'One-time codes set up' : 'One-time codes replaced';
  await decideOwn(instance, session, async () => [{ table: 'totp', row: { account, secret }, by: account, reason }]);
  await dropOffer(instance.access, account);
  await forget();
}

/** Takes the one-time codes, and the password that is nothing without them. @throws Declined `last-factor` */
export async function removeCodes(instance: Instance, session: Session): Promise<void> {
  await decideOwn(instance, session, async (db, { account, totp, passkeys }) => {
    if (totp === null) throw new NotFound('There are no one-time codes.');
    if (passkeys.length === 0) throw lastFactor();
    const row = { ...(await accountRow(db, account)), password: null };
    return [
      { table: 'totp', row: { account }, remove: true, by: account, reason: 'One-time codes removed' },
      { table: 'account', row, by: account, reason: 'Password removed with the one-time codes' },
    ];
  });
}

/** Sets the caller's password and ends all other sessions. @throws Invalid when it is weak */
export async function setPassword(instance: Instance, session: Session, password: string): Promise<void> {
  const { account, email, name } = await mine(instance, session);
  const problem = checkPassword(password, { email, name });
  if (problem !== null) throw new Invalid([problem]);
  const hash = await hashPassword(password);
  await decideOwn(instance, session, async (db) => {
    const row = { ...(await accountRow(db, account)), password: hash };
    return [{ table: 'account', row, by: account, reason: 'Password changed' }];
  });
  await endOtherSessions(instance, session);
}

/** Makes ten new recovery codes; those of before open nothing any more. */
export async function renewRecoveryCodes(instance: Instance, session: Session): Promise<string[]> {
  const { account } = await mine(instance, session);
  const codes = newRecoveryCodes();
  await decideOwn(instance, session, async () => [recoveryDeed(account, codes)]);
  return codes;
}

const CONFIRM = 'confirm';

/** By what the caller can confirm that it is they. */
export async function offerConfirmation(instance: Instance, session: Session, origin: string) {
  const { passkeys, password } = await mine(instance, session);
  const here = passkeys.filter((passkey) => worksUnder(passkey, origin));
  const purpose = `${CONFIRM} ${session.account}`;
  return {
    passkey: here.length === 0 ? null : await askForPasskey(instance, origin, purpose, here),
    password: password !== null,
  };
}

/** Notes that the caller has shown a factor just now. @throws Declined `wrong`, `throttled` */
export async function confirmSelf(
  instance: Instance,
  session: Session,
  origin: string,
  given: { challenge?: string; response?: unknown; password?: string; code?: string },
): Promise<void> {
  const factors = await mine(instance, session);
  if (given.challenge !== undefined) {
    const { challenge, response } = given;
    const { account } = await verifyPasskey(instance, origin, `${CONFIRM} ${session.account}`, { challenge, response });
    if (account !== session.account) throw wrong();
  } else {
    const forget = await countedAttempt(instance, `confirm ${session.account}`);
    const right = await inTurn(true, () => verifyPassword(factors.password, given.password ?? ''));
    if (
      !right ||
      factors.totp === null ||
      !(await takesCode(instance, factors.account, factors.totp, given.code ?? ''))
    )
      throw wrong();
    await forget();
  }
  await confirm(instance, session);
}

function lastFactor(): Declined {
  const what = 'Nothing would be left with which you could sign in.';
  return new Declined(409, 'last-factor', what, 'Add a passkey, or a password with one-time codes, first.');
}

export function noPasskeysHere(): Declined {
  const what = 'Browsers offer passkeys under https and under http://localhost only.';
  return new Declined(403, 'passkey-needed', what, 'Open this page under one of these addresses.');
}
