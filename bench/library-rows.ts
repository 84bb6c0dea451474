import type { Pool } from 'pg';

/** How many words, towns, codes there are to draw from. Fictional all of it. */
const WORDS = 30_000;
const TOWNS = 400;

/** Numbers as a language has words: few of them often, most of them hardly ever. */
const zipf = (most: number, seed: string): string => `floor(${most}::float8 ^ cairn_bench_draw(${seed}))::integer`;

/**
 * Fills the derived tables with incidents as a long war leaves them: clustered places, many months, a few common words and many
 * rare ones, several levels. Nothing is signed: what is measured reads these tables alone.
 */
export async function fillLibrary(owner: Pool, compartments: readonly string[], n: number): Promise<void> {
  const db = await owner.connect();
  const step = async (what: string, sql: string, values?: unknown[]): Promise<void> => {
    const began = Date.now();
    await db.query(sql, values);
    process.stderr.write(`  ${what}: ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  };
  try {
    await db.query(`set session_replication_role = replica`);
    await db.query(`set maintenance_work_mem = '512MB'`);
    await db.query(`create function cairn_bench_draw(text) returns float8 language sql immutable as
      $$ select (('x' || substr(md5($1), 1, 8))::bit(32)::bigint) / 4294967296.0 $$`);
    const indexes = await withoutIndexes(db);
    await step('incidents', INCIDENTS, [compartments, n]);
    await step('records', RECORDS);
    await step('bodies', BODIES);
    await step('words', SEARCH);
    await step('periods', PERIODS);
    await step('points', POINTS);
    await step('codes', CODES);
    await step('scenes', 'insert into cairn.record_scene select * from cairn.scenes_of(null)');
    for (const { name, def } of indexes) await step(`index ${name}`, def);
    await step('counters', 'insert into cairn.counter select * from cairn.counted_anew()');
    await step(
      'vacuum',
      'vacuum (analyze) cairn.record, cairn.record_body, cairn.record_search, cairn.record_period, cairn.record_point, cairn.record_scene, cairn.record_code, cairn.counter',
    );
  } finally {
    db.release(true);
  }
}

/** Takes the secondary indexes away, which are made faster at the end; what makes them again. */
async function withoutIndexes(db: { query: Pool['query'] }): Promise<{ name: string; def: string }[]> {
  const { rows } = await db.query(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as def from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid in ('cairn.record_search'::regclass, 'cairn.record_period'::regclass, 'cairn.record_point'::regclass,
       'cairn.record_scene'::regclass, 'cairn.record_code'::regclass, 'cairn.record'::regclass) and not i.indisunique`,
  );
  for (const { name } of rows) await db.query(`drop index cairn.${name}`);
  return rows;
}

const LEVEL = `(case when cairn_bench_draw('l' || i) < 0.6 then 'public' when cairn_bench_draw('l' || i) < 0.88 then 'internal' else 'case-only' end)::cairn.sensitivity`;

const INCIDENTS = `create table public.bench_incident as
  select i, md5('bench' || i)::uuid as id, ($1::uuid[])[1 + floor(cardinality($1::uuid[]) * cairn_bench_draw('c' || i) ^ 1.5)::integer] as compartment, ${LEVEL} as level,
    timestamptz '2022-01-01 00:00Z' + make_interval(secs => 126230400 * cairn_bench_draw('p' || i)) as starting,
    timestamptz '2024-01-01 00:00Z' + make_interval(secs => i::float8 * 63000000 / $2::integer) as at,
    ${zipf(TOWNS, "'t' || i")} as town,
    (select string_agg('w' || ${zipf(WORDS, "'a' || i || '.' || k")}, ' ') from generate_series(1, 8) k) as title
  from generate_series(1, $2::integer) i`;

const RECORDS = `insert into cairn.record (id, compartment, kind, reference, level, revision, at, author)
  select id, compartment, 'incident', 'BEN-' || lpad(i::text, 7, '0'), level, 1, date_trunc('milliseconds', at), 'bench' from public.bench_incident`;

const BODIES = `insert into cairn.record_body (record, compartment, level, body)
  select id, compartment, level, jsonb_build_object('title', title, 'time', jsonb_build_object('start', to_char(starting, 'YYYY-MM-DD'), 'precision', 'day'),
    'place', jsonb_build_object('precision', 'near', 'name', jsonb_build_object('en', 'Town ' || town))) from public.bench_incident
  union all
  select id, compartment, greatest(level, 'internal'::cairn.sensitivity), jsonb_build_object('status', 'open', 'summary', repeat(title || ' ', 4)) from public.bench_incident where level < 'internal'`;

const SEARCH = `insert into cairn.record_search (record, compartment, level, words)
  select id, compartment, level, to_tsvector('cairn.words', title || ' town' || town) from public.bench_incident
  union all
  select id, compartment, greatest(level, 'partner'::cairn.sensitivity), to_tsvector('cairn.words',
    (select string_agg('w' || ${zipf(WORDS, "'s' || b.i || '.' || k")}, ' ') from generate_series(1, 25) k)) from public.bench_incident b where level < 'internal'`;

const PERIODS = `insert into cairn.record_period (record, compartment, level, ordinal, period)
  select id, compartment, level, 0, tstzrange(date_trunc('day', starting), date_trunc('day', starting) + case
    when cairn_bench_draw('d' || i) < 0.8 then interval '1 day' when cairn_bench_draw('d' || i) < 0.95 then interval '7 days'
    when cairn_bench_draw('d' || i) < 0.99 then interval '30 days' else interval '1 year' end) from public.bench_incident`;

// A town's middle, and a place around it.
const POINTS = `insert into cairn.record_point (record, compartment, level, ordinal, place, radius)
  select id, compartment, level, 0, point(22 + 18 * cairn_bench_draw('x' || town) + 0.5 * (cairn_bench_draw('u' || i) + cairn_bench_draw('v' || i) - 1),
    44 + 8 * cairn_bench_draw('y' || town) + 0.4 * (cairn_bench_draw('f' || i) + cairn_bench_draw('g' || i) - 1)), 1000 from public.bench_incident`;

const CODES = `insert into cairn.record_code (record, compartment, level, scheme, code)
  select id, compartment, greatest(level, k.least), k.scheme, k.code from public.bench_incident b cross join lateral (values
    ('internal'::cairn.sensitivity, 'incident-status', 's' || ${zipf(8, "'1' || b.i")}),
    ('public', 'method', 'm' || ${zipf(60, "'2' || b.i")}),
    ('public', 'outcome', 'o' || ${zipf(12, "'3' || b.i")}),
    ('internal', 'tag', 't' || ${zipf(300, "'4' || b.i")}),
    ('public', 'adm', 'a' || (town % 27))) k (least, scheme, code)`;
