import type { PoolClient } from 'pg';
import { type Projections, projectionValues } from '../record/commit-store.ts';
import type { Queries } from '../record/log-store.ts';
import { DERIVED_TABLES, type ExpectedRecord } from './projection-store.ts';

/** Empties the derived tables; writers wait until the rebuild ends. */
export async function dropDerived(db: PoolClient): Promise<void> {
  await db.query(`lock table ${DERIVED_TABLES.map(({ table }) => `cairn.${table}`).join(', ')} in exclusive mode`);
  for (const { table } of DERIVED_TABLES) await db.query(`delete from cairn.${table}`);
  await db.query('delete from cairn.record_scene');
  // Nothing is there to be counted any more; what comes in counts from nothing.
  await db.query('delete from cairn.counter');
  await db.query('delete from cairn.counter_change');
}

/** Whether an update asks for derived rows that are not there yet. */
export async function isRebuildDue(db: Queries): Promise<boolean> {
  return (await db.query('select from cairn.rebuild_due limit 1')).rowCount !== 0;
}

export async function noteRebuilt(db: Queries): Promise<void> {
  await db.query('delete from cairn.rebuild_due');
  await db.query('select cairn.fold_counters()');
}

/** Removes every derived row of one record but its own. */
export async function dropProjections(db: PoolClient, record: string): Promise<void> {
  for (const { table, record: column } of DERIVED_TABLES)
    if (table !== 'record') await db.query(`delete from cairn.${table} where ${column} = $1`, [record]);
  await db.query('delete from cairn.record_scene where record = $1', [record]);
}

export async function insertDerived(
  db: PoolClient,
  records: readonly ExpectedRecord[],
  projections: Projections,
): Promise<void> {
  if (records.length === 0) return;
  await db.query('select cairn.insert_records($1)', [JSON.stringify(records)]);
  await insertProjections(db, records, projections);
}

/** The rows of records that are there. */
export async function insertProjections(
  db: PoolClient,
  records: readonly ExpectedRecord[],
  projections: Projections,
): Promise<void> {
  await db.query('select cairn.insert_projections($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)', [
    records.map(({ id }) => id),
    records.map(({ compartment }) => compartment),
    ...projectionValues(projections),
  ]);
}
