-- Items of the first version left no rows by which their files are found. Their projection has such rows now, so those that
-- are there get them as well.
insert into cairn.record_code (record, compartment, level, scheme, code)
select b.record, b.compartment, b.level, 'sha256', b.body -> 'file' ->> 'sha256'
from cairn.record_body b join cairn.record r on r.id = b.record
where r.kind = 'item' and b.body -> 'file' ->> 'sha256' is not null
on conflict do nothing;

insert into cairn.record_code (record, compartment, level, scheme, code)
select b.record, b.compartment, b.level, 'media-type', b.body -> 'file' ->> 'mediaType'
from cairn.record_body b join cairn.record r on r.id = b.record
where r.kind = 'item' and length(b.body -> 'file' ->> 'mediaType') between 1 and 200
on conflict do nothing;
