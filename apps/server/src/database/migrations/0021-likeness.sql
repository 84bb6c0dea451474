-- Records that may be the same, and relations one hop at a time.

-- ---------------------------------------------------------------- transient

-- Pairs to be looked at side by side. `likeness` is in thousandths, and counts only what whoever may see both records may read:
-- nothing above the stricter of their levels. Reasons are not kept; they follow from what a reader may read.
create table cairn.possible_duplicate (
  one uuid not null,
  other uuid not null,
  compartment uuid not null,
  kind text not null,
  likeness integer not null check (likeness between 0 and 1000),
  primary key (one, other),
  check (one < other)
);
create index possible_duplicate_list on cairn.possible_duplicate (compartment, kind, likeness desc, one, other);
create index possible_duplicate_other on cairn.possible_duplicate (other);
alter table cairn.possible_duplicate owner to cairn_schema;

-- Up to which revision a record was compared with others, and whether it waits to be.
create table cairn.duplicate_look (
  record uuid primary key,
  compared integer not null default 0,
  waiting boolean not null default true
);
create index duplicate_look_waiting on cairn.duplicate_look (record) where waiting;
alter table cairn.duplicate_look owner to cairn_schema;

-- Records are looked up one by one where few are asked for (lateral, limit 1): how many a membership lets through cannot be
-- estimated, and a plan that reads whole tables would be chosen instead.

-- ---------------------------------------------------------------- merged records

create index record_link_decided on cairn.record_link (compartment, type) where type in ('same-as', 'distinct-from');

-- The records that a session's `same-as` decisions make one with a record, itself among them.
create function cairn.merged_group(secret text, of_record uuid) returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with recursive mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  reach (id) as (
    select r.id from cairn.record r where r.id = of_record and (r.compartment, r.level) in (select compartment, level from mine)
    union
    select r.id from reach f
    join lateral (
      select l.target as id from cairn.record_link l
      where l.source = f.id and l.type = 'same-as' and (l.compartment, l.level) in (select compartment, level from mine)
      union all
      select l.source from cairn.record_link l
      where l.target = f.id and l.type = 'same-as' and (l.compartment, l.level) in (select compartment, level from mine)
    ) n on true
    join cairn.record r on r.id = n.id and (r.compartment, r.level) in (select compartment, level from mine)
  )
  select id from reach
$$;

-- The record that speaks for a merged group: where the links lead to; of several the one with the smallest id. The pure function
-- `mainRecords` says the same. For a record in no group, itself.
create function cairn.main_of(secret text, of_record uuid) returns uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  members as materialized (select id from cairn.merged_group(secret, of_record) as g (id))
  select coalesce(
    min(m.id::text) filter (where not exists (
      select from cairn.record_link l join members o on o.id = l.target
      where l.source = m.id and l.type = 'same-as' and (l.compartment, l.level) in (select compartment, level from mine))),
    min(m.id::text))::uuid
  from members m
$$;

-- Every record that another one speaks for, with that one: what is left out where groups count once.
create function cairn.merged_records(secret text) returns table (record uuid, main uuid)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with recursive mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  edge as materialized (
    select l.source, l.target from cairn.record_link l
    cross join lateral (select from cairn.record r where r.id = l.source and (r.compartment, r.level) in (select compartment, level from mine) limit 1) a
    cross join lateral (select from cairn.record r where r.id = l.target and (r.compartment, r.level) in (select compartment, level from mine) limit 1) b
    where l.type = 'same-as' and (l.compartment, l.level) in (select compartment, level from mine)
  ),
  both_ways as materialized (select source, target from edge union select target, source from edge),
  reach (id, member) as (
    select source, source from both_ways
    union
    select f.id, b.target from reach f join both_ways b on b.source = f.member
  )
  select g.id, g.main from (
    select f.id, coalesce(min(f.member::text) filter (where f.member not in (select source from edge)), min(f.member::text))::uuid as main
    from reach f group by f.id
  ) g where g.main <> g.id
$$;

-- ---------------------------------------------------------------- possible duplicates

-- Pairs of a session that nobody has decided on, the most alike first. A decision that the session may not see does not count for it.
create function cairn.duplicate_pairs(secret text, place uuid, of_kind text, of_batch uuid, of_record uuid, after_likeness integer, after_one uuid, after_other uuid, most integer)
returns table (one uuid, other uuid, likeness integer)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  merged as materialized (select record, main from cairn.merged_records(secret))
  select p.one, p.other, p.likeness
  from cairn.possible_duplicate p
  cross join lateral (select from cairn.record r where r.id = p.one and (r.compartment, r.level) in (select compartment, level from mine) limit 1) a
  cross join lateral (select from cairn.record r where r.id = p.other and (r.compartment, r.level) in (select compartment, level from mine) limit 1) b
  where (place is null or p.compartment = place) and (of_kind is null or p.kind = of_kind)
    and (of_record is null or of_record in (p.one, p.other))
    and (of_batch is null or exists (
      select from cairn.record_code k where k.record in (p.one, p.other) and k.scheme = 'batch' and k.code = of_batch::text
        and (k.compartment, k.level) in (select compartment, level from mine)))
    and (after_likeness is null or p.likeness < after_likeness
      or p.likeness = after_likeness and (p.one, p.other) > (after_one, after_other))
    and not exists (
      select from cairn.record_link l where l.source in (p.one, p.other) and l.target in (p.one, p.other) and l.type = 'distinct-from'
        and (l.compartment, l.level) in (select compartment, level from mine))
    and coalesce((select m.main from merged m where m.record = p.one), p.one) <> coalesce((select m.main from merged m where m.record = p.other), p.other)
  order by p.likeness desc, p.one, p.other
  limit least(most, 500)
