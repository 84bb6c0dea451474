import type { Queries } from './log-store.ts';

/** Sets the secret that the policies of the running transaction look up; it is gone with the transaction. */
export async function setSession(db: Queries, secret: string): Promise<void> {
  await db.query("select set_config('cairn.session', $1, true)", [secret]);
}

export async function insertOperatorSession(
  db: Queries,
  { hash, account, operator }: { hash: Uint8Array; account: string | null; operator: string },
): Promise<void> {
  await db.query(
    "insert into cairn.live_session (hash, account, operator, expires) values ($1, $2, $3, clock_timestamp() + interval '24 hours')",
    [hash, account, operator],
  );
}

export async function endSession(db: Queries, hash: Uint8Array): Promise<void> {
  await db.query('select cairn.close_session($1)', [hash]);
}

/** Compartments of a session: their ids with their codes. */
export async function compartmentCodes(db: Queries, secret: string): Promise<Map<string, string>> {
  const { rows } = await db.query('select id, code from cairn.my_compartments($1)', [secret]);
  return new Map(rows.map((row) => [row.id, row.code]));
}

/** Draws numbers of a compartment's sequence; null when the session may not write there. */
export async function drawNumbers(
  db: Queries,
  given: { secret: string; compartment: string; what: 'reference' | 'source'; count: number },
): Promise<number[] | null> {
  const { secret, compartment, what, count } = given;
  const { rows } = await db.query('select cairn.next_numbers($1, $2, $3, $4) as numbers', [
    secret,
    compartment,
    what,
    count,
  ]);
  return rows[0].numbers?.map(Number) ?? null;
}

/** Names of people with whom the session shares a compartment. */
export async function accountNames(
  db: Queries,
  secret: string,
  accounts: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query('select id, name from cairn.names_of($1, $2)', [secret, accounts]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The id of a compartment of the session by its name, as a record that was read shows it. */
export async function compartmentNamed(db: Queries, secret: string, name: string): Promise<string> {
  const { rows } = await db.query('select id from cairn.my_compartments($1) where name = $2', [secret, name]);
  return rows[0]?.id ?? '';
}

/** The compartment of a record that the session sees, or null. */
export async function compartmentOfRecord(db: Queries, secret: string, id: string): Promise<string | null> {
  const { rows } = await db.query('select cairn.compartment_of($1, $2) as id', [secret, id]);
  return rows[0]?.id ?? null;
}

/** The account whose session it is, or was while the database still holds it. */
export async function accountOfSecret(db: Queries, secret: string): Promise<string | null> {
  const { rows } = await db.query('select cairn.account_behind($1) as account', [secret]);
  return rows[0]?.account ?? null;
}
