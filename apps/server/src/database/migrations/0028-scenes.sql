-- When and where beside each other: what lies in a period and an area is found in one narrow index, and a map of a period is
-- drawn from it.

-- ---------------------------------------------------------------- derived: scenes

-- Each period of a record with each of its places, readable to whoever reads the record and both.
create table cairn.record_scene (
  record uuid not null,
  compartment uuid not null,
  kind text not null,
  level cairn.sensitivity not null,
  -- Which of the periods and which of the places; both by their levels too, as they are kept.
  period_level cairn.sensitivity not null,
  period_ordinal integer not null,
  point_level cairn.sensitivity not null,
  point_ordinal integer not null,
  period tstzrange not null,
  place point not null,
  primary key (record, period_level, period_ordinal, point_level, point_ordinal)
);
create index record_scene_place on cairn.record_scene (compartment, kind, cairn.cell_of(place)) include (place, period, level, record);
create index record_scene_span on cairn.record_scene (compartment, kind, cairn.span_of(period), cairn.began(period)) include (period, place, point_ordinal, level, record);
alter table cairn.record_scene owner to cairn_schema;
alter table cairn.record_scene enable row level security;
create policy member_reads on cairn.record_scene for select to cairn_app using ((compartment, level) in (select compartment, level from cairn.may_read()));
grant select on cairn.record_scene to cairn_app;

create function cairn.scenes_of(ids uuid[]) returns setof cairn.record_scene
language sql stable set search_path = cairn, pg_temp as $$
  select r.id, r.compartment, r.kind, greatest(r.level, w.level, p.level), w.level, w.ordinal, p.level, p.ordinal, w.period, p.place
  from cairn.record r join cairn.record_period w on w.record = r.id join cairn.record_point p on p.record = r.id
  where ids is null or r.id = any (ids)
$$;
-- Of what is there already.
insert into cairn.record_scene select * from cairn.scenes_of(null);
analyze cairn.record_scene;

-- ---------------------------------------------------------------- writing

-- As before, with scenes.
create or replace function cairn.insert_projections(ids uuid[], places uuid[], bodies jsonb, words json, periods json, points json, codes json, externals json, links json, refs json,
  names json default null, counts json default null)
returns void language plpgsql volatile as $$
begin
  if bodies is not null then
    insert into cairn.record_body (record, compartment, level, body)
    select ids[n], places[n], level, body from jsonb_to_recordset(bodies) as p (n integer, level cairn.sensitivity, body jsonb);
  end if;
  if words is not null then
    insert into cairn.record_search (record, compartment, level, words)
    select ids[n], places[n], level, to_tsvector('cairn.words', text) from json_to_recordset(words) as p (n integer, level cairn.sensitivity, text text);
  end if;
  if periods is not null then
    insert into cairn.record_period (record, compartment, level, ordinal, period)
    select ids[n], places[n], level, ordinal, tstzrange(starting, ending)
    from json_to_recordset(periods) as p (n integer, level cairn.sensitivity, ordinal integer, starting timestamptz, ending timestamptz);
  end if;
  if points is not null then
    insert into cairn.record_point (record, compartment, level, ordinal, place, radius)
    select ids[n], places[n], level, ordinal, point(longitude, latitude), radius
    from json_to_recordset(points) as p (n integer, level cairn.sensitivity, ordinal integer, longitude double precision, latitude double precision, radius double precision);
  end if;
  if codes is not null then
    insert into cairn.record_code (record, compartment, level, scheme, code)
    select ids[n], places[n], level, scheme, code from json_to_recordset(codes) as p (n integer, level cairn.sensitivity, scheme text, code text);
  end if;
  if externals is not null then
    insert into cairn.external_record (compartment, dataset, id, occurrence, role, record)
    select places[n], dataset, id, occurrence, role, ids[n] from json_to_recordset(externals) as p (n integer, dataset text, id text, occurrence integer, role text);
  end if;
  if links is not null then
    insert into cairn.record_link (record, compartment, level, source, target, type)
    select ids[n], places[n], level, source, target, type from json_to_recordset(links) as p (n integer, level cairn.sensitivity, source uuid, target uuid, type text);
  end if;
  if refs is not null then
    insert into cairn.record_reference (record, compartment, target)
    select ids[n], places[n], target from json_to_recordset(refs) as p (n integer, target uuid);
  end if;
  if names is not null then
    insert into cairn.record_name (record, compartment, level, ordinal, name, folded, keys)
    select ids[n], places[n], level, ordinal, name, folded, keys
    from json_to_recordset(names) as p (n integer, level cairn.sensitivity, ordinal integer, name text, folded text, keys text[]);
  end if;
  if counts is not null then
    insert into cairn.record_count (record, compartment, level, ordinal, outcome, victim_group, unit, low, best, high)
    select ids[n], places[n], level, ordinal, outcome, "group", unit, low, best, high
    from json_to_recordset(counts) as p (n integer, level cairn.sensitivity, ordinal integer, outcome text, "group" text, unit text,
      low double precision, best double precision, high double precision);
  end if;
  -- A record that was there before may have kept rows that this writer does not read: all of its scenes are made anew.
  delete from cairn.record_scene s where s.record = any (ids);
  insert into cairn.record_scene select * from cairn.scenes_of(ids);