$$;

-- Records that may be the same as one with these times, places, words, names and files, as far as the session sees them: what lies
-- near in time, what lies near in place where no time is known, what has all the words, what has an item with the same file.
-- What is found in time is ranked by place and words, so that a day with many incidents gives those worth comparing.
create function cairn.like_incidents(secret text, home uuid, but uuid, spans tstzrange[], bounds box[], any_word text, all_words text, digests text[], most integer)
returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  in_time as materialized (
    select distinct p.record as id from unnest(spans) as s (span)
    cross join lateral (
      select q.record from (values (0), (2), (16), (128), (1024)) w (days)
      join cairn.record_period q on q.compartment = home and cairn.span_of(q.period) = w.days
        and cairn.began(q.period) between cairn.earliest(w.days, lower(s.span)) and coalesce(upper(s.span), 'infinity')
      where q.period && s.span and (q.compartment, q.level) in (select compartment, level from mine)
      limit 5000
    ) p
  ),
  in_place as materialized (
    select distinct p.record as id from unnest(bounds) as b (bound)
    cross join lateral (
      select q.record from cairn.record_point q
      where q.compartment = home and cairn.cell_of(q.place) = any (cairn.cells_of(b.bound)) and q.place <@ b.bound and (q.compartment, q.level) in (select compartment, level from mine)
      limit case when cardinality(spans) = 0 then 2000 else 0 end
    ) p
  ),
  near as materialized (
    select n.id,
      coalesce((select bool_or(q.place <@ any (bounds)) from cairn.record_point q
        where q.record = n.id and (q.compartment, q.level) in (select compartment, level from mine))::integer, 0) as close,
      coalesce((select max(ts_rank(s.words, to_tsquery('cairn.words', any_word))) from cairn.record_search s
        where s.record = n.id and any_word is not null and (s.compartment, s.level) in (select compartment, level from mine)), 0) as alike
    from (select id from in_time union select id from in_place) n
    cross join lateral (select from cairn.record r where r.id = n.id and r.kind = 'incident' and r.id is distinct from but limit 1) r
  ),
  ranked as (select id from near where close > 0 or alike > 0 order by close desc, alike desc, id limit most),
  worded as (
    select s.record as id from cairn.record_search s
    where all_words is not null and s.words @@ to_tsquery('cairn.words', all_words) and s.compartment = home
      and (s.compartment, s.level) in (select compartment, level from mine)
    limit 50
  ),
  files as materialized (
    select k.record as id from cairn.record_code k
    where k.compartment = home and k.code = any (digests) and k.scheme = 'sha256' and (k.compartment, k.level) in (select compartment, level from mine)
    limit 200
  ),
  filed as (
    select l.target as id from files f join cairn.record_link l on l.source = f.id and (l.compartment, l.level) in (select compartment, level from mine)
    union
    select a.target from files f join cairn.record_reference n on n.target = f.id
    join cairn.record s on s.id = n.record and s.kind = 'statement' and (s.compartment, s.level) in (select compartment, level from mine)
    join cairn.record_reference a on a.record = s.id and (a.compartment, 'internal') in (select compartment, level from mine)
  )
  select r.id from (select id from ranked union select id from worded union select id from filed) c
  cross join lateral (
    select q.id from cairn.record q where q.id = c.id and q.kind = 'incident' and q.compartment = home and q.id is distinct from but
      and (q.compartment, q.level) in (select compartment, level from mine) limit 1
  ) r
$$;

-- Actors with a public name that sounds like one of these in one word at least, those with most words in common first.
create function cairn.like_actors(secret text, place uuid, but uuid, sounds text[], most integer) returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  named as materialized (
    select n.record, n.keys from cairn.record_name n
    where n.keys && sounds and n.compartment = place and (n.compartment, n.level) in (select compartment, level from mine)
    limit 20000
  )
  select r.id from (
    select n.record as id, max((select count(*) from unnest(n.keys) k where k = any (sounds))::double precision / greatest(cardinality(n.keys), 1)) as share
    from named n where n.record is distinct from but group by n.record order by share desc, id limit most
  ) c
  cross join lateral (
    select q.id from cairn.record q where q.id = c.id and q.kind = 'actor' and (q.compartment, q.level) in (select compartment, level from mine) limit 1
  ) r
$$;

-- ---------------------------------------------------------------- relations

