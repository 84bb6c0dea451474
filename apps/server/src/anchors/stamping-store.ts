import type { Pool } from 'pg';
import { HOURS_SETTING } from './schedule.ts';

const LOCK = 815_314;

/** Does work while no other process of this instance does it; null when one does. */
export async function whileAlone<T>(db: Pool, work: () => Promise<T>): Promise<T | null> {
  const client = await db.connect();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as got', [LOCK]);
    if (rows[0].got !== true) return null;
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK]);
    }
  } finally {
    client.release();
  }
}

/** The hours between slots as they were set, whatever stands there. */
export async function hoursSetting(db: Pool): Promise<unknown> {
  const { rows } = await db.query('select value from cairn.setting where name = $1', [HOURS_SETTING]);
  return rows[0]?.value ?? null;
}
