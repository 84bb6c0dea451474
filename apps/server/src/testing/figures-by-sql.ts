import type { Pool, PoolClient } from 'pg';

/** A question as the figures take it. */
export interface Question {
  readonly kind: 'incident' | 'act';
  readonly count: 'incidents' | 'acts' | 'persons' | 'statements';
  readonly by: 'month' | 'year' | 'place' | 'incident-status' | 'act-type' | 'method' | 'object';
}

/** Whole records as they were written, and which incidents and acts count: none that is the same as another or set aside. */
const RECORDS = [
  `doc as
    select r.id, r.kind, jsonb_object_agg(f.key, f.value) as body
    from cairn.record r join cairn.record_body b on b.record = r.id, jsonb_each(b.body) f where r.compartment = $1 group by r.id, r.kind`,
  `incident as
    select id, body from doc where kind = 'incident' and coalesce(body ->> 'status', '') not in ('duplicate', 'set-aside') and id not in (
      select (body ->> 'from')::uuid from doc where kind = 'link' and body ->> 'type' = 'same-as' and not body ? 'withdrawn')`,
  `act as select id, body, (body ->> 'incident')::uuid as of from doc where kind = 'act'`,
  `statement as
    select s.id, s.body, min(i.id::text)::uuid as of from doc s, jsonb_array_elements(s.body -> 'about') a, incident i
    where s.kind = 'statement' and a ->> 'record' = i.id::text group by s.id, s.body`,
];

/** What is counted, each with the incident to which it belongs. */
const UNITS = {
  incidents: 'select id, body, id as of from incident',
  acts: 'select id, body, of from act where of in (select id from incident)',
  'all acts': 'select id, body, of from act',
  statements: 'select id, body, of from statement',
};

/**
 * The month in which a time begins, as it is written: with an hour and a zone it is one of Kyiv; one date of "few days" reaches
 * three days back, one of a week to its Monday; a year alone begins in January.
 */
const monthOf = (body: string): string => {
  const start = `coalesce(${body} -> 'time' ->> 'start', ${body} -> 'time' ->> 'end')`;
  const precision = `(${body} #>> '{time,precision}')`;
  const single = `(${body} #>> '{time,end}' is null or ${body} #>> '{time,start}' is null)`;
  return `case
    when ${start} ~ 'T.*(Z|[+-]\\d\\d:\\d\\d)$' then to_char((${start})::timestamptz at time zone 'Europe/Kyiv', 'YYYY-MM')
    when ${single} and length(${start}) >= 10 and ${precision} = 'few-days' then to_char(left(${start}, 10)::date - 3, 'YYYY-MM')
    when ${single} and length(${start}) >= 10 and ${precision} = 'week' then to_char(date_trunc('week', left(${start}, 10)::date), 'YYYY-MM')
    when ${single} and ${precision} = 'year' then left(${start}, 4) || '-01'
    else left(${start} || '-01', 7) end`;
};
const placeOf = (body: string): string => `coalesce(${body} #>> '{place,name,uk}', ${body} #>> '{place,name,en}')`;

/** Keys of units `u` that belong to the documents `d`, as SQL that gives (id, key). */
function keysOf({ kind, count, by }: Question): string {
  const whole = 'from units u left join doc d on d.id = u.of';
  if (by === 'month' || by === 'year')
    return `select u.id, left(coalesce(${monthOf('u.body')}, ${monthOf('d.body')}), ${by === 'month' ? 7 : 4}) as key ${whole}`;
  if (by === 'place') return `select u.id, coalesce(${placeOf('u.body')}, ${placeOf('d.body')}) as key ${whole}`;
  if (by === 'incident-status') return `select u.id, d.body ->> 'status' as key ${whole}`;
  const field = by === 'act-type' ? 'type' : by;
  if (kind === 'incident' && (count === 'incidents' || count === 'persons'))
    return `select distinct u.id, a.body -> '${field}' ->> 'code' as key from units u left join act a on a.of = u.id and a.body ? '${field}'`;
  return `select u.id, case when u.id = d.id then null else u.body -> '${field}' ->> 'code' end as key ${whole}`;
}

/** How many units each key has, and how many there are; of persons, the sums of figures by outcome. */
async function counted(db: PoolClient, question: Question): Promise<{ rows: object[]; total: object }> {
  const { kind, count } = question;
  const units = count === 'persons' ? (kind === 'act' ? 'all acts' : 'incidents') : kind === 'act' ? 'all acts' : count;
  const list = kind === 'act' ? 'harm' : 'counts';
  const started = `with units as (${UNITS[units]}), keyed as (${keysOf(question)})`;
  if (count !== 'persons') {
    const { rows } = await db.query(`${started} select key, count(*)::int as n from keyed group by key`);
    const { rows: all } = await db.query(`${started} select count(*)::int as n from units`);
    return { rows, total: all[0] };
  }
  const sums = `${started}, told as (
      select u.id, c ->> 'outcome' as outcome, c -> 'group' as of, (c #>> '{count,low}')::numeric as low, (c #>> '{count,best}')::numeric as best, (c #>> '{count,high}')::numeric as high
      from units u, jsonb_array_elements(u.body -> '${list}') c where c #>> '{count,unit}' = 'persons'),
    right_ones as (
      select * from told t where coalesce(low, best, high) is not null
        and (of is null or not exists (select from told o where o.id = t.id and o.outcome = t.outcome and o.of is null))
        and not (coalesce(low > best, false) or coalesce(best > high, false) or coalesce(low > high, false))),
    sums as (
      select g.key, g.whole, outcome, sum(coalesce(low, best, 0))::int as low, sum(coalesce(best, low, high))::int as best, sum(coalesce(high, best, low))::int as high
      from right_ones r join (select id, key, false as whole from keyed union all select id, null, true from units) g on g.id = r.id group by 1, 2, 3)`;
  const { rows } = await db.query(`${sums} select * from sums`);
  const of = (found: typeof rows) => found.map(({ outcome, low, best, high }) => ({ outcome, low, best, high }));
  const keys = [...new Set(rows.filter(({ whole }) => !whole).map(({ key }) => key as string | null))];
  return {
    rows: keys.map((key) => ({ key, persons: of(rows.filter((row) => !row.whole && row.key === key)) })),
    total: { persons: of(rows.filter(({ whole }) => whole)) },
  };
}

/** The answers to questions about one compartment, in their order, by SQL that knows the records and nothing that is derived of them. */
export async function figuresBySql(
  owner: Pool,
  compartment: string,
  questions: readonly Question[],
): Promise<{ rows: object[]; total: object }[]> {
  const db = await owner.connect();
  try {
    const { rows } = await db.query('select $1::uuid::text as id', [compartment]);
    for (const table of RECORDS) await db.query(`create temporary table ${table.replace('$1', `'${rows[0].id}'`)}`);
    await db.query('analyze doc, incident, act, statement');
    const answers = [];
    for (const question of questions) answers.push(await counted(db, question));
    return answers;
  } finally {
    db.release(true);
  }
}
