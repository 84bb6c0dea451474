-- The rows of the derived tables, written alike by commit_changes and by a rebuild.
create function cairn.insert_projections(projections json) returns void
language plpgsql volatile set search_path = cairn, pg_temp as $$
begin
  insert into cairn.record_body select * from json_to_recordset(projections -> 'bodies')
    as p (record uuid, compartment uuid, level cairn.sensitivity, body jsonb);
  insert into cairn.record_search select record, compartment, level, to_tsvector('simple', text) from json_to_recordset(projections -> 'words')
    as p (record uuid, compartment uuid, level cairn.sensitivity, text text);
  insert into cairn.record_period select record, compartment, level, ordinal, tstzrange(starting, ending) from json_to_recordset(projections -> 'periods')
    as p (record uuid, compartment uuid, level cairn.sensitivity, ordinal integer, starting timestamptz, ending timestamptz);
  insert into cairn.record_point select record, compartment, level, ordinal, point(longitude, latitude), radius from json_to_recordset(projections -> 'points')
    as p (record uuid, compartment uuid, level cairn.sensitivity, ordinal integer, longitude double precision, latitude double precision, radius double precision);
  insert into cairn.record_code select * from json_to_recordset(projections -> 'codes')
    as p (record uuid, compartment uuid, level cairn.sensitivity, scheme text, code text);
  insert into cairn.external_record select * from json_to_recordset(projections -> 'externals')
    as p (compartment uuid, dataset text, id text, occurrence integer, role text, record uuid);
  insert into cairn.record_link select * from json_to_recordset(projections -> 'links')
    as p (record uuid, compartment uuid, level cairn.sensitivity, source uuid, target uuid, type text);
  insert into cairn.record_reference select * from json_to_recordset(projections -> 'refs')
    as p (record uuid, compartment uuid, target uuid);
end $$;

create function cairn.insert_records(records json) returns void
language sql volatile set search_path = cairn, pg_temp as $$
  insert into cairn.record (id, compartment, kind, reference, level, revision, at, author)
  select id, compartment, kind, reference, level, revision, at, author
  from json_to_recordset(records) as r (id uuid, compartment uuid, kind text, reference text, level cairn.sensitivity, revision integer, at timestamptz, author text)
$$;

-- The one way in. commit_changes takes a whole list of signed revisions with their disclosures and projections and
-- succeeds or fails as one transaction; it is called in one round trip whatever the list's length.

create function cairn.commit_changes(secret text, revisions json, disclosures json, projections json) returns jsonb
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  answer jsonb;
  updated uuid[];
