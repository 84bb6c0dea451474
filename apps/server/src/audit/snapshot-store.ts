import type { ClientBase, Pool } from 'pg';
import type { Ledger } from './findings.ts';

/**
 * Runs work on one connection that sees the database as of one moment: what others write meanwhile is no difference
 * between two queries.
 */
export async function inSnapshot<T>(owner: Pool, work: (db: ClientBase) => Promise<T>): Promise<T> {
  const client = await owner.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    return await work(client);
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/**
 * Runs one part of an audit. Should it fail, because a value is none that anybody writes, that is a finding like any other
 * and the other parts go on.
 *
 * @param db the snapshot in which the part reads, if it does: it can be read on after a failure
 * @returns what the part returned, or null
 */
export async function part<T>(
  ledger: Ledger,
  what: string,
  work: () => Promise<T>,
  db: ClientBase | null = null,
): Promise<T | null> {
  await db?.query('savepoint part');
  try {
    return await work();
  } catch (error) {
    await db?.query('rollback to savepoint part').catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    ledger.add(what, 'audit', `This part of the audit could not be finished: ${message}`);
    return null;
  }
}

/** The least `bigint`: pages begin here, since a planted row may have any number. */
export const LEAST = '-9223372036854775808';

/** The next `bigint` as text, or null behind the largest. Numbers are read as text: not all of them are exact as numbers. */
export function following(number: string): string | null {
  const next = BigInt(number) + 1n;
  return next > 9223372036854775807n ? null : String(next);
}

/**
 * SQL for a time as JavaScript writes it. Whatever that form cannot say (infinity, far years, microseconds) comes in
 * PostgreSQL's own words, and so equals no committed time.
 */
export function timeText(column: string): string {
  return `case when ${column} >= '0001-01-01 00:00Z' and ${column} < '10000-01-01 00:00Z' and date_trunc('milliseconds', ${column}) = ${column}
    then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') else (${column} at time zone 'UTC')::text end`;
}
