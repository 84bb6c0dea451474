-- Triage: who has which items of a batch in hand. And the desk: what waits for whom.

-- ---------------------------------------------------------------- transient

-- An entry of a batch that somebody has in hand, so that nobody else decides on it meanwhile. It ends with its time, and with
-- the session that took it.
create table cairn.triage_lease (
  entry uuid primary key,
  compartment uuid not null,
  batch uuid not null,
  account uuid not null,
  session bytea not null,
  until timestamptz not null
);
create index triage_lease_batch on cairn.triage_lease (batch);
alter table cairn.triage_lease owner to cairn_schema;

-- Leases that hold: in time, and of a session that lives.
create view cairn.held_entry as
  select l.entry, l.compartment, l.batch, l.account, l.session, l.until
  from cairn.triage_lease l join cairn.valid_session s on s.hash = l.session
  where l.until > clock_timestamp();
alter view cairn.held_entry owner to cairn_schema;

-- What the desk asks for beside codes: days by which something is due, levels that somebody proposed, what an import flagged.
create index record_code_due on cairn.record_code (compartment, code) where scheme = 'due';
-- A proposal that the level does not follow yet. Where the level stands in a row of its own, the question looks there.
create index record_body_proposal on cairn.record_body (compartment) where body ? 'proposal' and body -> 'proposal' -> 'level' is distinct from body -> 'level';
create index record_body_flags on cairn.record_body (compartment) where body ? 'flags';

-- ---------------------------------------------------------------- for one session: batches

