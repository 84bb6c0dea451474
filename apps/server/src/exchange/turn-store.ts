import type { Pool } from 'pg';

/**
 * Does the work while no other process or connection does work of the same name; waits for its turn. The turn ends with
 * the connection that holds it, so that a process that dies gives it back. The application role may take no lock.
 */
export async function inTurn<T>(owner: Pool, name: string, work: () => Promise<T>): Promise<T> {
  const holder = await owner.connect();
  // Where the connection breaks, the work's own queries say so.
  holder.on('error', () => undefined);
  try {
    await holder.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return await work();
  } finally {
    holder.release(true);
  }
}
