import type { PoolClient } from 'pg';

/** The newest row; takes the lock that gives rows their order until the transaction ends. */
export async function lastActivity(db: PoolClient): Promise<{ number: number; mac: Uint8Array } | null> {
  const { rows } = await db.query('select number, mac from cairn.last_activity()');
  return rows[0] === undefined ? null : { number: Number(rows[0].number), mac: rows[0].mac };
}

export async function insertActivity(
  db: PoolClient,
  rows: readonly object[],
  head: { number: number; mac: Uint8Array; seal: Uint8Array },
): Promise<void> {
  await db.query('select cairn.insert_activity($1, $2, $3, $4)', [
    JSON.stringify(rows),
    head.number,
    head.mac,
    head.seal,
  ]);
}

export async function intervalEnd(db: PoolClient): Promise<Date | null> {
  const { rows } = await db.query('select starting from cairn.open_interval()');
  return rows[0]?.starting ?? null;
}

export async function activityBetween(
  db: PoolClient,
  starting: Date,
  ending: Date,
): Promise<{ number: number; mac: Uint8Array }[]> {
  const { rows } = await db.query('select number, mac from cairn.activity_between($1, $2)', [starting, ending]);
  return rows.map((row) => ({ number: Number(row.number), mac: row.mac }));
}

export async function insertInterval(
  db: PoolClient,
  interval: { starting: Date; ending: Date; token: string; encoded: string },
): Promise<void> {
  const { starting, ending, token, encoded } = interval;
  await db.query('select cairn.insert_interval($1, $2, $3, $4)', [starting, ending, token, encoded]);
}
