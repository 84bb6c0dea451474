-- The ground: records and their revisions, the log, access rights, activity.
-- Every table is classed in ../manifest.ts as committed, derived or transient.

create schema cairn;

create type cairn.sensitivity as enum ('public', 'partner', 'internal', 'case-only', 'sealed', 'identity', 'audit');
create type cairn.role as enum ('reader', 'contributor', 'reviewer', 'lead');

-- ---------------------------------------------------------------- committed: records

create table cairn.revision (
  record uuid not null,
  number integer not null check (number > 0),
  compartment uuid not null,
  token text not null,
  entry bytea not null,
  primary key (record, number)
) with (toast_tuple_target = 8160);
-- Tokens and disclosures are base64 of what looks random: not worth compressing, and read and written in the row itself
-- rather than in pieces elsewhere, as far as they fit on a page.
alter table cairn.revision alter column token set storage external;

-- One row per revision and level; the encoded SD-JWT disclosures joined by '~', byte for byte as issued. commit_changes alone
-- writes them, together with their revision, and audit names those without one: no foreign key has to look for it per row.
create table cairn.disclosure (
  record uuid not null,
  number integer not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  encoded text not null,
  primary key (record, number, level)
) with (toast_tuple_target = 8160);
alter table cairn.disclosure alter column encoded set storage external;

-- ---------------------------------------------------------------- committed: the log

create table cairn.log_entry (
  index bigint primary key check (index >= 0),
  entry bytea not null unique
);

-- Complete tiles only (256 hashes); the ragged right edge is computed from the entries behind them.
create table cairn.log_tile (
  level smallint not null check (level >= 0),
  index bigint not null check (index >= 0),
  hashes bytea not null,
  root bytea not null,
  primary key (level, index)
);

-- previous: size of the checkpoint before, so that none can be taken out of the row.
create table cairn.checkpoint (
  size bigint primary key check (size >= 0),
  previous bigint check (previous >= 0),
  note text not null
);

create table cairn.cosignature (
  size bigint not null references cairn.checkpoint (size),
  line text not null,
  primary key (size, line)
);

-- ---------------------------------------------------------------- committed: rights and settings, each change a deed

create table cairn.deed (
  id uuid primary key,
  token text not null,
  entry bytea not null unique,
  encoded text not null
);

create table cairn.account (
  id uuid primary key,
  email text not null unique,
  name text not null,
  admin boolean not null,
  password text,
  suspended boolean not null default false
);

create table cairn.compartment (
  id uuid primary key,
  code text not null unique,
  name text not null unique
);

create table cairn.member (
  compartment uuid not null references cairn.compartment (id),
  account uuid not null references cairn.account (id),
  role cairn.role not null,
  clearance cairn.sensitivity not null check (clearance < 'identity'),
  identities boolean not null default false,
  primary key (compartment, account)
);

create table cairn.access_token (
  id uuid primary key,
  account uuid not null references cairn.account (id),
  hash bytea not null unique,
  label text not null,
  expires timestamptz,
  revoked boolean not null default false
);

create table cairn.witness (
  name text primary key,
  vkey text not null,
  active boolean not null
);

create table cairn.setting (
  name text primary key,
  value jsonb not null
);

-- Checkpoints of partners' logs that this instance cosigned: the proof that it never signs two histories.
create table cairn.witnessed_checkpoint (
  origin text not null,
  size bigint not null,
  note text not null,
  primary key (origin, size)
);

create table cairn.activity (
  number bigint primary key check (number > 0),
  at timestamptz not null,
  account uuid,
  what text not null,
  compartment uuid,
  record uuid,
  mac bytea not null
);

-- The newest link of the activity chain, sealed with the key outside the database: a tail cannot be cut off unseen.
create table cairn.chain_head (
  name text primary key,
  number bigint not null check (number > 0),
  mac bytea not null,
  seal bytea not null
);

create table cairn.activity_interval (
  starting timestamptz primary key,
  ending timestamptz not null,
  token text not null,
  entry bytea not null unique,
  encoded text not null
);

