-- What a compartment adds to the records without code: fields of its own, terms and coding rules. Every change is a deed.

create table cairn.custom_field (
  compartment uuid not null references cairn.compartment (id),
  key text not null,
  kind text not null,
  type text not null,
  label jsonb not null,
  options jsonb,
  definition jsonb not null,
  rule jsonb,
  retired boolean not null default false,
  primary key (compartment, key)
);

create table cairn.own_term (
  compartment uuid not null references cairn.compartment (id),
  scheme text not null,
  code text not null,
  broader text,
  label jsonb,
  definition jsonb,
  rule jsonb,
  retired boolean not null default false,
  primary key (compartment, scheme, code)
);

do $$
declare t text;
begin
  foreach t in array array['custom_field', 'own_term'] loop
    execute format('alter table cairn.%I owner to cairn_schema', t);
    execute format('alter table cairn.%I enable row level security', t);
    -- Whoever reads anything of the compartment reads what its fields mean.
    execute format('create policy member_reads on cairn.%I for select to cairn_app using (compartment in (select compartment from cairn.may_read()))', t);
    execute format('grant select on cairn.%I to cairn_app', t);
    execute format('create policy door_writes on cairn.%I for all to cairn_access using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on cairn.%I to cairn_access', t);
  end loop;
end $$;
