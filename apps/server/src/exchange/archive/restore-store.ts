import type { Writable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { Queries } from '../../record/index.ts';

/** Whether the database holds an instance's rights and settings already. */
export async function isInhabited(db: Pool): Promise<boolean> {
  const { rows } = await db.query("select to_regclass('cairn.deed') is not null as made");
  if (rows[0].made !== true) return false;
  return (await db.query('select from cairn.deed limit 1')).rowCount !== 0;
}

/** Begins the one transaction in which all rows of a backup come in. */
export async function beginLoad(db: PoolClient): Promise<void> {
  await db.query('begin');
  await db.query("select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true)");
}

/** Takes a table's rows as CSV. */
export function copyIn(db: PoolClient, table: string, columns: readonly string[]): Writable & { rowCount: number } {
  const names = columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');
  return db.query(from(`copy ${table} (${names}) from stdin (format csv)`));
}

/** Sets the sequences of every compartment past the largest reference and source code in use. */
export async function raiseNumbers(db: Queries): Promise<void> {
  await db.query(
    `update cairn.next_number s set last = greatest(s.last, used.number)
     from (select what, compartment, max(number) as number from (
       select 'reference' as what, compartment, substring(reference from '-([0-9]{1,15})$')::bigint as number from cairn.record
       union all
       select 'source', compartment, substring(body ->> 'sourceCode' from '-S-([0-9]{1,15})$')::bigint
       from cairn.record_body where body ? 'sourceCode') given
       where number > 0 group by what, compartment) used
     where used.what = s.what and used.compartment = s.compartment`,
  );
}

/** Tells the planner what came in, so that what follows is fast. */
export async function analyze(db: Pool): Promise<void> {
  await db.query('analyze');
}
