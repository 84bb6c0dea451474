-- Who may read and write. The application role owns nothing; what it shows depends on a live session's secret,
-- looked up in a table that it cannot read.

do $$
begin
  if not exists (select from pg_roles where rolname = 'cairn_schema') then create role cairn_schema nologin; end if;
  if not exists (select from pg_roles where rolname = 'cairn_app') then create role cairn_app login; end if;
  if not exists (select from pg_roles where rolname = 'cairn_sequencer') then create role cairn_sequencer login; end if;
end $$;

alter role cairn_app set search_path = cairn, pg_temp;
alter role cairn_sequencer set search_path = cairn, pg_temp;

alter schema cairn owner to cairn_schema;
do $$
declare r record;
begin
  for r in select c.oid::regclass as name from pg_class c where c.relnamespace = 'cairn'::regnamespace and c.relkind = 'r' loop
    execute format('alter table %s owner to cairn_schema', r.name);
  end loop;
end $$;
alter type cairn.sensitivity owner to cairn_schema;
alter type cairn.role owner to cairn_schema;
alter function cairn.refuse_change() owner to cairn_schema;

revoke all on schema public from public;
revoke all on schema cairn from public;
grant usage on schema cairn to cairn_app, cairn_sequencer;

-- Sessions that live: neither expired nor of a suspended account or a revoked token. A view, so that what runs in every
-- transaction is planned as one query.
create view cairn.valid_session as
  select s.hash, s.account, s.operator from cairn.live_session s
  left join cairn.account a on a.id = s.account
  left join cairn.access_token t on t.id = s.token
  where s.expires > clock_timestamp() and (s.account is null or not a.suspended)
    and (s.token is null or (not t.revoked and (t.expires is null or t.expires > clock_timestamp())));
alter view cairn.valid_session owner to cairn_schema;

-- The session whose secret the transaction carries: account, or operator; nothing for a forged or expired secret.
create function cairn.session_of(secret text) returns table (account uuid, operator text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select account, operator from cairn.valid_session where hash = sha256(convert_to(secret, 'UTF8'))
$$;

-- Every (compartment, level) that a session may read, with its role: a member's own, all for an operator's job. The levels
-- are spelt out and both cases are one query because this runs in every transaction.
create view cairn.session_right as
  select s.hash, c.id as compartment, l.level, coalesce(m.role, 'lead') as role
  from cairn.valid_session s
  cross join cairn.compartment c
  left join cairn.member m on m.account = s.account and m.compartment = c.id
  cross join unnest('{public,partner,internal,case-only,sealed,identity}'::cairn.sensitivity[]) as l (level)
  where case when s.account is null then s.operator is not null
    else l.level <= m.clearance or (l.level = 'identity' and (m.role = 'lead' or m.identities)) end;
alter view cairn.session_right owner to cairn_schema;

create function cairn.may_read_as(secret text) returns table (compartment uuid, level cairn.sensitivity, role cairn.role)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select compartment, level, role from cairn.session_right where hash = sha256(convert_to(secret, 'UTF8'))
$$;

create function cairn.may_read() returns table (compartment uuid, level cairn.sensitivity)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select compartment, level from cairn.may_read_as(coalesce(current_setting('cairn.session', true), ''))
$$;

do $$
declare t text;
begin
  foreach t in array array['record', 'record_body', 'record_search', 'record_period', 'record_point', 'record_code', 'record_link', 'disclosure'] loop
    execute format('alter table cairn.%I enable row level security', t);
    execute format('create policy member_reads on cairn.%I for select to cairn_app using ((compartment, level) in (select compartment, level from cairn.may_read()))', t);
    execute format('grant select on cairn.%I to cairn_app', t);
  end loop;
end $$;
-- A token tells nothing but its key id, yet that it exists: it is shown to whoever sees the record.
alter table cairn.revision enable row level security;
create policy member_reads on cairn.revision for select to cairn_app using (exists (select from cairn.record r where r.id = record));
-- Both are made from fields of the class "internal"; what a record names shows only where both ends do.
alter table cairn.external_record enable row level security;
create policy member_reads on cairn.external_record for select to cairn_app
  using ((compartment, 'internal') in (select compartment, level from cairn.may_read()) and exists (select from cairn.record r where r.id = record));
alter table cairn.record_reference enable row level security;
create policy member_reads on cairn.record_reference for select to cairn_app
  using ((compartment, 'internal') in (select compartment, level from cairn.may_read())
    and exists (select from cairn.record r where r.id = record) and exists (select from cairn.record r where r.id = target));
grant select on cairn.revision, cairn.external_record, cairn.record_reference to cairn_app;

-- What tells sizes and counts of tables to whoever may log in is closed to the application role.
do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
    and (p.proname in ('pg_relation_size', 'pg_table_size', 'pg_indexes_size', 'pg_total_relation_size', 'pg_database_size', 'pg_tablespace_size')
      or p.proname ~ '^(pg_stat_get_|lo_|lowrite|loread|pg_current_wal|pg_wal_|pg_last_|pg_ls_|pg_control_|pg_(try_)?advisory_)') loop
    execute format('revoke execute on function %s from public', f.name);
  end loop;
  execute format('revoke temporary on database %I from public', current_database());
end $$;
revoke select on pg_catalog.pg_class from public;
grant select (oid, relname, relnamespace, reltype, relowner, relkind, relrowsecurity, relnatts) on pg_catalog.pg_class to public;
revoke select on pg_catalog.pg_stat_all_tables, pg_catalog.pg_stat_user_tables, pg_catalog.pg_stat_xact_all_tables, pg_catalog.pg_stat_xact_user_tables,
  pg_catalog.pg_statio_all_tables, pg_catalog.pg_statio_user_tables, pg_catalog.pg_stat_all_indexes, pg_catalog.pg_stat_user_indexes,
  pg_catalog.pg_statio_all_indexes, pg_catalog.pg_statio_user_indexes, pg_catalog.pg_stat_database, pg_catalog.pg_stat_activity,
  pg_catalog.pg_sequences, pg_catalog.pg_largeobject_metadata from public;

-- The sequencer's role touches the log and nothing else.
grant select, insert on cairn.log_entry, cairn.log_tile, cairn.checkpoint to cairn_sequencer;
grant select, delete on cairn.pending to cairn_sequencer;
grant select on cairn.cosignature, cairn.witness to cairn_sequencer;
-- Whoever else could take these locks could stop the log.
grant execute on function pg_advisory_xact_lock(bigint) to cairn_sequencer, cairn_schema;
