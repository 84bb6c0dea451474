-- The rows of the derived tables, written alike by commit_changes and by a rebuild. A row names its record by its place in
-- `ids` and gets that record's compartment from `places`: no row can be slipped under another record. A list is null where
-- there is nothing for its table: most commits touch a few tables only, and each statement has its price.
-- Whoever calls it has fixed the search path.
create function cairn.insert_projections(ids uuid[], places uuid[], bodies jsonb, words json, periods json, points json, codes json, externals json, links json, refs json)
returns void language plpgsql volatile as $$
begin
  if bodies is not null then
    insert into cairn.record_body (record, compartment, level, body)
    select ids[n], places[n], level, body from jsonb_to_recordset(bodies) as p (n integer, level cairn.sensitivity, body jsonb);
  end if;
  if words is not null then
    insert into cairn.record_search (record, compartment, level, words)
    select ids[n], places[n], level, to_tsvector('simple', text) from json_to_recordset(words) as p (n integer, level cairn.sensitivity, text text);
  end if;
  if periods is not null then
    insert into cairn.record_period (record, compartment, level, ordinal, period)
    select ids[n], places[n], level, ordinal, tstzrange(starting, ending)
    from json_to_recordset(periods) as p (n integer, level cairn.sensitivity, ordinal integer, starting timestamptz, ending timestamptz);
  end if;
  if points is not null then
    insert into cairn.record_point (record, compartment, level, ordinal, place, radius)
    select ids[n], places[n], level, ordinal, point(longitude, latitude), radius
    from json_to_recordset(points) as p (n integer, level cairn.sensitivity, ordinal integer, longitude double precision, latitude double precision, radius double precision);
  end if;
  if codes is not null then
    insert into cairn.record_code (record, compartment, level, scheme, code)
    select ids[n], places[n], level, scheme, code from json_to_recordset(codes) as p (n integer, level cairn.sensitivity, scheme text, code text);
  end if;
  if externals is not null then
    insert into cairn.external_record (compartment, dataset, id, occurrence, role, record)
    select places[n], dataset, id, occurrence, role, ids[n] from json_to_recordset(externals) as p (n integer, dataset text, id text, occurrence integer, role text);
  end if;
  if links is not null then
    insert into cairn.record_link (record, compartment, level, source, target, type)
    select ids[n], places[n], level, source, target, type from json_to_recordset(links) as p (n integer, level cairn.sensitivity, source uuid, target uuid, type text);
  end if;
  if refs is not null then
    insert into cairn.record_reference (record, compartment, target)
    select ids[n], places[n], target from json_to_recordset(refs) as p (n integer, target uuid);
  end if;
end $$;

create function cairn.insert_records(records json) returns void
language sql volatile set search_path = cairn, pg_temp as $$
  insert into cairn.record (id, compartment, kind, reference, level, revision, at, author)
  select id, compartment, kind, reference, level, revision, at, author
  from json_to_recordset(records) as r (id uuid, compartment uuid, kind text, reference text, level cairn.sensitivity, revision integer, at timestamptz, author text)
$$;

-- The one way in. commit_changes takes whole lists of signed revisions with their disclosures and projections and succeeds or
-- fails as one transaction; it is called in one round trip whatever their length. Lists of several writers may come in one
-- call (the caller sends them one by one where that fails), but only if all of them create: an edit comes alone.
--
-- Each statement of it runs in every commit and has its price, hence: rights are looked up once, a revision is an element of
-- typed arrays, and what only an edit or a refusal needs is done only then.
create function cairn.commit_changes(
  -- the lists: whose they are and when they came
  secrets text[], authors text[], times timestamptz[],
  -- their changes: the place of the list, and what cairn.revision and cairn.record hold
  lists integer[], ids uuid[], numbers integer[], places uuid[], kinds text[], labels text[], levels cairn.sensitivity[], tokens text[],
  -- their disclosures: the place of the change, the level, the text
  disclosed integer[], disclosed_at cairn.sensitivity[], encoded text[],
  -- their projections, as insert_projections takes them
  bodies jsonb, words json, periods json, points json, codes json, externals json, links json, refs json
) returns jsonb
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  refused text;
  answer jsonb;
