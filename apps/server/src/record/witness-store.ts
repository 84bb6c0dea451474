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

/** The checkpoint of this size of a partner's log, where this instance cosigned it. */
export async function witnessedOfSize(db: Queries, origin: string, size: number): Promise<string | null> {
  const { rows } = await db.query('select note from cairn.witnessed_checkpoint where origin = $1 and size = $2', [
    origin,
    size,
  ]);
  return rows[0]?.note ?? null;
}

/** A partner's log as the operator made it known. */
export interface Partner {
  readonly origin: string;
  readonly key: string;
  /** Keys that it signed with before; what they signed then still counts, what they sign now does not. */
  readonly earlier: readonly string[];
  /** What the operator calls it; null where it was made known by its first request by file. */
  readonly name: string | null;
}

/** Every partner whose log this instance cosigns. */
export async function knownPartners(db: Queries): Promise<Partner[]> {
  const { rows } = await db.query('select name, value from cairn.setting where name like $1 order by name', [
    `${PARTNER}%`,
  ]);
  return rows.flatMap(({ name, value }) => partnerIn(name, value) ?? []);
}

/** A partner by the origin of its log, or null. */
export async function partnerOf(db: Queries, origin: string): Promise<Partner | null> {
  const name = partnerSetting(origin);
  const { rows } = await db.query('select value from cairn.setting where name = $1', [name]);
  return rows[0] === undefined ? null : partnerIn(name, rows[0].value);
}

function partnerIn(setting: string, value: unknown): Partner | null {
  const { key, name, earlier } = (value ?? {}) as { key?: unknown; name?: unknown; earlier?: unknown };
  if (typeof key !== 'string') return null;
  const origin = setting.slice(PARTNER.length);
  const before = Array.isArray(earlier) ? earlier.filter((each) => typeof each === 'string') : [];
  return { origin, key, earlier: before, name: typeof name === 'string' ? name : null };
}

const PARTNER = 'partner ';

export function partnerSetting(origin: string): string {
  return `${PARTNER}${origin}`;
}

/** Two histories of one partner's log, both signed with its key. */
export interface ForkSeen {
  readonly origin: string;
  /** Of the checkpoint that contradicts. */
  readonly size: number;
  /** ISO 8601 in UTC. */
  readonly seen: string;
  /** Signed note that this instance cosigned. */
  readonly cosigned: string;
  /** Signed note that contradicts it. */
  readonly shown: string;
  /** Where the sizes differ: the body of the request, whose proof shows the contradiction. */
  readonly proof: string | null;
  readonly message: string;
}

/** Forks that were seen, newest first; of one log where `origin` names it. */
export async function forksSeen(db: Queries, origin?: string): Promise<ForkSeen[]> {
  const { rows } = await db.query(
    'select * from cairn.fork_seen where $1::text is null or origin = $1 order by seen desc, origin, size',
    [origin ?? null],
  );
  return rows.map(({ size, seen, ...rest }) => ({ ...rest, size: Number(size), seen: seen.toISOString() }));
}