-- ---------------------------------------------------------------- derived: projections of revisions

-- No foreign key to the compartment: every new record would lock that one row. commit_changes looks the compartment up.
create table cairn.record (
  id uuid primary key,
  compartment uuid not null,
  kind text not null,
  reference text not null,
  level cairn.sensitivity not null,
  revision integer not null,
  at timestamptz not null,
  author text not null,
  unique (compartment, reference)
);

create table cairn.record_body (
  record uuid not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  body jsonb not null,
  primary key (record, level)
);

create table cairn.record_search (
  record uuid not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  words tsvector not null,
  primary key (record, level)
);

create table cairn.record_period (
  record uuid not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  ordinal integer not null,
  period tstzrange not null,
  primary key (record, level, ordinal)
);

create table cairn.record_point (
  record uuid not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  ordinal integer not null,
  place point not null,
  radius double precision,
  primary key (record, level, ordinal)
);

create table cairn.record_code (
  record uuid not null,
  compartment uuid not null,
  level cairn.sensitivity not null,
  scheme text not null,
  code text not null,
  primary key (record, level, scheme, code)
);

create table cairn.external_record (
  compartment uuid not null,
  dataset text not null,
  id text not null,
  occurrence integer not null,
  role text not null,
  record uuid not null,
  primary key (compartment, dataset, id, occurrence, role)
);
create index external_record_record on cairn.external_record (record);

create table cairn.record_link (
  record uuid primary key,
  compartment uuid not null,
  level cairn.sensitivity not null,
  source uuid not null,
  target uuid not null,
  type text not null
);
create index record_link_source on cairn.record_link (source);
create index record_link_target on cairn.record_link (target);

-- What a record names. commit_changes refuses a target outside the compartment, so that a reference never tells hidden from absent
-- elsewhere; records are never deleted, so no foreign key has to re-check each row.
create table cairn.record_reference (
  record uuid not null,
  compartment uuid not null,
  target uuid not null,
  primary key (record, target)
);
create index record_reference_target on cairn.record_reference (target);

create index record_list on cairn.record (compartment, kind, at desc, id desc);
-- New words wait in a short list and go into the index together, which costs a fraction; a search reads the list too.
create index record_search_words on cairn.record_search using gin (words) with (fastupdate = on, gin_pending_list_limit = 1024);
create index record_period_span on cairn.record_period using gist (period);
create index record_point_place on cairn.record_point using gist (place);
create index record_code_code on cairn.record_code (compartment, code);

-- ---------------------------------------------------------------- transient

create table cairn.pending (
  entry bytea primary key,
  since timestamptz not null default clock_timestamp()
);

-- The last number given out of each series (references, source codes); a sequence would tell its name to everybody.
create table cairn.next_number (
  compartment uuid not null,
  what text not null check (what in ('reference', 'source')),
  last bigint not null,
  primary key (compartment, what)
);

create table cairn.live_session (
  hash bytea primary key,
  account uuid,
  operator text,
  -- The token that opened it: a session ends with its token.
  token uuid,
  created timestamptz not null default now(),
  expires timestamptz not null,
  check (account is not null or operator is not null)
);

-- ---------------------------------------------------------------- history is never edited

create function cairn.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'cairn.% is insert-only: history is never edited', tg_table_name using errcode = 'insufficient_privilege';
end $$;

do $$
declare t text;
begin
  foreach t in array array['revision', 'log_entry', 'log_tile', 'checkpoint', 'cosignature', 'deed', 'witnessed_checkpoint', 'activity', 'activity_interval'] loop
    execute format('create trigger %I before update or delete on cairn.%I for each row execute function cairn.refuse_change()', t || '_fixed', t);
    execute format('create trigger %I before truncate on cairn.%I for each statement execute function cairn.refuse_change()', t || '_kept', t);
  end loop;
end $$;
-- A disclosure may be deleted by an erasure, never updated.
create trigger disclosure_fixed before update on cairn.disclosure for each row execute function cairn.refuse_change();
create trigger disclosure_kept before truncate on cairn.disclosure for each statement execute function cairn.refuse_change();
