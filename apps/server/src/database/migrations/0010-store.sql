-- Files may lie elsewhere and move, and each is read again and again: what came of it.

-- ---------------------------------------------------------------- committed, each change a deed

-- A move of all files from one kind of store to another. `ended` is null while it goes on.
create table cairn.store_move (
  id uuid primary key,
  began timestamptz not null,
  ended timestamptz,
  origin text not null,
  target text not null,
  files bigint not null,
  bytes bigint not null
);

-- What reading files against their digests came to. `kind`: round (every file was read), slice (a round so far, of those that
-- last days) or found (files that are altered, missing, or whole again: told as soon as they are seen).
-- problems: [{item, kind}] with kind altered or missing. again: [item], for files that are whole again.
create table cairn.fixity_check (
  id uuid primary key,
  at timestamptz not null,
  kind text not null,
  round bigint not null,
  files bigint not null,
  bytes bigint not null,
  altered integer not null,
  missing integer not null,
  problems jsonb not null,
  again jsonb not null
);
create index fixity_check_round on cairn.fixity_check (round);

alter table cairn.store_move owner to cairn_schema;
alter table cairn.fixity_check owner to cairn_schema;
grant select, insert, update, delete on cairn.store_move, cairn.fixity_check to cairn_access;

-- ---------------------------------------------------------------- transient

-- How far a move has come.
create table cairn.store_progress (
  move uuid primary key,
  done bigint not null,
  remaining bigint not null,
  bytes bigint not null
);

-- Where a round stands: what comes after these disclosures of items is read next. Rounds are counted, because clocks jump.
create table cairn.fixity_round (
  number bigint primary key,
  began timestamptz not null,
  ended timestamptz,
  -- When a row of fixity_check told of it last.
  told timestamptz not null,
  after_record uuid not null,
  after_number integer not null,
  after_level cairn.sensitivity not null,
  files bigint not null,
  bytes bigint not null,
  altered integer not null,
  missing integer not null
);

-- When the file at each address was read last, and what it was: whole, altered or missing. items: which name it, where it failed.
create table cairn.fixity_reading (
  address text primary key,
  compartment uuid not null,
  checked timestamptz not null,
  round bigint not null,
  outcome text not null,
  items uuid[] not null,
  bytes bigint not null
);
create index fixity_reading_failing on cairn.fixity_reading (checked) where outcome <> 'whole';
create index fixity_reading_checked on cairn.fixity_reading (checked);
create index fixity_reading_compartment on cairn.fixity_reading (compartment);

alter table cairn.store_progress owner to cairn_schema;
alter table cairn.fixity_round owner to cairn_schema;
alter table cairn.fixity_reading owner to cairn_schema;
grant select on cairn.fixity_reading to cairn_access;

-- ---------------------------------------------------------------- for one session

-- What is known of store and fixity: kinds, times and counts.
-- Of how many files there are and how long they are each learns that of their own compartments: a sum over all would tell whoever
-- has a file, and waits, that one of just that length came to another team.
create function cairn.evidence_state(secret text) returns jsonb
language sql stable security definer set search_path = cairn, pg_temp as $$
  with own as materialized (
    select f.checked, f.outcome, f.bytes from cairn.fixity_reading f
    where f.compartment in (select m.compartment from cairn.may_read_as(secret) m)
  )
  select jsonb_build_object(
    'fixity', (select value from cairn.setting where name = 'fixity'),
    'running', exists (select from cairn.fixity_round where ended is null),
    'last', (select jsonb_build_object('at', c.at, 'files', count(o.*), 'bytes', coalesce(sum(o.bytes), 0),
        'altered', count(*) filter (where o.outcome = 'altered'), 'missing', count(*) filter (where o.outcome = 'missing'))
      from (select at from cairn.fixity_check where kind = 'round' order by round desc, at desc limit 1) c left join own o on true group by c.at),
    'oldest', (select min(checked) from own),
    'store', (select value -> 'current' ->> 'kind' from cairn.setting where name = 'store'),
    'moving', (select jsonb_build_object('to', m.target, 'done', coalesce(p.done, 0), 'left', coalesce(p.remaining, 0))
      from cairn.store_move m left join cairn.store_progress p on p.move = m.id where m.ended is null order by m.began desc limit 1))
  where exists (select from cairn.valid_session v where v.hash = sha256(convert_to(secret, 'UTF8')))
$$;

-- Files that failed: with an item where the session sees it, else without anything that tells which.
create function cairn.fixity_problems(secret text) returns table (item uuid, reference text, compartment uuid, kind text, at timestamptz)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select i.id, i.reference, i.compartment, case when i.id is not null then f.outcome end, case when i.id is not null then f.checked end
  from cairn.fixity_reading f
  left join lateral (
    select r.id, r.reference, r.compartment from cairn.record r
    where r.id = any (f.items) and (r.compartment, r.level) in (select m.compartment, m.level from mine m)
    order by r.at, r.id limit 1) i on true
  where f.outcome <> 'whole' and exists (select from cairn.valid_session v where v.hash = sha256(convert_to(secret, 'UTF8')))
  order by i.reference, i.id
$$;

do $$
declare f text;
begin
  foreach f in array array['evidence_state(text)', 'fixity_problems(text)'] loop
    execute format('alter function cairn.%s owner to cairn_schema', f);
    execute format('revoke execute on function cairn.%s from public', f);
    execute format('grant execute on function cairn.%s to cairn_app', f);
  end loop;
end $$;
