import type { ClientBase, Pool } from 'pg';

/** The roles that migrations name. The first cannot log in; it owns tables and functions. */
export const ROLES = ['cairn_schema', 'cairn_app', 'cairn_access', 'cairn_sequencer'] as const;
const NAMED = new RegExp(`\\b(?:${ROLES.join('|')})\\b`, 'g');

/**
 * Roles belong to a whole PostgreSQL server and not to one database of it. So that several instances can live in one
 * server without locking each other out, an instance in a server of the operator's adds an ending to the names; that of
 * the embedded server is empty.
 */
export function roleNames(ending: string): string[] {
  return ROLES.map((role) => `${role}${ending}`);
}

/** The text of a migration, or the name of a role, with the roles of one instance. */
export function withRoles(text: string, ending: string): string {
  return text.replace(NAMED, (role) => `${role}${ending}`);
}

/**
 * The ending that the roles of a database have: told by who owns its schema, and before there is one by the number of the
 * database, which no other database of the server bears.
 */
export async function roleEnding(db: Pool | ClientBase): Promise<string> {
  const { rows } = await db.query<{ owner: string | null; oid: string }>(
    `select (select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'cairn') as owner, oid::text
       from pg_database where datname = current_database()`,
  );
  const { owner = null, oid = '' } = rows[0] ?? {};
  return /^cairn_schema(_\d+)?$/.exec(owner ?? `cairn_schema_${oid}`)?.[1] ?? '';
}
