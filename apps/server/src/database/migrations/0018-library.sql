-- The library: words that meet in their forms, names that meet in their spellings, figures, counters, and what is asked of them.

-- ---------------------------------------------------------------- words

-- English and Russian words by their stems, Ukrainian ones too, for which stems of our own are added to the text beforehand;
-- everything else as it is. No word is left out: what somebody looks for may be one of those that stand everywhere.
create text search dictionary cairn.english_stem (template = pg_catalog.snowball, language = 'english');
create text search dictionary cairn.russian_stem (template = pg_catalog.snowball, language = 'russian');
create text search configuration cairn.words (copy = pg_catalog.simple);
alter text search configuration cairn.words alter mapping for asciiword, asciihword, hword_asciipart with cairn.english_stem;
alter text search configuration cairn.words alter mapping for word, hword, hword_part with cairn.russian_stem;
alter text search dictionary cairn.english_stem owner to cairn_schema;
alter text search dictionary cairn.russian_stem owner to cairn_schema;
alter text search configuration cairn.words owner to cairn_schema;

-- Trigrams, for names that were misspelt. In a schema of its own, so that what guards rows stays apart from it.
create schema cairn_trigram;
create extension pg_trgm with schema cairn_trigram;
grant usage on schema cairn_trigram to cairn_schema;

-- ---------------------------------------------------------------- derived: names and figures

create table cairn.record_name (
  record uuid not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  ordinal integer not null,
  name text not null,
  -- In Latin letters, spellings of one transliteration alike; and what its words sound like.
  folded text not null,
  keys text[] not null,
  primary key (record, level, ordinal)
);
create index record_name_keys on cairn.record_name using gin (keys);
create index record_name_folded on cairn.record_name using gin (folded cairn_trigram.gin_trgm_ops);

create table cairn.record_count (
  record uuid not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  ordinal integer not null,
  outcome text not null,
  victim_group text,
  unit text not null,
  low double precision,
  best double precision,
  high double precision,
  primary key (record, level, ordinal)
);

-- ---------------------------------------------------------------- derived: counters

-- How many records of a kind there are at each level of a compartment: in all ('kind'), with a code ('code'), by the month in
-- which their main period begins ('month', years times twelve and months from 0), by cell of their main place with and
-- without a code ('cell', see cell_of). Writers append what they change and never wait for each other; fold_counters adds it
-- up now and then. What is read is the sum of both.
create table cairn.counter (
  compartment uuid not null,
  what text not null,
  kind text not null,
  scheme text not null,
  code text not null,
  level cairn.sensitivity not null,
  spot integer not null,
  n bigint not null,
  primary key (compartment, what, kind, scheme, code, level, spot)
);
-- What came to nothing is found by this, and taken out.
create index counter_nothing on cairn.counter (compartment) where n = 0;
create table cairn.counter_change (like cairn.counter including defaults);
-- Statistics of a table that was emptied stay, and would keep what was erased.
alter table cairn.counter_change alter column scheme set statistics 0, alter column code set statistics 0, alter column spot set statistics 0;
alter table cairn.record_name alter column name set statistics 0, alter column folded set statistics 0, alter column keys set statistics 0;

