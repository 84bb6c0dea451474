import type { Body, KindName } from '@cairn/model';
import type { Queries } from '../../record/index.ts';

/** A record as its reader sees it. */
export interface Row {
  readonly id: string;
  readonly kind: KindName;
  readonly compartment: string;
  readonly reference: string;
  readonly revision: number;
  /** Time of the newest revision, ISO 8601 in UTC. */
  readonly at: string;
  readonly body: Body;
}

const COLUMNS = `r.id, r.kind, r.compartment, r.reference, r.revision, r.at,
  (select jsonb_agg(b.body) from cairn.record_body b where b.record = r.id) as bodies`;

type StoredRow = Omit<Row, 'body' | 'at'> & { readonly at: Date; readonly bodies: object[] | null };

function rowOf({ bodies, at, ...rest }: StoredRow): Row {
  return { ...rest, at: at.toISOString(), body: Object.assign({}, ...(bodies ?? [])) };
}

/** Records by id, in the order of the ids. Under the policies of the running transaction. */
export async function rowsById(db: Queries, ids: readonly string[]): Promise<Row[]> {
  const { rows } = await db.query(
    `select ${COLUMNS} from unnest($1::uuid[]) with ordinality as wanted (id, place)
     join cairn.record r on r.id = wanted.id order by wanted.place`,
    [ids],
  );
  return rows.map(rowOf);
}

/** Records of some kinds that name any of these. */
export async function rowsNaming(db: Queries, targets: readonly string[], kinds: readonly KindName[]): Promise<Row[]> {
  const { rows } = await db.query(
    // Few name these among the many that there are of a kind: the planner is told where to begin.
    `with named as materialized (select distinct f.record from cairn.record_reference f where f.target = any ($1))
     select ${COLUMNS} from named n join cairn.record r on r.id = n.record where r.kind = any ($2) order by r.reference, r.id`,
    [targets, kinds],
  );
  return rows.map(rowOf);
}

/** Those of the ids whose records are seen, in their order, and the compartments in which these lie. */
export async function seenAmong(
  db: Queries,
  ids: readonly string[],
): Promise<{ ids: string[]; compartments: string[] }> {
  const { rows } = await db.query(
    `select r.id, r.compartment from unnest($1::uuid[]) with ordinality as wanted (id, place)
     join cairn.record r on r.id = wanted.id order by wanted.place`,
    [ids],
  );
  return { ids: rows.map(({ id }) => id), compartments: [...new Set(rows.map(({ compartment }) => compartment))] };
}

/** Compartments of which the running session reads fields of the class "internal". */
export async function placesReadWithin(db: Queries): Promise<Set<string>> {
  const { rows } = await db.query("select compartment from cairn.may_read() where level = 'internal'");
  return new Set(rows.map(({ compartment }) => compartment));
}
