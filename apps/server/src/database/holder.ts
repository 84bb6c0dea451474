import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AlreadyHeld } from './errors.ts';
import { withLock } from './lock.ts';
import { isAlive, type ProcessIdentity, self } from './processes.ts';

/** Who serves a data folder over HTTP. */
export interface Holder extends ProcessIdentity {
  readonly port: number;
  /** The address under which people reach it, where one was named. */
  readonly origin?: string;
  readonly user: string;
  /** When it began to serve, ISO 8601 UTC. */
  readonly since: string;
}

/** The right to serve a data folder, while this process lives or until it is released. */
export interface Serving {
  readonly holder: Holder;
  release(): void;
}

/**
 * Claims a data folder for serving it at a port. A claim ends with its process, however that ends.
 * @throws AlreadyHeld when another living process holds it
 */
export async function claimServing(dataDir: string, place: Pick<Holder, 'port' | 'origin'>): Promise<Serving> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = realpathSync(dataDir);
  const file = path.join(folder, 'holder.json');
  return withLock(path.join(folder, 'holder.lock'), async () => {
    const other = readHolder(folder);
    if (other !== null) throw new AlreadyHeld(folder, other);
    const holder: Holder = { ...self(), ...place, user: userName(), since: new Date().toISOString() };
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(holder), { mode: 0o600 });
    renameSync(fresh, file);
    return { holder, release: () => release(folder, holder) };
  });
}

/** The living process that serves the folder, or null. */
export function readHolder(dataDir: string): Holder | null {
  const file = path.join(dataDir, 'holder.json');
  if (!existsSync(file)) return null;
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return isAlive(holder) ? holder : null;
  } catch {
    return null;
  }
}

function release(folder: string, holder: Holder): void {
  const current = readHolder(folder);
  if (current?.pid === holder.pid && current.started === holder.started)
    rmSync(path.join(folder, 'holder.json'), { force: true });
}

function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
