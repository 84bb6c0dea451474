import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { withRoles } from './roles.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** Names of all schema changes that this version knows, in order. */
export function knownMigrations(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

/**
 * Brings the database to the newest schema: each SQL file of `migrations/` once, in order, each in a transaction of its
 * own with its entry in `public.cairn_migration`. Two processes may call it at once: the second waits.
 *
 * @param options.only the files to run, where a backup of an older schema is to be read before the newer ones run
 * @param options.roles the ending of the names of this instance's roles, as the database has it
 */
export async function migrate(
  owner: Pool,
  { only, roles = '' }: { only?: readonly string[]; roles?: string } = {},
): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('select pg_advisory_lock(815301)');
    await client.query(
      'create table if not exists public.cairn_migration (name text primary key, at timestamptz not null default now())',
    );
    const done = new Set(
      (await client.query<{ name: string }>('select name from public.cairn_migration')).rows.map((row) => row.name),
    );
    const known = knownMigrations();
    const newer = [...done].find((name) => !known.includes(name));
    if (newer !== undefined)
      throw new Error(
        `This data folder was written by a newer Cairn (migration ${newer}). Run that version or a later one.`,
      );
    for (const name of known.filter((name) => !done.has(name) && (only?.includes(name) ?? true))) {
      const sql = withRoles(readFileSync(new URL(name, FOLDER), 'utf8'), roles);
      await client.query('begin');
      try {
        await client.query(sql);
        await client.query('insert into public.cairn_migration (name) values ($1)', [name]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
    }
  } finally {
    await client.query('select pg_advisory_unlock(815301)').catch(() => undefined);
    client.release();
  }
}
