import pg from 'pg';

/**
 * A pool of connections that outlives restarts of the server: a connection that breaks fails the query that runs on it,
 * and the next query gets a new one.
 */
export function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 10_000, application_name: 'cairn' });
  pool.on('error', () => undefined);
  // The pool listens to its idle connections only. One that breaks while it is in use fails its query, and then emits
  // an error of its own, which would end the process if nobody listened.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
