import type { Pool } from 'pg';

/** Uploads of a compartment that came in whole and became no item yet. */
export async function finishedUploads(owner: Pool, compartment: string): Promise<string[]> {
  const { rows } = await owner.query(
    'select id from cairn.upload where compartment = $1 and received = bytes and item is null',
    [compartment],
  );
  return rows.map(({ id }) => id);
}

/** How many uploads of a compartment are still coming in. */
export async function openUploads(owner: Pool, compartment: string): Promise<number> {
  const { rows } = await owner.query(
    'select count(*)::integer as n from cairn.upload where compartment = $1 and received < bytes',
    [compartment],
  );
  return rows[0].n;
}

export async function dropUploads(owner: Pool, ids: readonly string[]): Promise<void> {
  await owner.query('delete from cairn.upload where id = any ($1::uuid[])', [ids]);
}
