import type { Sensitivity } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import type { Account, Compartment, Membership, Role } from './types.ts';

/** Who stands behind a live session's secret. */
export interface Bearer {
  readonly account: string | null;
  readonly operator: string | null;
}

// The tables of this room are closed to the application role, so these queries go through the owner's pool. Each takes
// exact keys only and answers for one caller.

export async function accountByEmail(instance: Instance, email: string): Promise<Account | null> {
  const { rows } = await instance.owner.query<Account>(
    'select id, email, name, admin from cairn.account where email = $1',
    [email],
  );
  return rows[0] ?? null;
}

export async function accountById(instance: Instance, id: string): Promise<Account | null> {
  const { rows } = await instance.owner.query<Account>(
    'select id, email, name, admin from cairn.account where id = $1',
    [id],
  );
  return rows[0] ?? null;
}

export async function allCompartments(instance: Instance): Promise<Compartment[]> {
  const { rows } = await instance.owner.query<Compartment>(
    'select id, code, name from cairn.compartment order by name',
  );
  return rows;
}

export async function memberships(instance: Instance, account: string): Promise<Membership[]> {
  const { rows } = await instance.owner.query<Membership>(
    `select c.id, c.code, c.name, m.role, m.clearance from cairn.member m
     join cairn.compartment c on c.id = m.compartment where m.account = $1 order by c.name`,
    [account],
  );
  return rows;
}

export async function membership(
  instance: Instance,
  compartment: string,
  account: string,
): Promise<{ role: Role; clearance: Sensitivity; identities: boolean } | null> {
  const { rows } = await instance.owner.query<{ role: Role; clearance: Sensitivity; identities: boolean }>(
    'select role, clearance, identities from cairn.member where compartment = $1 and account = $2',
    [compartment, account],
  );
  return rows[0] ?? null;
}

/** The account of a token that is neither revoked nor expired nor of a suspended account. */
export async function accountOfToken(instance: Instance, hash: Uint8Array): Promise<string | null> {
  const { rows } = await instance.owner.query<{ account: string }>(
    `select t.account from cairn.access_token t join cairn.account a on a.id = t.account
     where t.hash = $1 and not t.revoked and not a.suspended and (t.expires is null or t.expires > clock_timestamp())`,
    [hash],
  );
  return rows[0]?.account ?? null;
}

export async function insertSession(
  instance: Instance,
  session: { hash: Uint8Array; account: string; expires: Date },
): Promise<void> {
  await instance.owner.query(
    `with gone as (delete from cairn.live_session where expires < clock_timestamp())
     insert into cairn.live_session (hash, account, expires) values ($1, $2, $3)`,
    [session.hash, session.account, session.expires],
  );
}

export async function bearerOf(instance: Instance, secret: string): Promise<Bearer | null> {
  const { rows } = await instance.owner.query<Bearer>('select account, operator from cairn.session_of($1)', [secret]);
  return rows[0] ?? null;
}

/** Whether the operator has published the log to everyone. Until then it does not exist for strangers, signed in or not. */
export async function logIsPublished(instance: Instance): Promise<boolean> {
  const { rows } = await instance.owner.query<{ value: unknown }>(
    "select value from cairn.setting where name = 'publish-log'",
  );
  return rows[0]?.value === true;
}
