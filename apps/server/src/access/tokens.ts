import { randomUUID } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { hashOfSecret, newSecret, type Queries } from '../record/index.ts';
import { Forbidden, Invalid, NotFound } from '../record/types.ts';
import { type Actor, actorOf, type By, membersFor } from './actor.ts';
import { decide } from './decide.ts';
import { tidiedEmail } from './email.ts';
import { enter } from './people.ts';
import { accountIdByEmail, membershipsOf } from './people-store.ts';
import { REASONS } from './reasons.ts';
import { isWithin } from './rules.ts';
import { type TokenRow, tokenRow, tokenRows } from './token-store.ts';

/** What a token may be used for: to read, to write records, to change rights. */
export const SCOPES = ['read', 'write', 'rights'] as const;
export type Scope = (typeof SCOPES)[number];

const DAY = 86_400_000;
/** How long a token opens unless told, and at most, in milliseconds. */
export const TOKEN_LIFETIME = { usual: 90 * DAY, most: 366 * DAY } as const;

/** A token as its owner sees it; its text is shown once, when it is made. */
export interface TokenFacts {
  readonly id: string;
  readonly label: string;
  /** Null for tokens without limits, which the command line makes. */
  readonly scopes: readonly string[] | null;
  readonly compartments: readonly string[] | null;
  readonly expires: string | null;
  readonly revoked: boolean;
}

/** What a token is to be. */
export interface NewToken {
  readonly label: string;
  readonly scopes: readonly Scope[] | null;
  /** Ids; null for all that the account is a member of. */
  readonly compartments: readonly string[] | null;
  /** Null only at the command line. */
  readonly expires: Date | null;
}

/** The caller's own tokens, but for those of compartments that travel mode hides: no trace of these is shown. */
export async function ownTokens(instance: Instance, by: By): Promise<TokenFacts[]> {
  const { account } = await actorOf(instance.access, by);
  const memberships = account === null ? [] : await membershipsOf(instance.access, account);
  const hidden = new Set(memberships.filter(({ resting }) => resting === 'travel').map((m) => m.compartment));
  const rows = await tokenRows(instance.access, account);
  return rows.filter(({ compartments }) => !compartments?.some((each) => hidden.has(each))).map(factsOf);
}

function factsOf({ id, label, scopes, compartments, expires, revoked }: TokenRow): TokenFacts {
  return {
    id,
    label,
    scopes,
    compartments,
    expires: expires === null ? null : new Date(expires).toISOString(),
    revoked,
  };
}

/**
 * Makes a token of the caller's own account. It gives no more than the session that makes it.
 *
 * @returns its id and its text, which is nowhere kept
 * @throws Forbidden where it would give more, NotFound for a compartment of others, Invalid for a time beyond a year
 */
export async function makeToken(
  instance: Instance,
  by: By,
  given: NewToken,
): Promise<{ id: string; token: string; expires: Date }> {
  const { expires } = given;
  if (expires === null || !isSoon(expires))
    throw new Invalid([{ path: '/expires', code: 'invalid', message: 'is not within a year from now' }]);
  const made = newToken(given);
  await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    if (actor.account === null) throw new Forbidden();
    await demandNoMore(db, actor, given);
    const row = { ...made.row, account: actor.account };
    return { deeds: [{ table: 'access_token', row, by: actor.author, reason: 'Access token made' }], result: null };
  });
  await enter(instance, by, null);
  return { id: made.row.id, token: made.token, expires };
}

function isSoon(expires: Date): boolean {
  const left = expires.getTime() - Date.now();
  return left > 0 && left <= TOKEN_LIFETIME.most;
}

async function demandNoMore(db: Queries, actor: Actor, { scopes, compartments }: NewToken): Promise<void> {
  if (!isWithin(scopes, actor.scopes) || !isWithin(compartments, actor.compartments))
    throw new Forbidden('A token makes no token that may do more.', 'Sign in and make it there.');
  for (const compartment of compartments ?? []) await membersFor(db, actor, compartment);
}

/** The text of a token and its row, but for the account. */
export function newToken(given: NewToken): { token: string; row: Omit<TokenRow, 'account'> } {
  const token = newSecret();
  const row = {
    id: randomUUID(),
    hash: `\\x${hashOfSecret(token).toString('hex')}`,
    label: given.label.trim(),
    expires: given.expires?.toISOString() ?? null,
    revoked: false,
    scopes: given.scopes === null ? null : SCOPES.filter((scope) => given.scopes?.includes(scope)),
    compartments: given.compartments === null ? null : [...new Set(given.compartments)],
  };
  return { token, row };
}

/**
 * Revokes a token: of one's own, or as the operator any. The sessions that it opened end with it.
 *
 * @throws NotFound for an unknown token, and for somebody else's
 */
export async function revokeToken(instance: Instance, by: By, id: string): Promise<void> {
  await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    const row = await tokenRow(db, id);
    if (row === null || (actor.account !== null && row.account !== actor.account))
      throw new NotFound('There is no such token.');
    const deed = {
      table: 'access_token',
      row: { ...row, revoked: true },
      by: actor.author,
      reason: REASONS.revoked,
    } as const;
    return { deeds: row.revoked ? [] : [deed], result: null };
  });
  await enter(instance, by, null);
}

/** Tokens of everybody, or of one account, for the operator. @throws NotFound when no account has the address */
export async function listTokens(instance: Instance, email?: string): Promise<(TokenFacts & { email: string })[]> {
  const account = email === undefined ? null : await accountIdByEmail(instance.access, tidiedEmail(email));
  if (account === null && email !== undefined) throw new NotFound(`No account has the address ${email}.`);
  const rows = await tokenRows(instance.access, account);
  return rows.map((row) => ({ ...factsOf(row), email: row.email }));
}
