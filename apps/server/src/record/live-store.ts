import { KIND_NAMES, type KindName } from '@cairn/model';
import pg, { type Pool } from 'pg';
import { PROCESS_NAME } from '../database/index.ts';
import type { Queries } from './log-store.ts';

const CHANNEL = 'cairn_changed';

/** The payload is empty: whoever listens learns that something changed, never what or where. */
export async function notifyChanged(app: Pool): Promise<void> {
  await app.query('select pg_notify($1, $2)', [CHANNEL, '']);
}

/** A connection that calls `heard` at each announcement; `lost` is called once, when it breaks. */
export async function listenForChanges(url: string, heard: () => void, lost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: `${PROCESS_NAME} live` });
  client.on('error', () => undefined);
  client.once('end', lost);
  client.on('notification', heard);
  await client.connect();
  await client.query(`listen ${CHANNEL}`);
  return client;
}

/** Digests of the rights of those sessions that live, by their secrets. */
export async function sessionStates(db: Queries, secrets: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query('select place, rights from cairn.session_states($1)', [secrets]);
  return new Map(rows.map(({ place, rights }) => [secrets[place - 1] as string, rights]));
}

export async function currentSnapshot(db: Queries): Promise<string> {
  return (await db.query('select pg_current_snapshot()::text as now')).rows[0].now;
}

export interface ChangedRow {
  readonly id: string;
  readonly kind: KindName;
  readonly revision: number;
  readonly reference: string;
}

/**
 * Records that the session sees and whose newest revision was not yet committed in the snapshot: exact, in whatever order
 * transactions committed. `since` only keeps the search short: no commit is accepted that long after its time of writing.
 * Read compartment by compartment and kind by kind, it is found by the index of lists.
 */
export async function changedSince(
  db: Queries,
  secret: string,
  { snapshot, since, most }: { snapshot: string; since: Date; most: number },
): Promise<ChangedRow[]> {
  const { rows } = await db.query(
    `select n.id, n.kind, n.revision, n.reference
     from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as top) t
     cross join cairn.my_compartments($1) c cross join unnest($2::text[]) k (kind)
     cross join lateral (
       select r.id, r.kind, r.revision, r.reference, r.at from cairn.record r
       where r.compartment = c.id and r.kind = k.kind and r.at > $3
         and not pg_visible_in_snapshot((t.top - ((t.top - r.xmin::text::bigint) & 4294967295))::text::xid8, $4::pg_snapshot)
       order by r.at desc, r.id desc limit $5
     ) n
     order by n.at desc, n.id desc limit $5`,
    [secret, KIND_NAMES, since, snapshot, most],
  );
  return rows;
}