-- Entries of a batch, items and incidents, as far as the session sees them, with the state in which sorting left each:
-- waiting, later, done. What an import brought as new, or without a stage, waits.
create function cairn.batch_entries(secret text, batches uuid[]) returns table (batch uuid, entry uuid, kind text, reference text, state text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select g.batch, r.id, r.kind, r.reference,
    case
      when r.kind = 'item' then case coalesce((
          select max(t.code) from cairn.record_code t where t.record = r.id and t.scheme = 'triage' and (t.compartment, t.level) in (select compartment, level from mine)
        ), 'waiting') when 'waiting' then 'waiting' when 'later' then 'later' else 'done' end
      else case coalesce((
          select max(t.code) from cairn.record_code t where t.record = r.id and t.scheme = 'incident-status' and (t.compartment, t.level) in (select compartment, level from mine)
        ), 'new') when 'new' then 'waiting' when 'triage' then 'later' else 'done' end
    end
  from unnest(batches) as g (batch)
  join cairn.record b on b.id = g.batch and b.kind = 'batch' and (b.compartment, b.level) in (select compartment, level from mine)
  join cairn.record_code k on k.compartment = b.compartment and k.code = g.batch::text and k.scheme = 'batch'
    and (k.compartment, k.level) in (select compartment, level from mine)
  join cairn.record r on r.id = k.record and r.kind in ('item', 'incident') and (r.compartment, r.level) in (select compartment, level from mine)
$$;

-- Totals of batches; `held` is what this account has in hand, `others` what other people have.
create function cairn.batch_totals(secret text, batches uuid[]) returns table (batch uuid, total bigint, waiting bigint, later bigint, held bigint, others bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  select e.batch, count(*), count(*) filter (where e.state = 'waiting'), count(*) filter (where e.state = 'later'),
    count(h.entry) filter (where h.account = s.account), count(h.entry) filter (where h.account <> s.account)
  from cairn.batch_entries(secret, batches) e
  cross join cairn.session_of(secret) s
  left join cairn.held_entry h on h.entry = e.entry
  group by e.batch
$$;

-- How many entries of batches wait, counted up to `most`: enough to say that there is work.
create function cairn.batch_waiting(secret text, batches uuid[], most integer) returns table (batch uuid, waiting bigint)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select b.id, (
    select count(*) from (
      select from cairn.record_code k join cairn.record r on r.id = k.record and r.kind in ('item', 'incident')
      where k.compartment = b.compartment and k.code = b.id::text and k.scheme = 'batch'
        and (k.compartment, k.level) in (select compartment, level from mine) and (r.compartment, r.level) in (select compartment, level from mine)
        and not exists (
          select from cairn.record_code t where t.record = r.id and t.scheme = case r.kind when 'item' then 'triage' else 'incident-status' end
            and t.code not in ('waiting', 'new'))
      limit most) w
  )
  from cairn.record b
  where b.id = any (batches) and b.kind = 'batch' and (b.compartment, b.level) in (select compartment, level from mine)
$$;

-- Takes entries of a batch in hand until `n` are: those that the session has already, then others in the order in which they
-- came in. No two sessions get the same one: rows that another is taking are passed over, and one that was taken in between is
-- not counted. All that the session has of the batch lives on from now.
create function cairn.take_entries(secret text, asked uuid, n integer, lasting interval, wanted text) returns setof uuid
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  me bytea := sha256(convert_to(secret, 'UTF8'));
  who uuid := (select s.account from cairn.session_of(secret) s);
  place uuid := (
    select r.compartment from cairn.record r
    where r.id = asked and r.kind = 'batch' and exists (
      select from cairn.may_read_as(secret) m where m.compartment = r.compartment and m.level = r.level and m.role >= 'contributor')
  );
  candidates uuid[];
  free uuid[];
  got integer;
begin
  if who is null or place is null then return; end if;
  candidates := array(
    select e.entry from cairn.batch_entries(secret, array[asked]) e where e.state = wanted order by length(e.reference), e.reference);
  -- What lapsed, or was decided by another way than sorting, is in nobody's hand any more.
  delete from cairn.triage_lease l where l.batch = asked and (l.until < clock_timestamp()
    or not exists (select from cairn.valid_session v where v.hash = l.session) or (l.session = me and l.entry <> all (candidates)));
  update cairn.triage_lease l set until = clock_timestamp() + lasting where l.batch = asked and l.session = me;
  -- Another look, as long as somebody was quicker with some of those that were found.
  for look in 1 .. 3 loop
    got := (select count(*) from cairn.triage_lease l where l.batch = asked and l.session = me);
    exit when got >= n;
    free := array(
      select c.entry from unnest(candidates) with ordinality as c (entry, turn)
      where not exists (select from cairn.triage_lease l where l.entry = c.entry) order by c.turn limit 10 * (n - got));
    with found as (
      select r.id from cairn.record r where r.id = any (free) order by array_position(free, r.id) limit n - got for update skip locked
    )
    insert into cairn.triage_lease (entry, compartment, batch, account, session, until)
    select f.id, place, asked, who, me, clock_timestamp() + lasting from found f
    on conflict (entry) do nothing;
  end loop;
  return query
    select l.entry from cairn.triage_lease l join cairn.record r on r.id = l.entry
    where l.batch = asked and l.session = me order by length(r.reference), r.reference;
end $$;

-- Gives back what the session has in hand of a batch: the named entries, or all.
create function cairn.release_entries(secret text, asked uuid, entries uuid[]) returns integer
language plpgsql volatile security definer set search_path = cairn, pg_temp as $$
declare
  given integer;
begin
  delete from cairn.triage_lease l where l.batch = asked and l.session = sha256(convert_to(secret, 'UTF8')) and (entries is null or l.entry = any (entries));
  get diagnostics given = row_count;
  return given;
end $$;

-- Which of some entries other sessions have in hand.
create function cairn.entries_of_others(secret text, entries uuid[]) returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  select h.entry from cairn.held_entry h
  where h.entry = any (entries) and h.session <> sha256(convert_to(secret, 'UTF8'))
    and h.compartment in (select m.compartment from cairn.may_read_as(secret) m)
$$;

-- ---------------------------------------------------------------- for one session: the desk

-- What of the session's compartments may need its account now, by kind of need, `most` of each kind and compartment. What the
-- words of a record decide (who said that it is ready, whether a mention was settled) is asked here too, so that few rows leave
-- it. Where very many wait for a review, the oldest among some hundred of them are shown. Work on a record is over, whoever it
-- was assigned to, once it was reviewed, set aside, found to be a duplicate, or of no use.
create function cairn.desk_lines(secret text, within uuid, today text, most integer) returns table (what text, record uuid, due text)
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select m.compartment, m.level, m.role from cairn.may_read_as(secret) m where within is null or m.compartment = within),
  places as materialized (select distinct compartment, role from mine),
  me as materialized (select s.account::text as id from cairn.session_of(secret) s where s.account is not null)
  select 'assigned', f.id, f.due
  from me cross join places p cross join lateral (
    select r.id, d.code as due
    from cairn.record_code k join cairn.record r on r.id = k.record
    left join cairn.record_code d on d.record = r.id and d.scheme = 'due' and d.level = k.level
    where k.compartment = p.compartment and k.code = me.id and k.scheme = 'assigned'
      and (k.compartment, k.level) in (select compartment, level from mine) and (r.compartment, r.level) in (select compartment, level from mine)
      and not exists (
        select from cairn.record_code c where c.record = r.id and c.scheme in ('incident-status', 'triage')
          and c.code in ('reviewed', 'documented', 'set-aside', 'duplicate', 'irrelevant'))
    order by d.code nulls last, r.at desc limit most
  ) f
  union all
  -- For those who answer for the work of others.
  select 'overdue', f.id, f.due
  from me cross join places p cross join lateral (
    select r.id, k.code as due
    from cairn.record_code k join cairn.record r on r.id = k.record
    where k.compartment = p.compartment and k.scheme = 'due' and k.code < today
      and (k.compartment, k.level) in (select compartment, level from mine) and (r.compartment, r.level) in (select compartment, level from mine)
      and not exists (
        select from cairn.record_code c where c.record = r.id and c.scheme in ('incident-status', 'triage')
          and c.code in ('reviewed', 'documented', 'set-aside', 'duplicate', 'irrelevant'))
      and not exists (select from cairn.record_code a where a.record = r.id and a.scheme = 'assigned' and a.code = me.id)
    order by k.code limit most
  ) f
  where p.role = 'lead'
  union all
  select 'review', f.id, (select d.code from cairn.record_code d where d.record = f.id and d.scheme = 'due' limit 1)
  from me cross join places p cross join lateral (
    select r.id from (
      select k.record, k.level from cairn.record_code k
      where k.compartment = p.compartment and k.code = 'review' and k.scheme = 'incident-status'
        and (k.compartment, k.level) in (select compartment, level from mine)
      limit 10 * most
    ) k join cairn.record r on r.id = k.record
    where (r.compartment, r.level) in (select compartment, level from mine)
      and not exists (select from cairn.record_body b where b.record = r.id and b.level = k.level and b.body -> 'review' ->> 'readyBy' = me.id)
    order by r.at limit most
  ) f
  where p.role >= 'reviewer'
  union all
  select 'level', f.id, null
  from me cross join places p cross join lateral (
    select r.id
    from cairn.record_body b join cairn.record r on r.id = b.record and r.kind in ('act', 'link')
    where b.compartment = p.compartment and b.body ? 'proposal' and b.body -> 'proposal' -> 'level' is distinct from b.body -> 'level'
      and (b.compartment, b.level) in (select compartment, level from mine) and (r.compartment, r.level) in (select compartment, level from mine)
      and b.body -> 'proposal' ->> 'by' <> me.id
      and not exists (select from cairn.record_body o where o.record = r.id and o.body -> 'level' = b.body -> 'proposal' -> 'level')
    limit most
  ) f
  where p.role >= 'reviewer'
  union all
  select 'mention', f.id, null
  from me cross join places p cross join lateral (
    select r.id
    from cairn.record_code k join cairn.record r on r.id = k.record and r.kind = 'comment' and r.author <> me.id
    join cairn.record_body b on b.record = r.id and b.level = k.level
    where k.compartment = p.compartment and k.code = me.id and k.scheme = 'mention'
      and (k.compartment, k.level) in (select compartment, level from mine) and (r.compartment, r.level) in (select compartment, level from mine)
      and not exists (select from cairn.record_body q where q.record = (b.body ->> 'answers')::uuid and q.body ? 'resolved')
    order by r.at desc limit most
  ) f
  union all
  select 'flag', f.id, null
  from me cross join places p cross join lateral (
    select r.id from (
      select b.record from cairn.record_body b
      where b.compartment = p.compartment and b.body ? 'flags' and (b.compartment, b.level) in (select compartment, level from mine) limit 4 * most
    ) b join cairn.record r on r.id = b.record and r.kind = 'incident'
    where (r.compartment, r.level) in (select compartment, level from mine)
      and not exists (select from cairn.record_code s where s.record = r.id and s.scheme = 'incident-status' and s.code <> 'new')
    limit most
  ) f
  where p.role >= 'contributor'
  union all
  select case when f.closed then 'conflict' else 'batch' end, f.id, null
  from me cross join places p cross join lateral (
    select r.id, b.body ? 'closed' as closed
    from cairn.record r join cairn.record_body b on b.record = r.id
    where r.compartment = p.compartment and r.kind = 'batch'
      and (b.compartment, b.level) in (select compartment, level from mine) and (r.compartment, r.level) in (select compartment, level from mine)
      and b.body ? 'batchKind' and (not b.body ? 'closed' or b.body -> 'conflicts' @> '[{"state": "open"}]')
      and (not b.body ? 'personal' or b.body ->> 'personal' = me.id)
    order by r.at desc limit most
  ) f
  where p.role >= 'contributor'
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p where p.pronamespace = 'cairn'::regnamespace
    and p.proname in ('batch_entries', 'batch_totals', 'batch_waiting', 'take_entries', 'release_entries', 'entries_of_others', 'desk_lines') loop
    execute format('alter function %s owner to cairn_schema', f.name);
    execute format('revoke execute on function %s from public', f.name);
    if f.proname <> 'batch_entries' then execute format('grant execute on function %s to cairn_app', f.name); end if;
  end loop;
end $$;
