import { randomUUID } from 'node:crypto';
import { SENSITIVITIES, type Sensitivity } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import type { Deed, Queries } from '../record/index.ts';
import { recordActivity } from './activity.ts';
import { type Actor, actorOf, type By, heed, membersFor, membersForLead, noMember } from './actor.ts';
import { type Decided, decide } from './decide.ts';
import { Declined } from './declined.ts';
import { tidiedEmail } from './email.ts';
import { onlyLink } from './enrolment-store.ts';
import { linkDeed } from './link-deed.ts';
import { newAccount } from './new-account.ts';
import {
  accountFacts,
  accountIdByEmail,
  lastSignIns,
  type MemberRow,
  type MembershipRow,
  sees,
} from './people-store.ts';
import { REASONS } from './reasons.ts';
import {
  isWithin,
  type Rights,
  refusalOfChange,
  refusalOfClearance,
  refusalOfReadmission,
  refusalOfRemoval,
  refusalOfTravel,
} from './rules.ts';
import type { Role } from './types.ts';

/** A member as other members see him; what is optional goes to leads alone. */
export interface Person {
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly email?: string;
  readonly clearance?: Sensitivity;
  readonly identities?: boolean;
  readonly suspended?: boolean;
  readonly resting?: 'travel' | 'reset' | null;
  /** Has never been given a way in. */
  readonly invited?: boolean;
  /** A day, ISO 8601. */
  readonly lastSignIn?: string | null;
}

/** A link that was made, to be shown once. */
export interface Link {
  readonly secret: string;
  readonly expires: Date;
}

/** Who is in a compartment, for its members. @throws NotFound */
export async function listPeople(instance: Instance, by: By, compartment: string): Promise<Person[]> {
  const db = instance.access;
  const actor = await actorOf(db, by);
  const { members, own } = await membersFor(db, actor, compartment);
  const asLead = (own === null || own.role === 'lead') && isWithin(['rights'], actor.scopes);
  if (!asLead) return members.map(({ account, name, role }) => ({ account, name, role }));
  const days = await lastSignIns(
    db,
    members.map(({ account }) => account),
  );
  return members.map((member) => personOf(member, days.get(member.account) ?? null));
}

function personOf(member: MemberRow, lastSignIn: string | null): Person {
  const { account, name, role, email, clearance, identities, suspended, resting, invited } = member;
  return { account, name, role, email, clearance, identities, suspended, resting, invited, lastSignIn };
}

/**
 * Adds somebody to a compartment by e-mail address, with a new account where there is none, which gets an invitation. An
 * account into which nobody came yet was made by somebody else, who may hold its link: there the membership rests until a
 * lead readmits the person who came.
 *
 * @returns the link for a new account; null where there is an account
 * @throws NotFound, Declined for whoever is no lead or where the person is a member, Invalid for no address or name
 */
export async function addPerson(
  instance: Instance,
  by: By,
  compartment: string,
  given: { email: string; name: string } & Rights,
): Promise<{ account: string; link: Link | null }> {
  const { role, clearance, identities } = given;
  const added = await decide<{ account: string; link: Link | null }>(instance, async (db) => {
    const actor = await actorOf(db, by);
    const members = await membersForLead(db, actor, compartment);
    const found = await accountIdByEmail(db, tidiedEmail(given.email));
    const account = found ?? randomUUID();
    if (members.some((m) => m.account === account))
      throw new Declined(409, 'already-member', 'This person is a member already.', 'Change the membership instead.');
    const own = members.find((m) => m.account === actor.account);
    if (own !== undefined) heed(refusalOfClearance(own, null, given));
    const empty = found !== null && (await accountFacts(db, found))[0]?.invited === true;
    const resting = empty ? 'reset' : null;
    const row: MembershipRow = { compartment, account, role, clearance, identities, resting };
    const member: Deed = { table: 'member', row: { ...row }, by: actor.author, reason: REASONS.added };
    if (found !== null) return { deeds: [member], result: { account, link: null } };
    const link = linkDeed('invitation', account, actor.author);
    const deeds = [newAccount(account, given, actor.author, REASONS.invited), member, link.deed];
    return { deeds, result: { account, link } };
  });
  await enter(instance, by, compartment);
  return added;
}

/**
 * A new link for somebody who never came in. Not for members of other compartments, whose lead did not ask for it: who
 * holds the link could read there.
 */
export async function inviteAgain(instance: Instance, by: By, compartment: string, account: string): Promise<Link> {
  return decideMember(instance, by, compartment, account, async (db, actor, { target }) => {
    if (target.invited && (target.elsewhere > 0 || target.admin))
      throw new Declined(403, 'admin-needed', 'This person belongs elsewhere too.', 'Ask an administrator for a link.');
    if (!target.invited || target.resting !== null)
      throw new Declined(409, 'has-factors', 'This person has a way in already.', 'An administrator can reset it.');
    const { deeds, link } = await onlyLink(db, 'invitation', account, actor.author);
    return { deeds, result: link };
  });
}

