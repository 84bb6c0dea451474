import type { Pool } from 'pg';

/** Whether any record has been written. */
export async function holdsRecords(db: Pool): Promise<boolean> {
  const { rows } = await db.query('select exists (select from cairn.revision) as held');
  return rows[0].held;
}

/** E-mail addresses of those who administer the instance. */
export async function administrators(db: Pool): Promise<string[]> {
  const { rows } = await db.query('select email from cairn.account where admin and not suspended order by email');
  return rows.map((row) => row.email);
}