begin
  -- The lists belong together: of one length, counted from 1, with an author who is the session's and the time of now.
  if array_lower(ids, 1) <> 1 or array_lower(disclosed, 1) <> 1 or array_ndims(ids) <> 1
    or not cardinality(ids) = all (array[cardinality(lists), cardinality(numbers), cardinality(places), cardinality(kinds), cardinality(labels), cardinality(levels), cardinality(tokens)])
    or not cardinality(disclosed) = all (array[cardinality(disclosed_at), cardinality(encoded)])
    or not cardinality(secrets) = all (array[cardinality(authors), cardinality(times)])
    or not 1 = all (array[array_lower(lists, 1), array_lower(numbers, 1), array_lower(places, 1), array_lower(levels, 1), array_lower(tokens, 1), array_lower(disclosed_at, 1), array_lower(encoded, 1)])
    or 'audit' = any (levels) or exists (select from unnest(times) t where abs(extract(epoch from t - clock_timestamp())) > 600) then
    raise exception 'the lists do not belong together' using errcode = 'invalid_parameter_value';
  end if;
  if exists (
    select from unnest(secrets, authors) as g (secret, author)
    where not exists (
      select from cairn.valid_session v where v.hash = sha256(convert_to(g.secret, 'UTF8')) and coalesce(v.account::text, v.operator) = g.author
    )
  ) then
    return jsonb_build_object('refused', 'session');
  end if;

  -- Whoever is no contributor hears the same of a compartment that exists and of one that does not. Nobody writes above his
  -- own clearance; identity fields may be handed in by whoever creates the record.
  with mine as materialized (
    select l.list, r.compartment, r.level, r.role
    from unnest(secrets) with ordinality as l (secret, list) join cairn.session_right r on r.hash = sha256(convert_to(l.secret, 'UTF8'))
  )
  select case
    when exists (
      select from unnest(lists, places) as g (list, place)
      where not exists (select from mine m where m.list = g.list and m.compartment = g.place and m.role >= 'contributor')
    ) then 'compartment'
    when exists (
      select from unnest(disclosed, disclosed_at) as d (n, level)
      where d.level <> 'audit' and not (d.level = 'identity' and numbers[d.n] = 1)
        and not exists (select from mine m where m.list = lists[d.n] and m.compartment = places[d.n] and m.level = d.level)
    ) then 'level' end into refused;
  if refused is not null then
    if not exists (select from cairn.session_of(secrets[1])) then refused := 'session'; end if;
    return jsonb_build_object('refused', refused);
  end if;

  if 1 <> any (numbers) then
    if cardinality(secrets) <> 1 then raise exception 'an edit must come alone' using errcode = 'invalid_parameter_value'; end if;
    answer := cairn.refusal_of_updates(secrets[1], ids, numbers, places);
    if answer is not null then return answer; end if;
  end if;
  if refs is not null then
    answer := cairn.unknown_targets(secrets, lists, ids, places, refs);
    if answer is not null then return answer; end if;
  end if;

  -- An entry is the hash of its token whoever hands it in; the mark is for the sequencer.
  with written as (
    insert into cairn.revision (record, number, compartment, token, entry)
    select record, number, compartment, token, sha256(convert_to(token, 'UTF8'))
    from unnest(ids, numbers, places, tokens) as r (record, number, compartment, token)
    returning entry
  )
  insert into cairn.pending (entry) select entry from written;

  insert into cairn.disclosure (record, number, compartment, level, encoded)
  select ids[n], numbers[n], places[n], level, text from unnest(disclosed, disclosed_at, encoded) as d (n, level, text);

  if 1 = any (numbers) then
    insert into cairn.record (id, compartment, kind, reference, level, revision, at, author)
    select id, compartment, kind, reference, level, 1, times[list], authors[list]
    from unnest(lists, ids, numbers, places, kinds, labels, levels) as r (list, id, number, compartment, kind, reference, level) where number = 1;
  end if;
  if 1 <> any (numbers) then perform cairn.update_records(secrets[1], authors[1], times[1], ids, numbers, levels); end if;

  perform cairn.insert_projections(ids, places, bodies, words, periods, points, codes, externals, links, refs);

  return '{"done": true}';