/** Changes what a membership gives. @throws NotFound, Declined */
export async function changePerson(
  instance: Instance,
  by: By,
  compartment: string,
  account: string,
  changes: Partial<Rights>,
): Promise<Person> {
  return decideMember(instance, by, compartment, account, async (db, actor, { members, target }) => {
    const rights: Rights = {
      role: changes.role ?? target.role,
      clearance: changes.clearance ?? target.clearance,
      identities: changes.identities ?? target.identities,
    };
    const own = members.find((m) => m.account === actor.account);
    if (own !== undefined) heed(refusalOfClearance(own, target, rights));
    if (actor.account !== null) heed(refusalOfChange(members, actor.account, target, rights));
    const day = (await lastSignIns(db, [account])).get(account) ?? null;
    return {
      deeds: [memberDeed({ ...target, ...rights }, actor.author, REASONS.changed)],
      result: { ...personOf(target, day), ...rights },
    };
  });
}

/** Takes somebody out of a compartment; whoever is a member may leave. @throws NotFound, Declined */
export async function removePerson(instance: Instance, by: By, compartment: string, account: string): Promise<void> {
  await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    const leaves = actor.account === account;
    const members = leaves
      ? (await membersFor(db, actor, compartment)).members
      : await membersForLead(db, actor, compartment);
    const target = members.find((m) => m.account === account);
    if (target === undefined) throw noMember();
    if (actor.account !== null) heed(refusalOfRemoval(members, actor.account, target));
    const reason = leaves ? REASONS.left : REASONS.removed;
    const deed: Deed = { table: 'member', row: { compartment, account }, remove: true, by: actor.author, reason };
    return { deeds: [deed], result: null };
  });
  await enter(instance, by, compartment);
}

/** Ends travel mode, or the rest after a reset. @throws NotFound, Declined */
export async function readmitPerson(instance: Instance, by: By, compartment: string, account: string): Promise<void> {
  await decideMember(instance, by, compartment, account, async (_db, actor, { target }) => {
    heed(refusalOfReadmission(actor.account, target, !target.invited));
    const readmitted = memberDeed({ ...target, resting: null }, actor.author, REASONS.readmitted);
    return { deeds: target.resting === null ? [] : [readmitted], result: null };
  });
}

/** Lets the caller's own memberships rest until another lead readmits. All of them, or none. @throws NotFound, Declined */
export async function travel(instance: Instance, by: By, compartments: readonly string[]): Promise<void> {
  const chosen = [...new Set(compartments)];
  await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    const deeds: Deed[] = [];
    for (const compartment of chosen) {
      const { members, own } = await membersFor(db, actor, compartment);
      if (own === null) throw noMember();
      heed(refusalOfTravel(members, own.account));
      deeds.push(memberDeed({ ...own, resting: 'travel' }, actor.author, REASONS.travel));
    }
    return { deeds, result: null };
  });
  for (const compartment of chosen) await enter(instance, by, compartment);
}

/** What one member sees, for a lead: levels and counts, never content. @throws NotFound, Declined */
export async function whatSees(
  instance: Instance,
  by: Exclude<By, string>,
  compartment: string,
  account: string,
): Promise<{
  levels: { level: Sensitivity; may: boolean }[];
  identities: boolean;
  resting: 'travel' | 'reset' | null;
  suspended: boolean;
  counts: { kind: string; visible: number; hidden: number }[];
}> {
  const members = await membersForLead(instance.access, await actorOf(instance.access, by), compartment);
  const target = members.find((m) => m.account === account);
  if (target === undefined) throw noMember();
  const { role, clearance, identities, resting, suspended } = target;
  const reads = resting === null && !suspended;
  const highest = SENSITIVITIES.indexOf(clearance);
  return {
    levels: SENSITIVITIES.map((level, i) => ({ level, may: reads && i <= highest })),
    identities: reads && (role === 'lead' || identities),
    resting,
    suspended,
    counts: await sees(instance.app, { secret: by.secret, compartment, account }),
  };
}

/** A deed about one member by a lead; what stands is read under the deeds' lock. */
async function decideMember<T>(
  instance: Instance,
  by: By,
  compartment: string,
  account: string,
  work: (db: Queries, actor: Actor, found: { members: MemberRow[]; target: MemberRow }) => Promise<Decided<T>>,
): Promise<T> {
  const result = await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    const members = await membersForLead(db, actor, compartment);
    const target = members.find((m) => m.account === account);
    if (target === undefined) throw noMember();
    return work(db, actor, { members, target });
  });
  await enter(instance, by, compartment);
  return result;
}

/** A deed that leaves a membership as given. */
export function memberDeed(row: MembershipRow, by: string, reason: string): Deed {
  const { compartment, account, role, clearance, identities, resting } = row;
  return { table: 'member', row: { compartment, account, role, clearance, identities, resting }, by, reason };
}

/** Enters a change of rights into the activity, which the compartment's leads see. */
export async function enter(instance: Instance, by: By, compartment: string | null): Promise<void> {
  const account = typeof by === 'string' ? null : by.account;
  await recordActivity(instance, { account, what: 'rights', compartment });
}
