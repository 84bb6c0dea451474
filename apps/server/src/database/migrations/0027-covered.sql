-- What a review covers stays covered for a writer who may not read that there was one.

-- Of some incidents those whose stage the session does not read, and of which somebody said that they are ready or reviewed:
-- told to whoever may write there alone, and only so that a change of facts can be refused.
create function cairn.covered_unseen(secret text, ids uuid[]) returns setof uuid
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret) where role >= 'contributor')
  select r.id from cairn.record r
  where r.id = any (ids) and r.kind = 'incident' and (r.compartment, r.level) in (select compartment, level from mine)
    and exists (
      select from cairn.record_body b
      where b.record = r.id and (b.compartment, b.level) not in (select compartment, level from mine)
        and coalesce(b.body -> 'merged' ->> 'status', b.body ->> 'status') in ('review', 'reviewed', 'documented'))
$$;
alter function cairn.covered_unseen(text, uuid[]) owner to cairn_schema;
revoke execute on function cairn.covered_unseen(text, uuid[]) from public;
grant execute on function cairn.covered_unseen(text, uuid[]) to cairn_app;