end $$;

-- Locks the records that a list changes, and says which are not there for the writer or were changed meanwhile.
create function cairn.refusal_of_updates(secret text, ids uuid[], numbers integer[], places uuid[]) returns jsonb
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
  where g.number > 1 and c.revision <> g.number - 1;
  if answer is not null then return jsonb_build_object('conflict', answer); end if;
  return null;
end $$;

-- What is named must lie in the same compartment: in the database already, or in the same list. What the writer may not see
-- counts as absent, unless the record named it before: else naming an id would tell hidden from absent.
create function cairn.unknown_targets(secrets text[], lists integer[], ids uuid[], places uuid[], refs json) returns jsonb
language plpgsql volatile set search_path = cairn, pg_temp as $$
declare
  answer jsonb;
begin
  with mine as materialized (
    select l.list, r.compartment, r.level
    from unnest(secrets) with ordinality as l (secret, list) join cairn.session_right r on r.hash = sha256(convert_to(l.secret, 'UTF8'))
  ), named as materialized (
    select distinct lists[n] as list, ids[n] as record, places[n] as place, target from json_to_recordset(refs) as r (n integer, target uuid)
  )
  select jsonb_agg(distinct named.target) into answer
  from named
  where not exists (
      select from unnest(lists, ids, places) as g (list, id, place)
      where g.id = named.target and g.list = named.list and g.place = named.place
    )
    and not exists (
      select from cairn.record c
      where c.id = named.target and c.compartment = named.place
        and (named.list, c.compartment, c.level) in (select list, compartment, level from mine)
    )
    and not exists (select from cairn.record_reference p where p.record = named.record and p.target = named.target);
  return case when answer is not null then jsonb_build_object('unknown', answer) end;
end $$;

create type cairn.granted as (compartment uuid, level cairn.sensitivity);
-- Moves changed records on to their new revision and makes room for its rows. Levels that the writer may not read go on
-- unchanged: their rows stay, and the same disclosures stand under the new token's digests.
create function cairn.update_records(secret text, author text, at timestamptz, ids uuid[], numbers integer[], levels cairn.sensitivity[]) returns void
language plpgsql volatile set search_path = cairn, pg_temp as $$
declare
  updated uuid[] := (select array_agg(g.id) from unnest(ids, numbers) as g (id, number) where g.number > 1);
  mine cairn.granted[] := (select array_agg((m.compartment, m.level)::cairn.granted) from cairn.may_read_as(secret) m);
begin
  update cairn.record c set revision = g.number, at = update_records.at, author = update_records.author, level = g.level
  from unnest(ids, numbers, levels) as g (id, number, level) where g.number > 1 and c.id = g.id;

  insert into cairn.disclosure (record, number, compartment, level, encoded)
  select d.record, d.number + 1, d.compartment, d.level, d.encoded
  from unnest(ids, numbers) as g (id, number) join cairn.disclosure d on d.record = g.id and d.number = g.number - 1
  where g.number > 1 and d.level <> 'audit' and (d.compartment, d.level) not in (select compartment, level from unnest(mine));

  delete from cairn.record_body p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_search p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_period p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_point p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  delete from cairn.record_code p where p.record = any (updated) and (p.compartment, p.level) in (select compartment, level from unnest(mine));
  -- These are made from fields of the class "internal": who does not read those hands them on too.
  delete from cairn.external_record p where p.record = any (updated) and (p.compartment, 'internal'::cairn.sensitivity) in (select compartment, level from unnest(mine));
  delete from cairn.record_link p where p.record = any (updated) and (p.compartment, 'internal'::cairn.sensitivity) in (select compartment, level from unnest(mine));
  delete from cairn.record_reference p where p.record = any (updated) and (p.compartment, 'internal'::cairn.sensitivity) in (select compartment, level from unnest(mine));
