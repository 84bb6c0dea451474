import type { Pool } from 'pg';

/** Whether any record has been written, or a compartment of this code stands from a filling that broke off. */
export async function hasBegun(db: Pool, code: string): Promise<boolean> {
  const { rows } = await db.query(
    'select exists (select from cairn.revision) or exists (select from cairn.compartment where code = $1) as begun',
    [code],
  );
  return rows[0].begun;
}

/** E-mail addresses of those who administer the instance. */
export async function administrators(db: Pool): Promise<string[]> {
  const { rows } = await db.query('select email from cairn.account where admin and not suspended order by email');
  return rows.map((row) => row.email);
}

/** Ids of administrators who can sign in, in the order of their addresses. */
export async function administratorIds(owner: Pool): Promise<string[]> {
  const { rows } = await owner.query('select id from cairn.account where admin and not suspended order by email');
  return rows.map(({ id }) => id);
}
