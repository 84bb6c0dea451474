-- Files on their way in: uploads that are under way, and bytes that landed in the store before an item names them.

-- ---------------------------------------------------------------- transient

-- An upload belongs to whoever began it. `holder` is the request that writes to it, until `held`; `item` names what it became.
create table cairn.upload (
  id uuid primary key,
  account uuid not null,
  compartment uuid not null,
  bytes bigint not null check (bytes >= 0),
  received bigint not null default 0 check (received between 0 and bytes),
  created timestamptz not null default clock_timestamp(),
  expires timestamptz not null,
  holder uuid,
  held timestamptz,
  item uuid
);
create index upload_account on cairn.upload (account);

-- Addresses at which bytes land, entered before they do and taken out once an item names them: what a crash left is found by it.
create table cairn.landing (
  compartment uuid not null,
  address bytea not null,
  since timestamptz not null default clock_timestamp(),
  primary key (compartment, address)
);

alter table cairn.upload owner to cairn_schema;
alter table cairn.landing owner to cairn_schema;

-- ---------------------------------------------------------------- for one session

-- Whether an upload was begun: 'made'; 'unknown' where the session sees no such compartment, 'reader' where it may not write
-- there, 'many' where its account has as many open as are allowed, 'full' where it needs more room than is free beside what
-- others still send. Of each of these whole pieces of 16 MiB are counted: what is refused tells nobody how long a file is that
-- comes in elsewhere. One that stood still for an hour keeps no room from others.
create function cairn.open_upload(secret text, upload uuid, place uuid, size bigint, most integer, lifetime interval, room bigint) returns text
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  who uuid := (select account from cairn.session_of(secret));
  may cairn.role := (select max(m.role) from cairn.may_read_as(secret) m where m.compartment = place);
begin
  if who is null or may is null then return 'unknown'; end if;
  if may < 'contributor' then return 'reader'; end if;
  if (select count(*) from cairn.upload u where u.account = who and u.item is null) >= most then return 'many'; end if;
  if size > room - (
    select coalesce(sum((u.bytes - u.received + 16777215) / 16777216 * 16777216), 0) from cairn.upload u
    where u.item is null and u.received < u.bytes and u.expires > clock_timestamp() + lifetime - interval '1 hour'
  ) then return 'full'; end if;
  insert into cairn.upload (id, account, compartment, bytes, expires) values (upload, who, place, size, clock_timestamp() + lifetime);
  return 'made';
end $$;

-- Uploads of the session's account in compartments where it may write: the named ones, or all that became no item yet.
create function cairn.uploads_of(secret text, ids uuid[])
returns table (id uuid, compartment uuid, bytes bigint, received bigint, created timestamptz, expires timestamptz, held boolean, item uuid)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select u.id, u.compartment, u.bytes, u.received, u.created, u.expires, coalesce(u.held > clock_timestamp(), false), u.item
  from cairn.session_of(secret) s join cairn.upload u on u.account = s.account
  where u.expires > clock_timestamp() and case when ids is null then u.item is null else u.id = any (ids) end
    and u.compartment in (select m.compartment from cairn.may_read_as(secret) m where m.role >= 'contributor')
  order by u.created, u.id
$$;

-- Takes an upload for one request, or keeps it. Another may take it once nothing was heard of the first for so long.
create function cairn.hold_upload(secret text, upload uuid, by uuid, lasting interval) returns boolean
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
begin
  update cairn.upload u set holder = by, held = clock_timestamp() + lasting
  where u.id = upload and u.account = (select s.account from cairn.session_of(secret) s) and u.item is null
    and u.expires > clock_timestamp() and (u.holder is null or u.holder = by or u.held < clock_timestamp());
  return found;
end $$;

-- How far an upload is on the disk, said by the request that holds it; an upload that goes on lives on.
create function cairn.note_upload(secret text, upload uuid, by uuid, got bigint, lasting interval, lifetime interval) returns boolean
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
begin
  update cairn.upload u set received = got, held = clock_timestamp() + lasting,
    expires = case when got > u.received then clock_timestamp() + lifetime else u.expires end
  where u.id = upload and u.holder = by and u.account = (select s.account from cairn.session_of(secret) s);
  return found;
end $$;

-- Lets go of uploads, for whoever held them: the name of the holder is as good as the session, which may have ended.
create function cairn.release_uploads(uploads uuid[], by uuid) returns void
language sql volatile security definer set search_path = cairn, pg_temp as $$
  update cairn.upload u set holder = null, held = null where u.id = any (uploads) and u.holder = by
$$;

create function cairn.drop_upload(secret text, upload uuid, by uuid) returns boolean
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
begin
  delete from cairn.upload u where u.id = upload and u.holder = by and u.account = (select s.account from cairn.session_of(secret) s);
  return found;
end $$;

-- Enters which items uploads became, so that whoever asks again hears the same.
create function cairn.settle_uploads(secret text, uploads uuid[], by uuid, items uuid[]) returns void
language sql volatile security definer set search_path = cairn, pg_temp as $$
  update cairn.upload u set item = g.item, holder = null, held = null
  from unnest(uploads, items) as g (id, item)
  where u.id = g.id and u.holder = by and u.account = (select s.account from cairn.session_of(secret) s)
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'cairn'::regnamespace
    and p.proname in ('open_upload', 'uploads_of', 'hold_upload', 'note_upload', 'release_uploads', 'drop_upload', 'settle_uploads') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
    execute format('grant execute on function %s to cairn_app', f.name);
  end loop;
end $$;

-- ---------------------------------------------------------------- cleaning, and who lands what

-- By the door's role, which knows accounts and members and reads no record.
grant select, delete on cairn.upload to cairn_access;
grant select, insert, delete on cairn.landing to cairn_access;