begin
  if not exists (select from cairn.session_of(secret)) then
    return jsonb_build_object('refused', 'session');
  end if;

  -- Whoever is no contributor hears the same of a compartment that exists and of one that does not.
  if exists (
    select from (select distinct (r ->> 'compartment')::uuid as compartment from json_array_elements(revisions) r) given
    where not exists (select from cairn.may_read_as(secret) m where m.compartment = given.compartment and m.role >= 'contributor')
  ) then
    return jsonb_build_object('refused', 'compartment');
  end if;

  -- Nobody writes above his own clearance; identity fields may be handed in by whoever creates the record.
  if exists (
    select from (
      select distinct (d ->> 'compartment')::uuid as compartment, (d ->> 'level')::cairn.sensitivity as level, (d ->> 'number')::integer = 1 as created
      from json_array_elements(disclosures) d
    ) given
    where level <> 'audit' and not (level = 'identity' and created)
      and not exists (select from cairn.may_read_as(secret) m where m.compartment = given.compartment and m.level = given.level)
  ) then
    return jsonb_build_object('refused', 'level');
  end if;

  select array_agg((r ->> 'record')::uuid order by r ->> 'record') into updated
  from json_array_elements(revisions) r where (r ->> 'number')::integer > 1;

  if updated is not null then
    perform from cairn.record where id = any (updated) order by id for update;
    select jsonb_agg(given.record) into answer
    from (select (r ->> 'record')::uuid as record, (r ->> 'number')::integer as number, (r ->> 'compartment')::uuid as compartment from json_array_elements(revisions) r) given
    left join cairn.record c on c.id = given.record and c.compartment = given.compartment
      and exists (select from cairn.may_read_as(secret) m where m.compartment = c.compartment and m.level = c.level)
    where given.number > 1 and c.id is null;
    if answer is not null then return jsonb_build_object('missing', answer); end if;

    select jsonb_agg(jsonb_build_object('id', c.id, 'revision', c.revision)) into answer
    from (select (r ->> 'record')::uuid as record, (r ->> 'number')::integer as number from json_array_elements(revisions) r) given
    join cairn.record c on c.id = given.record
    where given.number > 1 and c.revision <> given.number - 1;
    if answer is not null then return jsonb_build_object('conflict', answer); end if;
  end if;

  -- What is named must lie in the same compartment: in the database already, or in this list. What the writer may not see
  -- counts as absent, unless the record named it before: else naming an id would tell hidden from absent.
  with mine as materialized (select m.compartment, m.level from cairn.may_read_as(secret) m)
  select jsonb_agg(distinct given.target) into answer
  from json_to_recordset(projections -> 'refs') as given (record uuid, compartment uuid, target uuid)
  where not exists (
      select from cairn.record c join mine on mine.compartment = c.compartment and mine.level = c.level
      where c.id = given.target and c.compartment = given.compartment
    )
    and not exists (select from cairn.record_reference p where p.record = given.record and p.target = given.target)
    and not exists (
      select from json_array_elements(revisions) r
      where (r ->> 'record')::uuid = given.target and (r ->> 'compartment')::uuid = given.compartment
    );
  if answer is not null then return jsonb_build_object('unknown', answer); end if;

  insert into cairn.revision (record, number, compartment, token, entry)
  select record, number, compartment, token, decode(entry, 'base64')
  from json_to_recordset(revisions) as r (record uuid, number integer, compartment uuid, token text, entry text);

  insert into cairn.pending (entry)
  select decode(entry, 'base64') from json_to_recordset(revisions) as r (entry text);

  insert into cairn.disclosure (record, number, compartment, level, encoded)
  select record, number, compartment, level, encoded
  from json_to_recordset(disclosures) as d (record uuid, number integer, compartment uuid, level cairn.sensitivity, encoded text);

  if updated is not null then
    -- Levels that the writer may not read go on unchanged: the same disclosures stand under the new token's digests.
    insert into cairn.disclosure (record, number, compartment, level, encoded)
    select d.record, d.number + 1, d.compartment, d.level, d.encoded
    from json_to_recordset(revisions) as r (record uuid, number integer, compartment uuid)
    join cairn.disclosure d on d.record = r.record and d.number = r.number - 1
    where r.number > 1 and d.level <> 'audit'
      and not exists (select from cairn.may_read_as(secret) m where m.compartment = d.compartment and m.level = d.level);

    delete from cairn.record_body p where p.record = any (updated) and exists (select from cairn.may_read_as(secret) m where m.compartment = p.compartment and m.level = p.level);
    delete from cairn.record_search p where p.record = any (updated) and exists (select from cairn.may_read_as(secret) m where m.compartment = p.compartment and m.level = p.level);
    delete from cairn.record_period p where p.record = any (updated) and exists (select from cairn.may_read_as(secret) m where m.compartment = p.compartment and m.level = p.level);
    delete from cairn.record_point p where p.record = any (updated) and exists (select from cairn.may_read_as(secret) m where m.compartment = p.compartment and m.level = p.level);
    delete from cairn.record_code p where p.record = any (updated) and exists (select from cairn.may_read_as(secret) m where m.compartment = p.compartment and m.level = p.level);
    delete from cairn.external_record p where p.record = any (updated);
    delete from cairn.record_link p where p.record = any (updated);
    delete from cairn.record_reference p where p.record = any (updated);
  end if;

  insert into cairn.record (id, compartment, kind, reference, level, revision, at, author)
  select record, compartment, kind, reference, level, number, at, author
  from json_to_recordset(revisions) as r (record uuid, compartment uuid, kind text, reference text, level cairn.sensitivity, number integer, at timestamptz, author text)
  on conflict (id) do update set revision = excluded.revision, at = excluded.at, author = excluded.author, level = excluded.level;

  perform cairn.insert_projections(projections);

  return jsonb_build_object('done', true);
exception
  -- Two writers created the same external identity or revision at once: tell it apart from a fault, tell nothing else.
  when unique_violation then
    return jsonb_build_object('collision', true);
end $$;

