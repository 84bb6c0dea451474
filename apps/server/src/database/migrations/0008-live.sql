-- Live updates, what the list of incidents is filtered by, and whom a refusal is entered under.

-- ---------------------------------------------------------------- live updates

-- Which of the sessions live, by their places in the list, each with a digest of what it may read. A stream whose session
-- is missing here ends; one whose digest changed tells its page to look again.
create function cairn.session_states(secrets text[]) returns table (place integer, rights text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select g.place::integer,
    encode(sha256(convert_to(concat_ws(' ', bool_or(a.admin), string_agg(concat_ws(' ', c.id, c.code, c.name, r.level, r.role), ',' order by c.id, r.level)), 'UTF8')), 'hex')
  from unnest(secrets) with ordinality as g (secret, place)
  join cairn.valid_session v on v.hash = sha256(convert_to(g.secret, 'UTF8'))
  left join cairn.account a on a.id = v.account
  left join cairn.session_right r on r.hash = v.hash
  left join cairn.compartment c on c.id = r.compartment
  group by g.place
$$;

-- ---------------------------------------------------------------- activity

-- The compartment of a record that the session sees; nothing for any other.
create function cairn.compartment_of(secret text, id uuid) returns uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  select r.compartment from cairn.record r
  where r.id = compartment_of.id and (r.compartment, r.level) in (select compartment, level from cairn.may_read_as(secret))
$$;

-- Whose session it is or was, also after its end: a refusal is entered under that account.
create function cairn.account_behind(secret text) returns uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  select account from cairn.live_session where hash = sha256(convert_to(secret, 'UTF8'))
$$;

-- ---------------------------------------------------------------- search

-- Metres between two points on a sphere of the earth's mean radius (haversine); within half a per cent of the ellipsoid.
create function cairn.metres_between(place point, latitude double precision, longitude double precision) returns double precision
language sql immutable parallel safe
return 2 * 6371008.8 * asin(least(1, sqrt(
  power(sind((place[1] - latitude) / 2), 2) + cosd(place[1]) * cosd(latitude) * power(sind((place[0] - longitude) / 2), 2))));

-- Circles wider than those that stand for a precision are few; the boxes of a search reach as far as these.
create index record_point_wide on cairn.record_point (record) where radius > 100000;

drop function cairn.search_records(text, text, timestamptz, timestamptz, box[], text, text, uuid, timestamptz, uuid, integer);
-- `around` are boxes that hold every place whose circle, of 100 km at most, reaches into the searched one. `named` is a
-- tsquery of the words of a place's name: the index gives candidates, and their bodies, read in order and only until there
-- are enough, decide: `offset 0` and a subquery for one value keep the planner from reading all of them at once.
create function cairn.search_records(secret text, query text, starting timestamptz, ending timestamptz, bounds box[], of_kind text, with_code text,
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
        select s.record from cairn.record_search s where s.words @@ websearch_to_tsquery('simple', query) and (s.compartment, s.level) in (select compartment, level from mine)))
      and ((starting is null and ending is null) or r.id in (
        select p.record from cairn.record_period p where p.period && tstzrange(starting, ending) and (p.compartment, p.level) in (select compartment, level from mine)))
      and (bounds is null or r.id in (
        select p.record from cairn.record_point p where p.place <@ any (bounds) and (p.compartment, p.level) in (select compartment, level from mine)))
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
        select s.record from cairn.record_search s where s.words @@ to_tsquery('simple', named) and (s.compartment, s.level) in (select compartment, level from mine)))
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

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'cairn'::regnamespace
    and p.proname in ('session_states', 'compartment_of', 'account_behind', 'metres_between', 'search_records') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
    execute format('grant execute on function %s to cairn_app', f.name);
  end loop;
end $$;
