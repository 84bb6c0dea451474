import type { Sensitivity } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import type { Account, Compartment, Membership, Role } from './types.ts';

/** Who stands behind a live session's secret. */
export interface Bearer {
  readonly account: string | null;
  readonly operator: string | null;
}

// The tables of this room are closed to the application role. What requests need comes through definer functions that
// answer for one session; the owner's pool serves commands alone.

export async function accountByEmail(instance: Instance, email: string): Promise<Account | null> {
  const { rows } = await instance.owner.query<Account>(
    'select id, email, name, admin from cairn.account where email = $1',
    [email],
  );
  return rows[0] ?? null;
}

export async function allCompartments(instance: Instance): Promise<Compartment[]> {
  const { rows } = await instance.owner.query<Compartment>(
    'select id, code, name from cairn.compartment order by name',
  );
  return rows;
}

/** The compartments of a session. */
export async function memberships(instance: Instance, secret: string): Promise<Membership[]> {
  const { rows } = await instance.app.query<Membership>(
    'select id, code, name, role, clearance from cairn.my_compartments($1)',
    [secret],
  );
  return rows;
}

/** The account of a session; null for an operator's. */
export async function accountOfSession(instance: Instance, secret: string): Promise<Account | null> {
  const { rows } = await instance.app.query<Account>('select id, name, email, admin from cairn.my_account($1)', [
    secret,
  ]);
  return rows[0] ?? null;
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

/** Opens a session for the account of a token that is neither revoked nor expired nor of a suspended account. */
export async function openSession(
  instance: Instance,
  given: { token: Uint8Array; session: Uint8Array; expires: Date },
): Promise<string | null> {
  const { rows } = await instance.app.query<{ account: string | null }>(
    'select cairn.open_session($1, $2, $3) as account',
    [given.token, given.session, given.expires],
  );
  return rows[0]?.account ?? null;
}

export async function bearerOf(instance: Instance, secret: string): Promise<Bearer | null> {
  const { rows } = await instance.app.query<Bearer>('select account, operator from cairn.session_of($1)', [secret]);
  return rows[0] ?? null;
}

/** Whether a partner has a token for the log, by the name of the setting. */
export async function hasWitnessToken(instance: Instance, setting: string): Promise<boolean> {
  const { rows } = await instance.owner.query(
    "select from cairn.setting where name = $1 and value->>'hash' is not null",
    [setting],
  );
  return rows.length > 0;
}

/**
 * Whether the log answers a caller: everyone once the operator has published it, before that who carries a witness's
 * token. For others it does not exist, signed in or not.
 */
export async function mayReadLog(instance: Instance, tokenHash: Uint8Array | null): Promise<boolean> {
  const { rows } = await instance.app.query<{ may: boolean }>('select cairn.may_read_log($1) as may', [tokenHash]);
  return rows[0]?.may === true;
}
