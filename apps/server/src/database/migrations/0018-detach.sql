-- An item that was attached to a record by a link belongs to it no longer when the link is withdrawn: such a link has no row in
-- record_link, and what it names is not listed because of it.
create or replace function cairn.list_items(secret text, place uuid, near uuid, media text[], other_media boolean, after_at timestamptz, after_id uuid, most integer)
returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret)),
  seen as not materialized (
    select r.id, r.kind from cairn.record r where (r.compartment, r.level) in (select compartment, level from mine)
  ),
  named as not materialized (
    select f.record, f.target from cairn.record_reference f where (f.compartment, 'internal') in (select compartment, level from mine)
  ),
  hub as materialized (
    select s.id from seen s where s.id = near
    union
    select a.id from named f join seen a on a.id = f.record where f.target = near and a.kind = 'act'
  ),
  around as materialized (
    select f.target as id from hub h join named f on f.record = h.id
    union
    select g.target from hub h join named f on f.target = h.id
    join seen v on v.id = f.record and (v.kind in ('statement', 'act')
      or v.kind = 'link' and exists (select from cairn.record_link k where k.record = v.id))
    join named g on g.record = v.id
  )
  select r.id from cairn.record r
  where (r.compartment, r.level) in (select compartment, level from mine)
    and r.kind = 'item'
    and (place is null or r.compartment = place)
    and (after_at is null or (r.at, r.id) < (after_at, after_id))
    and not exists (select from cairn.record_code d where d.record = r.id and d.scheme = 'derivative-role')
    and (near is null or r.id in (select id from around))
    and (media is null or other_media <> exists (
      select from cairn.record_code c where c.record = r.id and c.scheme = 'media-type' and c.code like any (media)
        and (c.compartment, c.level) in (select compartment, level from mine)))
  order by r.at desc, r.id desc
  limit least(most, 500)
$$;
