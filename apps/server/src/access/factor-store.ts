import type { Pool, PoolClient } from 'pg';

export type Queries = Pool | PoolClient;

/** What an account can show at the door. */
export interface Factors {
  readonly account: string;
  readonly email: string;
  readonly name: string;
  readonly suspended: boolean;
  readonly password: string | null;
  readonly totp: string | null;
  readonly recovery: readonly string[];
  readonly passkeys: readonly Passkey[];
}

export interface Passkey {
  readonly id: string;
  /** As WebAuthn names it, base64url. */
  readonly credential: string;
  /** COSE key (RFC 9052 §7). */
  readonly publicKey: Uint8Array;
  readonly host: string;
  readonly label: string;
  readonly transports: readonly string[];
  readonly counter: number;
  readonly used: Date | null;
}

const FACTORS = `select a.id as account, a.email, a.name, a.suspended, a.password, t.secret as totp, coalesce(r.codes, '{}') as recovery
  from cairn.account a left join cairn.totp t on t.account = a.id left join cairn.recovery r on r.account = a.id`;

export async function factorsByEmail(db: Queries, email: string): Promise<Factors | null> {
  return withPasskeys(db, (await db.query(`${FACTORS} where a.email = $1`, [email])).rows[0]);
}

export async function factorsOf(db: Queries, account: string): Promise<Factors | null> {
  return withPasskeys(db, (await db.query(`${FACTORS} where a.id = $1`, [account])).rows[0]);
}

async function withPasskeys(db: Queries, row: Omit<Factors, 'passkeys'> | undefined): Promise<Factors | null> {
  return row === undefined ? null : { ...row, passkeys: await passkeysOf(db, row.account) };
}

/** A whole row of `cairn.account`, as a deed writes it. */
export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly admin: boolean;
  readonly password: string | null;
  readonly suspended: boolean;
}

/** @throws Error when there is no such account: the caller has found it before, under the same lock */
export async function accountRow(db: Queries, account: string): Promise<AccountRow> {
  const { rows } = await db.query<AccountRow>(
    'select id, email, name, admin, password, suspended from cairn.account where id = $1',
    [account],
  );
  if (rows[0] === undefined) throw new Error('An account that was found is gone.');
  return rows[0];
}

const PASSKEY = `select p.id, p.account, p.credential, p.public_key, p.host, p.label, p.transports, u.counter, u.at
  from cairn.passkey p left join cairn.passkey_use u on u.passkey = p.id`;

async function passkeysOf(db: Queries, account: string): Promise<Passkey[]> {
  return (await db.query(`${PASSKEY} where p.account = $1 order by p.label, p.id`, [account])).rows.map(asPasskey);
}

/** The passkey of a credential together with whose it is. */
export async function passkeyOf(
  db: Queries,
  credential: string,
): Promise<{ account: string; passkey: Passkey } | null> {
  const { rows } = await db.query(`${PASSKEY} where p.credential = $1`, [credential]);
  return rows[0] === undefined ? null : { account: rows[0].account, passkey: asPasskey(rows[0]) };
}

function asPasskey(row: Record<string, unknown>): Passkey {
  return {
    id: row.id as string,
    credential: row.credential as string,
    publicKey: new Uint8Array(row.public_key as Uint8Array),
    host: row.host as string,
    label: row.label as string,
    transports: row.transports as string[],
    counter: Number(row.counter ?? 0),
    used: (row.at as Date | null) ?? null,
  };
}

/** Notes that a passkey was used. Of two uses at once with one counter, the second is refused by the caller's check. */
export async function notePasskeyUse(db: Queries, passkey: string, counter: number): Promise<void> {
  await db.query(
    `insert into cairn.passkey_use (passkey, counter, at) values ($1, $2, clock_timestamp())
     on conflict (passkey) do update set counter = greatest(passkey_use.counter, excluded.counter), at = excluded.at`,
    [passkey, counter],
  );
}

/** Marks a challenge as answered. @returns false when it was answered before */
export async function spendChallenge(db: Queries, hash: Uint8Array, expires: Date): Promise<boolean> {
  await db.query('delete from cairn.challenge where expires < clock_timestamp()');
  const { rowCount } = await db.query(
    'insert into cairn.challenge (hash, expires) values ($1, $2) on conflict do nothing',
    [hash, expires],
  );
  return rowCount === 1;
}

/** Marks a step of time as used by an account's one-time code. @returns false when it, or a later one, was used before */
export async function useStep(db: Queries, account: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into cairn.totp_use as u (account, step) values ($1, $2)
     on conflict (account) do update set step = excluded.step where u.step < excluded.step`,
    [account, step],
  );
  return rowCount === 1;
}

export async function keepOffer(
  db: Queries,
  { subject, secret, expires }: { subject: string; secret: string; expires: Date },
): Promise<void> {
  await db.query('delete from cairn.totp_offer where expires < clock_timestamp()');
  await db.query(
    `insert into cairn.totp_offer (subject, secret, expires) values ($1, $2, $3)
     on conflict (subject) do update set secret = excluded.secret, expires = excluded.expires`,
    [subject, secret, expires],
  );
}

export async function offerOf(db: Queries, subject: string): Promise<string | null> {
  const { rows } = await db.query(
    'select secret from cairn.totp_offer where subject = $1 and expires > clock_timestamp()',
    [subject],
  );
  return rows[0]?.secret ?? null;
}

export async function dropOffer(db: Queries, subject: string): Promise<void> {
  await db.query('delete from cairn.totp_offer where subject = $1', [subject]);
}

/** Whether a browser's secret is that of one in which the account signed in before. */
export async function isKnownDevice(db: Queries, hash: Uint8Array, account: string): Promise<boolean> {
  const { rows } = await db.query(
    'select from cairn.known_device where hash = $1 and account = $2 and expires > clock_timestamp()',
    [hash, account],
  );
  return rows.length > 0;
}

export async function rememberDevice(db: Queries, hash: Uint8Array, account: string, expires: Date): Promise<void> {
  await db.query('delete from cairn.known_device where expires < clock_timestamp()');
  await db.query(
    `insert into cairn.known_device (hash, account, expires) values ($1, $2, $3)
     on conflict (hash, account) do update set expires = excluded.expires`,
    [hash, account, expires],
  );
}

export async function forgetDevice(db: Queries, hash: Uint8Array): Promise<void> {
  await db.query('delete from cairn.known_device where hash = $1', [hash]);
}
