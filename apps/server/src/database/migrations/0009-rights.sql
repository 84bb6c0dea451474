-- Rights in the browser: what a lead may look up about the people of a compartment, each answered for one session.

-- A token reads records with the scope "read" or "write" only. Without "write" it has a reader's role wherever its account
-- has more.
create or replace view cairn.session_right as
  select s.hash, c.id as compartment, l.level,
    case when s.scopes is not null and not 'write' = any (s.scopes) then 'reader' else coalesce(m.role, 'lead') end as role
  from cairn.valid_session s
  cross join cairn.compartment c
  left join cairn.member m on m.account = s.account and m.compartment = c.id
  cross join unnest('{public,partner,internal,case-only,sealed,identity}'::cairn.sensitivity[]) as l (level)
  where (s.compartments is null or c.id = any (s.compartments))
    and (s.scopes is null or s.scopes && '{read,write}'::text[])
    and case when s.account is null then s.operator is not null
      else m.resting is null and (l.level <= m.clearance or (l.level = 'identity' and (m.role = 'lead' or m.identities))) end;

create index activity_sign_in on cairn.activity (account, at desc) where what = 'sign-in';
create index activity_compartment on cairn.activity (compartment, number desc) where compartment is not null;

-- Whether a session may act as a lead of a compartment: of one it leads, and with a token only where it has the scope.
create function cairn.acts_as_lead(secret text, place uuid) returns boolean
language sql stable security definer set search_path = cairn, pg_temp as $$
  select exists (
    select from cairn.valid_session v join cairn.member m on m.account = v.account and m.compartment = place
    where v.hash = sha256(convert_to(secret, 'UTF8')) and m.role = 'lead' and m.resting is null
      and (v.scopes is null or 'rights' = any (v.scopes)) and (v.compartments is null or place = any (v.compartments))
  )
$$;

-- How many records a member sees and does not see, of those that the lead who asks reads. Counts, never content.
create function cairn.sees(secret text, place uuid, person uuid) returns table (kind text, visible bigint, hidden bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select r.kind, count(*) filter (where s.reads and r.level <= s.clearance), count(*) filter (where not (s.reads and r.level <= s.clearance))
  from (
    select m.clearance, m.resting is null and not a.suspended as reads
    from cairn.member m join cairn.account a on a.id = m.account where m.compartment = place and m.account = person
  ) s
  join cairn.record r on r.compartment = place
  where cairn.acts_as_lead(secret, place)
    and r.level in (select l.level from cairn.may_read_as(secret) l where l.compartment = place)
  group by r.kind order by r.kind
$$;

-- Who did what in a compartment, for its leads, newest first. A record that the lead may not read stays unnamed.
create function cairn.activity_of(secret text, place uuid, before bigint, most integer)
returns table (number bigint, at timestamptz, name text, what text, record uuid, reference text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select level from cairn.may_read_as(secret) where compartment = place)
  select a.number, a.at, p.name, a.what, r.id, r.reference
  from cairn.activity a
  left join cairn.account p on p.id = a.account
  left join cairn.record r on r.id = a.record and r.compartment = place and r.level in (select level from mine)
  where a.compartment = place and (before is null or a.number < before) and cairn.acts_as_lead(secret, place)
  order by a.number desc
  limit least(most, 200)
$$;

-- Whether a new link lets its holder read anything; asked by the door's role.
create function cairn.has_records(place uuid) returns boolean
language sql stable security definer set search_path = cairn, pg_temp as $$
  select exists (select from cairn.record where compartment = place)
$$;
alter function cairn.has_records(uuid) owner to cairn_schema;
revoke execute on function cairn.has_records(uuid) from public;
grant execute on function cairn.has_records(uuid) to cairn_access;

do $$
declare f text;
begin
  foreach f in array array['acts_as_lead(text, uuid)', 'sees(text, uuid, uuid)', 'activity_of(text, uuid, bigint, integer)'] loop
    execute format('alter function cairn.%s owner to cairn_schema', f);
    execute format('revoke execute on function cairn.%s from public', f);
    execute format('grant execute on function cairn.%s to cairn_app', f);
  end loop;
end $$;
