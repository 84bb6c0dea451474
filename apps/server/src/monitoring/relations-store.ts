import type { Queries } from '../record/index.ts';

/** A link as a graph shows it. */
export interface RelationRow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly level: number | null;
  readonly degree: string | null;
}

export interface RelationFilter {
  readonly centre: string;
  readonly type: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly after: readonly [type: string, link: string] | null;
  readonly most: number;
}

/** Links that touch a record or its acts, through the definer function, whose WHERE clauses hold the membership. */
export async function relationRows(db: Queries, secret: string, f: RelationFilter): Promise<RelationRow[]> {
  const { rows } = await db.query('select * from cairn.relations_of($1, $2, $3, $4, $5, $6, $7)', [
    ...[secret, f.centre, f.type, f.direction, ...(f.after ?? [null, null]), f.most],
  ]);
  return rows;
}

export interface GroupRow {
  readonly type: string;
  readonly direction: 'in' | 'out';
  readonly n: number;
}

export async function relationGroups(db: Queries, secret: string, centre: string): Promise<GroupRow[]> {
  const { rows } = await db.query('select type, direction, n::integer as n from cairn.relation_groups($1, $2)', [
    secret,
    centre,
  ]);
  return rows;
}

/** The record itself, and the acts of an incident. */
export async function hubOf(db: Queries, secret: string, centre: string): Promise<string[]> {
  const { rows } = await db.query('select cairn.relation_hub($1, $2) as id', [secret, centre]);
  return rows.map(({ id }) => id);
}

/** A record as a graph names it. */
export interface LightRow {
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly name: string | null;
  readonly code: string | null;
  readonly level: number | null;
}

/** The incidents of acts, as far as the transaction's session sees them. */
export async function incidentsOfActs(db: Queries, acts: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query(
    `select w.id, i.id as incident from unnest($1::uuid[]) as w (id)
     cross join lateral (select (b.body ->> 'incident')::uuid as id from cairn.record_body b where b.record = w.id and b.body ? 'incident' limit 1) o
     cross join lateral (select r.id from cairn.record r where r.id = o.id and r.kind = 'incident' limit 1) i`,
    [acts],
  );
  return new Map(rows.map(({ id, incident }) => [id, incident]));
}

export async function lightRecords(db: Queries, secret: string, ids: readonly string[]): Promise<LightRow[]> {
  const { rows } = await db.query('select * from cairn.light_records($1, $2)', [secret, ids]);
  return rows;
}
