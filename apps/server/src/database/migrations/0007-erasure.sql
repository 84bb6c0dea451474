-- Erasure: two people let named disclosures go for good. What is gone is named by its digest, never by its value.

-- ---------------------------------------------------------------- committed, each change a deed

-- targets: [{record, number, claim, level, digest}], one for each disclosure. heads: {record: its newest revision when it was
-- requested}. files: addresses in the store, which tell nothing of the files.
create table cairn.erasure (
  id uuid primary key,
  compartment uuid not null,
  requested_by uuid not null,
  requested_at timestamptz not null,
  reason text not null,
  targets jsonb not null,
  heads jsonb not null,
  files jsonb not null,
  -- False where a value was looked for by somebody who reads part of the compartment only: copies of it may remain.
  complete boolean not null,
  -- requested, refused, withdrawn or done
  state text not null,
  decided_by uuid,
  decided_at timestamptz,
  assertions jsonb
);
create index erasure_done on cairn.erasure (state);

create table cairn.backup_made (
  id uuid primary key,
  at timestamptz not null,
  name text not null,
  encrypted boolean not null,
  expires timestamptz not null
);

-- ---------------------------------------------------------------- transient

-- Erasures under way: what is left to do after a crash, and which records nobody changes meanwhile.
create table cairn.erasing (
  erasure uuid primary key,
  records uuid[] not null,
  since timestamptz not null default clock_timestamp()
);

alter table cairn.erasure owner to cairn_schema;
alter table cairn.backup_made owner to cairn_schema;
alter table cairn.erasing owner to cairn_schema;
grant select, insert, update, delete on cairn.erasure, cairn.backup_made to cairn_access;

-- ---------------------------------------------------------------- reading

-- Erasures of a contributor's compartments; of those that touch what the session may not read nothing shows.
create function cairn.erasures_of(secret text) returns setof cairn.erasure
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level, role from cairn.may_read_as(secret))
  select e.* from cairn.erasure e
  where exists (select from mine m where m.compartment = e.compartment and m.role >= 'contributor')
    and not exists (
      select from jsonb_to_recordset(e.targets) as t (level cairn.sensitivity)
      where (e.compartment, t.level) not in (select compartment, level from mine)
    )
  order by e.requested_at desc, e.id
$$;

-- Which claims of which revisions of a record are gone, as far as the session could have read them.
create function cairn.erased_claims(secret text, id uuid) returns table (number integer, claim text, erasure uuid, at timestamptz)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select t.number, t.claim, e.id, e.decided_at
  from cairn.erasure e cross join jsonb_to_recordset(e.targets) as t (record uuid, number integer, claim text, level cairn.sensitivity)
  where e.state = 'done' and t.record = erased_claims.id and (e.compartment, t.level) in (select compartment, level from mine)
    and exists (select from cairn.record r where r.id = t.record and (r.compartment, r.level) in (select compartment, level from mine))
  order by t.number, t.claim
$$;

-- How many disclosures of records, in any revision, a contributor may not read: what "all of it" would leave behind.
create function cairn.unread_disclosures(secret text, records uuid[]) returns table (record uuid, disclosures integer)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level, role from cairn.may_read_as(secret))
  select d.record, count(*)::integer
  from cairn.record r
  join cairn.disclosure d on d.record = r.id
  cross join unnest(string_to_array(d.encoded, '~')) as part
  where r.id = any (records) and d.level <> 'audit'
    and exists (select from mine m where m.compartment = r.compartment and m.level = r.level and m.role >= 'contributor')
    and (d.compartment, d.level) not in (select compartment, level from mine)
  group by d.record order by d.record
$$;

-- Backups that are known and kept still; for whoever may ask for an erasure anywhere.
create function cairn.backups_kept(secret text) returns setof cairn.backup_made
language sql stable security definer set search_path = cairn, pg_temp as $$
  select b.* from cairn.backup_made b
  where b.expires > clock_timestamp() and exists (select from cairn.may_read_as(secret) m where m.role >= 'contributor')
  order by b.at
$$;

-- ---------------------------------------------------------------- writing

-- As before, and while a record is being erased nobody changes it: whoever read it just before would write back what goes.
create or replace function cairn.refusal_of_updates(secret text, ids uuid[], numbers integer[], places uuid[]) returns jsonb
language plpgsql volatile set search_path = cairn, pg_temp as $$
declare
  answer jsonb;
begin
  perform from cairn.record
  where id in (select g.id from unnest(ids, numbers) as g (id, number) where g.number > 1) order by id for update;

  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select jsonb_agg(g.id) into answer
  from unnest(ids, numbers, places) as g (id, number, compartment)
  left join cairn.record c on c.id = g.id and c.compartment = g.compartment and (c.compartment, c.level) in (select compartment, level from mine)
  where g.number > 1 and c.id is null;
  if answer is not null then return jsonb_build_object('missing', answer); end if;

  select jsonb_agg(jsonb_build_object('id', c.id, 'revision', c.revision)) into answer
  from unnest(ids, numbers) as g (id, number) join cairn.record c on c.id = g.id
  where g.number > 1 and (c.revision <> g.number - 1 or exists (
    select from cairn.erasing e where c.id = any (e.records) and e.since > clock_timestamp() - interval '1 minute'));
  if answer is not null then return jsonb_build_object('conflict', answer); end if;
  return null;
end $$;

do $$
declare f text;
begin
  foreach f in array array['erasures_of(text)', 'erased_claims(text, uuid)', 'unread_disclosures(text, uuid[])', 'backups_kept(text)'] loop
    execute format('alter function cairn.%s owner to cairn_schema', f);
    execute format('revoke execute on function cairn.%s from public', f);
    execute format('grant execute on function cairn.%s to cairn_app', f);
  end loop;
end $$;
