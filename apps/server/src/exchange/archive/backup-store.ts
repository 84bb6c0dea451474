import type { PoolClient } from 'pg';
import { to } from 'pg-copy-streams';

/** Begins the one snapshot that all of a backup is read from. Writers go on meanwhile and wait for nothing. */
export async function beginSnapshot(db: PoolClient): Promise<Date> {
  await db.query('begin transaction isolation level repeatable read read only');
  await db.query(
    "select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), set_config('bytea_output', 'hex', true)",
  );
  const { rows } = await db.query('select now() as made');
  return rows[0].made;
}

export async function migrationsRun(db: PoolClient): Promise<string[]> {
  const { rows } = await db.query('select name from public.cairn_migration order by name');
  return rows.map((row) => row.name);
}

/** Columns of a table that hold something of their own, in order. */
export async function columnsOf(db: PoolClient, table: string): Promise<string[]> {
  const { rows } = await db.query(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map((row) => row.name);
}

/** All rows of a table as CSV, of a table that has compartments those of `only`. `rows` knows their number after the next query on the same connection. */
export function copyOut(
  db: PoolClient,
  table: string,
  columns: readonly string[],
  only: readonly string[] | null = null,
): { chunks: AsyncIterable<Buffer>; rows: () => number } {
  const names = columns.map((column) => `"${column}"`).join(', ');
  const narrowed = only !== null && columns.includes('compartment');
  const source = narrowed
    ? `(select ${names} from ${table} where compartment = any ('{${only.filter(isId).join()}}'::uuid[]))`
    : `${table} (${names})`;
  const stream = db.query(to(`copy ${source} to stdout (format csv)`));
  return { chunks: stream, rows: () => stream.rowCount };
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{36}$/.test(text);
}
