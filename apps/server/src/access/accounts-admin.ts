import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Instance } from '../database/index.ts';
import type { Deed, Queries } from '../record/index.ts';
import { Invalid, NotFound } from '../record/types.ts';
import { type Actor, actorOf, type By, demandAdmin, heed } from './actor.ts';
import { codeFor } from './codes.ts';
import { type Decided, decide } from './decide.ts';
import { Declined } from './declined.ts';
import { tidiedEmail } from './email.ts';
import { onlyLink } from './enrolment-store.ts';
import { type AccountRow, accountRow } from './factor-store.ts';
import { linkDeed } from './link-deed.ts';
import { newAccount } from './new-account.ts';
import { enter, type Link, memberDeed } from './people.ts';
import {
  type AccountFacts,
  accountFacts,
  accountIdByEmail,
  activeAdmins,
  compartmentsWithMembers,
  endSessionsOf,
  hasRecords,
  membershipsOf,
  membersOf,
  waysIn,
} from './people-store.ts';
import { REASONS, withWords } from './reasons.ts';
import { isActiveLead, refusalOfSuspension } from './rules.ts';
import { tokenRow } from './token-store.ts';
import type { Compartment } from './types.ts';

// What administrators do: accounts and compartments, never their content, and never which records there are.

/** @throws Declined for whoever is no administrator */
export async function listAccounts(instance: Instance, by: By): Promise<Omit<AccountFacts, 'enters'>[]> {
  demandAdmin(await actorOf(instance.access, by));
  return (await accountFacts(instance.access)).map(({ enters: _, ...facts }) => facts);
}

/**
 * Adds an account and the link with which its person comes in.
 *
 * @throws Declined for whoever is no administrator, Invalid when the address is taken or is none
 */
export async function inviteAccount(
  instance: Instance,
  by: By,
  given: { email: string; name: string; admin?: boolean },
): Promise<{ id: string; link: Link }> {
  const id = randomUUID();
  const link = await decideAsAdmin<Link>(instance, by, async (db, actor) => {
    if ((await accountIdByEmail(db, tidiedEmail(given.email))) !== null)
      throw new Invalid([{ path: '/email', code: 'taken', message: 'is the address of another account' }]);
    const made = linkDeed('invitation', id, actor.author);
    return { deeds: [newAccount(id, given, actor.author, REASONS.invited), made.deed], result: made };
  });
  return { id, link };
}

/**
 * A new link for an account that never came in. Whoever holds it reads what the account may read, so memberships rest
 * until a lead readmits, but for compartments in which there is nobody else.
 *
 * @throws NotFound, Declined
 */
export async function renewInvitation(instance: Instance, by: By, id: string): Promise<Link> {
  return decideAsAdmin<Link>(instance, by, async (db, actor) => {
    const { invited } = await accountFor(db, id);
    if (!invited) throw new Declined(409, 'has-factors', 'This account has a way in already.', 'Reset it instead.');
    const resting: Deed[] = [];
    for (const membership of await membershipsOf(db, id)) {
      if (membership.resting === 'reset' || !(await concernsOthers(db, membership.compartment))) continue;
      resting.push(memberDeed({ ...membership, resting: 'reset' }, actor.author, REASONS.newLink));
    }
    const { deeds, link } = await onlyLink(db, 'invitation', id, actor.author);
    return { deeds: [...resting, ...deeds], result: link };
  });
}

/** Whether whoever comes into a compartment could read what others wrote; a room that was just made is empty. */
async function concernsOthers(db: Queries, compartment: string): Promise<boolean> {
  return (await membersOf(db, compartment)).length > 1 || (await hasRecords(db, compartment));
}

/** Ends all that an account can do, its sessions and tokens at once. @throws NotFound, Declined */
export async function suspend(instance: Instance, by: By, id: string, words: string): Promise<void> {
  await decideAsAdmin(instance, by, async (db, actor) => {
    const row = await rowFor(db, id);
    heed(refusalOfSuspension(await activeAdmins(db), actor.account, id));
    await endSessionsOf(db, id);
    const reason = withWords(REASONS.suspended, words);
    const deed = accountDeed({ ...row, suspended: true }, actor.author, reason);
    return { deeds: row.suspended ? [] : [deed], result: null };
  });
}

/** Lets a suspended account in again, with what it had. @throws NotFound, Declined */
export async function unsuspend(instance: Instance, by: By, id: string): Promise<void> {
  await decideAsAdmin(instance, by, async (db, actor) => {
    heed(actor.account === id ? 'not-yourself' : null);
    const row = await rowFor(db, id);
    const deed = accountDeed({ ...row, suspended: false }, actor.author, REASONS.unsuspended);
    return { deeds: row.suspended ? [deed] : [], result: null };
  });
}

/**
 * Takes all factors and tokens of an account whose person lost them, ends its sessions, and gives a link for new ones. Its
 * memberships rest until another lead readmits.
 *
 * @throws NotFound, Declined for one's own account
 */
