-- The doors: factors, links, live sessions that can be listed, scoped tokens, memberships that rest.

do $$
begin
  if not exists (select from pg_roles where rolname = 'cairn_access') then create role cairn_access login; end if;
end $$;
alter role cairn_access set search_path = cairn, pg_temp;
grant usage on schema cairn to cairn_access;

-- ---------------------------------------------------------------- committed, each change a deed

create table cairn.passkey (
  id uuid primary key,
  account uuid not null references cairn.account (id),
  -- As WebAuthn names it, base64url; the public key as COSE.
  credential text not null unique,
  public_key bytea not null,
  -- The host name that it was made for: it works under that name alone.
  host text not null,
  label text not null,
  transports text[] not null
);

-- Of the secret a deed holds the digest only.
create table cairn.totp (
  account uuid primary key references cairn.account (id),
  secret text not null
);

-- SHA-256 of the codes that have not been used yet, hex.
create table cairn.recovery (
  account uuid primary key references cairn.account (id),
  codes text[] not null
);

-- A link with which somebody gives an account its first factors. The account is null for the set-up of the instance.
create table cairn.enrolment (
  id uuid primary key,
  hash bytea not null unique,
  purpose text not null check (purpose in ('set-up', 'invitation', 'reset')),
  account uuid references cairn.account (id),
  expires timestamptz not null,
  used boolean not null
);

-- Where the only lead is gone: an administrator and a reviewer together appoint another.
create table cairn.appointment (
  id uuid primary key,
  compartment uuid not null references cairn.compartment (id),
  account uuid not null references cairn.account (id),
  proposed_by uuid not null references cairn.account (id),
  approved_by uuid references cairn.account (id),
  state text not null check (state in ('proposed', 'done', 'refused')),
  at timestamptz not null
);

-- Null stands for what rows of before have: all scopes, all compartments, a membership that is in force.
alter table cairn.access_token add column scopes text[] check (scopes <@ '{read,write,rights}'::text[]);
alter table cairn.access_token add column compartments uuid[];
-- A membership rests in travel mode and after an administrator's reset of a factor, until another lead readmits.
alter table cairn.member add column resting text check (resting in ('travel', 'reset'));

-- ---------------------------------------------------------------- transient

alter table cairn.live_session add column id uuid not null default gen_random_uuid();
alter table cairn.live_session add column how text;
-- Such as "Firefox on Linux": what its owner knows it by in the list of sessions.
alter table cairn.live_session add column device text;
alter table cairn.live_session add column seen timestamptz not null default now();
-- When its owner last showed a factor: changing factors and rights asks for a recent one.
alter table cairn.live_session add column confirmed timestamptz;
create unique index live_session_id on cairn.live_session (id);

-- Challenges that a passkey has answered, until they expire: each opens once. Those that nobody answered leave nothing.
create table cairn.challenge (
  hash bytea primary key,
  expires timestamptz not null
);

-- A one-time code opens once: the last step of time that each account used.
create table cairn.totp_use (
  account uuid primary key,
  step bigint not null
);

create table cairn.passkey_use (
  passkey uuid primary key,
  counter bigint not null,
  at timestamptz not null
);

-- A one-time secret that waits for its first code, of an account or of a link.
create table cairn.totp_offer (
  subject uuid primary key,
  secret text not null,
  expires timestamptz not null
);

-- Failed attempts. The key is a keyed hash: neither addresses nor names are in it.
create table cairn.throttle (
  key bytea primary key,
  failures integer not null,
  until timestamptz not null
);

-- Browsers in which an account signed in before have attempts of their own, so that a stranger's cannot use them up.
create table cairn.known_device (
  hash bytea not null,
  account uuid not null,
  expires timestamptz not null,
  primary key (hash, account)
);

do $$
declare t text;
begin
  foreach t in array array['passkey', 'totp', 'recovery', 'enrolment', 'appointment', 'challenge', 'totp_use', 'passkey_use', 'totp_offer', 'throttle', 'known_device'] loop
    execute format('alter table cairn.%I owner to cairn_schema', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- sessions and rights

create or replace view cairn.valid_session as
  select s.hash, s.account, s.operator, s.id, t.scopes, t.compartments from cairn.live_session s
  left join cairn.account a on a.id = s.account
  left join cairn.access_token t on t.id = s.token
  where s.expires > clock_timestamp() and (s.account is null or not a.suspended)
    and (s.token is null or (not t.revoked and (t.expires is null or t.expires > clock_timestamp())));

-- A token without the scope "write" has a reader's role wherever its account has more.
create or replace view cairn.session_right as
  select s.hash, c.id as compartment, l.level,
    case when s.scopes is not null and not 'write' = any (s.scopes) then 'reader' else coalesce(m.role, 'lead') end as role
  from cairn.valid_session s
  cross join cairn.compartment c
  left join cairn.member m on m.account = s.account and m.compartment = c.id
  cross join unnest('{public,partner,internal,case-only,sealed,identity}'::cairn.sensitivity[]) as l (level)
  where (s.compartments is null or c.id = any (s.compartments))
    and case when s.account is null then s.operator is not null
      else m.resting is null and (l.level <= m.clearance or (l.level = 'identity' and (m.role = 'lead' or m.identities))) end;

-- What a request needs to know of its session beside who it is.
create function cairn.session_facts(secret text) returns table (id uuid, account uuid, scopes text[], confirmed timestamptz, compartments uuid[])
language sql stable security definer set search_path = cairn, pg_temp as $$
  select v.id, v.account, v.scopes, s.confirmed, v.compartments
  from cairn.valid_session v join cairn.live_session s on s.hash = v.hash
  where v.hash = sha256(convert_to(secret, 'UTF8'))
$$;

alter function cairn.session_facts(text) owner to cairn_schema;
revoke execute on function cairn.session_facts(text) from public;
grant execute on function cairn.session_facts(text) to cairn_app;

-- The door's role: rights, factors and sessions. It reads no record, and it cannot make a session of the operator.
grant select, insert, update, delete on cairn.account, cairn.compartment, cairn.member, cairn.access_token, cairn.witness, cairn.setting,
  cairn.passkey, cairn.totp, cairn.recovery, cairn.enrolment, cairn.appointment,
  cairn.challenge, cairn.totp_use, cairn.passkey_use, cairn.totp_offer, cairn.throttle, cairn.known_device to cairn_access;
grant select, insert on cairn.cosignature, cairn.witnessed_checkpoint, cairn.deed, cairn.pending to cairn_access;
grant select, delete, insert (hash, account, token, expires, how, device, confirmed), update (seen, confirmed) on cairn.live_session to cairn_access;
grant select on cairn.activity to cairn_access;
grant execute on function pg_advisory_xact_lock(bigint), cairn.session_of(text), cairn.my_compartments(text), cairn.session_facts(text) to cairn_access;
