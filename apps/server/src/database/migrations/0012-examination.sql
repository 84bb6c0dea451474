-- Files that wait to be looked at by programs, in the box for parsers.

-- ---------------------------------------------------------------- transient

-- `due` moves ahead while somebody works on the item, so that one whose server died comes up again.
create table cairn.examination (
  item uuid primary key,
  compartment uuid not null,
  attempts integer not null default 0,
  due timestamptz not null default clock_timestamp()
);
create index examination_due on cairn.examination (due);
alter table cairn.examination owner to cairn_schema;

-- ---------------------------------------------------------------- for one session

-- Has the file of an item looked at once more: 'waiting'; 'unknown' where the session sees no such item, 'reader' where it may
-- not write there, 'nothing' where the item has no file of its own to look at.
create function cairn.ask_examination(secret text, asked uuid) returns text
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  place uuid := (
    select r.compartment from cairn.record r
    where r.id = asked and r.kind = 'item' and (r.compartment, r.level) in (select m.compartment, m.level from cairn.may_read_as(secret) m)
  );
begin
  if place is null then return 'unknown'; end if;
  if not exists (select from cairn.may_read_as(secret) m where m.compartment = place and m.role >= 'contributor') then return 'reader'; end if;
  if not exists (
    select from cairn.record_code c where c.record = asked and c.scheme = 'sha256'
      and (c.compartment, c.level) in (select m.compartment, m.level from cairn.may_read_as(secret) m)
  ) or exists (select from cairn.record_code c where c.record = asked and c.scheme = 'derivative-role') then return 'nothing'; end if;
  insert into cairn.examination (item, compartment) values (asked, place)
  on conflict (item) do update set attempts = 0, due = least(examination.due, clock_timestamp());
  return 'waiting';
end $$;

-- Which of some items wait, of those that the session sees.
create function cairn.examinations_waiting(secret text, items uuid[]) returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  select e.item from cairn.examination e join cairn.record r on r.id = e.item
  where e.item = any (items) and (r.compartment, r.level) in (select m.compartment, m.level from cairn.may_read_as(secret) m)
$$;

do $$
declare f text;
begin
  foreach f in array array['ask_examination(text, uuid)', 'examinations_waiting(text, uuid[])'] loop
    execute format('alter function cairn.%s owner to cairn_schema', f);
    execute format('revoke execute on function cairn.%s from public', f);
    execute format('grant execute on function cairn.%s to cairn_app', f);
  end loop;
end $$;
