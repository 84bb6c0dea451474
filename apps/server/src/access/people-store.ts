import type { Sensitivity } from '@cairn/model';
import type { Queries } from '../record/index.ts';
import type { Standing } from './rules.ts';
import type { Compartment, Role } from './types.ts';

// All of it is asked through the door's role, which reads no record; most of it inside the deeds' lock.

/** What a live session may do beside reading. */
export interface SessionRights {
  readonly account: string;
  readonly admin: boolean;
  /** Of the token behind it; null for all. */
  readonly scopes: readonly string[] | null;
  readonly compartments: readonly string[] | null;
}

/** Null for a session that has ended, and for an operator's. */
export async function sessionRights(db: Queries, secret: string): Promise<SessionRights | null> {
  const { rows } = await db.query(
    `select f.account, a.admin, f.scopes, f.compartments
     from cairn.session_facts($1) f join cairn.account a on a.id = f.account`,
    [secret],
  );
  return rows[0] ?? null;
}

/** A member as leads see him. */
export interface MemberRow extends Standing {
  readonly compartment: string;
  readonly name: string;
  readonly email: string;
  readonly admin: boolean;
  /** Has a password or a passkey. */
  readonly factors: boolean;
  /** Has never been given a way in: neither factor nor token. */
  readonly invited: boolean;
  /** How many other compartments he is a member of. */
  readonly elsewhere: number;
}

const USABLE = 't.account = a.id and not t.revoked and (t.expires is null or t.expires > clock_timestamp())';
const FACTORS = '(a.password is not null or exists (select from cairn.passkey p where p.account = a.id))';
/** Whether the account can come in with the rights of its memberships. */
const ENTERS = `(${FACTORS} or exists (select from cairn.access_token t where ${USABLE}
  and (t.scopes is null or 'rights' = any (t.scopes)) and t.compartments is null))`;
const INVITED = `(not ${FACTORS} and not exists (select from cairn.access_token t where ${USABLE}))`;

/** The members of a compartment by name. */
export async function membersOf(db: Queries, compartment: string): Promise<MemberRow[]> {
  return memberships(db, compartment, null);
}

/** The memberships of an account. */
export async function membershipsOf(db: Queries, account: string): Promise<MemberRow[]> {
  return memberships(db, null, account);
}

async function memberships(db: Queries, compartment: string | null, account: string | null): Promise<MemberRow[]> {
  const { rows } = await db.query(
    `select m.compartment, m.account, m.role, m.clearance, m.identities, m.resting, a.name, a.email, a.admin, a.suspended,
       ${FACTORS} as factors, ${ENTERS} as enters, ${INVITED} as invited,
       (select count(*)::integer from cairn.member o where o.account = m.account and o.compartment <> m.compartment) as elsewhere
     from cairn.member m join cairn.account a on a.id = m.account
     where ($1::uuid is null or m.compartment = $1) and ($2::uuid is null or m.account = $2)
     order by lower(a.name), a.id, m.compartment`,
    [compartment, account],
  );
  return rows;
}

/** The day of each account's last sign-in, ISO 8601. */
export async function lastSignIns(db: Queries, accounts: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query(
    `select g.account, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD') as day
     from unnest($1::uuid[]) as g (account)
     cross join lateral (
       select a.at from cairn.activity a where a.account = g.account and a.what = 'sign-in' order by a.at desc limit 1
     ) l`,
    [accounts],
  );
  return new Map(rows.map(({ account, day }) => [account, day]));
}

export async function compartmentById(db: Queries, id: string): Promise<Compartment | null> {
  const { rows } = await db.query('select id, code, name from cairn.compartment where id = $1', [id]);
  return rows[0] ?? null;
}

/** An account as administrators see it. */
export interface AccountFacts {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly admin: boolean;
  readonly suspended: boolean;
  readonly invited: boolean;
  readonly enters: boolean;
  readonly memberships: number;
  readonly password: boolean;
  readonly totp: boolean;
  readonly passkeys: number;
}

/** All accounts by name, or the one with this id. */
export async function accountFacts(db: Queries, id: string | null = null): Promise<AccountFacts[]> {
  const { rows } = await db.query(
    `select a.id, a.email, a.name, a.admin, a.suspended, ${INVITED} as invited, ${ENTERS} as enters,
       (select count(*)::integer from cairn.member m where m.account = a.id) as memberships,
       a.password is not null as password,
       exists (select from cairn.totp t where t.account = a.id) as totp,
       (select count(*)::integer from cairn.passkey p where p.account = a.id) as passkeys
     from cairn.account a where $1::uuid is null or a.id = $1 order by lower(a.name), a.id`,
    [id],
  );
  return rows;
}

/** Whether anything was ever recorded in a compartment; more of its records this role cannot ask. */
export async function hasRecords(db: Queries, compartment: string): Promise<boolean> {
  const { rows } = await db.query('select cairn.has_records($1) as has', [compartment]);
  return rows[0]?.has === true;
}

export async function accountIdByEmail(db: Queries, email: string): Promise<string | null> {
  const { rows } = await db.query('select id from cairn.account where email = $1', [email]);
  return rows[0]?.id ?? null;
}

/** Ids of the administrators who are not suspended. */
export async function activeAdmins(db: Queries): Promise<string[]> {
  const { rows } = await db.query('select id from cairn.account where admin and not suspended');
  return rows.map(({ id }) => id);
}

/** Every compartment with the standings of its members. */
export async function compartmentsWithMembers(db: Queries): Promise<(Compartment & { members: Standing[] })[]> {
  const { rows } = await db.query('select id, code, name from cairn.compartment order by lower(name)');
  const members = await memberships(db, null, null);
  return rows.map((row) => ({ ...row, members: members.filter((m) => m.compartment === row.id) }));
}

/** Keys of what an account signs in with, and its usable tokens. */
export async function waysIn(
  db: Queries,
  account: string,
): Promise<{ passkeys: string[]; totp: boolean; recovery: boolean; tokens: string[] }> {
  const { rows } = await db.query(
    `select array(select id from cairn.passkey where account = $1) as passkeys,
       exists (select from cairn.totp where account = $1) as totp,
       exists (select from cairn.recovery where account = $1) as recovery,
       array(select id from cairn.access_token where account = $1 and not revoked) as tokens`,
    [account],
  );
  return rows[0];
}

/** Ends all sessions of an account, in the transaction of the deed that is the reason. */
export async function endSessionsOf(db: Queries, account: string): Promise<void> {
  // A sign-in under way is waited for, or waits for this deed.
  await db.query('select from cairn.account where id = $1 for update', [account]);
  await db.query('delete from cairn.live_session where account = $1', [account]);
}

/** Names of accounts by their ids. */
export async function namesById(db: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query('select id, name from cairn.account where id::text = any ($1)', [ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A row of `cairn.member`, as a deed writes it. */
export interface MembershipRow {
  readonly compartment: string;
  readonly account: string;
  readonly role: Role;
  readonly clearance: Sensitivity;
  readonly identities: boolean;
  readonly resting: 'travel' | 'reset' | null;
}

/** How many records somebody sees and does not see, of those that the lead who asks reads. */
export async function sees(
  app: Queries,
  given: { secret: string; compartment: string; account: string },
): Promise<{ kind: string; visible: number; hidden: number }[]> {
  const { rows } = await app.query('select kind, visible, hidden from cairn.sees($1, $2, $3)', [
    given.secret,
    given.compartment,
    given.account,
  ]);
  return rows.map(({ kind, visible, hidden }) => ({ kind, visible: Number(visible), hidden: Number(hidden) }));
}
