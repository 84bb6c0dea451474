import type { ClientBase } from 'pg';
import type { Projections } from '../record/commit-store.ts';
import type { Queries } from '../record/log-store.ts';

/** The row of `cairn.record` that revisions give. */
export interface ExpectedRecord {
  id: string;
  compartment: string;
  kind: string;
  reference: string;
  level: string;
  revision: number;
  at: string;
  author: string;
}

interface Table {
  readonly table: string;
  /** Columns with their types in the given JSON. */
  readonly shape: string;
  readonly given: string;
  readonly stored: string;
  readonly record: string;
}

/** How each derived table is compared: the same expressions over what was computed and over what is stored. */
const TABLES: Readonly<Record<keyof Projections | 'records', Table>> = {
  records: {
    table: 'record',
    shape:
      'id uuid, compartment uuid, kind text, reference text, level cairn.sensitivity, revision integer, at timestamptz, author text',
    given: 'id, compartment, kind, reference, level, revision, at, author',
    stored: 'id, compartment, kind, reference, level, revision, at, author',
    record: 'id',
  },
  bodies: {
    table: 'record_body',
    shape: 'n integer, level cairn.sensitivity, body jsonb',
    given: 'ids[n], places[n], level, body',
    stored: 'record, compartment, level, body',
    record: 'record',
  },
  words: {
    table: 'record_search',
    shape: 'n integer, level cairn.sensitivity, text text',
    given: "ids[n], places[n], level, to_tsvector('cairn.words', text)",
    stored: 'record, compartment, level, words',
    record: 'record',
  },
  periods: {
    table: 'record_period',
    shape: 'n integer, level cairn.sensitivity, ordinal integer, starting timestamptz, ending timestamptz',
    given: 'ids[n], places[n], level, ordinal, tstzrange(starting, ending)',
    stored: 'record, compartment, level, ordinal, period',
    record: 'record',
  },
  points: {
    table: 'record_point',
    shape:
      'n integer, level cairn.sensitivity, ordinal integer, longitude double precision, latitude double precision, radius double precision',
    given: 'ids[n], places[n], level, ordinal, point(longitude, latitude)::text, radius',
    stored: 'record, compartment, level, ordinal, place::text, radius',
    record: 'record',
  },
  codes: {
    table: 'record_code',
    shape: 'n integer, level cairn.sensitivity, scheme text, code text',
    given: 'ids[n], places[n], level, scheme, code',
    stored: 'record, compartment, level, scheme, code',
    record: 'record',
  },
  names: {
    table: 'record_name',
    shape: 'n integer, level cairn.sensitivity, ordinal integer, name text, folded text, keys text[]',
    given: 'ids[n], places[n], level, ordinal, name, folded, keys',
    stored: 'record, compartment, level, ordinal, name, folded, keys',
    record: 'record',
  },
  counts: {
    table: 'record_count',
    shape:
      'n integer, level cairn.sensitivity, ordinal integer, outcome text, "group" text, unit text, low double precision, best double precision, high double precision',
    given: 'ids[n], places[n], level, ordinal, outcome, "group", unit, low, best, high',
    stored: 'record, compartment, level, ordinal, outcome, victim_group, unit, low, best, high',
    record: 'record',
  },
  externals: {
    table: 'external_record',
    shape: 'n integer, dataset text, id text, occurrence integer, role text',
    given: 'ids[n], places[n], dataset, id, occurrence, role',
    stored: 'record, compartment, dataset, id, occurrence, role',
    record: 'record',
  },
  links: {
    table: 'record_link',
    shape: 'n integer, level cairn.sensitivity, source uuid, target uuid, type text',
    given: 'ids[n], places[n], level, source, target, type',
    stored: 'record, compartment, level, source, target, type',
    record: 'record',
  },
  refs: {
    table: 'record_reference',
    shape: 'n integer, target uuid',
    given: 'ids[n], places[n], target',
    stored: 'record, compartment, target',
    record: 'record',
  },
};

export interface Difference {
  readonly table: string;
  readonly record: string;
  readonly side: 'missing' | 'foreign';
  readonly row: string;
}

/** Names of the derived tables that hold one or more rows for a record. */
export const DERIVED_TABLES = Object.values(TABLES).map(({ table, record }) => ({ table, record }));

/**
 * Holds what the revisions of some records give against what is stored for these records: rows that are missing, and rows
 * that should not be there or hold something else.
 */
export async function differences(
  db: ClientBase,
  ids: readonly string[],
  records: readonly ExpectedRecord[],
  projections: Projections,
): Promise<Difference[]> {
  const found: Difference[] = [];
  const listed = [records.map(({ id }) => id), records.map(({ compartment }) => compartment)];
  for (const [part, { table, shape, given, stored, record }] of Object.entries(TABLES)) {
    const expected = part === 'records' ? records : projections[part as keyof Projections];
    const columns = stored.replaceAll('::text', '');
    const { rows } = await db.query({
      name: `audit-${table}`,
      text: `with both_sides (side, ${columns}) as (
               select 1, ${given}
               from jsonb_to_recordset($1::jsonb) as g (${shape}), (select $3::uuid[] as ids, $4::uuid[] as places) as listed
               union all
               select -1, ${stored} from cairn.${table} where ${record} = any ($2::uuid[]))
             select case when sum(side) > 0 then 'missing' else 'foreign' end as side, ${columns}
             from both_sides group by ${columns} having sum(side) <> 0`,
      values: [JSON.stringify(expected), ids, ...listed],
    });
    for (const { side, ...row } of rows) found.push({ table, side, record: row[record], row: JSON.stringify(row) });
  }
  return found;
}

/** Rows of derived tables whose record has no revision. */
export async function strayRows(db: Queries): Promise<{ table: string; record: string }[]> {
  const found: { table: string; record: string }[] = [];
  for (const { table, record } of DERIVED_TABLES) {
    const { rows } = await db.query(
      `select distinct ${record} as record from cairn.${table} t where not exists (select from cairn.revision v where v.record = t.${record}) limit 1000`,
    );
    for (const row of rows) found.push({ table, record: row.record });
  }
  return found;
}
