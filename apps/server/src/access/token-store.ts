import type { Queries } from '../record/index.ts';

/** A row of `cairn.access_token`, as a deed writes it: the hash as `\x…`. */
export interface TokenRow {
  readonly id: string;
  readonly account: string;
  readonly hash: string;
  readonly label: string;
  readonly expires: string | null;
  readonly revoked: boolean;
  readonly scopes: string[] | null;
  readonly compartments: string[] | null;
}

const ROW = `select id, account, '\\x' || encode(hash, 'hex') as hash, label, to_json(expires) #>> '{}' as expires, revoked, scopes, compartments
  from cairn.access_token`;

export async function tokenRow(db: Queries, id: string): Promise<TokenRow | null> {
  return (await db.query(`${ROW} where id = $1`, [id])).rows[0] ?? null;
}

/** The tokens of one account, or of all. */
export async function tokenRows(db: Queries, account: string | null): Promise<(TokenRow & { email: string })[]> {
  const { rows } = await db.query(
    `select t.*, a.email from (${ROW}) t join cairn.account a on a.id = t.account
     where $1::uuid is null or t.account = $1 order by t.revoked, t.expires nulls last, t.label, t.id`,
    [account],
  );
  return rows;
}