end $$;

-- Digests (not values) of the disclosures that a contributor may not read, so that an edit carries them on unseen.
create function cairn.hidden_digests(secret text, records uuid[]) returns table (record uuid, digest text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select d.record, rtrim(translate(encode(sha256(convert_to(part, 'UTF8')), 'base64'), '+/', '-_'), '=')
  from cairn.record r
  join cairn.disclosure d on d.record = r.id and d.number = r.revision
  cross join unnest(string_to_array(d.encoded, '~')) as part
  where r.id = any (records) and d.level <> 'audit'
    and exists (select from cairn.may_read_as(secret) m where m.compartment = r.compartment and m.level = r.level and m.role >= 'contributor')
    and not exists (select from cairn.may_read_as(secret) m where m.compartment = d.compartment and m.level = d.level)
$$;

-- Short references (KHA-000217) and source codes (KHA-S-014) are drawn from one series each per compartment; gaps are harmless.
-- It is a transaction of its own that need not wait for the disk: whatever is durable after it is written after it.
create function cairn.next_numbers(secret text, place uuid, what text, n integer) returns bigint[]
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  reached bigint;
begin
  if what not in ('reference', 'source') or n not between 1 and 10000
    or not exists (select from cairn.may_read_as(secret) m where m.compartment = place and m.role >= 'contributor') then
    return null;
  end if;
  perform set_config('synchronous_commit', 'off', true);
  update cairn.next_number s set last = s.last + n where s.compartment = place and s.what = next_numbers.what returning s.last into reached;
  return (select array_agg(i order by i) from generate_series(reached - n + 1, reached) i);
end $$;

create function cairn.number_compartment() returns trigger language plpgsql security definer set search_path = cairn, pg_temp as $$
begin
  insert into cairn.next_number (compartment, what, last) values (new.id, 'reference', 0), (new.id, 'source', 0) on conflict do nothing;
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
create function cairn.open_session(token_hash bytea, session_hash bytea, ends timestamptz) returns uuid
language sql volatile security definer set search_path = cairn, pg_temp as $$
  delete from cairn.live_session where expires < clock_timestamp();
  insert into cairn.live_session (hash, account, token, expires)
  select session_hash, t.account, t.id, ends
  from cairn.access_token t join cairn.account a on a.id = t.account
  where t.hash = token_hash and not t.revoked and not a.suspended and (t.expires is null or t.expires > clock_timestamp())
  returning account
$$;

-- The log answers everyone once it is published, and before that who carries a witness's token.
create function cairn.may_read_log(token_hash bytea) returns boolean
language sql stable security definer set search_path = cairn, pg_temp as $$
  select exists (
    select from cairn.setting
    where (name = 'publish-log' and value = 'true'::jsonb) or (name like 'witness-token %' and value ->> 'hash' = encode(token_hash, 'hex'))
  )
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
grant execute on function cairn.may_read(), cairn.commit_changes(text[], text[], timestamptz[], integer[], uuid[], integer[], uuid[], text[], text[], cairn.sensitivity[], text[],
    integer[], cairn.sensitivity[], text[], jsonb, json, json, json, json, json, json, json), cairn.hidden_digests(text, uuid[]),
  cairn.next_numbers(text, uuid, text, integer), cairn.my_compartments(text), cairn.names_of(text, uuid[]), cairn.my_account(text),
  cairn.open_session(bytea, bytea, timestamptz), cairn.session_of(text), cairn.may_read_log(bytea), cairn.close_session(bytea), cairn.log_positions(bytea[]) to cairn_app;
