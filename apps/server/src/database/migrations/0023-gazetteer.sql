-- Names of places that an operator added. What npm brings is read from its packages and stored nowhere.

-- ---------------------------------------------------------------- committed, each change a deed

create table cairn.gazetteer (
  -- What its places name as their source.
  name text primary key,
  -- katottg, codab or csv
  format text not null,
  -- Edition of its codes, where one was given.
  version text,
  added timestamptz not null,
  -- Of the file that it was read from: SHA-256 in hex.
  file text not null,
  places integer not null,
  -- The places as they were read, as JSON, compressed; deeds commit to its digest.
  content bytea not null
);

alter table cairn.gazetteer owner to cairn_schema;
grant select, insert, update, delete on cairn.gazetteer to cairn_access;
-- The server reads it through the door's role: the application's reads nothing without a session, names of places included.
