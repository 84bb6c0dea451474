import type { PoolClient } from 'pg';

/** How many connections to this database belong to other processes of Cairn. */
export async function othersConnected(db: PoolClient, own: string): Promise<number> {
  const { rows } = await db.query(
    `select count(*) as n from pg_stat_activity
     where datname = current_database() and application_name like 'cairn%' and not starts_with(application_name, $1)`,
    [own],
  );
  return Number(rows[0].n);
}
