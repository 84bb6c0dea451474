import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { type Database, migrate, openPool, roleNames } from '../database/index.ts';

const PREFIX = 'cairn_scratch_';

/** Runs work on a new database that the migrations of this code made, and drops it. */
export async function inScratchDatabase<T>(
  owner: Pool,
  { url, roles }: Database,
  work: (db: Pool) => Promise<T>,
): Promise<T> {
  await dropLeftOvers(owner);
  const name = `${PREFIX}${randomBytes(6).toString('hex')}`;
  await owner.query(`create database ${name} template template0`);
  const scratch = openPool(urlOf(url(), name), 1);
  try {
    await migrate(scratch, { roles });
    return await work(scratch);
  } finally {
    await scratch.end();
    await owner.query(`drop database ${name}`);
  }
}

/** What an audit that was killed left behind, unless somebody is connected to it. */
async function dropLeftOvers(owner: Pool): Promise<void> {
  const { rows } = await owner.query(
    `select datname from pg_database d where datname like $1 and not exists (select from pg_stat_activity a where a.datid = d.oid)`,
    [`${PREFIX}%`],
  );
  for (const { datname } of rows) await owner.query(`drop database if exists ${datname}`).catch(() => undefined);
}

function urlOf(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`);
}

/**
 * Everything that guards rows, by name, as text that is equal exactly when it is the same: functions with their bodies and
 * privileges, tables with their privileges and row-level security, policies, triggers, constraints, indexes, views, and
 * privileges of system objects that differ from PostgreSQL's own.
 */
export async function definitions(db: Pool): Promise<Map<string, string>> {
  const { rows } = await db.query(`
    select 'function ' || p.oid::regprocedure as id,
      concat_ws(' | ', p.prosecdef, p.provolatile, p.proconfig, pg_get_userbyid(p.proowner), coalesce(p.proacl, acldefault('f', p.proowner)), p.prosrc) as text
    from pg_proc p where p.pronamespace = 'cairn'::regnamespace
    union all
    select 'system function ' || p.oid::regprocedure, p.proacl::text
    from pg_proc p where p.pronamespace <> 'cairn'::regnamespace and p.proacl is not null
    union all
    select 'relation ' || c.oid::regclass,
      concat_ws(' | ', c.relkind, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner), coalesce(c.relacl, acldefault('r', c.relowner)),
        (select string_agg(concat_ws(' ', a.attname, a.atttypid::regtype, a.attnotnull, a.attacl, pg_get_expr(d.adbin, d.adrelid)), ', ' order by a.attnum)
         from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
        case when c.relkind = 'v' then pg_get_viewdef(c.oid) end)
    from pg_class c where c.relnamespace = 'cairn'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
    union all
    select 'system relation ' || c.oid::regclass, concat_ws(' | ', c.relacl, (select string_agg(a.attname || ' ' || a.attacl::text, ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attacl is not null))
    from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind in ('r', 'v')
    union all
    select 'policy ' || polname || ' on ' || polrelid::regclass,
      concat_ws(' | ', polcmd, polpermissive, (select string_agg(pg_get_userbyid(r), ',') from unnest(polroles) r),
        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    from pg_policy join pg_class c on c.oid = polrelid where c.relnamespace = 'cairn'::regnamespace
    union all
    select 'trigger ' || tgname || ' on ' || tgrelid::regclass, concat_ws(' | ', tgenabled, pg_get_triggerdef(t.oid))
    from pg_trigger t join pg_class c on c.oid = tgrelid where not tgisinternal and c.relnamespace = 'cairn'::regnamespace
    union all
    select 'rule ' || rulename || ' on ' || ev_class::regclass, pg_get_ruledef(r.oid)
    from pg_rewrite r join pg_class c on c.oid = ev_class where rulename <> '_RETURN' and c.relnamespace = 'cairn'::regnamespace
    union all
    select 'constraint ' || conname || ' on ' || conrelid::regclass, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'cairn'::regnamespace and conrelid <> 0 and contype <> 'n'
    union all
    select 'index ' || indexrelid::regclass, concat_ws(' | ', indisvalid, pg_get_indexdef(indexrelid))
    from pg_index join pg_class c on c.oid = indexrelid where c.relnamespace = 'cairn'::regnamespace
    union all
    select 'words ' || c.cfgname, (select string_agg(m.maptokentype || ' ' || m.mapseqno || ' ' || d.dictname || ' ' || coalesce(d.dictinitoption, ''), ', ' order by m.maptokentype, m.mapseqno)
      from pg_ts_config_map m join pg_ts_dict d on d.oid = m.mapdict where m.mapcfg = c.oid)
    from pg_ts_config c where c.cfgnamespace = 'cairn'::regnamespace
    union all
    select 'schema ' || nspname, concat_ws(' | ', pg_get_userbyid(nspowner), coalesce(nspacl, acldefault('n', nspowner)))
    from pg_namespace where nspname in ('cairn', 'public', 'pg_catalog')
    union all
    select 'event trigger ' || evtname, evtenabled::text from pg_event_trigger`);
  return new Map(rows.map((row) => [row.id, row.text]));
}

/** Roles that could step over the policies, or stand for one that may. */
export async function roleProblems(db: Pool, { roles }: Database): Promise<{ role: string; problem: string }[]> {
  const names = roleNames(roles);
  const { rows } = await db.query(
    `select rolname as role, 'It may do more than a role of Cairn may (superuser, bypassing of policies, creating of roles).' as problem
     from pg_roles where rolname = any ($1)
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or (rolname = $2 and rolcanlogin))
     union all
     select pg_get_userbyid(member), 'It is a member of ' || pg_get_userbyid(roleid) || '.'
     from pg_auth_members where pg_get_userbyid(roleid) = any ($1) or pg_get_userbyid(member) = any ($1)`,
    [names, names[0]],
  );
  return rows;
}
