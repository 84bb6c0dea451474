-- Places are counted by their names and by the codes of their units; records that are there get these rows as well.
insert into cairn.record_code (record, compartment, level, scheme, code)
select b.record, b.compartment, b.level, 'place', btrim(n.stated, U&' \0009\000A\000B\000C\000D\00A0\FEFF\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000')
from cairn.record_body b
cross join lateral (
  select v as stated from (values
    (1, b.body -> 'place' -> 'name' ->> 'uk'),
    (2, b.body -> 'place' -> 'name' ->> 'en'),
    (3, (select value from jsonb_each_text(b.body -> 'place' -> 'name') order by key collate "C" limit 1))
  ) as g (turn, v) where btrim(v, U&' \0009\000A\000B\000C\000D\00A0\FEFF\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000') <> '' order by turn limit 1
) n
where jsonb_typeof(b.body -> 'place' -> 'name') = 'object' and char_length(btrim(n.stated, U&' \0009\000A\000B\000C\000D\00A0\FEFF\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000')) <= 200
on conflict do nothing;

insert into cairn.record_code (record, compartment, level, scheme, code)
select b.record, b.compartment, b.level, 'unit-' || (u ->> 'system'), u ->> 'code'
from cairn.record_body b cross join lateral jsonb_array_elements(b.body -> 'place' -> 'adminCodes') u
where jsonb_typeof(b.body -> 'place' -> 'adminCodes') = 'array'
  and char_length(u ->> 'code') <= 200 and char_length(u ->> 'system') <= 95
on conflict do nothing;
