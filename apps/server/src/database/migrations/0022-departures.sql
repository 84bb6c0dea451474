-- The register of what left: one row for each file that went out, entered before its first byte and completed after its last.
-- Authors of records that came from another instance keep their names without being accounts here.

-- ---------------------------------------------------------------- committed, each change a deed

create table cairn.departure (
  id uuid primary key,
  at timestamptz not null,
  -- An account's id, or operator:<OS user>.
  by text not null,
  compartments uuid[] not null,
  -- A code of the vocabulary departure-purpose.
  purpose text not null,
  recipient text not null,
  -- csv, xlsx, geojson, cairn, proof or files
  format text not null,
  query text not null,
  -- Fields that would have stayed, each chosen by name: [{field, by}].
  chosen jsonb not null,
  -- What was asked for beside the usual: set-aside, duplicate.
  included jsonb not null,
  -- Warnings that were accepted, by their codes.
  warnings jsonb not null,
  -- Levels of what left, as far as it is known.
  levels jsonb not null,
  terms text not null,
  -- begun, left or broken-off
  state text not null,
  -- {kind: n}; while it is begun, what was found.
  records jsonb not null,
  bytes bigint,
  -- SHA-256 of the file in hex.
  digest text,
  ended timestamptz
);
create index departure_at on cairn.departure (at desc, id desc);
create index departure_compartment on cairn.departure using gin (compartments);

create table cairn.carried_name (
  compartment uuid not null,
  account uuid not null,
  name text not null,
  -- The log under which the account wrote.
  origin text not null,
  primary key (compartment, account)
);

alter table cairn.departure owner to cairn_schema;
alter table cairn.carried_name owner to cairn_schema;
grant select, insert, update, delete on cairn.departure, cairn.carried_name to cairn_access;

-- ---------------------------------------------------------------- reading

-- What left of the compartments of a session. Who took it, for whom, what and how much is told to whoever leads all of the
-- compartments concerned, and to whoever took it; other members read that something left. Compartments of others are not named.
create function cairn.departures_of(secret text, place uuid, after_at timestamptz, after_id uuid, most integer)
returns table (id uuid, at timestamptz, compartments uuid[], purpose text, format text, terms text, state text, whole boolean,
  by text, name text, recipient text, query text, chosen jsonb, included jsonb, warnings jsonb, levels jsonb, records jsonb, bytes bigint, digest text, ended timestamptz)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select m.compartment, max(m.role) as role from cairn.may_read_as(secret) m group by m.compartment),
  self as materialized (select v.account from cairn.valid_session v where v.hash = sha256(convert_to(secret, 'UTF8'))),
  seen as (
    select d.*,
      (select array_agg(c order by c) from unnest(d.compartments) c where c in (select compartment from mine)) as own,
      d.by = (select account::text from self)
        or not exists (select from unnest(d.compartments) c where c not in (select compartment from mine where role = 'lead')) as told
    from cairn.departure d
    where d.compartments && (select array_agg(compartment) from mine)
      and (place is null or (place = any (d.compartments) and place in (select compartment from mine)))
      and (after_at is null or (d.at, d.id) < (after_at, after_id))
    order by d.at desc, d.id desc
    limit least(most, 201)
  )
  select s.id, s.at, s.own, s.purpose, s.format, s.terms, s.state, coalesce(s.told, false),
    case when s.told then s.by end, case when s.told then (select a.name from cairn.account a where a.id::text = s.by) end,
    case when s.told then s.recipient end, case when s.told then s.query end, case when s.told then s.chosen end,
    case when s.told then s.included end, case when s.told then s.warnings end, case when s.told then s.levels end,
    case when s.told then s.records end, case when s.told then s.bytes end, case when s.told then s.digest end, s.ended
  from seen s
  order by s.at desc, s.id desc
$$;

-- The setting of how young an incident warns; null where nobody changed it.
create function cairn.departure_delay() returns jsonb
language sql stable security definer set search_path = cairn, pg_temp as $$
  select value from cairn.setting where name = 'departure-delay'
$$;

-- Names of people with whom the session shares a compartment, and of those who wrote there before its records came here.
create or replace function cairn.names_of(secret text, accounts uuid[]) returns table (id uuid, name text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select distinct a.id, a.name from cairn.account a
  where a.id = any (accounts) and exists (
    select from cairn.may_read_as(secret) m
    left join cairn.member other on other.compartment = m.compartment and other.account = a.id
    where other.account is not null or exists (select from cairn.record r where r.compartment = m.compartment and r.author = a.id::text)
  )
  union all
  (select distinct on (n.account) n.account, n.name from cairn.carried_name n
   where n.account = any (accounts) and n.compartment in (select m.compartment from cairn.may_read_as(secret) m)
     and not exists (select from cairn.account a where a.id = n.account)
   order by n.account, n.compartment)
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'cairn'::regnamespace
    and p.proname in ('departures_of', 'departure_delay') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
    execute format('grant execute on function %s to cairn_app', f.name);
  end loop;
end $$;