end $$;

-- ---------------------------------------------------------------- asking

-- As before, but told apart by `union`: of it the planner knows that no record comes twice, and how many to expect.
create or replace function cairn.found_in_time(q jsonb, own text) returns text
language sql stable set search_path = cairn, pg_temp as $$
  select string_agg(format('select t.record from cairn.record_period t where %s and cairn.span_of(t.period) = %s', own, days) || case
      when days = 0 then format(' and t.period && %L::tstzrange', tstzrange(starting, ending))
      else coalesce(' and cairn.began(t.period) < ' || quote_literal(ending) || '::timestamptz', '')
        || coalesce(format(' and cairn.began(t.period) >= %L::timestamptz and upper(t.period) > ', cairn.earliest(days, starting))
          || quote_literal(starting) || '::timestamptz', '') end,
    ' union ')
  from unnest('{0,2,16,128,1024}'::integer[]) days cross join (select (q ->> 'from')::timestamptz as starting, (q ->> 'to')::timestamptz as ending) p
$$;

create or replace function cairn.found_in_area(areas box[], own text, further text) returns text
language sql immutable set search_path = cairn, pg_temp as $$
  select string_agg(format('select t.record from cairn.record_point t where %s and %s %s', own, cairn.placed_in(array[b], 't.place'), further), ' union ')
  from unnest(areas) b
$$;

-- Main places of what has a period that overlaps from `from` to `to`, in the compartment and of the levels of a statement's
-- pattern, each once; with what conditions ask of a record.
create function cairn.scenes_in(q jsonb, bounds box[]) returns text
language sql stable set search_path = cairn, pg_temp as $$
  select string_agg(format('select t.record as id, t.compartment, t.kind, (<levels>::cairn.sensitivity[])[1] as level, t.place[0] as x, t.place[1] as y
      from cairn.record_scene t where t.point_ordinal = 0 and t.compartment = <compartment> and t.level = any (<levels>) and t.kind = %L and cairn.span_of(t.period) = %s',
      q ->> 'kind', days)
    || case when days = 0 then format(' and t.period && %L::tstzrange', tstzrange(starting, ending))
      else coalesce(' and cairn.began(t.period) < ' || quote_literal(ending) || '::timestamptz', '')
        || coalesce(format(' and cairn.began(t.period) >= %L::timestamptz and upper(t.period) > ', cairn.earliest(days, starting))
          || quote_literal(starting) || '::timestamptz', '') end
    || case when bounds is null then '' else format(' and case when t.place <@ any (%L::box[]) then true else false end', bounds) end, ' union ')
  from unnest('{0,2,16,128,1024}'::integer[]) days cross join (select (q ->> 'from')::timestamptz as starting, (q ->> 'to')::timestamptz as ending) p
$$;

-- As before, with scenes.
create or replace function cairn.library_conditions(q jsonb, place uuid, levels cairn.sensitivity[]) returns text
language plpgsql stable set search_path = cairn, pg_temp as $$
declare
  -- Of a table `t` beside the record: rows of that compartment that the session reads.
  own text := format('t.compartment = %L and t.level = any (%L)', place, levels);
  internal boolean := 'internal' = any (levels);
  brief boolean := coalesce((q ->> 'to')::timestamptz - (q ->> 'from')::timestamptz <= interval '200 days', false);
  told text[] := '{}';
  rare boolean := false;
  found text[] := array[format('r.compartment = %L and r.kind = %L and r.level = any (%L)', place, q ->> 'kind', levels)];
  boxes box[] := array(select b::box from jsonb_array_elements_text(q -> 'boxes') b);
  small boolean := coalesce((select sum(area(b)) <= 30 from unnest(boxes) b), false);
  near text;
  common boolean;
  term jsonb;
  words tsquery;
