import pg from 'pg';
import { DATABASE, OWNER } from './cluster.ts';

/** Where a server listens: a private socket folder, or (Windows) a port of 127.0.0.1 with a secret. */
export type Place = { readonly socketDir: string } | { readonly port: number; readonly secret: string };

/** The URL of a database for psql and pg alike. */
export function urlOf(place: Place, role: string = OWNER, database: string = DATABASE): string {
  const user = encodeURIComponent(role);
  if ('port' in place)
    return `postgresql://${user}:${encodeURIComponent(place.secret)}@127.0.0.1:${place.port}/${database}`;
  return `postgresql://${user}@/${database}?host=${encodeURIComponent(place.socketDir)}`;
}

export async function connect(place: Place, database: string = DATABASE, name = 'cairn'): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(place, OWNER, database),
    application_name: name,
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks while idle must not end the process; its next use reports it.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Whether the server takes connections now. */
export async function answers(place: Place): Promise<boolean> {
  try {
    const client = await connect(place, 'postgres');
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Creates the database in a new cluster. */
export async function ensureDatabase(place: Place): Promise<void> {
  const client = await connect(place, 'postgres');
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/**
 * Resolves once no other client is connected, or once those that are have done nothing for `limit` milliseconds.
 * The caller's own pools must be closed before.
 */
export async function othersGone(place: Place, limit: number): Promise<boolean> {
  const client = await connect(place, 'postgres').catch(() => null);
  if (client === null) return true;
  try {
    const { rows } = await client.query<{ others: number; quiet: number }>(
      `SELECT count(*)::int AS others,
              coalesce(min(CASE WHEN state = 'active' THEN 0 ELSE extract(epoch FROM clock_timestamp() - coalesce(state_change, backend_start)) END), 0)::float8 AS quiet
         FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    const { others = 0, quiet = 0 } = rows[0] ?? {};
    return others === 0 || quiet * 1000 >= limit;
  } finally {
    await client.end();
  }
}
