import type { LibraryQuery } from '@cairn/model';
import type { Queries } from '../record/index.ts';
import { type Conditions, conditionsOf } from './library-query.ts';

// What the definer functions of the library are held against in tests: the same questions as plain queries under the policies
// of the session, slow and simple.

const WHERE = `r.kind = $1::jsonb ->> 'kind' and (not $1::jsonb ? 'compartment' or r.compartment = ($1::jsonb ->> 'compartment')::uuid)
  and not exists (select from jsonb_array_elements($1::jsonb -> 'terms') term where numnode(cairn.asked_words(term)) > 0
    and (term ->> 'not')::boolean = exists (select from cairn.record_search s where s.record = r.id and s.words @@ cairn.asked_words(term)))
  and (not ($1::jsonb ? 'from' or $1::jsonb ? 'to') or exists (select from cairn.record_period p where p.record = r.id
    and p.period && tstzrange(($1::jsonb ->> 'from')::timestamptz, ($1::jsonb ->> 'to')::timestamptz)))
  and (not $1::jsonb ? 'boxes' or exists (select from cairn.record_point p, jsonb_array_elements_text($1::jsonb -> 'boxes') b
    where p.record = r.id and p.place <@ b::box))
  and (not $1::jsonb ? 'near' or exists (select from cairn.record_point p where p.record = r.id
    and cairn.metres_between(p.place, ($1::jsonb -> 'near' ->> 'latitude')::float8, ($1::jsonb -> 'near' ->> 'longitude')::float8) - p.radius
      <= ($1::jsonb -> 'near' ->> 'metres')::float8))
  and not exists (select from jsonb_array_elements($1::jsonb -> 'codes') k where not exists (
    select from cairn.record_code c where c.record = r.id and c.scheme = k ->> 'scheme' and k -> 'codes' ? c.code))
  and not exists (select from jsonb_array_elements($1::jsonb -> 'acts') k where not exists (
    select from cairn.record_reference f join cairn.record a on a.id = f.record and a.kind = 'act'
    join cairn.record_code c on c.record = a.id and c.scheme = k ->> 'scheme' and k -> 'codes' ? c.code where f.target = r.id))
  and (not $1::jsonb ? 'about' or exists (select from cairn.record_reference f where f.record = r.id and f.target = ($1::jsonb ->> 'about')::uuid))
  and (not $1::jsonb ? 'records' or $1::jsonb -> 'records' ? r.id::text)`;

const START = `(select coalesce(lower(p.period), upper(p.period)) from cairn.record_period p where p.record = r.id and p.ordinal = 0)`;

const ORDER: Readonly<Record<LibraryQuery['sort'], string>> = {
  '-changed': 'r.at desc, r.id desc',
  reference: 'r.reference, r.id',
  when: `${START} nulls last, case when ${START} is not null then r.id end, r.at desc, r.id desc`,
  '-when': `${START} desc nulls last, case when ${START} is not null then r.id end desc, r.at desc, r.id desc`,
};

function json(query: LibraryQuery): string {
  const conditions: Conditions = conditionsOf(query);
  return JSON.stringify(conditions);
}

/** Ids of everything that a query finds, in its order. */
export async function plainIds(db: Queries, query: LibraryQuery): Promise<string[]> {
  const { rows } = await db.query(`select r.id from cairn.record r where ${WHERE} order by ${ORDER[query.sort]}`, [
    json(query),
  ]);
  return rows.map(({ id }) => id);
}

/** `scheme:code n` of what a query finds. */
export async function plainCodes(db: Queries, query: LibraryQuery, schemes: readonly string[]): Promise<string[]> {
  const { rows } = await db.query(
    `select c.scheme || ':' || c.code || ' ' || count(distinct r.id) as line from cairn.record r
     join cairn.record_code c on c.record = r.id where c.scheme = any ($2) and ${WHERE} group by c.scheme, c.code`,
    [json(query), schemes],
  );
  return rows.map(({ line }) => line);
}

/** `first day n` of the months in which what a query finds begins. */
export async function plainMonths(db: Queries, query: LibraryQuery): Promise<string[]> {
  const { rows } = await db.query(
    `select to_char(date_trunc('month', ${START} at time zone 'Europe/Kyiv'), 'YYYY-MM-DD') || ' ' || count(*) as line
     from cairn.record r where ${START} is not null and ${WHERE} group by date_trunc('month', ${START} at time zone 'Europe/Kyiv') order by 1`,
    [json(query)],
  );
  return rows.map(({ line }) => line);
}

/** How many main places lie in each square of so many cells. */
export async function plainCells(db: Queries, query: LibraryQuery, side: number): Promise<number[]> {
  const { rows } = await db.query(
    `select count(*)::integer as n from cairn.record r join cairn.record_point p on p.record = r.id and p.ordinal = 0
     where ${WHERE} group by cairn.cell_of(p.place) / 512 / $2::integer, cairn.cell_of(p.place) % 512 / $2::integer`,
    [json(query), side],
  );
  return rows.map(({ n }) => n);
}
