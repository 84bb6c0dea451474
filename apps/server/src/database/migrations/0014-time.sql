-- Trusted time: authorities (RFC 3161) that the operator named, and their stamps over checkpoints.

-- ---------------------------------------------------------------- committed, each change a deed

-- chain: PEM of the certificates that the operator trusts for it. policy: an object identifier that is demanded, or null.
create table cairn.time_authority (
  name text primary key,
  url text not null,
  chain text not null,
  policy text,
  active boolean not null
);

-- Everything that shows a stamp without any other table: what was stamped, what was asked, all that was answered, and the
-- certificates that were trusted then. Deeds commit to response and chain by their digests.
create table cairn.stamp (
  id uuid primary key,
  -- of the checkpoint, whose note, with the log's signature and no other, is what was stamped
  size bigint not null,
  note text not null,
  authority text not null,
  query bytea not null,
  response bytea not null,
  chain text not null,
  gen_time timestamptz not null,
  -- when it was taken in, by this machine's clock
  at timestamptz not null
);
create index stamp_size on cairn.stamp (size desc);
create index stamp_authority on cairn.stamp (authority, at desc);

alter table cairn.time_authority owner to cairn_schema;
alter table cairn.stamp owner to cairn_schema;
grant select, insert, update, delete on cairn.time_authority to cairn_access;
grant select, insert on cairn.stamp to cairn_access;
grant select on cairn.time_authority, cairn.stamp to cairn_sequencer;

create trigger stamp_fixed before update or delete on cairn.stamp for each row execute function cairn.refuse_change();
create trigger stamp_kept before truncate on cairn.stamp for each statement execute function cairn.refuse_change();
