import type { Instance } from '../database/index.ts';
import { closeSession, hashOfSecret, newSecret, openOperatorSession } from '../record/index.ts';
import { NotFound, type Session } from '../record/types.ts';
import { namesOf } from './accounts.ts';
import { recordActivity } from './activity.ts';
import { accountByEmail, accountOfSession, bearerOf, memberships, openSession } from './store.ts';
import type { LiveSession, WhoAmI } from './types.ts';

/** How long a session that a token opened lives, in milliseconds. */
const LIFETIME = 12 * 3_600_000;

/** Opens a session for whoever holds the token; null when the token is unknown, revoked or expired. */
export async function signInWithToken(instance: Instance, token: string): Promise<LiveSession | null> {
  const secret = newSecret();
  const expires = new Date(Date.now() + LIFETIME);
  const account = await openSession(instance, { token: hashOfSecret(token), session: hashOfSecret(secret), expires });
  await recordActivity(instance, { account, what: account === null ? 'sign-in-refused' : 'sign-in' });
  if (account === null) return null;
  return { secret, expires, session: { secret, account, author: account } };
}

/** The session behind a secret; null when it has ended. */
export async function sessionOf(instance: Instance, secret: string): Promise<Session | null> {
  const bearer = await bearerOf(instance, secret);
  if (bearer === null) return null;
  return { secret, account: bearer.account ?? '', author: bearer.account ?? bearer.operator ?? '' };
}

/** Ends the session; ending one that has ended is no error. */
export async function signOut(instance: Instance, session: Session): Promise<void> {
  await closeSession(instance, session);
}

/**
 * The session of a command. Without `as` the operator may write into any compartment; with it, the session has the
 * rights of that account and no more. End it with `signOut` when the command is done.
 *
 * @throws NotFound when no account has the address.
 */
export async function operatorSession(instance: Instance, as?: string): Promise<Session> {
  if (as === undefined) return openOperatorSession(instance);
  const account = await accountByEmail(instance, as.trim().toLowerCase());
  if (account === null) throw new NotFound(`No account has the address ${as}.`);
  return openOperatorSession(instance, account);
}

/** The caller's account and compartments. An operator sees every compartment as a lead would. */
export async function whoAmI(instance: Instance, session: Session): Promise<WhoAmI> {
  const compartments = await memberships(instance, session.secret);
  const account = await accountOfSession(instance, session.secret);
  return { account: account ?? { id: '', email: '', name: session.author, admin: false }, compartments };
}

/**
 * The id of the compartment that the caller means by a name, code or id.
 *
 * @throws NotFound when there is none or the caller is no member: the two are never told apart.
 */
export async function compartmentFor(instance: Instance, session: Session, text: string): Promise<string> {
  const { compartments } = await whoAmI(instance, session);
  const found =
    compartments.find((c) => c.id === text.toLowerCase()) ??
    compartments.find((c) => c.name === text) ??
    compartments.find((c) => c.code === text.toUpperCase());
  if (found !== undefined) return found.id;
  // An operator sees them all; others are never told what else there is.
  if (session.account === '') throw new NotFound(`No compartment is named ${text}. ${namesOf(compartments)}`);
  throw new NotFound('There is no such compartment, or you are no member of it.');
}
