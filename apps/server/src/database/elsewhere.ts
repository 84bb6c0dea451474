import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { clusterFolder, WINDOWS } from './cluster.ts';
import type { Database } from './database.ts';
import { DatabaseUnavailable } from './errors.ts';
import { readIdentity } from './keys.ts';
import { roleEnding, withRoles } from './roles.ts';
import { secretFile, secretOf } from './secret.ts';

/** The oldest PostgreSQL that Cairn runs on, as `server_version_num` has it. */
const OLDEST = 170_000;
/** How long to wait for a server elsewhere to take a connection (milliseconds). */
const CONNECT_LIMIT = 15_000;

/** What a server says of itself and of the database that was named. */
export interface ServerFacts {
  /** `server_version_num`, for instance 180004. */
  readonly version: number;
  readonly user: string;
  readonly superuser: boolean;
  readonly database: string;
  readonly encoding: string;
  /** Whether it is a copy that follows another server and takes no writes. */
  readonly standby: boolean;
  readonly fsync: string;
}

/** Why Cairn cannot work on such a server, with what to do; null when it can. */
export function whyUnfit(facts: ServerFacts): string | null {
  const { version, user, superuser, database, encoding, standby, fsync } = facts;
  if (version < OLDEST)
    return `DATABASE_URL names PostgreSQL ${Math.floor(version / 10_000)}. Cairn needs PostgreSQL 17 or newer: upgrade that server, or name another.`;
  if (standby)
    return 'DATABASE_URL names a standby, which takes no writes. Name the primary server, or promote this one first.';
  if (!superuser)
    return `DATABASE_URL signs in as "${user}", who is no superuser. Cairn makes roles, closes catalogue views to them, reads past row-level security to audit, and makes a second database beside its own for that. Name a superuser of a PostgreSQL server that you trust with all that Cairn holds.`;
  if (encoding !== 'UTF8')
    return `The database "${database}" is encoded in ${encoding}. Make one for Cairn with: create database NAME encoding 'UTF8' template template0`;
  if (fsync !== 'on')
    return 'That PostgreSQL server runs with fsync off: after a power failure what was acknowledged might be gone. Turn fsync on and restart it.';
  return null;
}

/**
 * The database that DATABASE_URL names.
 * @throws DatabaseUnavailable when the address is none, the server cannot be reached or is unfit; its password is never repeated
 */
export async function elsewhere(url: string, folder: string): Promise<Database> {
  const client = clientFor(url);
  const roles = await look(client);
  const password = secretOf(folder);
  return {
    url: (role) => (role === undefined ? url : urlAs(url, withRoles(role, roles), password)),
    socketDir: '',
    owned: false,
    elsewhere: true,
    password,
    roles,
    stop: async () => undefined,
  };
}

/** Such a URL may leave its host empty, which the URL class refuses: user and password are replaced in the text. */
function urlAs(url: string, role: string, password: string): string {
  const user = `${encodeURIComponent(role)}:${encodeURIComponent(password)}`;
  return url.replace(/^(\w+:\/\/)(?:[^/?]*@)?/, (_all, scheme: string) => `${scheme}${user}@`);
}

const FORM = 'postgresql://USER:PASSWORD@HOST:5432/DATABASE';

