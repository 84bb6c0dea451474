import type { Queries } from '../record/index.ts';
import { Forbidden, NotFound, type Session, Unauthorized } from '../record/types.ts';
import { Declined } from './declined.ts';
import { compartmentById, type MemberRow, membersOf, sessionRights } from './people-store.ts';
import { isWithin, type Refused } from './rules.ts';

/** Whoever changes rights: a person by a session, or the operator at the command line by a name such as `operator:ana`. */
export type By = Session | string;

export interface Actor {
  /** What deeds name: the account's id, or the operator. */
  readonly author: string;
  /** Null for the operator. */
  readonly account: string | null;
  readonly admin: boolean;
  readonly scopes: readonly string[] | null;
  readonly compartments: readonly string[] | null;
}

/** @throws Unauthorized for a session that has ended, or is no account's */
export async function actorOf(db: Queries, by: By): Promise<Actor> {
  if (typeof by === 'string') return { author: by, account: null, admin: true, scopes: null, compartments: null };
  const rights = await sessionRights(db, by.secret);
  if (rights === null) throw new Unauthorized();
  return { ...rights, author: rights.account };
}

/** One text for a compartment that does not exist and for one that is not the caller's. */
export function noCompartment(): NotFound {
  return new NotFound('There is no such compartment, or you are no member of it.');
}

export function noMember(): NotFound {
  return new NotFound('There is no such member.');
}

/** @throws Declined where the token behind the session may not change rights */
export function demandScope({ scopes }: Actor): void {
  if (isWithin(['rights'], scopes)) return;
  throw new Declined(403, 'scope', 'This token may not do that.', 'Use a token with the scope "rights", or sign in.');
}

/**
 * The members of a compartment in which the caller's membership is in force; the operator's everywhere.
 *
 * @throws NotFound for a compartment that does not exist or is not the caller's
 */
export async function membersFor(
  db: Queries,
  actor: Actor,
  compartment: string,
): Promise<{ members: MemberRow[]; own: MemberRow | null }> {
  if ((await compartmentById(db, compartment)) === null || !isWithin([compartment], actor.compartments))
    throw noCompartment();
  const members = await membersOf(db, compartment);
  const own = members.find((m) => m.account === actor.account && m.resting === null) ?? null;
  if (own === null && actor.account !== null) throw noCompartment();
  return { members, own };
}

/** The same for its leads alone. @throws Declined for other members */
export async function membersForLead(db: Queries, actor: Actor, compartment: string): Promise<MemberRow[]> {
  const { members, own } = await membersFor(db, actor, compartment);
  if (own !== null && own.role !== 'lead')
    throw new Declined(403, 'lead-needed', 'Only leads of the compartment do this.', 'Ask one of them.');
  demandScope(actor);
  return members;
}

/** @throws Declined for whoever is no administrator, or holds a token of some compartments only */
export function demandAdmin(actor: Actor): void {
  if (!actor.admin)
    throw new Declined(403, 'admin-needed', 'Only administrators do this.', 'Ask one of this instance.');
  demandScope(actor);
  if (actor.compartments !== null) throw new Forbidden('This token is for some compartments only.', 'Use another.');
}

const WORDS: Readonly<Record<Refused, readonly [status: number, what: string, todo: string]>> = {
  'only-lead': [409, 'No lead who can act would be left.', 'Make somebody else a lead first.'],
  'not-yourself': [403, 'Nobody does this for himself.', 'Another person must do it.'],
  'above-own': [403, 'This clearance is above your own.', 'A lead who has it gives it.'],
  'last-admin': [409, 'No administrator would be left.', 'Make somebody else an administrator first.'],
  'lead-left': [409, 'A lead who can act is left.', 'That lead appoints others.'],
  'no-factors': [409, 'This person has no way in at present.', 'Wait until the link was used, then do this again.'],
};

/** @throws Declined when a rule refuses */
export function heed(refused: Refused | null): void {
  if (refused === null) return;
  const [status, what, todo] = WORDS[refused];
  throw new Declined(status, refused, what, todo);
}
