import { randomUUID } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import type { Deed, Queries } from '../record/index.ts';
import { NotFound } from '../record/types.ts';
import { type Actor, actorOf, type By, demandAdmin, demandScope, heed, noCompartment } from './actor.ts';
import { type AppointmentRow, appointmentRow, openAppointments } from './appointment-store.ts';
import { decide } from './decide.ts';
import { Declined } from './declined.ts';
import { enter, memberDeed } from './people.ts';
import { type AccountFacts, accountFacts, compartmentById, type MemberRow, membersOf } from './people-store.ts';
import { REASONS } from './reasons.ts';
import { isWithin, mayApprove, refusalOfAppointment } from './rules.ts';

// Where no lead who can act is left, an administrator and a reviewer of the compartment together appoint one.

/** @returns its id @throws Declined, NotFound */
export async function proposeLead(instance: Instance, by: By, compartment: string, account: string): Promise<string> {
  const id = randomUUID();
  await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    demandAdmin(actor);
    if (actor.account === null || (await compartmentById(db, compartment)) === null) throw noCompartment();
    const appointee = await appointeeOf(db, account);
    heed(refusalOfAppointment(await membersOf(db, compartment), [actor.account], appointee));
    const older = (await openAppointments(db)).filter((each) => each.compartment === compartment);
    if (older.length > 0)
      throw new Declined(409, 'already-proposed', 'A lead is proposed already.', 'Have that one approved or refused.');
    const row: AppointmentRow = {
      id,
      compartment,
      account,
      proposed_by: actor.account,
      approved_by: null,
      state: 'proposed',
      at: new Date().toISOString(),
    };
    return { deeds: [appointmentDeed(row, actor, REASONS.proposed)], result: null };
  });
  await enter(instance, by, compartment);
  return id;
}

/** One that waits for a reviewer, with names. */
export interface Waiting {
  readonly id: string;
  readonly at: string;
  readonly compartment: { readonly id: string; readonly code: string; readonly name: string };
  readonly account: string;
  readonly name: string;
  readonly proposedBy: string;
  /** Whether the caller may approve it. */
  readonly mine: boolean;
}

/** Those that wait: all for an administrator, else those that the caller may decide. */
export async function listAppointments(instance: Instance, by: By): Promise<Waiting[]> {
  const db = instance.access;
  const actor = await actorOf(db, by);
  const found: Waiting[] = [];
  for (const row of await openAppointments(db)) {
    const mine = isWithin([row.compartment], actor.compartments) && (await isReviewer(db, actor, row.compartment));
    if (!mine && !actor.admin) continue;
    const { id, account, name, proposer: proposedBy } = row;
    const compartment = { id: row.compartment, code: row.code, name: row.place };
    const may = mine && row.proposed_by !== actor.account && row.account !== actor.account;
    found.push({ id, at: new Date(row.at).toISOString(), compartment, account, name, proposedBy, mine: may });
  }
  return found;
}

/** A reviewer of the compartment approves: the person is its lead from then on, and all members are told. */
export async function approveLead(instance: Instance, by: By, id: string): Promise<void> {
  const compartment = await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    const row = await waitingFor(db, actor, id);
    const reviewer = actor.account;
    const members = await membersOf(db, row.compartment);
    if (reviewer === null || !mayApprove(members.find((m) => m.account === reviewer)))
      throw new Declined(403, 'not-yourself', 'A reviewer of the compartment approves this.', 'Ask one of them.');
    const appointee = await appointeeOf(db, row.account);
    heed(refusalOfAppointment(members, [row.proposed_by, reviewer], appointee));
    const done: AppointmentRow = { ...row, approved_by: reviewer, state: 'done' };
    const deeds = [appointmentDeed(done, actor, REASONS.appointed), leadDeed(row, actor, members)];
    return { deeds, result: row.compartment };
  });
  await enter(instance, by, compartment);
}

/** A reviewer refuses, or the administrator takes it back. */
export async function refuseLead(instance: Instance, by: By, id: string): Promise<void> {
  const compartment = await decide(instance, async (db) => {
    const actor = await actorOf(db, by);
    const row = await waitingFor(db, actor, id);
    return {
      deeds: [appointmentDeed({ ...row, state: 'refused' }, actor, REASONS.refused)],
      result: row.compartment,
    };
  });
  await enter(instance, by, compartment);
}

/**
 * The operator appoints a lead where nobody else can. It is told to all members and stands in the history of rights.
 *
 * @throws NotFound, Declined while a lead who can act is left
 */
export async function appointLead(
  instance: Instance,
  operator: string,
  compartment: string,
  account: string,
): Promise<void> {
  await decide(instance, async (db) => {
    const actor = await actorOf(db, operator);
    const members = await membersOf(db, compartment);
    heed(refusalOfAppointment(members, [], await appointeeOf(db, account)));
    return { deeds: [leadDeed({ compartment, account }, actor, members)], result: null };
  });
  await enter(instance, operator, compartment);
}

/** One that waits, for the reviewer who may decide it or the administrator who proposed it. @throws NotFound */
async function waitingFor(db: Queries, actor: Actor, id: string): Promise<AppointmentRow> {
  const row = await appointmentRow(db, id);
  const known =
    row?.state === 'proposed' &&
    isWithin([row.compartment], actor.compartments) &&
    (row.proposed_by === actor.account || (await isReviewer(db, actor, row.compartment)));
  if (row === null || !known) throw new NotFound('There is no such proposal, or it was decided.');
  demandScope(actor);
  return row;
}

async function isReviewer(db: Queries, actor: Actor, compartment: string): Promise<boolean> {
  return mayApprove((await membersOf(db, compartment)).find((m) => m.account === actor.account));
}

async function appointeeOf(db: Queries, account: string): Promise<{ account: string } & AccountFacts> {
  const [found] = await accountFacts(db, account);
  if (found === undefined) throw new NotFound('There is no such account.');
  return { account, ...found };
}

function leadDeed(
  { compartment, account }: { compartment: string; account: string },
  { author }: Actor,
  members: readonly MemberRow[],
): Deed {
  const identities = members.find((m) => m.account === account)?.identities ?? false;
  const row = { compartment, account, role: 'lead', clearance: 'sealed', identities, resting: null } as const;
  return memberDeed(row, author, REASONS.appointed);
}

function appointmentDeed(row: AppointmentRow, { author }: Actor, reason: string): Deed {
  const { id, compartment, account, proposed_by, approved_by, state, at } = row;
  return {
    table: 'appointment',
    row: { id, compartment, account, proposed_by, approved_by, state, at },
    by: author,
    reason,
  };
}
