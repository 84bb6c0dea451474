import type { FuzzyPlace } from '@cairn/model';
import type { Queries, RecordRow } from '../record/index.ts';
import type { Conditions } from './library-query.ts';

/** A record that was found, with what it is ordered by. */
export interface Found {
  readonly id: string;
  readonly starting: Date | null;
  readonly at: Date;
  readonly reference: string;
}

export type Sorting = 'any' | '-changed' | 'when' | '-when' | 'undated' | 'reference';

/** The last row of the page before. */
export interface After {
  readonly id: string;
  readonly starting?: string;
  readonly at?: string;
  readonly reference?: string;
}

export async function foundIds(
  db: Queries,
  secret: string,
  asked: { conditions: Conditions; sorting: Sorting; after: After | null; most: number },
): Promise<Found[]> {
  const { rows } = await db.query('select * from cairn.library_ids($1, $2, $3, $4, $5)', [
    secret,
    JSON.stringify(asked.conditions),
    asked.sorting,
    asked.after === null ? null : JSON.stringify(asked.after),
    asked.most,
  ]);
  return rows;
}

/** Records by id, in the order of the ids, with some fields of their bodies; those that the session may not see are left out. */
export async function listedRecords(
  db: Queries,
  secret: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<RecordRow[]> {
  const { rows } = await db.query({
    name: 'library-listed',
    text: `select r.id, r.kind, c.name as compartment, r.reference, r.revision, r.at, r.author,
       coalesce((select jsonb_object_agg(e.key, e.value) from cairn.record_body b cross join jsonb_each(b.body) e
         where b.record = r.id and e.key = any ($3)), '{}') as body
     from unnest($2::uuid[]) with ordinality as wanted (id, place)
     join cairn.record r on r.id = wanted.id join cairn.my_compartments($1) c on c.id = r.compartment order by wanted.place`,
    values: [secret, ids, fields],
  });
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

export interface Counted {
  readonly scheme: string;
  readonly code: string;
  readonly spot: number;
  readonly n: number;
}

/** What counters say of a kind: in all (`kind`), by `code` of schemes, by `month`. */
export async function counted(
  db: Queries,
  secret: string,
  asked: {
    what: 'kind' | 'code' | 'month';
    kind: string;
    within: string | null;
    schemes?: readonly string[];
    code?: string;
  },
): Promise<Counted[]> {
  const { what, kind, within, schemes = [''], code = null } = asked;
  const { rows } = await db.query('select * from cairn.counted($1, $2, $3, $4, $5, $6)', [
    ...[secret, what, kind, within, schemes, code],
  ]);
  return rows.map(({ n, ...row }) => ({ ...row, n: Number(n) }));
}

/** Codes of what a query finds, of `most` records at most; and how many records were looked at. */
export async function codesOfFound(
  db: Queries,
  secret: string,
  asked: { conditions: Conditions; schemes: readonly string[]; most: number; ofActs: boolean },
): Promise<{ codes: { scheme: string; code: string; n: number }[]; looked: number }> {
  const source = asked.ofActs ? 'cairn.library_act_codes' : 'cairn.library_codes';
  const { rows } = await db.query(`select * from ${source}($1, $2, $3, $4)`, [
    secret,
    JSON.stringify(asked.conditions),
    asked.schemes,
    asked.most,
  ]);
  const codes = rows.map(({ n, ...row }) => ({ ...row, n: Number(n) }));
  return {
    codes: codes.filter(({ scheme }) => scheme !== ''),
    looked: codes.find(({ scheme }) => scheme === '')?.n ?? 0,
  };
}

export interface Cell {
  readonly longitude: number;
  readonly latitude: number;
  readonly n: number;
}

/** Squares of main places from the counters; `side` counts cells of 360/1024 degrees. */
export async function countedCells(
  db: Queries,
  secret: string,
  asked: { kind: string; within: string | null; scheme: string; code: string; boxes: string | null; side: number },
): Promise<Cell[]> {
  const { rows } = await db.query('select * from cairn.counted_cells($1, $2, $3, $4, $5, $6, $7)', [
    ...[secret, asked.kind, asked.within, asked.scheme, asked.code, asked.boxes, asked.side],
  ]);
  return rows.map(({ n, ...row }) => ({ ...row, n: Number(n) }));
}

/** The same from the rows of what a query finds, of `most` places at most. */
export async function cellsOfFound(
  db: Queries,
  secret: string,
  asked: { conditions: Conditions; boxes: string | null; side: number; most: number },
): Promise<Cell[]> {
  const { rows } = await db.query('select * from cairn.library_cells($1, $2, $3, $4, $5)', [
    ...[secret, JSON.stringify(asked.conditions), asked.boxes, asked.side, asked.most],
  ]);
  return rows.map(({ n, ...row }) => ({ ...row, n: Number(n) }));
}

export interface Place {
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly radius: number | null;
}

export async function placesOfFound(
  db: Queries,
  secret: string,
  asked: { conditions: Conditions; boxes: string | null; most: number },
): Promise<Place[]> {
  const { rows } = await db.query(
    'select id, place[0] as longitude, place[1] as latitude, radius from cairn.library_places($1, $2, $3, $4)',
    [secret, JSON.stringify(asked.conditions), asked.boxes, asked.most],
  );
  return rows;
}

/** What a place on the map is called by. */
export interface Described {
  readonly id: string;
  readonly reference: string;
  readonly kind: string;
  readonly title: string;
  readonly precision: string;
  readonly level: number | null;
  /** Its places where one of them has a shape, else none. */
  readonly shaped: FuzzyPlace[];
}

/** A few words of many records, without the rest of their bodies. */
export async function describedRecords(db: Queries, ids: readonly string[]): Promise<Described[]> {
  const { rows } = await db.query({
    name: 'library-described',
    text: `select r.id, r.reference, r.kind, coalesce(max(b.body ->> 'title'), max(b.body -> 'type' ->> 'code'), '') as title,
       coalesce(max(b.body -> 'place' ->> 'precision'), 'unknown') as precision, max((b.body ->> 'level')::integer) as level,
       case when bool_or(b.body @? '$.place.shape' or b.body @? '$.morePlaces[*].shape') then
         jsonb_agg(coalesce(b.body -> 'place', '[]')) || jsonb_agg(coalesce(b.body -> 'morePlaces', '[]')) end as shaped
     from cairn.record r join cairn.record_body b on b.record = r.id where r.id = any ($1) group by r.id`,
    values: [ids],
  });
  return rows.map(({ shaped, ...row }) => ({ ...row, shaped: (shaped ?? []).flat() }));
}

/** How many begin in each unit of time, by its first day in the zone; null for those without a period. */
export async function barsOfFound(
  db: Queries,
  secret: string,
  asked: { conditions: Conditions; unit: 'day' | 'month' | 'year'; zone: string; most: number },
): Promise<{ starting: string | null; n: number }[]> {
  const { rows } = await db.query('select starting::text, n from cairn.library_bars($1, $2, $3, $4, $5)', [
    ...[secret, JSON.stringify(asked.conditions), asked.unit, asked.zone, asked.most],
  ]);
  return rows.map(({ starting, n }) => ({ starting, n: Number(n) }));
}
