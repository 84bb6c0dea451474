-- Activity is insert-only, chained by a MAC whose key lies outside the database, and sealed into the log by interval.

create function cairn.last_activity() returns table (number bigint, mac bytea)
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
begin
  perform pg_advisory_xact_lock(815304);
  return query select a.number, a.mac from cairn.activity a order by a.number desc limit 1;
end $$;

create function cairn.insert_activity(given json, head_number bigint, head_mac bytea, head_seal bytea) returns void
language sql volatile security definer set search_path = cairn, pg_temp as $$
  insert into cairn.chain_head (name, number, mac, seal) values ('activity', head_number, head_mac, head_seal)
  on conflict (name) do update set number = excluded.number, mac = excluded.mac, seal = excluded.seal;
  insert into cairn.activity (number, at, account, what, compartment, record, mac)
  select number, at, account, what, compartment, record, decode(mac, 'hex')
  from json_to_recordset(given) as a (number bigint, at timestamptz, account uuid, what text, compartment uuid, record uuid, mac text)
$$;

create function cairn.open_interval() returns table (starting timestamptz)
language sql volatile security definer set search_path = cairn, pg_temp as $$
  select max(i.ending) from cairn.activity_interval i
$$;

create function cairn.activity_between(starting timestamptz, ending timestamptz) returns table (number bigint, mac bytea)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select a.number, a.mac from cairn.activity a where a.at >= starting and a.at < ending order by a.number
$$;

create function cairn.insert_interval(starting timestamptz, ending timestamptz, token text, encoded text) returns void
language sql volatile security definer set search_path = cairn, pg_temp as $$
  with made as (
    insert into cairn.activity_interval (starting, ending, token, entry, encoded) values (starting, ending, token, sha256(convert_to(token, 'UTF8')), encoded) returning entry
  )
  insert into cairn.pending (entry) select entry from made
$$;

do $$
declare f text;
begin
  foreach f in array array['last_activity()', 'insert_activity(json, bigint, bytea, bytea)', 'open_interval()', 'activity_between(timestamptz, timestamptz)',
    'insert_interval(timestamptz, timestamptz, text, text)'] loop
    execute format('alter function cairn.%s owner to cairn_schema', f);
    execute format('revoke execute on function cairn.%s from public', f);
    -- Not the application role: activity is written by the server about a request, never by what a request may run.
    execute format('grant execute on function cairn.%s to cairn_sequencer', f);
  end loop;
end $$;