-- Digests (not values) of the disclosures that a contributor may not read, so that an edit carries them on unseen.
create function cairn.hidden_digests(secret text, records uuid[]) returns table (record uuid, digest text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select d.record, rtrim(translate(encode(sha256(convert_to(part, 'UTF8')), 'base64'), '+/', '-_'), '=')
  from cairn.record r
  join cairn.disclosure d on d.record = r.id and d.number = r.revision
  cross join unnest(string_to_array(d.encoded, '~')) as part
  where r.id = any (records) and d.level <> 'audit'
    and exists (select from cairn.may_read_as(secret) m where m.compartment = d.compartment and m.role >= 'contributor')
    and not exists (select from cairn.may_read_as(secret) m where m.compartment = d.compartment and m.level = d.level)
$$;

-- Short references (KHA-000217) and source codes (KHA-S-014) come from one sequence each per compartment; gaps are harmless.
create function cairn.next_numbers(secret text, place uuid, what text, n integer) returns bigint[]
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
begin
  if what not in ('reference', 'source') or n not between 1 and 10000
    or not exists (select from cairn.may_read_as(secret) m where m.compartment = place and m.role >= 'contributor') then
    return null;
  end if;
  return (select array_agg(nextval(('cairn.' || quote_ident(what || '_' || place))::regclass) order by i) from generate_series(1, n) i);
end $$;

create function cairn.number_compartment() returns trigger language plpgsql security definer set search_path = cairn, pg_temp as $$
begin
  execute format('create sequence if not exists cairn.%I', 'reference_' || new.id);
  execute format('create sequence if not exists cairn.%I', 'source_' || new.id);
  return new;
end $$;
create trigger compartment_numbers after insert on cairn.compartment for each row execute function cairn.number_compartment();

-- The compartments of a session, and names of the people one shares a compartment with.
create function cairn.my_compartments(secret text) returns table (id uuid, code text, name text, role cairn.role, clearance cairn.sensitivity)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select c.id, c.code, c.name, m.role, max(m.level) filter (where m.level < 'identity')
  from cairn.may_read_as(secret) m join cairn.compartment c on c.id = m.compartment
  group by c.id, c.code, c.name, m.role order by c.name
$$;

create function cairn.names_of(secret text, accounts uuid[]) returns table (id uuid, name text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select distinct a.id, a.name from cairn.account a
  where a.id = any (accounts) and exists (
    select from cairn.may_read_as(secret) m
    left join cairn.member other on other.compartment = m.compartment and other.account = a.id
    where other.account is not null or exists (select from cairn.record r where r.compartment = m.compartment and r.author = a.id::text)
  )
$$;

create function cairn.my_account(secret text) returns table (id uuid, name text, email text, admin boolean)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select a.id, a.name, a.email, a.admin from cairn.session_of(secret) s join cairn.account a on a.id = s.account
$$;

-- A token (hash) opens a session; the answer is the same nothing for an unknown, expired or revoked one.
create function cairn.open_session(token_hash bytea, session_hash bytea, lifetime interval) returns uuid
language sql volatile security definer set search_path = cairn, pg_temp as $$
  insert into cairn.live_session (hash, account, expires)
  select session_hash, t.account, clock_timestamp() + lifetime
  from cairn.access_token t join cairn.account a on a.id = t.account
  where t.hash = token_hash and not t.revoked and not a.suspended and (t.expires is null or t.expires > clock_timestamp())
  on conflict (hash) do update set expires = excluded.expires
  returning account
$$;

create function cairn.close_session(session_hash bytea) returns void
language sql volatile security definer set search_path = cairn, pg_temp as $$
  delete from cairn.live_session where hash = session_hash
$$;

-- Log index of entries, for proofs of records that the caller can read anyway (an entry says nothing but its own hash).
create function cairn.log_positions(entries bytea[]) returns table (entry bytea, index bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select l.entry, l.index from cairn.log_entry l where l.entry = any (entries)
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'cairn'::regnamespace loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
  end loop;
end $$;
grant create on schema cairn to cairn_schema;
grant execute on function cairn.may_read(), cairn.commit_changes(text, json, json, json), cairn.hidden_digests(text, uuid[]),
  cairn.next_numbers(text, uuid, text, integer), cairn.my_compartments(text), cairn.names_of(text, uuid[]), cairn.my_account(text),
  cairn.open_session(bytea, bytea, interval), cairn.close_session(bytea), cairn.log_positions(bytea[]) to cairn_app;
