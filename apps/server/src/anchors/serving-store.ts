import type { Queries } from '../record/index.ts';

/** The setting that lets this instance witness over HTTP. */
export const SERVING = 'witness-serve';

/** Whether this instance answers partners who ask it over HTTP to cosign. */
export async function isServing(db: Queries): Promise<boolean> {
  const { rows } = await db.query('select value from cairn.setting where name = $1', [SERVING]);
  return rows[0]?.value === true;
}
