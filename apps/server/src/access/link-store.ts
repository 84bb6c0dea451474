import type { Pool, PoolClient } from 'pg';

/** A link that waits to be used. */
export interface WaitingLink {
  readonly id: string;
  readonly hash: Buffer;
  readonly purpose: 'set-up' | 'invitation' | 'reset';
  readonly account: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly expires: Date;
}

/** The link behind a secret's hash, unless it was used, is out of time or its account is suspended or has a way in by now. */
export async function waitingLink(db: Pool | PoolClient, hash: Uint8Array): Promise<WaitingLink | null> {
  const { rows } = await db.query<WaitingLink>(
    `select e.id, e.hash, e.purpose, e.account, a.email, a.name, e.expires
     from cairn.enrolment e left join cairn.account a on a.id = e.account
     where e.hash = $1 and not e.used and e.expires > clock_timestamp() and (e.account is null or not a.suspended)
       and a.password is null and not exists (select from cairn.passkey p where p.account = e.account)
       and (e.purpose <> 'set-up' or not exists (select from cairn.account))`,
    [hash],
  );
  return rows[0] ?? null;
}

/** Whether nobody has an account yet. */
export async function noAccounts(db: Pool | PoolClient): Promise<boolean> {
  return (await db.query('select from cairn.account limit 1')).rows.length === 0;
}