export async function reset(instance: Instance, by: By, id: string, words: string): Promise<Link> {
  return decideAsAdmin<Link>(instance, by, async (db, actor) => {
    heed(actor.account === id ? 'not-yourself' : null);
    const row = await rowFor(db, id);
    const { deeds: linking, link } = await onlyLink(db, 'reset', id, actor.author);
    const deeds = [
      ...(await withoutWays(db, row, actor.author)),
      ...(await membershipsOf(db, id))
        // One that rests for a journey too: whoever ends the journey must know of the new link.
        .filter(({ resting }) => resting !== 'reset')
        .map((m) => memberDeed({ ...m, resting: 'reset' }, actor.author, withWords(REASONS.reset, words))),
      ...linking,
    ];
    await endSessionsOf(db, id);
    return { deeds, result: link };
  });
}

async function withoutWays(db: Queries, row: AccountRow, by: string): Promise<Deed[]> {
  const { passkeys, totp, recovery, tokens } = await waysIn(db, row.id);
  const reason = REASONS.factorsTaken;
  const deeds: Deed[] = passkeys.map((id) => ({ table: 'passkey', row: { id }, remove: true, by, reason }));
  if (totp) deeds.push({ table: 'totp', row: { account: row.id }, remove: true, by, reason });
  if (recovery) deeds.push({ table: 'recovery', row: { account: row.id }, remove: true, by, reason });
  if (row.password !== null) deeds.push(accountDeed({ ...row, password: null }, by, reason));
  for (const id of tokens) {
    const token = await tokenRow(db, id);
    if (token !== null)
      deeds.push({ table: 'access_token', row: { ...token, revoked: true }, by, reason: REASONS.revoked });
  }
  return deeds;
}

/** Compartments by name, with how many members they have and how many leads who can act. @throws Declined */
export async function listCompartments(
  instance: Instance,
  by: By,
): Promise<(Compartment & { members: number; leads: number })[]> {
  demandAdmin(await actorOf(instance.access, by));
  const found = await compartmentsWithMembers(instance.access);
  return found.map(({ members, ...compartment }) => ({
    ...compartment,
    members: members.length,
    leads: members.filter(isActiveLead).length,
  }));
}

/** Adds a compartment and its first lead, by the id of the account. @throws NotFound, Invalid, Declined */
export async function openCompartment(
  instance: Instance,
  by: By,
  given: { name: string; code?: string; lead: string },
): Promise<Compartment> {
  const id = randomUUID();
  return decideAsAdmin<Compartment>(
    instance,
    by,
    async (db, { author }) => {
      const { suspended } = await accountFor(db, given.lead);
      if (suspended) throw invalid('/lead', 'is a suspended account');
      const row = { id, ...nameAndCode(given, await compartmentsWithMembers(db)) };
      const rights = { role: 'lead', clearance: 'sealed', identities: false, resting: null } as const;
      const first = memberDeed({ compartment: id, account: given.lead, ...rights }, author, REASONS.firstLead);
      return {
        deeds: [{ table: 'compartment', row, by: author, reason: 'Compartment added' }, first],
        result: row,
      };
    },
    id,
  );
}

/** @throws Invalid when name or code is taken or malformed */
export function nameAndCode(
  given: { name: string; code?: string },
  others: readonly Compartment[],
): { name: string; code: string } {
  const name = given.name.trim();
  if (name === '') throw invalid('/name', 'is empty');
  if (others.some((c) => c.name === name)) throw invalid('', `A compartment named ${name} exists already.`);
  const taken = new Set(others.map((c) => c.code));
  const code = given.code?.trim().toUpperCase() ?? codeFor(name, taken);
  if (!/^[A-Z][A-Z0-9]{1,7}$/.test(code))
    throw invalid('/code', 'is not two to eight letters or digits, a letter first');
  if (taken.has(code)) throw invalid('', `The code ${code} is taken.`);
  return { name, code };
}

async function accountFor(db: Queries, id: string): Promise<AccountFacts> {
  const [found] = await accountFacts(db, id);
  if (found === undefined) throw new NotFound('There is no such account.');
  return found;
}

function accountDeed(row: AccountRow, by: string, reason: string): Deed {
  return { table: 'account', row: { ...row }, by, reason };
}

async function rowFor(db: PoolClient, id: string): Promise<AccountRow> {
  await accountFor(db, id);
  return accountRow(db, id);
}

async function decideAsAdmin<T>(
  instance: Instance,
  by: By,
  work: (db: PoolClient, actor: Actor) => Promise<Decided<T>>,
  compartment: string | null = null,
): Promise<T> {
  const result = await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    demandAdmin(actor);
    return work(db, actor);
  });
  await enter(instance, by, compartment);
  return result;
}

function invalid(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'invalid', message }]);
}
