import pg from 'pg';

/**
 * Does the work while no other process or connection does work of the same name; waits for its turn. The turn ends with
 * the connection that holds it, so that a process that dies gives it back. The application role may take no lock.
 *
 * The connection is one of its own and none of the pool: whoever waits for a turn, and several may, leaves the pool to the
 * work that goes on.
 */
export async function inTurn<T>(owner: pg.Pool, name: string, work: () => Promise<T>): Promise<T> {
  const { connectionString, application_name, keepAlive, options } = owner.options;
  const holder = new pg.Client({ connectionString, application_name, keepAlive, options } as pg.ClientConfig);
  // Where the connection breaks, the work's own queries say so.
  holder.on('error', () => undefined);
  try {
    await holder.connect();
    await holder.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return await work();
  } finally {
    await holder.end().catch(() => undefined);
  }
}
