-- How many records a session sees that are still to be compared with others: those that wait, and those of the last minutes that
-- the loop has not entered yet. Counts to `most`; what waits beyond twenty thousand records of others is not looked through.
create function cairn.comparing(secret text, place uuid, of_kind text, of_batch uuid, of_record uuid, most integer) returns bigint
language sql stable security definer set search_path = cairn, pg_temp as $$
  with mine as materialized (select compartment, level from cairn.may_read_as(secret))
  select count(*) from (
    select from (
      (select d.record from cairn.duplicate_look d where d.waiting and (of_record is null or d.record = of_record) limit 20000)
      union all
      (select r.id from (select distinct compartment from mine) c
       join cairn.record r on r.compartment = c.compartment and r.kind in ('incident', 'actor') and r.at > clock_timestamp() - interval '5 minutes'
       left join cairn.duplicate_look d on d.record = r.id
       where (of_record is null or r.id = of_record) and (d.record is null or (d.compared < r.revision and not d.waiting))
       limit 20000)
    ) w
    cross join lateral (
      select from cairn.record r where r.id = w.record and (place is null or r.compartment = place) and (of_kind is null or r.kind = of_kind)
        and (r.compartment, r.level) in (select compartment, level from mine) limit 1
    ) seen
    where of_batch is null or exists (
      select from cairn.record_code k where k.record = w.record and k.scheme = 'batch' and k.code = of_batch::text
        and (k.compartment, k.level) in (select compartment, level from mine))
    limit least(most, 10001)
  ) n
$$;
alter function cairn.comparing(text, uuid, text, uuid, uuid, integer) owner to cairn_schema;
revoke execute on function cairn.comparing(text, uuid, text, uuid, uuid, integer) from public;
grant execute on function cairn.comparing(text, uuid, text, uuid, uuid, integer) to cairn_app;
