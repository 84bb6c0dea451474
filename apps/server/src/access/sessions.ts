import type { Instance } from '../database/index.ts';
import { closeSession, hashOfSecret, newSecret, openOperatorSession } from '../record/index.ts';
import { NotFound, type Session } from '../record/types.ts';
import { namesOf } from './accounts.ts';
import { recordActivity } from './activity.ts';
import { tidiedEmail } from './email.ts';
import { recordKnock } from './knocks.ts';
import {
  closeOthers,
  closeOwn,
  confirmSession,
  insertSession,
  type SessionRow,
  type Shown,
  sessionFacts,
  sessionsOf,
  touchSession,
} from './session-store.ts';
import { accountByEmail, accountOfSession, bearerOf, memberships, openSession } from './store.ts';
import type { How, LiveSession, WhoAmI } from './types.ts';

/** How long a session lives, in milliseconds. */
const LIFETIME = 12 * 3_600_000;

/** Opens a session for whoever holds the token; null when the token is unknown, revoked or expired. */
export async function signInWithToken(instance: Instance, token: string): Promise<LiveSession | null> {
  const secret = newSecret();
  const expires = new Date(Date.now() + LIFETIME);
  const account = await openSession(instance, { token: hashOfSecret(token), session: hashOfSecret(secret), expires });
  if (account === null) {
    recordKnock(instance, null);
    return null;
  }
  await recordActivity(instance, { account, what: 'sign-in' });
  return { secret, expires, session: { secret, account, author: account }, how: 'token' };
}

/** Opens a session for somebody who has shown a factor; null when the account is suspended or was reset meanwhile. */
export async function openAccountSession(
  instance: Instance,
  { account, how, browser, shown }: { account: string; how: How; browser: string; shown: Shown },
): Promise<LiveSession | null> {
  const secret = newSecret();
  const expires = new Date(Date.now() + LIFETIME);
  const row = { hash: hashOfSecret(secret), account, expires, how, device: browser, shown };
  if (!(await insertSession(instance.access, row))) return null;
  return { secret, expires, session: { secret, account, author: account }, how };
}

/** How long after showing a factor a session may change factors and rights, in milliseconds. */
const CONFIRMED = 10 * 60_000;

/** What a session may be used for beside what its account may. */
export interface Means {
  /** Of the token behind it; null for no limit. */
  readonly scopes: readonly string[] | null;
  /** Whether its owner showed a factor within the last ten minutes. */
  readonly confirmed: boolean;
}

/** What the caller's session may be used for. One that has ended meanwhile is refused by what it asks for. */
export async function meansOf(instance: Instance, session: Session): Promise<Means> {
  const facts = await sessionFacts(instance, session.secret);
  const at = facts?.confirmed?.getTime() ?? Number.NEGATIVE_INFINITY;
  return { scopes: facts?.scopes ?? null, confirmed: Date.now() - at < CONFIRMED };
}

/** Notes that the session's owner has just shown a factor. */
export async function confirm(instance: Instance, session: Session): Promise<void> {
  await confirmSession(instance.access, hashOfSecret(session.secret));
}

/** The live sessions of the caller's account, newest use first. */
export async function listSessions(
  instance: Instance,
  session: Session,
): Promise<(Omit<SessionRow, 'hash'> & { current: boolean })[]> {
  const mine = hashOfSecret(session.secret);
  const rows = await sessionsOf(instance.access, session.account);
  return rows.map(({ hash, ...row }) => ({ ...row, current: mine.equals(hash) }));
}

/** Ends one session of the caller's own account. @throws NotFound */
export async function endOwnSession(instance: Instance, session: Session, id: string): Promise<void> {
  if (!(await closeOwn(instance.access, session.account, id))) throw new NotFound('There is no such session.');
}

/** Ends all sessions of the caller's account but this one. @returns how many */
export function endOtherSessions(instance: Instance, session: Session): Promise<number> {
  return closeOthers(instance.access, session.account, hashOfSecret(session.secret));
}

/** When a session was last noted as in use, by its secret's hash: often enough for a list of sessions. */
const noted = new Map<string, number>();
const NOTE_EVERY = 5 * 60_000;

/** Notes now and then that a session is in use. */
export async function noteUse(instance: Instance, session: Session): Promise<void> {
  const hash = hashOfSecret(session.secret);
  const key = hash.toString('base64url');
  if (Date.now() - (noted.get(key) ?? 0) < NOTE_EVERY) return;
  if (noted.size > 10_000) noted.clear();
  noted.set(key, Date.now());
  await touchSession(instance.access, hash);
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
  const account = await accountByEmail(instance, tidiedEmail(as));
  if (account === null) throw new NotFound(`No account has the address ${as}.`);
  return openOperatorSession(instance, account);
}

/** The caller's account and compartments. An operator sees every compartment as a lead would. */
export async function whoAmI(instance: Instance, session: Session): Promise<WhoAmI> {
  const [compartments, account, facts] = await Promise.all([
    memberships(instance, session.secret),
    accountOfSession(instance, session.secret),
    sessionFacts(instance, session.secret),
  ]);
  return {
    account: account ?? { id: '', email: '', name: session.author, admin: false },
    session: { id: facts?.id ?? '', confirmed: facts?.confirmed?.toISOString() ?? null },
    scopes: facts?.scopes ?? null,
    compartments,
  };
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