-- A record with its acts, where it is an incident: what is done in an incident is done through them.
create function cairn.relation_hub(secret text, centre uuid) returns setof uuid
language sql stable security definer rows 5 set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  own as materialized (
    select r.id, r.kind from cairn.record r where r.id = centre and (r.compartment, r.level) in (select compartment, level from mine)
  )
  select o.id from own o
  union all
  select a.id from own o
  cross join lateral (
    select f.record from cairn.record_reference f where f.target = o.id and (f.compartment, 'internal') in (select compartment, level from mine) offset 0
  ) f
  cross join lateral (
    select r.id from cairn.record r where r.id = f.record and r.kind = 'act' and (r.compartment, r.level) in (select compartment, level from mine) limit 1
  ) a
  where o.kind = 'incident'
$$;

-- Links that touch a record or its acts and whose two ends the session sees, in the order of type and id.
create function cairn.relations_of(secret text, centre uuid, of_type text, going text, after_type text, after_link uuid, most integer)
returns table (id uuid, source uuid, target uuid, type text, level integer, degree text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  hub as materialized (select id from cairn.relation_hub(secret, centre) as h (id)),
  touching as materialized (
    select l.record, l.source, l.target, l.type from hub h cross join lateral (
      select k.record, k.source, k.target, k.type from cairn.record_link k
      where k.source = h.id and (k.compartment, k.level) in (select compartment, level from mine) offset 0
    ) l
    where going is null or going = 'out'
    union
    select l.record, l.source, l.target, l.type from hub h cross join lateral (
      select k.record, k.source, k.target, k.type from cairn.record_link k
      where k.target = h.id and (k.compartment, k.level) in (select compartment, level from mine) offset 0
    ) l
    where going is null or going = 'in' and l.source not in (select id from hub)
  ),
  page as materialized (
    select t.record, t.source, t.target, t.type from (
      select * from touching
      where (of_type is null or type = of_type) and (after_type is null or (type, record) > (after_type, after_link))
      order by type, record
    ) t
    cross join lateral (select from cairn.record r where r.id = t.source and (r.compartment, r.level) in (select compartment, level from mine) limit 1) a
    cross join lateral (select from cairn.record r where r.id = t.target and (r.compartment, r.level) in (select compartment, level from mine) limit 1) b
    order by t.type, t.record limit least(most, 501)
  )
  select p.record, p.source, p.target, p.type, (c.body ->> 'level')::integer, c.body -> 'degree' ->> 'code'
  from page p
  left join lateral (
    select b.body from cairn.record r join cairn.record_body b on b.record = r.id and b.level = r.level
    where r.id = p.record and (b.compartment, b.level) in (select compartment, level from mine) limit 1
  ) c on true
  order by p.type, p.record
$$;

-- How many there are, by type and direction: out of the record or its acts, else into them.
create function cairn.relation_groups(secret text, centre uuid) returns table (type text, direction text, n bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  hub as materialized (select id from cairn.relation_hub(secret, centre) as h (id)),
  touching as materialized (
    select l.record, l.source, l.target, l.type from hub h cross join lateral (
      select k.record, k.source, k.target, k.type from cairn.record_link k
      where k.source = h.id and (k.compartment, k.level) in (select compartment, level from mine) offset 0
    ) l
    union
    select l.record, l.source, l.target, l.type from hub h cross join lateral (
      select k.record, k.source, k.target, k.type from cairn.record_link k
      where k.target = h.id and (k.compartment, k.level) in (select compartment, level from mine) offset 0
    ) l
  )
  select t.type, case when t.source in (select id from hub) then 'out' else 'in' end, count(*)
  from touching t
  cross join lateral (select from cairn.record r where r.id = t.source and (r.compartment, r.level) in (select compartment, level from mine) limit 1) a
  cross join lateral (select from cairn.record r where r.id = t.target and (r.compartment, r.level) in (select compartment, level from mine) limit 1) b
  group by 1, 2 order by 1, 2
$$;

-- Records with what is needed to call them something; never an identity.
create function cairn.light_records(secret text, ids uuid[]) returns table (id uuid, kind text, reference text, name text, code text, level integer)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select r.id, r.kind, r.reference, n.name, n.code, n.level
  from unnest(ids) as w (id)
  join cairn.record r on r.id = w.id and (r.compartment, r.level) in (select compartment, level from mine)
  left join lateral (
    select left(coalesce(max(b.body ->> 'title'), max(b.body -> 'names' -> 0 ->> 'text'), max(b.body ->> 'sourceCode'), max(b.body -> 'file' ->> 'name')), 120) as name,
      coalesce(max(b.body -> 'type' ->> 'code'), max(b.body ->> 'actorType')) as code, max((b.body ->> 'level')::integer) as level
    from cairn.record_body b where b.record = r.id and b.level <> 'identity' and (b.compartment, b.level) in (select compartment, level from mine)
  ) n on true
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'cairn'::regnamespace
    and p.proname in ('merged_group', 'main_of', 'merged_records', 'duplicate_pairs', 'like_incidents', 'like_actors', 'relation_hub', 'relations_of',
      'relation_groups', 'light_records') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
    execute format('grant execute on function %s to cairn_app', f.name);
  end loop;
end $$;
