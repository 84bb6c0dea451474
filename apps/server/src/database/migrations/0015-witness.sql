-- Witnesses over HTTP (C2SP tlog-witness): where a witness is asked, when a partner was cosigned, and forks that were seen.

-- ---------------------------------------------------------------- committed, each change a deed

-- The submission prefix at which the witness is asked; null where its cosignatures come by file.
alter table cairn.witness add column url text;

-- Null in rows made before this column.
alter table cairn.witnessed_checkpoint add column at timestamptz;

-- Two histories of one partner's log, both signed with its key. Where the sizes differ, the proof shows the contradiction: it
-- leads to the root of the shown checkpoint, and not to that of the one that was cosigned.
create table cairn.fork_seen (
  origin text not null,
  -- of the checkpoint that contradicts
  size bigint not null,
  seen timestamptz not null,
  cosigned text not null,
  shown text not null,
  proof text,
  message text not null,
  primary key (origin, size)
);
alter table cairn.fork_seen owner to cairn_schema;
grant select, insert on cairn.fork_seen to cairn_access;
create trigger fork_seen_fixed before update or delete on cairn.fork_seen for each row execute function cairn.refuse_change();
create trigger fork_seen_kept before truncate on cairn.fork_seen for each statement execute function cairn.refuse_change();

-- ---------------------------------------------------------------- transient

-- How asking each witness went, for back-off and for the integrity page.
create table cairn.witness_ask (
  witness text primary key,
  at timestamptz not null,
  -- The slot of the schedule that it was asked for.
  slot timestamptz,
  failures integer not null,
  failing text,
  -- Whether the answer says that this log is not the one that the witness has seen.
  alarming boolean not null
);
alter table cairn.witness_ask owner to cairn_schema;
grant select, insert, update, delete on cairn.witness_ask to cairn_access;

-- The checkpoint that is published in each slot of the schedule: publishing each one would show when entries arrive.
create table cairn.published_head (
  slot timestamptz primary key,
  size bigint not null
);
alter table cairn.published_head owner to cairn_schema;
grant select, insert, delete on cairn.published_head to cairn_sequencer;
