import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Database } from './database.ts';
import { DatabaseUnavailable } from './errors.ts';
import { ROLES, withRoles } from './roles.ts';

/** Serialises what changes roles: PostgreSQL refuses two who do so at once. The same lock as that of migrations. */
const LOCK = 815_301;
const ROUNDS = 4096;

/**
 * Gives the roles of the application the password of the data folder, where the server asks for one (DATABASE_URL,
 * Windows) and does not take it yet. A role that signs in is left alone: other processes use it.
 *
 * @throws DatabaseUnavailable when a role is not let in all the same
 */
export async function ensurePasswords(owner: pg.Pool, { url, password, roles }: Database): Promise<void> {
  if (password === null) return;
  const logins = ROLES.slice(1);
  const closed: string[] = [];
  for (const role of logins) if ((await refusal(url(role))) !== null) closed.push(role);
  if (closed.length === 0) return;
  const client = await owner.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    for (const role of closed) {
      const name = client.escapeIdentifier(withRoles(role, roles));
      await client.query(`alter role ${name} password ${client.escapeLiteral(verifierOf(password))}`);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    client.release();
  }
  for (const role of closed) {
    const why = await refusal(url(role));
    if (why === null) continue;
    throw new DatabaseUnavailable(
      `PostgreSQL does not let the role ${withRoles(role, roles)} in (${why}). Its pg_hba.conf needs a line for this database and the roles ${logins.map((each) => withRoles(each, roles)).join(', ')}, by scram-sha-256.`,
    );
  }
}

/** Why a role cannot sign in, as a code of PostgreSQL or of the system; null when it can. */
async function refusal(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'cairn', connectionTimeoutMillis: 15_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? 'no code';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What PostgreSQL stores of a password (RFC 5803). The password itself is not sent: a server may log statements. */
function verifierOf(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256');
  const mac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${mac('Server Key').toString('base64')}`;
}
