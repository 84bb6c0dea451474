import type { Pool, PoolClient } from 'pg';

/**
 * Runs work in one transaction: committed when it returns, rolled back when it throws. `begin` may say more, for instance
 * `begin transaction read only`.
 */
export async function inTransaction<T>(pool: Pool, work: (db: PoolClient) => Promise<T>, begin = 'begin'): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