do $$
declare t text;
begin
  foreach t in array array['record_name', 'record_count', 'counter', 'counter_change'] loop
    execute format('alter table cairn.%I owner to cairn_schema', t);
    execute format('alter table cairn.%I enable row level security', t);
    execute format('create policy member_reads on cairn.%I for select to cairn_app using ((compartment, level) in (select compartment, level from cairn.may_read()))', t);
    execute format('grant select on cairn.%I to cairn_app', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- indexes

-- By code, and by code and scheme, without looking at the rows.
drop index cairn.record_code_code;
create index record_code_code on cairn.record_code (compartment, code, scheme, level, record);
-- Which records lie in a period or an area, without looking at the rows either. Both are ranges of ordered keys, which costs
-- a fraction of what trees of rectangles cost, to write and to read: of what lasts at most so many days, that overlaps which
-- begins in the period or so many days before; and an area is a number of cells.

-- Days that a period lasts at most: 0 for what is open, empty or longer than some years.
create function cairn.span_of(period tstzrange) returns integer
language sql immutable parallel safe
return case when lower(period) is null or upper(period) is null then 0
  when upper(period) - lower(period) <= interval '2 days' then 2 when upper(period) - lower(period) <= interval '16 days' then 16
  when upper(period) - lower(period) <= interval '128 days' then 128 when upper(period) - lower(period) <= interval '1024 days' then 1024 else 0 end;

create function cairn.began(period tstzrange) returns timestamptz
language sql immutable parallel safe
return coalesce(lower(period), '-infinity');

-- Where what lasts so many days begins at the earliest, if it overlaps what begins then.
create function cairn.earliest(days integer, starting timestamptz) returns timestamptz
language sql immutable parallel safe
return case days when 0 then '-infinity' else coalesce(starting, '-infinity') - make_interval(hours => days * 24) end;

-- The square of 360/1024 degrees in which a point lies, counted from the south-west: 512 times its column and its row.
create function cairn.cell_of(place point) returns integer
language sql immutable parallel safe
return least(1023, greatest(0, floor((place[0] + 180) * 1024 / 360)))::integer * 512 + least(511, greatest(0, floor((place[1] + 90) * 1024 / 360)))::integer;

-- The cells of which an area has some part, in their order.
create function cairn.cells_of(area box) returns integer[]
language sql immutable parallel safe
return array(select x * 512 + y from generate_series(cairn.cell_of(area[1]) / 512, cairn.cell_of(area[0]) / 512) x,
  generate_series(cairn.cell_of(area[1]) % 512, cairn.cell_of(area[0]) % 512) y order by 1);

drop index cairn.record_period_span;
create index record_period_span on cairn.record_period (compartment, cairn.span_of(period), cairn.began(period)) include (period, record, level);
drop index cairn.record_point_place;
create index record_point_place on cairn.record_point (compartment, cairn.cell_of(place)) include (place, radius, record, level);
-- The order of a table by time.
create index record_period_when on cairn.record_period (compartment, (coalesce(lower(period), upper(period))), record) where ordinal = 0;

-- ---------------------------------------------------------------- transient

-- Derived rows that an older Cairn wrote are to be made anew: with names, figures and other words. A rebuild takes the mark away.
create table cairn.rebuild_due (
  why text primary key
);
alter table cairn.rebuild_due owner to cairn_schema;
insert into cairn.rebuild_due select 'library' where exists (select from cairn.revision);

-- ---------------------------------------------------------------- writing

drop function cairn.insert_projections(uuid[], uuid[], jsonb, json, json, json, json, json, json, json);
create function cairn.insert_projections(ids uuid[], places uuid[], bodies jsonb, words json, periods json, points json, codes json, externals json, links json, refs json,
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
end $$;

drop function cairn.commit_changes(text[], text[], timestamptz[], integer[], uuid[], integer[], uuid[], text[], text[], cairn.sensitivity[], text[],
  integer[], cairn.sensitivity[], text[], jsonb, json, json, json, json, json, json, json);
-- As before, with names and counts.
create function cairn.commit_changes(
  -- the lists: whose they are and when they came
  secrets text[], authors text[], times timestamptz[],
  -- their changes: the place of the list, and what cairn.revision and cairn.record hold
  lists integer[], ids uuid[], numbers integer[], places uuid[], kinds text[], labels text[], levels cairn.sensitivity[], tokens text[],
  -- their disclosures: the place of the change, the level, the text
  disclosed integer[], disclosed_at cairn.sensitivity[], encoded text[],
  -- their projections, as insert_projections takes them
  bodies jsonb, words json, periods json, points json, codes json, externals json, links json, refs json,
  names json default null, counts json default null
) returns jsonb
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  refused text;
  answer jsonb;
begin
  -- The lists belong together: of one length, counted from 1, with an author who is the session's and the time of now.
  if array_lower(ids, 1) <> 1 or array_lower(disclosed, 1) <> 1 or array_ndims(ids) <> 1
    or not cardinality(ids) = all (array[cardinality(lists), cardinality(numbers), cardinality(places), cardinality(kinds), cardinality(labels), cardinality(levels), cardinality(tokens)])
    or not cardinality(disclosed) = all (array[cardinality(disclosed_at), cardinality(encoded)])
    or not cardinality(secrets) = all (array[cardinality(authors), cardinality(times)])
    or not 1 = all (array[array_lower(lists, 1), array_lower(numbers, 1), array_lower(places, 1), array_lower(levels, 1), array_lower(tokens, 1), array_lower(disclosed_at, 1), array_lower(encoded, 1)])
    or 'audit' = any (levels) or exists (select from unnest(times) t where abs(extract(epoch from t - clock_timestamp())) > 600) then
    raise exception 'the lists do not belong together' using errcode = 'invalid_parameter_value';
  end if;
  if exists (
    select from unnest(secrets, authors) as g (secret, author)
    where not exists (
      select from cairn.valid_session v where v.hash = sha256(convert_to(g.secret, 'UTF8')) and coalesce(v.account::text, v.operator) = g.author
    )
  ) then
    return jsonb_build_object('refused', 'session');
  end if;

  -- Whoever is no contributor hears the same of a compartment that exists and of one that does not. Nobody writes above his
  -- own clearance; identity fields may be handed in by whoever creates the record.
  with mine as materialized (
    select l.list, r.compartment, r.level, r.role
    from unnest(secrets) with ordinality as l (secret, list) join cairn.session_right r on r.hash = sha256(convert_to(l.secret, 'UTF8'))
  )
  select case
    when exists (
      select from unnest(lists, places) as g (list, place)
      where not exists (select from mine m where m.list = g.list and m.compartment = g.place and m.role >= 'contributor')
    ) then 'compartment'
    when exists (
      select from unnest(disclosed, disclosed_at) as d (n, level)
      where d.level <> 'audit' and not (d.level = 'identity' and numbers[d.n] = 1)
        and not exists (select from mine m where m.list = lists[d.n] and m.compartment = places[d.n] and m.level = d.level)
    ) then 'level' end into refused;
  if refused is not null then
    if not exists (select from cairn.session_of(secrets[1])) then refused := 'session'; end if;
    return jsonb_build_object('refused', refused);
  end if;

  if 1 <> any (numbers) then
    if cardinality(secrets) <> 1 then raise exception 'an edit must come alone' using errcode = 'invalid_parameter_value'; end if;
    answer := cairn.refusal_of_updates(secrets[1], ids, numbers, places);
    if answer is not null then return answer; end if;
  end if;
  if refs is not null then
    answer := cairn.unknown_targets(secrets, lists, ids, places, refs);
    if answer is not null then return answer; end if;
  end if;

  -- An entry is the hash of its token whoever hands it in; the mark is for the sequencer.
  with written as (
    insert into cairn.revision (record, number, compartment, token, entry)
    select record, number, compartment, token, sha256(convert_to(token, 'UTF8'))
    from unnest(ids, numbers, places, tokens) as r (record, number, compartment, token)
    returning entry
  )
  insert into cairn.pending (entry) select entry from written;

  insert into cairn.disclosure (record, number, compartment, level, encoded)
  select ids[n], numbers[n], places[n], level, text from unnest(disclosed, disclosed_at, encoded) as d (n, level, text);

  if 1 = any (numbers) then
    insert into cairn.record (id, compartment, kind, reference, level, revision, at, author)
    select id, compartment, kind, reference, level, 1, times[list], authors[list]
    from unnest(lists, ids, numbers, places, kinds, labels, levels) as r (list, id, number, compartment, kind, reference, level) where number = 1;
  end if;
  if 1 <> any (numbers) then perform cairn.update_records(secrets[1], authors[1], times[1], ids, numbers, levels); end if;

  perform cairn.insert_projections(ids, places, bodies, words, periods, points, codes, externals, links, refs, names, counts);

  return '{"done": true}';
end $$;

-- As before, with names and counts.
create or replace function cairn.update_records(secret text, author text, at timestamptz, ids uuid[], numbers integer[], levels cairn.sensitivity[]) returns void
language plpgsql volatile set search_path = cairn, pg_temp as $$
declare
  updated uuid[] := (select array_agg(g.id) from unnest(ids, numbers) as g (id, number) where g.number > 1);
  mine cairn.granted[] := (select array_agg((m.compartment, m.level)::cairn.granted) from cairn.may_read_as(secret) m);
begin
  update cairn.record c set revision = g.number, at = update_records.at, author = update_records.author, level = g.level
  from unnest(ids, numbers, levels) as g (id, number, level) where g.number > 1 and c.id = g.id;

  insert into cairn.disclosure (record, number, compartment, level, encoded)
  select d.record, d.number + 1, d.compartment, d.level, d.encoded
  from unnest(ids, numbers) as g (id, number) join cairn.disclosure d on d.record = g.id and d.number = g.number - 1
  where g.number > 1 and d.level <> 'audit' and (d.compartment, d.level) not in (select compartment, level from unnest(mine));

  delete from cairn.record_body p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_search p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_period p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_point p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_code p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_name p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_count p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  -- These are made from fields of the class "internal": who does not read those hands them on too.
  delete from cairn.external_record p where p.record = any (updated) and (p.compartment, 'internal'::cairn.sensitivity) in (select compartment, level from unnest(mine));
  delete from cairn.record_link p where p.record = any (updated) and (p.compartment, 'internal'::cairn.sensitivity) in (select compartment, level from unnest(mine));
  delete from cairn.record_reference p where p.record = any (updated) and (p.compartment, 'internal'::cairn.sensitivity) in (select compartment, level from unnest(mine));
end $$;

-- ---------------------------------------------------------------- counting

-- Months are those of the organisation's zone, DEFAULT_ZONE of the model: there the first of a month begins.
create function cairn.month_of(period tstzrange) returns integer
language sql immutable parallel safe
return (extract(year from coalesce(lower(period), upper(period)) at time zone 'Europe/Kyiv') * 12
  + extract(month from coalesce(lower(period), upper(period)) at time zone 'Europe/Kyiv') - 1)::integer;

-- Codes that single out one record each are counted nowhere; cells are counted for what is drawn on maps.
create function cairn.is_counted(scheme text) returns boolean
language sql immutable parallel safe return scheme <> 'sha256';

-- Each trigger appends what one statement changed, grouped. A record with a code and a place is counted in its cell by
-- whichever of the two comes later, and taken out by whichever goes first.
create function cairn.count_records() returns trigger language plpgsql set search_path = cairn, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into cairn.counter_change select compartment, 'kind', kind, '', '', level, 0, count(*) from new_rows group by compartment, kind, level;
  elsif tg_op = 'DELETE' then
    insert into cairn.counter_change select compartment, 'kind', kind, '', '', level, 0, -count(*) from old_rows group by compartment, kind, level;
  else
    insert into cairn.counter_change
    select compartment, 'kind', kind, '', '', level, 0, sum(n) from (
      select compartment, kind, level, 1 as n from new_rows union all select compartment, kind, level, -1 from old_rows) g
    group by compartment, kind, level having sum(n) <> 0;
  end if;
  return null;
end $$;

create function cairn.count_periods() returns trigger language plpgsql set search_path = cairn, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into cairn.counter_change
    select p.compartment, 'month', r.kind, '', '', p.level, cairn.month_of(p.period), count(*)
    from new_rows p join cairn.record r on r.id = p.record where p.ordinal = 0 group by 1, 3, 6, 7;
  else
    insert into cairn.counter_change
    select p.compartment, 'month', r.kind, '', '', p.level, cairn.month_of(p.period), -count(*)
    from old_rows p join cairn.record r on r.id = p.record where p.ordinal = 0 group by 1, 3, 6, 7;
  end if;
  return null;
end $$;

create function cairn.count_points() returns trigger language plpgsql set search_path = cairn, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into cairn.counter_change
    select p.compartment, 'cell', r.kind, coalesce(c.scheme, ''), coalesce(c.code, ''), greatest(p.level, c.level), cairn.cell_of(p.place), count(*)
    from new_rows p join cairn.record r on r.id = p.record
    cross join lateral (
      select null::text as scheme, null::text as code, null::cairn.sensitivity as level
      union all select k.scheme, k.code, k.level from cairn.record_code k where k.record = p.record and cairn.is_counted(k.scheme)) c
    where p.ordinal = 0 group by 1, 3, 4, 5, 6, 7;
  else
    insert into cairn.counter_change
    select p.compartment, 'cell', r.kind, coalesce(c.scheme, ''), coalesce(c.code, ''), greatest(p.level, c.level), cairn.cell_of(p.place), -count(*)
    from old_rows p join cairn.record r on r.id = p.record
    cross join lateral (
      select null::text as scheme, null::text as code, null::cairn.sensitivity as level
      union all select k.scheme, k.code, k.level from cairn.record_code k where k.record = p.record and cairn.is_counted(k.scheme)) c
    where p.ordinal = 0 group by 1, 3, 4, 5, 6, 7;
  end if;
  return null;
end $$;

create function cairn.count_codes() returns trigger language plpgsql set search_path = cairn, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into cairn.counter_change
    select c.compartment, w.what, r.kind, c.scheme, c.code, case w.what when 'code' then c.level else greatest(c.level, p.level) end,
      case w.what when 'code' then 0 else cairn.cell_of(p.place) end, count(*)
    from new_rows c join cairn.record r on r.id = c.record
    left join cairn.record_point p on p.record = c.record and p.ordinal = 0
    cross join (values ('code'), ('cell')) w (what)
    where cairn.is_counted(c.scheme) and (w.what = 'code' or p.record is not null) group by 1, 2, 3, 4, 5, 6, 7;
  else
    insert into cairn.counter_change
    select c.compartment, w.what, r.kind, c.scheme, c.code, case w.what when 'code' then c.level else greatest(c.level, p.level) end,
      case w.what when 'code' then 0 else cairn.cell_of(p.place) end, -count(*)
    from old_rows c join cairn.record r on r.id = c.record
    left join cairn.record_point p on p.record = c.record and p.ordinal = 0
    cross join (values ('code'), ('cell')) w (what)
    where cairn.is_counted(c.scheme) and (w.what = 'code' or p.record is not null) group by 1, 2, 3, 4, 5, 6, 7;
  end if;
  return null;
end $$;

create trigger record_counted after insert on cairn.record referencing new table as new_rows for each statement execute function cairn.count_records();
create trigger record_recounted after update on cairn.record referencing old table as old_rows new table as new_rows for each statement execute function cairn.count_records();
create trigger record_uncounted after delete on cairn.record referencing old table as old_rows for each statement execute function cairn.count_records();
do $$
declare t text;
begin
  foreach t in array array['period', 'point', 'code'] loop
    execute format('create trigger record_%1$s_counted after insert on cairn.record_%1$s referencing new table as new_rows for each statement execute function cairn.count_%1$ss()', t);
    execute format('create trigger record_%1$s_uncounted after delete on cairn.record_%1$s referencing old table as old_rows for each statement execute function cairn.count_%1$ss()', t);
  end loop;
end $$;

-- What the counters should be, from the rows themselves.
create function cairn.counted_anew() returns table (compartment uuid, what text, kind text, scheme text, code text, level cairn.sensitivity, spot integer, n bigint)
language sql stable set search_path = cairn, pg_temp as $$
  select r.compartment, 'kind', r.kind, '', '', r.level, 0, count(*) from cairn.record r group by 1, 3, 6
  union all
  select p.compartment, 'month', r.kind, '', '', p.level, cairn.month_of(p.period), count(*)
  from cairn.record_period p join cairn.record r on r.id = p.record where p.ordinal = 0 group by 1, 3, 6, 7
  union all
  select c.compartment, 'code', r.kind, c.scheme, c.code, c.level, 0, count(*)
  from cairn.record_code c join cairn.record r on r.id = c.record where cairn.is_counted(c.scheme) group by 1, 3, 4, 5, 6
  union all
  select p.compartment, 'cell', r.kind, '', '', p.level, cairn.cell_of(p.place), count(*)
  from cairn.record_point p join cairn.record r on r.id = p.record where p.ordinal = 0 group by 1, 3, 6, 7
  union all
  select p.compartment, 'cell', r.kind, c.scheme, c.code, greatest(c.level, p.level), cairn.cell_of(p.place), count(*)
  from cairn.record_point p join cairn.record r on r.id = p.record join cairn.record_code c on c.record = p.record
  where p.ordinal = 0 and cairn.is_counted(c.scheme) group by 1, 3, 4, 5, 6, 7
$$;

-- Adds up what was appended. Two at once take turns; writers and readers wait for neither.
create function cairn.fold_counters() returns bigint
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  folded bigint;
begin
  if not exists (select from cairn.counter_change) then return 0; end if;
  lock table cairn.counter in share row exclusive mode;
  with gone as (delete from cairn.counter_change returning *),
  summed as (
    select compartment, what, kind, scheme, code, level, spot, sum(n)::bigint as n from gone group by compartment, what, kind, scheme, code, level, spot),
  merged as (
    insert into cairn.counter as c select * from summed where n <> 0
    on conflict (compartment, what, kind, scheme, code, level, spot) do update set n = c.n + excluded.n returning 1)
  select count(*) into folded from gone;
  delete from cairn.counter where n = 0;
  return folded;
end $$;

-- ---------------------------------------------------------------- search, as before over the new words

create or replace function cairn.search_records(secret text, query text, starting timestamptz, ending timestamptz, bounds box[], of_kind text, with_code text,
  within uuid, after_at timestamptz, after_id uuid, most integer,
  with_acts text[], named text, latitude double precision, longitude double precision, metres double precision, around box[]) returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select c.id from (
    select r.id, r.at from cairn.record r
    where (r.compartment, r.level) in (select compartment, level from mine)
      and (within is null or r.compartment = within)
      and (of_kind is null or r.kind = of_kind)
      and (after_at is null or (r.at, r.id) < (after_at, after_id))
      and (query is null or r.id in (
        select s.record from cairn.record_search s where s.words @@ websearch_to_tsquery('cairn.words', query) and (s.compartment, s.level) in (select compartment, level from mine)))
      and ((starting is null and ending is null) or r.id in (
        select p.record from mine m cross join (values (0), (2), (16), (128), (1024)) s (days)
        join cairn.record_period p on p.compartment = m.compartment and p.level = m.level and cairn.span_of(p.period) = s.days and p.period && tstzrange(starting, ending)
          and cairn.began(p.period) between cairn.earliest(s.days, starting) and coalesce(ending, 'infinity')))
      and (bounds is null or r.id in (
        select p.record from mine m join cairn.record_point p on p.compartment = m.compartment and p.level = m.level and p.place <@ any (bounds)))
      and (with_code is null or r.id in (
        select c.record from cairn.record_code c where (c.code = with_code or c.scheme || ':' || c.code = with_code) and (c.compartment, c.level) in (select compartment, level from mine)))
      and (with_acts is null or (r.kind = 'incident' and r.id in (
        select f.target
        from mine m
        join cairn.record_code c on c.compartment = m.compartment and c.level = m.level and c.code = any (with_acts) and c.scheme = 'act-type'
        join cairn.record a on a.id = c.record and a.kind = 'act'
        join cairn.record_reference f on f.record = a.id
        where (a.compartment, a.level) in (select compartment, level from mine) and (f.compartment, 'internal') in (select compartment, level from mine))))
      and (named is null or r.id in (
        select s.record from cairn.record_search s where s.words @@ (to_tsquery('cairn.words', named) || to_tsquery('simple', named)) and (s.compartment, s.level) in (select compartment, level from mine)))
      and (metres is null or r.id in (
        select p.record from cairn.record_point p
        where (p.place <@ any (around) or p.radius > 100000) and cairn.metres_between(p.place, latitude, longitude) - p.radius <= metres
          and (p.compartment, p.level) in (select compartment, level from mine)))
    order by r.at desc, r.id desc offset 0
  ) c
  where named is null or (
    select true from cairn.record_body b join cairn.record_search s on s.record = b.record and s.level = b.level
    cross join jsonb_each_text(b.body -> 'place' -> 'name') n
    where b.record = c.id and (b.compartment, b.level) in (select compartment, level from mine) and to_tsvector('simple', n.value) @@ to_tsquery('simple', named)
    limit 1)
  order by c.at desc, c.id desc
  limit least(most, 500)
$$;

-- ---------------------------------------------------------------- the library

-- Text, range and point operators are not leakproof, so a policy would make every search scan. These functions put what the
-- session may read into the conditions themselves, and write the values into the statement, so that it is planned for them:
-- a rare word and a common one ask for different ways. Tests hold them equal to plain queries under the policies.

-- What is asked: one text for each word or phrase, `alike` holds its stems. A record must hold each in some row of its own.
create function cairn.asked_words(term jsonb) returns tsquery
language sql stable set search_path = cairn, pg_temp as $$
  select case when (term ->> 'phrase')::boolean then phraseto_tsquery('cairn.words', term ->> 'text') else plainto_tsquery('cairn.words', term ->> 'text') end
    || coalesce((select (string_agg('(' || plainto_tsquery('cairn.words', stem)::text || ')', ' | ') filter (where numnode(plainto_tsquery('cairn.words', stem)) > 0))::tsquery
      from jsonb_array_elements_text(term -> 'alike') stem), ''::tsquery)
$$;

-- Which records have a period that overlaps from `from` to `to`, among rows `own`. Each kind of spans by itself, so that the
-- planner knows how many to expect: what begins late enough and early enough, and has not ended before.
create function cairn.found_in_time(q jsonb, own text) returns text
language sql stable set search_path = cairn, pg_temp as $$
  select string_agg(format('select t.record from cairn.record_period t where %s and cairn.span_of(t.period) = %s', own, days) || case
      when days = 0 then format(' and t.period && %L::tstzrange', tstzrange(starting, ending))
      else coalesce(' and cairn.began(t.period) < ' || quote_literal(ending) || '::timestamptz', '')
        || coalesce(format(' and cairn.began(t.period) >= %L::timestamptz and upper(t.period) > ', cairn.earliest(days, starting))
          || quote_literal(starting) || '::timestamptz', '') end,
    ' union all ')
  from unnest('{0,2,16,128,1024}'::integer[]) days cross join (select (q ->> 'from')::timestamptz as starting, (q ->> 'to')::timestamptz as ending) p
$$;

-- That a place lies in one of these areas. Of a wide one the cells are too many to name.
create function cairn.placed_in(areas box[], place text) returns text
language sql immutable set search_path = cairn, pg_temp as $$
  select string_agg(case when area(b) <= 30 then format('cairn.cell_of(%s) = any (%L::integer[]) and ', place, cairn.cells_of(b)) else '' end
    -- The planner is not to take what an area leaves of its cells for as rare again.
    || format('case when %s <@ %L::box then true else false end', place, b), ' or ')
  from unnest(areas) b
$$;

create function cairn.found_in_area(areas box[], own text, further text) returns text
language sql immutable set search_path = cairn, pg_temp as $$
  select string_agg(format('select t.record from cairn.record_point t where %s and %s %s', own, cairn.placed_in(array[b], 't.place'), further), ' union all ')
  from unnest(areas) b
$$;

-- The conditions of a query on `r`, a row of cairn.record in one compartment of which the session reads these levels.
create function cairn.library_conditions(q jsonb, place uuid, levels cairn.sensitivity[]) returns text
language plpgsql stable set search_path = cairn, pg_temp as $$
declare
  -- Of a table `t` beside the record: rows of that compartment that the session reads.
  own text := format('t.compartment = %L and t.level = any (%L)', place, levels);
  internal boolean := 'internal' = any (levels);
  found text[] := array[format('r.compartment = %L and r.kind = %L and r.level = any (%L)', place, q ->> 'kind', levels)];
  boxes box[] := array(select b::box from jsonb_array_elements_text(q -> 'boxes') b);
  small boolean := (select sum(area(b)) <= 30 from unnest(boxes) b);
  near text;
  common boolean;
  term jsonb;
  words tsquery;
begin
  for term in select jsonb_array_elements(q -> 'terms') loop
    words := cairn.asked_words(term);
    if numnode(words) > 0 then
      found := found || format('r.id %s (select t.record from cairn.record_search t where t.words @@ %L::tsquery and %s)',
        case when (term ->> 'not')::boolean then 'not in' else 'in' end, words, own);
    end if;
  end loop;
  -- A few weeks in a small area: both are read from their indexes and held against each other before anything else is.
  if small and (q ->> 'to')::timestamptz - (q ->> 'from')::timestamptz <= interval '200 days' then
    found := found || format('r.id = any (array((%s) intersect (%s)))', cairn.found_in_area(boxes, own, ''), cairn.found_in_time(q, own));
    q := q - 'boxes' - 'from' - 'to';
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

-- One statement over every compartment that the session reads; nothing where it reads none.
create function cairn.library_statement(secret text, q jsonb, pattern text) returns text
language sql stable set search_path = cairn, pg_temp as $$
  select string_agg('(' || replace(replace(replace(pattern, '<compartment>', quote_literal(m.compartment)), '<levels>', quote_literal(m.levels)),
    '<conditions>', cairn.library_conditions(q, m.compartment, m.levels)) || ')', ' union all ')
  from (select compartment, array_agg(level order by level) as levels from cairn.may_read_as(secret)
    where not q ? 'compartment' or compartment = (q ->> 'compartment')::uuid group by compartment) m
$$;

-- Ids with what they are ordered by. `sorting` is 'any' for whichever come first, 'undated' for what has no period that the
-- session reads; `after` is the last row of the page before.
create function cairn.library_ids(secret text, q jsonb, sorting text, after jsonb, most integer)
returns table (id uuid, starting timestamptz, at timestamptz, reference text)
language plpgsql stable security definer set search_path = cairn, pg_temp set jit = off as $$
declare
  -- What comes behind the page before, and in which order; within a compartment as the index has it.
  behind text := '';
  ordered text := '';
  dated boolean := sorting in ('when', '-when');
  started constant text := 'coalesce(lower(w.period), upper(w.period))';
  statement text;
begin
  most := least(most, 100001);
  if sorting <> 'any' and most <= 1000 then q := q || '{"ordered": true}'; end if;
  -- It is written into the pattern before its marks are replaced: a text that looks like one of them is no place in an order.
  if position('<' in after::text) > 0 then raise exception 'not a place in an order' using errcode = 'invalid_parameter_value'; end if;
  case sorting
    when 'any' then null;
    when 'when' then
      ordered := format('order by %s, w.record', started);
      if after is not null then behind := format('and (%s, w.record) > (%L::timestamptz, %L::uuid)', started, after ->> 'starting', after ->> 'id'); end if;
    when '-when' then
      ordered := format('order by %s desc, w.record desc', started);
      if after is not null then behind := format('and (%s, w.record) < (%L::timestamptz, %L::uuid)', started, after ->> 'starting', after ->> 'id'); end if;
    when 'reference' then
      ordered := 'order by r.reference, r.id';
      if after is not null then behind := format('and (r.reference, r.id) > (%L, %L::uuid)', after ->> 'reference', after ->> 'id'); end if;
    else
      ordered := 'order by r.at desc, r.id desc';
      if after is not null then behind := format('and (r.at, r.id) < (%L::timestamptz, %L::uuid)', after ->> 'at', after ->> 'id'); end if;
      if sorting = 'undated' then
        behind := behind || ' and not exists (select from cairn.record_period w where w.record = r.id and w.ordinal = 0 and w.level = any (<levels>))';
      end if;
  end case;
  statement := cairn.library_statement(secret, q, case when dated then
    format('select w.record, %s, r.at, r.reference from cairn.record_period w join cairn.record r on r.id = w.record
      where w.ordinal = 0 and w.compartment = <compartment> and w.level = any (<levels>) %s and <conditions> %s limit %s', started, behind, ordered, most)
    else format('select r.id, null::timestamptz, r.at, r.reference from cairn.record r where <conditions> %s %s limit %s', behind, ordered, most) end);
  if statement is null then return; end if;
  return query execute format('select * from (%s) g (id, starting, at, reference) %s limit %s', statement,
    case sorting when 'any' then '' when 'when' then 'order by g.starting, g.id' when '-when' then 'order by g.starting desc, g.id desc'
      when 'reference' then 'order by g.reference, g.id' else 'order by g.at desc, g.id desc' end, most);
end $$;

-- Codes of the records that a query finds, of `most` of them; the row without a scheme says how many were looked at.
create function cairn.library_codes(secret text, q jsonb, schemes text[], most integer) returns table (scheme text, code text, n bigint)
language plpgsql stable security definer set search_path = cairn, pg_temp set jit = off as $$
declare
  statement text := cairn.library_statement(secret, q, format('select r.id, r.compartment from cairn.record r where <conditions> limit %s', most));
begin
  if statement is null then return; end if;
  return query execute format(
    'with found as materialized (select * from (%s) g (id, compartment) limit %s), mine as materialized (select compartment, level from cairn.may_read_as($1))
     select g.scheme, g.code, count(*) from (
       select distinct f.id, c.scheme, c.code from found f join cairn.record_code c on c.record = f.id
       join mine m on m.compartment = f.compartment and m.level = c.level where c.scheme = any ($2)) g
     group by g.scheme, g.code
     union all select '''', '''', count(*) from found', statement, most) using secret, schemes;
end $$;

-- The main places of what a query finds, put together in squares of so many cells: their middle and how many there are.
create function cairn.library_cells(secret text, q jsonb, bounds box[], side integer, most integer)
returns table (longitude double precision, latitude double precision, n bigint)
language plpgsql stable security definer set search_path = cairn, pg_temp set jit = off as $$
declare
  statement text := cairn.library_statement(secret, q, format(
    'select p.place from cairn.record_point p join cairn.record r on r.id = p.record
     where p.ordinal = 0 and p.compartment = <compartment> and p.level = any (<levels>) %s and <conditions> limit %s', coalesce('and (' || cairn.placed_in(bounds, 'p.place') || ')', ''), most));
begin
  if statement is null then return; end if;
  return query execute format(
    'with found as (select g.place, cairn.cell_of(g.place) as cell from (%s) g (place) limit %s)
     select avg(place[0]), avg(place[1]), count(*) from found group by (cell / 512) / $1, (cell %% 512) / $1', statement, most) using side;
end $$;

-- Single places of what a query finds, and their levels of proof. What lies in a view has no order.
create function cairn.library_places(secret text, q jsonb, bounds box[], most integer)
returns table (id uuid, place point, radius double precision)
language plpgsql stable security definer set search_path = cairn, pg_temp set jit = off as $$
declare
  statement text := cairn.library_statement(secret, q, format(
    'select p.record, p.place, p.radius from cairn.record_point p join cairn.record r on r.id = p.record
     where p.compartment = <compartment> and p.level = any (<levels>) %s and <conditions> limit %s', coalesce('and (' || cairn.placed_in(bounds, 'p.place') || ')', ''), most));
begin
  if statement is null then return; end if;
  return query execute format('select * from (%s) g limit %s', statement, most);
end $$;

-- How many begin in each year, month or day of the zone; the row without one is what has no period that the session reads.
create function cairn.library_bars(secret text, q jsonb, unit text, zone text, most integer) returns table (starting date, n bigint)
language plpgsql stable security definer set search_path = cairn, pg_temp set jit = off as $$
declare
  statement text := cairn.library_statement(secret, q, format(
    'select (select coalesce(lower(w.period), upper(w.period)) from cairn.record_period w
       where w.record = r.id and w.ordinal = 0 and w.level = any (<levels>) limit 1)
     from cairn.record r where <conditions> limit %s', most));
begin
  if statement is null then return; end if;
  return query execute format('select date_trunc($1, g.starting at time zone $2)::date, count(*) from (select * from (%s) g (starting) limit %s) g group by 1', statement, most) using unit, zone;
end $$;

-- ---------------------------------------------------------------- what counters answer

create function cairn.counted(secret text, asked text, of_kind text, within uuid, schemes text[], with_code text)
returns table (scheme text, code text, spot integer, n bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select g.scheme, g.code, g.spot, sum(g.n)::bigint from (
    select c.scheme, c.code, c.spot, c.n from cairn.may_read_as(secret) m
    join cairn.counter c on c.compartment = m.compartment and c.level = m.level
    where c.what = asked and c.kind = of_kind and c.scheme = any (schemes) and (with_code is null or c.code = with_code) and (within is null or m.compartment = within)
    union all
    select c.scheme, c.code, c.spot, c.n from cairn.counter_change c
    where c.what = asked and c.kind = of_kind and c.scheme = any (schemes) and (with_code is null or c.code = with_code) and (within is null or c.compartment = within)
      and (c.compartment, c.level) in (select compartment, level from cairn.may_read_as(secret))) g
  group by g.scheme, g.code, g.spot having sum(g.n) > 0
$$;

-- The same squares as library_cells gives; the middle is that of the cells' middles.
create function cairn.counted_cells(secret text, of_kind text, within uuid, with_scheme text, with_code text, bounds box[], side integer)
returns table (longitude double precision, latitude double precision, n bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select sum(c.n * c.place[0]) / sum(c.n), sum(c.n * c.place[1]) / sum(c.n), sum(c.n)::bigint
  from (
    select g.n, g.spot / 512 / side as x, g.spot % 512 / side as y, point((g.spot / 512 + 0.5) * 0.3515625 - 180, (g.spot % 512 + 0.5) * 0.3515625 - 90) as place
    from (select h.spot, sum(h.n) as n from (
      select c.spot, c.n from cairn.may_read_as(secret) m
      join cairn.counter c on c.compartment = m.compartment and c.level = m.level
      where c.what = 'cell' and c.kind = of_kind and c.scheme = with_scheme and c.code = with_code and (within is null or m.compartment = within)
      union all
      select c.spot, c.n from cairn.counter_change c
      where c.what = 'cell' and c.kind = of_kind and c.scheme = with_scheme and c.code = with_code and (within is null or c.compartment = within)
        and (c.compartment, c.level) in (select compartment, level from cairn.may_read_as(secret))) h group by h.spot) g) c
  where bounds is null or c.place <@ any (bounds)
  group by c.x, c.y having sum(c.n) > 0
$$;

-- ---------------------------------------------------------------- names

-- Public names with all the sounds that are asked for, or with nearly the same letters; the nearest first.
create function cairn.find_names(secret text, asked_keys text[], asked text, within uuid, most integer)
returns table (record uuid, name text, folded text, keys text[], likeness real)
language sql stable security definer set search_path = cairn, cairn_trigram, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select n.record, n.name, n.folded, n.keys, similarity(n.folded, asked)
  from cairn.record_name n
  where ((cardinality(asked_keys) > 0 and n.keys @> asked_keys) or (n.folded % asked and similarity(n.folded, asked) >= 0.45))
    and (n.compartment, n.level) in (select compartment, level from mine) and (within is null or n.compartment = within)
  order by similarity(n.folded, asked) desc, n.record limit least(most, 500)
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name, p.proname, p.prorettype = 'trigger'::regtype as reacts from pg_proc p
    where p.pronamespace = 'cairn'::regnamespace and p.proname in ('insert_projections', 'commit_changes', 'update_records', 'search_records',
      'cell_of', 'month_of', 'is_counted', 'count_records', 'count_periods', 'count_points', 'count_codes', 'counted_anew', 'fold_counters',
      'asked_words', 'span_of', 'began', 'earliest', 'cells_of', 'found_in_time', 'found_in_area', 'library_conditions', 'library_statement', 'placed_in', 'library_ids', 'library_codes', 'library_cells', 'library_places',
      'library_bars', 'counted', 'counted_cells', 'find_names') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
    if f.proname in ('commit_changes', 'search_records', 'library_ids', 'library_codes', 'library_cells', 'library_places', 'library_bars', 'counted',
      'counted_cells', 'find_names', 'cell_of', 'asked_words') then
      execute format('grant execute on function %s to cairn_app', f.name);
    end if;
    if f.proname = 'fold_counters' then execute format('grant execute on function %s to cairn_sequencer', f.name); end if;
  end loop;
end $$;