/** @throws DatabaseUnavailable for what is no such address, in words that do not repeat it */
function clientFor(url: string): pg.Client {
  const noAddress = `DATABASE_URL is no address of a database. Write it as ${FORM}, with special characters of the password as %XX.`;
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw new DatabaseUnavailable(noAddress);
  if (!/^[^?#]*\/\/[^/?#]*\/[^/?#]+(?:\?[^#]*)?$/.test(url))
    throw new DatabaseUnavailable(`DATABASE_URL does not name a database. Write it as ${FORM}.`);
  if (/[?&](?:user|password)=/.test(url))
    throw new DatabaseUnavailable(`DATABASE_URL names a user after the question mark. Write it as ${FORM}.`);
  try {
    return new pg.Client({
      connectionString: url,
      application_name: 'cairn',
      connectionTimeoutMillis: CONNECT_LIMIT,
    });
  } catch {
    // What the parser says would hold the address.
    throw new DatabaseUnavailable(noAddress);
  }
}

/** Looks whether the server is fit. @returns the ending of the names of this database's roles */
async function look(client: pg.Client): Promise<string> {
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnavailable(whyNot(client, error));
  }
  try {
    const { rows } = await client.query<ServerFacts>(
      `select current_setting('server_version_num')::integer as version, current_user as user, current_database() as database,
         (select rolsuper from pg_roles where rolname = current_user) as superuser, current_setting('server_encoding') as encoding,
         pg_is_in_recovery() as standby, current_setting('fsync') as fsync`,
    );
    const unfit = whyUnfit(rows[0] as ServerFacts);
    if (unfit !== null) throw new DatabaseUnavailable(unfit);
    return await roleEnding(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Why no connection could be made: in our own words, which hold neither the address nor its password. */
function whyNot({ host, port, user, database }: pg.Client, error: unknown): string {
  const where = host.startsWith('/') ? `the socket in ${host}` : `${host}, port ${port}`;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (code === '28P01')
    return `PostgreSQL at ${where} does not take that password of "${user}". Correct DATABASE_URL; special characters of a password are written as %XX.`;
  if (code === '28000')
    return `PostgreSQL at ${where} does not let "${user}" in from here: there is no such role, or its pg_hba.conf has no line for it.`;
  if (code === '3D000')
    return `There is no database "${database}" at ${where}. Make it with: create database "${database}" encoding 'UTF8' template template0`;
  if (['ECONNREFUSED', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code))
    return `No PostgreSQL answers at ${where}. Start it, or correct DATABASE_URL.`;
  if (['ENOTFOUND', 'EAI_AGAIN'].includes(code))
    return `The host name in DATABASE_URL is not known here (${host}). Correct it.`;
  if (code === '57P03') return `PostgreSQL at ${where} starts or recovers just now. Try again in a moment.`;
  if (code === '53300')
    return `PostgreSQL at ${where} has no connection left. Raise max_connections, or end other programs that use it.`;
  const known = /timeout|SSL|self[- ]signed|certificate|SASL|password must be a string/i.test(message);
  return `No connection to PostgreSQL at ${where} could be made (${known ? message : code || 'no reason was given'}). Correct DATABASE_URL.`;
}

/**
 * A folder's database stays where it was: the same keys over another database would begin a second history of one log.
 * @throws DatabaseUnavailable when it is looked for elsewhere
 */
export function refuseOtherPlace(folder: string, given: string | undefined): void {
  const embedded = existsSync(path.join(clusterFolder(folder), 'PG_VERSION'));
  if (given && embedded)
    throw new DatabaseUnavailable(
      `${folder} has a database of its own, and DATABASE_URL names another. Unset DATABASE_URL; or, to move to that server, back up here and restore into a new folder with DATABASE_URL set.`,
    );
  const begun = readIdentity(path.join(folder, 'keys')) !== null;
  if (!given && !embedded && !WINDOWS && begun && existsSync(secretFile(folder)))
    throw new DatabaseUnavailable(
      `The database of ${folder} is the one that DATABASE_URL named when it was made. Set DATABASE_URL again.`,
    );
}

/**
 * Requires that a database elsewhere is empty or was begun with the keys of this folder, before anything in it is changed.
 * @throws DatabaseUnavailable
 */
export async function requireOwn(owner: pg.Pool, keysFolder: string): Promise<void> {
  const { rows } = await owner.query<{ there: boolean }>(
    "select to_regclass('cairn.setting') is not null and to_regclass('cairn.checkpoint') is not null as there",
  );
  if (rows[0]?.there !== true) return;
  const log = await owner.query<{ origin: string | null }>(
    "select value ->> 'origin' as origin from cairn.setting where name = 'log'",
  );
  const origin = log.rows[0]?.origin ?? null;
  if (origin === null || origin === readIdentity(keysFolder)?.origin) return;
  throw new DatabaseUnavailable(
    `The database that DATABASE_URL names belongs to the instance ${origin}, whose keys are not in ${keysFolder}. Use its data folder (several servers share one), or name an empty database.`,
  );
}
