import type { Pool } from 'pg';

/** A transaction of this role that says nothing for a minute is ended, and its lock with it (milliseconds). */
const SIGN_OF_LIFE = 15_000;

/** Does the work while this connection alone has the lock, for as long as it takes. */
export async function holdLock<T>(pool: Pool, key: bigint, work: () => Promise<T>): Promise<T> {
  const holder = await pool.connect();
  let alive: NodeJS.Timeout | undefined;
  try {
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock($1)', [String(key)]);
    alive = setInterval(() => void holder.query('select 1').catch(() => undefined), SIGN_OF_LIFE);
    return await work();
  } finally {
    clearInterval(alive);
    // A connection that is closed gives its lock back, whatever state it is in.
    const ended = await holder.query('rollback').then(
      () => true,
      () => false,
    );
    holder.release(!ended);
  }
}
