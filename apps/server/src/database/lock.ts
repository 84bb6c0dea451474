import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable } from './errors.ts';
import { isAlive, type ProcessIdentity, self } from './processes.ts';

/**
 * Runs `work` while no other process does so for the same lock file. A lock whose holder died is taken over.
 * Starting, attaching to and stopping the embedded server all happen under this lock; PostgreSQL's own
 * postmaster.pid stands behind it, so a lost race costs a retry and never data.
 * @throws DatabaseUnavailable when a living process keeps the lock longer than `limit` milliseconds
 */
export async function withLock<T>(file: string, work: () => Promise<T>, limit = 180_000): Promise<T> {
  await acquire(file, limit);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function acquire(file: string, limit: number): Promise<void> {
  const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  // Written beside and linked into place: the lock never exists without its holder's name in it.
  writeFileSync(own, JSON.stringify(self()), { mode: 0o600 });
  try {
    const deadline = Date.now() + limit;
    while (!tryLink(own, file)) {
      const holder = read(file);
      if (holder !== null && !isAlive(holder)) breakStale(file, holder);
      else if (Date.now() > deadline)
        throw new DatabaseUnavailable(
          `Process ${holder?.pid ?? 'unknown'} has been starting or stopping the database for too long (${file}). Stop it, then try again.`,
        );
      else await sleep(25 + Math.random() * 25);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): ProcessIdentity | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return typeof value.pid === 'number' ? value : { pid: 0, started: '' };
  } catch (error) {
    return error instanceof SyntaxError ? { pid: 0, started: '' } : null;
  }
}

function breakStale(file: string, stale: ProcessIdentity): void {
  const aside = `${file}.stale.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  // Another process may have broken it first and locked again: what we moved is then alive and goes back.
  if (moved !== null && moved.started !== stale.started && isAlive(moved)) tryLink(aside, file);
  rmSync(aside, { force: true });
}
