-- Indexed search. Text, range and point operators are not leakproof, so a policy would make every search scan; this
-- definer function puts the membership in its own WHERE clause instead. A test holds it equal to the query under policies.

create function cairn.search_records(secret text, query text, starting timestamptz, ending timestamptz, bounds box[], of_kind text, with_code text,
  within uuid, after_at timestamptz, after_id uuid, most integer) returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select r.id from cairn.record r
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
  order by r.at desc, r.id desc
  limit least(most, 500)
$$;
alter function cairn.search_records(text, text, timestamptz, timestamptz, box[], text, text, uuid, timestamptz, uuid, integer) owner to cairn_schema;
revoke execute on function cairn.search_records(text, text, timestamptz, timestamptz, box[], text, text, uuid, timestamptz, uuid, integer) from public;
grant execute on function cairn.search_records(text, text, timestamptz, timestamptz, box[], text, text, uuid, timestamptz, uuid, integer) to cairn_app;
