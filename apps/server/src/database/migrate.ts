import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';

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
 * @param only the files to run, where a backup of an older schema is to be read before the newer ones run
 */
export async function migrate(owner: Pool, only?: readonly string[]): Promise<void> {
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
      const sql = readFileSync(new URL(name, FOLDER), 'utf8');
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

/** Gives the roles of the application the password of the data folder, where the server asks for one (DATABASE_URL, Windows). */
export async function setPasswords(owner: Pool, password: string): Promise<void> {
  for (const role of ['cairn_app', 'cairn_access', 'cairn_sequencer']) {
    const { rows } = await owner.query('select format($1, $2::text, $3::text) as sql', [
      'alter role %I password %L',
      role,
      password,
    ]);
    await owner.query(rows[0].sql);
  }
}
