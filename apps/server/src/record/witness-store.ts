import type { Queries, StoredCheckpoint } from './log-store.ts';

export async function checkpointOfSize(db: Queries, size: number): Promise<StoredCheckpoint | null> {
  const { rows } = await db.query('select size, note from cairn.checkpoint where size = $1', [size]);
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
}

/** Keys of active witnesses by their names. */
export async function activeWitnesses(db: Queries): Promise<Map<string, string>> {
  const { rows } = await db.query('select name, vkey from cairn.witness where active');
  return new Map(rows.map((row) => [row.name, row.vkey]));
}

/** The largest size whose checkpoint has a line of this witness; 0 when there is none. */
export async function largestCosigned(db: Queries, witness: string): Promise<number> {
  const { rows } = await db.query(
    "select max(size) as size from cairn.cosignature where line like '— ' || $1 || ' %'",
    [witness.replaceAll(/[\\%_]/g, '\\$&')],
  );
  return Number(rows[0]?.size ?? 0);
}

/** The largest checkpoint of a partner's log that this instance cosigned. */
export async function newestWitnessed(db: Queries, origin: string): Promise<StoredCheckpoint | null> {
  const { rows } = await db.query(
    'select size, note from cairn.witnessed_checkpoint where origin = $1 order by size desc limit 1',
    [origin],
  );
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
}

/** The key of a partner's log as it was given when it was first witnessed. */
export async function partnerKey(db: Queries, origin: string): Promise<string | null> {
  const { rows } = await db.query('select value from cairn.setting where name = $1', [partnerSetting(origin)]);
  const key = (rows[0]?.value as { key?: unknown } | undefined)?.key;
  return typeof key === 'string' ? key : null;
}

export function partnerSetting(origin: string): string {
  return `partner ${origin}`;
}
