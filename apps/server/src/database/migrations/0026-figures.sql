-- Figures: how many incidents, acts, persons or statements there are, set apart by period, place or code.

-- `count` is what is counted, `by` what sets it apart: 'month', 'year', 'place' or a scheme of codes; `zone` is where days begin.
-- Everything is counted over what the session reads: each unit carries the levels that it reads of the compartment.
create function cairn.figures(secret text, q jsonb, count text, by text, zone text, most integer) returns jsonb
language plpgsql stable security definer set search_path = cairn, pg_temp as $$
declare
  found text := cairn.library_statement(secret, q,
    'select r.id, r.compartment, <levels>::cairn.sensitivity[] as levels from cairn.record r where <conditions>');
  by_status boolean := exists (select from jsonb_array_elements(q -> 'codes') c where c ->> 'scheme' = 'incident-status');
  scheme text := by;
  -- An incident has the codes of its acts where only acts have them.
  of_acts boolean := by in ('act-type', 'method', 'object');
  units text;
  keys text;
  answer jsonb;
begin
  if found is null then return '{"rows": [], "total": {}, "notes": {}}'; end if;

  -- Whose incident it is goes along: what an act or a statement does not say itself, its incident says.
  units := case
    when count in ('incidents', 'persons') and q ->> 'kind' = 'incident' then 'select f.id, f.id as incident, f.levels from kept f'
    when q ->> 'kind' = 'act' then
      'select f.id, (select i.id from cairn.record_reference x join cairn.record i on i.id = x.target and i.kind = ''incident''
         where x.record = f.id and i.level = any (f.levels) and ''internal'' = any (f.levels) limit 1) as incident, f.levels from kept f'
    else format(
      'select distinct on (a.id) a.id, f.id as incident, f.levels from kept f join cairn.record_reference x on x.target = f.id
         join cairn.record a on a.id = x.record and a.kind = %L and a.level = any (f.levels) where ''internal'' = any (f.levels) order by a.id, f.id',
      case count when 'acts' then 'act' else 'statement' end)
  end;

  keys := case
    when by in ('month', 'year') then format(
      'select u.id, to_char(coalesce(lower(p.period), upper(p.period)) at time zone %L, %L) as key from units u
       join cairn.record_period p on p.ordinal = 0 and p.level = any (u.levels) and p.record = case
         when exists (select from cairn.record_period o where o.record = u.id and o.ordinal = 0 and o.level = any (u.levels)) then u.id else u.incident end',
      zone, case by when 'month' then 'YYYY-MM' else 'YYYY' end)
    else format(
      'select distinct u.id, c.code as key from units u
       join cairn.record_code c on c.scheme = %1$L and c.level = any (u.levels) and c.record = case
         when exists (select from cairn.record_code o where o.record = u.id and o.scheme = %1$L and o.level = any (u.levels)) then u.id else u.incident end
       %2$s',
      scheme, case when of_acts and count in ('incidents', 'persons') and q ->> 'kind' = 'incident' then format(
        'union select u.id, c.code from units u join cairn.record_reference x on x.target = u.id and ''internal'' = any (u.levels)
         join cairn.record a on a.id = x.record and a.kind = ''act'' and a.level = any (u.levels)
         join cairn.record_code c on c.record = a.id and c.scheme = %L and c.level = any (u.levels)', scheme) else '' end)
  end;

  execute format($f$
    with found as materialized (%1$s),
    merged as materialized (select m.record as id from cairn.merged_records(%2$L) m),
    stages as materialized (
      select f.id, c.code from found f join cairn.record_code c on c.record = f.id and c.scheme = 'incident-status' and c.level = any (f.levels)
      where c.code in ('duplicate', 'set-aside')),
    twice as materialized (select f.id from found f where f.id in (select id from merged) or (not %3$L and f.id in (select id from stages where code = 'duplicate'))),
    aside as materialized (select id from stages where code = 'set-aside' and not %3$L and id not in (select id from twice)),
    kept as materialized (select f.* from found f where f.id not in (select id from twice) and f.id not in (select id from aside)),
    units as materialized (%4$s),
    keys as materialized (%5$s),
    keyed as materialized (select u.id, k.key from units u left join keys k on k.id = u.id),
    -- Of one outcome, the figure that names no group is the whole; only without it are groups added up.
    figures as materialized (
      select u.id, c.outcome, c.low, c.best, c.high,
        coalesce(c.low > c.best, false) or coalesce(c.best > c.high, false) or coalesce(c.low > c.high, false) or least(c.low, c.best, c.high) < 0 as impossible
      from units u join cairn.record_count c on c.record = u.id and c.level = any (u.levels) and c.unit = 'persons'
      where %6$L = 'persons' and coalesce(c.low, c.best, c.high) is not null and (c.victim_group is null or not exists (
        select from cairn.record_count o where o.record = u.id and o.level = any (u.levels) and o.unit = 'persons' and o.outcome = c.outcome and o.victim_group is null))),
    sums as (
      select g.whole, g.key, f.outcome, sum(coalesce(f.low, f.best, 0)) as low, sum(coalesce(f.best, f.low, f.high)) as best,
        sum(coalesce(f.high, f.best, f.low)) as high, count(distinct f.id) as records,
        count(*) filter (where f.best is null) as without_best, count(*) filter (where f.high is null and f.best is null) as open_above
      from figures f join (select id, key, false as whole from keyed union all select id, null, true from units) g on g.id = f.id
      where not f.impossible group by g.whole, g.key, f.outcome),
    persons as (
      select whole, key, sum(best) as weight, jsonb_agg(jsonb_build_object('outcome', outcome, 'low', low, 'best', best, 'high', high, 'records', records,
        'withoutBest', without_best, 'openAbove', open_above) order by best desc, outcome) as told
      from sums group by whole, key),
    rows as (
      select key, count(*)::numeric as weight, jsonb_build_object('key', key, 'n', count(*)) as told from keyed where %6$L <> 'persons' group by key
      union all
      select key, weight, jsonb_build_object('key', key, 'persons', told) from persons where not whole),
    ordered as (
      select told, row_number() over (order by case when %7$L then key end nulls last, weight desc, key) as turn from rows)
    select jsonb_build_object(
      'rows', coalesce((select jsonb_agg(told order by turn) from ordered where turn <= %8$s), '[]'),
      'total', case %6$L when 'persons' then jsonb_build_object('persons', coalesce((select told from persons where whole), '[]'))
        else jsonb_build_object('n', (select count(*) from units)) end,
      'notes', jsonb_build_object(
        'duplicates', (select count(*) from twice), 'set-aside', (select count(*) from aside),
        'spanning', (select count(*) from units u join cairn.record_period p on p.record = u.id and p.ordinal = 0 and p.level = any (u.levels)
          where %7$L and (lower(p.period) is null or upper(p.period) is null
            or to_char(lower(p.period) at time zone %9$L, %10$L) <> to_char(upper(p.period) at time zone %9$L - interval '1 millisecond', %10$L))),
        'undated', (select count(*) from keyed where %7$L and key is null),
        'several', (select count(*) from (select id from keyed group by id having count(*) > 1) g),
        'impossible', (select count(*) from figures where impossible),
        'without-best', (select count(*) from figures where best is null and not impossible),
        'without-figures', (select count(*) from units where %6$L = 'persons' and id not in (select id from figures where not impossible)),
        'more', greatest(0, (select count(*) from rows) - %8$s)))
  $f$, found, secret, by_status, units, keys, count, by in ('month', 'year'), most, zone, case by when 'year' then 'YYYY' else 'YYYY-MM' end)
  into answer;
  return answer;
end $$;
alter function cairn.figures(text, jsonb, text, text, text, integer) owner to cairn_schema;
revoke execute on function cairn.figures(text, jsonb, text, text, text, integer) from public;
grant execute on function cairn.figures(text, jsonb, text, text, text, integer) to cairn_app;

-- Codes of the acts of the incidents that a query finds, of `most` of them; it counts acts. The row without a scheme says how many
-- incidents were looked at.
create function cairn.library_act_codes(secret text, q jsonb, schemes text[], most integer) returns table (scheme text, code text, n bigint)
language plpgsql stable security definer set search_path = cairn, pg_temp set jit = off as $$
declare
  statement text := cairn.library_statement(secret, q, format('select r.id, r.compartment from cairn.record r where <conditions> limit %s', most));
begin
  if statement is null then return; end if;
  return query execute format(
    'with found as materialized (select * from (%s) g (id, compartment) limit %s), mine as materialized (select compartment, level from cairn.may_read_as($1))
     select g.scheme, g.code, count(*) from (
       select distinct a.id, c.scheme, c.code from found f
       join mine i on i.compartment = f.compartment and i.level = ''internal''
       join cairn.record_reference x on x.target = f.id
       join cairn.record a on a.id = x.record and a.kind = ''act''
       join mine m on m.compartment = f.compartment and m.level = a.level
       join cairn.record_code c on c.record = a.id and c.scheme = any ($2)
       join mine l on l.compartment = f.compartment and l.level = c.level) g
     group by g.scheme, g.code
     union all select '''', '''', count(*) from found', statement, most) using secret, schemes;
end $$;
alter function cairn.library_act_codes(text, jsonb, text[], integer) owner to cairn_schema;
revoke execute on function cairn.library_act_codes(text, jsonb, text[], integer) from public;
grant execute on function cairn.library_act_codes(text, jsonb, text[], integer) to cairn_app;
