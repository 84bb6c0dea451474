-- Files are handed out on a host of their own, to whoever brings a ticket of a session that lives; items are listed with what
-- is shown of their files.

-- ---------------------------------------------------------------- transient

-- Of a ticket's secret the hash. By the key the server tells the addresses that it made from any other.
create table cairn.ticket (
  hash bytea primary key,
  key bytea not null,
  session bytea not null,
  made timestamptz not null default clock_timestamp(),
  expires timestamptz not null
);
create index ticket_expires on cairn.ticket (expires);
alter table cairn.ticket owner to cairn_schema;

-- ---------------------------------------------------------------- tickets

-- Makes a ticket for a session that lives, for a quarter of an hour at most; tells when it ends, nothing where there is no session.
create function cairn.make_ticket(secret text, ticket bytea, mac_key bytea) returns timestamptz
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  ends timestamptz;
begin
  -- What is being sent goes on when its ticket ends, as long as its session lives: half a day at most.
  delete from cairn.ticket where expires < clock_timestamp() - interval '12 hours';
  insert into cairn.ticket (hash, key, session, expires)
  select ticket, mac_key, v.hash, least(s.expires, clock_timestamp() + interval '15 minutes')
  from cairn.valid_session v join cairn.live_session s on s.hash = v.hash
  where v.hash = sha256(convert_to(secret, 'UTF8'))
  returning expires into ends;
  return ends;
end $$;

-- The file of an item as the session behind a ticket may read it at this moment; nothing once the session, the ticket or the
-- right has ended. A ticket that ended opens nothing; what was begun under it may go on.
create function cairn.ticketed_file(ticket bytea, item uuid, begun boolean) returns table (key bytea, compartment uuid, file jsonb, media_type text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (
    select m.compartment, m.level, t.key from cairn.ticket t join cairn.session_right m on m.hash = t.session
    where t.hash = ticket and (begun or t.expires > clock_timestamp())
  )
  select b_mine.key, r.compartment, b.body -> 'file', coalesce(b.body -> 'technical' ->> 'mediaType', b.body -> 'file' ->> 'mediaType')
  from cairn.record r
  join cairn.record_body b on b.record = r.id and b.body ? 'file'
  join mine b_mine on b_mine.compartment = b.compartment and b_mine.level = b.level
  where r.id = item and r.kind = 'item' and (r.compartment, r.level) in (select m.compartment, m.level from mine m)
$$;

-- ---------------------------------------------------------------- items

create index activity_file on cairn.activity (record, number) where what in ('open', 'download', 'export');

-- Items of a session, the newest change first, without what was made from others: a derivative is left out also where the
-- session may not read that it is one. `near` narrows to what belongs to a record: named by it, by its acts, or by statements,
-- links and acts that name these. A link that was withdrawn has no row in record_link, and what it names is not listed because
-- of it.
create function cairn.list_items(secret text, place uuid, near uuid, media text[], other_media boolean, after_at timestamptz, after_id uuid, most integer)
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

-- How often the file of an item, or a copy that was made from it, was shown or handed out: by name and day for whoever reads
-- what is case-only of it or leads its compartment, else the number alone. Nothing for whoever does not see the item.
create function cairn.file_uses(secret text, item uuid) returns table (at timestamptz, what text, name text, times bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level, role from cairn.may_read_as(secret)),
  own as (
    select r.id, r.compartment,
      exists (select from mine m where m.compartment = r.compartment and (m.level = 'case-only' or m.role = 'lead')) as named
    from cairn.record r
    where r.id = item and r.kind = 'item' and (r.compartment, r.level) in (select compartment, level from mine)
  ),
  held as (
    select o.id, o.named from own o
    union
    select c.id, o.named from own o
    join cairn.record_reference f on f.target = o.id and (f.compartment, 'internal') in (select compartment, level from mine)
    join cairn.record c on c.id = f.record and (c.compartment, c.level) in (select compartment, level from mine)
    join cairn.record_body b on b.record = c.id and b.body -> 'derivative' ->> 'of' = o.id::text
      and (b.compartment, b.level) in (select compartment, level from mine)
  )
  select max(a.at), a.what, case when h.named then coalesce(p.name, '') end, count(*)
  from held h
  join cairn.activity a on a.record = h.id and a.what in ('open', 'download', 'export')
  left join cairn.account p on p.id = a.account
  group by a.what, h.named, case when h.named then coalesce(p.name, '') end, case when h.named then date_trunc('day', a.at, 'UTC') end
  order by 1
$$;

-- What befell the file of an item in the store: when it was read last and found whole, when it was found otherwise, and the
-- moves of all files. Nothing for whoever does not see the item. The address is that of the file that the session reads there.
create function cairn.file_events(secret text, item uuid, address text) returns table (at timestamptz, event text, origin text, target text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with own as (
    select r.id, r.compartment from cairn.record r
    where r.id = item and r.kind = 'item' and (r.compartment, r.level) in (select m.compartment, m.level from cairn.may_read_as(secret) m)
  )
  select f.checked, 'rechecked', null, null from own o
    join cairn.fixity_reading f on f.address = file_events.address and f.compartment = o.compartment and f.outcome = 'whole'
  union all
  select c.at, p.kind, null, null from own o
    join cairn.fixity_check c on c.kind = 'found' cross join jsonb_to_recordset(c.problems) as p (item uuid, kind text)
    where p.item = o.id
  union all
  select m.ended, 'moved-store', m.origin, m.target from own o join cairn.store_move m on m.ended is not null
  order by 1
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'cairn'::regnamespace
    and p.proname in ('make_ticket', 'ticketed_file', 'list_items', 'file_uses', 'file_events') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
    execute format('grant execute on function %s to cairn_app', f.name);
  end loop;
end $$;