begin
  -- Rare words of a few weeks are looked for among what was in them, before the records themselves are. Of common ones enough
  -- are found sooner by looking at each record as it comes.
  if brief and not small then
    rare := exists (
      select from jsonb_array_elements(q -> 'terms') t where not (t ->> 'not')::boolean and 0.05 > (
        select coalesce(max(e.often), 0) from pg_catalog.pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) e (word, often)
        where s.schemaname = 'cairn' and s.tablename = 'record_search' and s.attname = 'words'
          and e.word = any (tsvector_to_array(to_tsvector('cairn.words', t ->> 'text')))));
  end if;
  for term in select jsonb_array_elements(q -> 'terms') loop
    words := cairn.asked_words(term);
    if numnode(words) > 0 then
      told := told || format('%s %s (select t.record from cairn.record_search t where t.words @@ %L::tsquery and %s)',
        case when rare then 'g.record' else 'r.id' end, case when (term ->> 'not')::boolean then 'not in' else 'in' end, words, own);
    end if;
  end loop;
  -- A few weeks in a small area: what lies in the area is read with its times beside it, and before anything else is.
  if small and brief then
    found := found || format('r.id = any (array(select t.record from cairn.record_scene t where %s and t.kind = %L and (%s) and case when t.period && %L::tstzrange then true else false end))',
      own, q ->> 'kind', (select string_agg(cairn.placed_in(array[b], 't.place'), ' or ') from unnest(boxes) b),
      tstzrange((q ->> 'from')::timestamptz, (q ->> 'to')::timestamptz));
    q := q - 'boxes' - 'from' - 'to';
  end if;
  if rare and cardinality(told) > 0 then
    found := found || format('r.id in (select distinct g.record from (%s) g where %s)', cairn.found_in_time(q, own), array_to_string(told, ' and '));
    q := q - 'from' - 'to';
  else
    found := found || told;
  end if;
  if q ? 'from' or q ? 'to' then
    found := found || format('r.id in (%s)', cairn.found_in_time(q, own));
  end if;
  -- What nearly everything lies in is asked last, of each record by itself.
  if q ? 'boxes' and small then
    found := found || format('r.id in (%s)', cairn.found_in_area(boxes, own, ''));
  elsif q ? 'boxes' then
    found := found || format('exists (select from cairn.record_point t where t.record = r.id and t.place <@ any (%L::box[]) and %s offset 0)', boxes, own);
  end if;
  if q ? 'near' then
    near := format('and cairn.metres_between(t.place, %s, %s) - t.radius <= %s', (q -> 'near' ->> 'latitude')::double precision,
      (q -> 'near' ->> 'longitude')::double precision, (q -> 'near' ->> 'metres')::double precision);
    found := found || format('r.id in (%s union all select t.record from cairn.record_point t where t.radius > 100000 and %s %s)',
      cairn.found_in_area(array(select b::box from jsonb_array_elements_text(q -> 'near' -> 'boxes') b), own, near), own, near);
  end if;
  for term in select jsonb_array_elements(q -> 'codes') loop
    -- For the first few in an order: what one record of sixty has is found soonest by looking at each as it comes.
    common := q ? 'ordered' and (select 60 * sum(n) filter (where what = 'code') > sum(n) filter (where what = 'kind') from cairn.counter c
      where c.compartment = place and c.kind = q ->> 'kind' and c.level = any (levels)
        and (c.what = 'kind' and c.scheme = '' or c.what = 'code' and c.scheme = term ->> 'scheme' and term -> 'codes' ? c.code));
    found := found || format(case when common then 'exists (select from cairn.record_code t where t.record = r.id and t.scheme = %L and t.code = any (%L) and %s offset 0)'
      else 'r.id in (select t.record from cairn.record_code t where t.scheme = %L and t.code = any (%L) and %s)' end,
      term ->> 'scheme', array(select jsonb_array_elements_text(term -> 'codes')), own);
  end loop;
  -- Acts that the session reads; what a record names is made of fields of the class "internal".
  for term in select jsonb_array_elements(q -> 'acts') loop
    found := found || case when not internal then 'false' else format(
      'r.id in (select f.target from cairn.record_code t join cairn.record a on a.id = t.record and a.kind = ''act'' and a.level = any (%L) join cairn.record_reference f on f.record = a.id where t.scheme = %L and t.code = any (%L) and %s)',
      levels, term ->> 'scheme', array(select jsonb_array_elements_text(term -> 'codes')), own) end;
  end loop;
  if q ? 'about' then
    found := found || case when not internal then 'false' else format(
      'r.id in (select f.record from cairn.record_reference f join cairn.record o on o.id = f.target where f.target = %L and o.compartment = %L and o.level = any (%L))',
      q ->> 'about', place, levels) end;
  end if;
  if q ? 'records' then
    found := found || format('r.id = any (%L::uuid[])', array(select jsonb_array_elements_text(q -> 'records')));
  end if;
  return array_to_string(found, ' and ');
end $$;

-- As before; of a period by its scenes.
create or replace function cairn.library_cells(secret text, q jsonb, bounds box[], side integer, most integer)
returns table (longitude double precision, latitude double precision, n bigint)
language plpgsql stable security definer set search_path = cairn, pg_temp set jit = off as $$
declare
  statement text;
begin
  if q ? 'from' or q ? 'to' then
    -- Scenes hold all that a condition asks of the record itself, and stand for it.
    statement := cairn.library_statement(secret, q - 'from' - 'to', format(
      'select point(r.x, r.y) from (%s) r where <conditions> limit %s', cairn.scenes_in(q, bounds), most));
  else
    statement := cairn.library_statement(secret, q, format(
      'select p.place from cairn.record_point p join cairn.record r on r.id = p.record
       where p.ordinal = 0 and p.compartment = <compartment> and p.level = any (<levels>) %s and <conditions> limit %s', coalesce('and (' || cairn.placed_in(bounds, 'p.place') || ')', ''), most));
  end if;
  if statement is null then return; end if;
  return query execute format(
    'with found as (select g.place, cairn.cell_of(g.place) as cell from (%s) g (place) limit %s)
     select avg(place[0]), avg(place[1]), count(*) from found group by (cell / 512) / $1, (cell %% 512) / $1', statement, most) using side;
end $$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'cairn'::regnamespace and p.proname in ('scenes_of', 'scenes_in') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
  end loop;
end $$;
