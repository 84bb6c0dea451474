import type { Pool } from 'pg';
import { type Instance, inTransaction } from '../database/index.ts';

/** One live session as its owner sees it. */
export interface SessionRow {
  readonly hash: Buffer;
  readonly id: string;
  /** `password`, `passkey`, `recovery`, `link`, `token`, or null for a command's. */
  readonly how: string | null;
  readonly device: string | null;
  readonly created: Date;
  /** Of the last use, to five minutes. */
  readonly seen: Date;
}

/** What was shown at the door: a password by its hash, a passkey by its credential, or one of the recovery codes. */
export type Shown =
  | { readonly by: 'password' | 'passkey'; readonly is: string }
  | { readonly by: 'recovery'; readonly is: null };

const STANDS = {
  password: 'a.password = $6',
  passkey: 'exists (select from cairn.passkey p where p.account = a.id and p.credential = $6)',
  recovery: '$6::text is null and exists (select from cairn.recovery r where r.account = a.id)',
} as const;

/**
 * Of a sign-in and a reset at once one comes first: the account's row is held, so that what was shown is looked at after a
 * reset that was under way, and a later one finds this session to end (`endSessionsOf`).
 *
 * @returns false when the account is suspended or unknown, or what was shown is no factor of it any more
 */
export async function insertSession(
  db: Pool,
  row: { hash: Uint8Array; account: string; expires: Date; how: string; device: string; shown: Shown },
): Promise<boolean> {
  await db.query('delete from cairn.live_session where expires < clock_timestamp()');
  return inTransaction(db, async (held) => {
    await held.query('select from cairn.account where id = $1 for share', [row.account]);
    const { rowCount } = await held.query(
      `insert into cairn.live_session (hash, account, expires, how, device, confirmed)
       select $1, a.id, $3, $4, $5, clock_timestamp() from cairn.account a
       where a.id = $2 and not a.suspended and ${STANDS[row.shown.by]}`,
      [row.hash, row.account, row.expires, row.how, row.device, row.shown.is],
    );
    return rowCount === 1;
  });
}

export async function sessionsOf(db: Pool, account: string): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `select hash, id, coalesce(how, case when token is not null then 'token' end) as how, device, created, seen
     from cairn.live_session where account = $1 and expires > clock_timestamp() order by seen desc, created desc`,
    [account],
  );
  return rows;
}

export async function closeOwn(db: Pool, account: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from cairn.live_session where account = $1 and id = $2', [account, id]);
  return rowCount === 1;
}

export async function closeOthers(db: Pool, account: string, hash: Uint8Array): Promise<number> {
  const { rowCount } = await db.query('delete from cairn.live_session where account = $1 and hash <> $2', [
    account,
    hash,
  ]);
  return rowCount ?? 0;
}

export async function confirmSession(db: Pool, hash: Uint8Array): Promise<void> {
  await db.query('update cairn.live_session set confirmed = clock_timestamp() where hash = $1', [hash]);
}

export async function touchSession(db: Pool, hash: Uint8Array): Promise<void> {
  await db.query('update cairn.live_session set seen = clock_timestamp() where hash = $1', [hash]);
}

/** What a request needs to know of its session beside who it is; null when it has ended. */
export interface SessionFacts {
  readonly id: string;
  readonly scopes: string[] | null;
  readonly confirmed: Date | null;
}

export async function sessionFacts(instance: Instance, secret: string): Promise<SessionFacts | null> {
  const { rows } = await instance.app.query<SessionFacts>('select id, scopes, confirmed from cairn.session_facts($1)', [
    secret,
  ]);
  return rows[0] ?? null;
}
