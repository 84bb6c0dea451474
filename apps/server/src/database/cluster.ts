import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { DatabaseUnavailable } from './errors.ts';
import { chooseGuard, type Guard } from './guard.ts';

/** The superuser of the embedded server; it owns the schema, and the application never connects as it. */
export const OWNER = 'cairn_owner';
export const DATABASE = 'cairn';
export const WINDOWS = process.platform === 'win32';

/** A cluster's folder inside a data folder. */
export function clusterFolder(dataFolder: string): string {
  return path.join(dataFolder, 'pg');
}

/**
 * Makes the cluster unless it is there, and says how its server is to be run. Call it under the folder's lock.
 * @throws DatabaseUnavailable with initdb's own words when it fails
 */
export async function prepareCluster(dataFolder: string, binaries: Binaries, secret: string | null): Promise<Guard> {
  const folder = clusterFolder(dataFolder);
  if (existsSync(path.join(folder, 'PG_VERSION'))) return existingCluster(folder, dataFolder, binaries);
  for (const name of readdirSync(dataFolder)) {
    // What an interrupted creation left; nobody else is creating while we hold the lock.
    if (name.startsWith('pg.new')) rmSync(path.join(dataFolder, name), { recursive: true, force: true });
  }
  const fresh = path.join(dataFolder, `pg.new-${process.pid}`);
  mkdirSync(fresh, { mode: 0o700 });
  const guard = chooseGuard(ownerOf(process.getuid?.() === 0 ? fresh : dataFolder), {
    program: binaries.postgres,
    folder: fresh,
  });
  giveTo(fresh, guard);
  await initialise(fresh, binaries, guard, secret);
  // Only a finished cluster ever bears the name.
  renameSync(fresh, folder);
  return guard;
}

function existingCluster(folder: string, dataFolder: string, binaries: Binaries): Guard {
  const owner = ownerOf(folder);
  const guard = chooseGuard(owner, { program: binaries.postgres, folder });
  const uid = process.getuid?.();
  if (uid !== undefined && uid !== 0 && uid !== owner.uid)
    throw new DatabaseUnavailable(
      `The database in ${dataFolder} belongs to user number ${owner.uid}, and you are number ${uid}. Run Cairn as that user, or change the folder's owner with "chown -R".`,
    );
  giveTo(folder, guard);
  return guard;
}

function ownerOf(folder: string): { uid: number; gid: number } {
  const { uid, gid } = statSync(folder);
  return { uid, gid };
}

/** As root, hands the files to whom the server will run as, where that is somebody else than their owner. */
function giveTo(folder: string, guard: Guard): void {
  if (process.getuid?.() !== 0 || statSync(folder).uid === guard.owner.uid) return;
  for (const name of ['', ...(readdirSync(folder, { recursive: true }) as string[])])
    chownSync(path.join(folder, name), guard.owner.uid, guard.owner.gid);
}

async function initialise(folder: string, binaries: Binaries, guard: Guard, secret: string | null): Promise<void> {
  const secretFile = `${folder}.secret`;
  if (secret !== null) writeFileSync(secretFile, secret, { mode: 0o600 });
  const [file = '', ...args] = guard.once(binaries.initdb, [
    `--pgdata=${folder}`,
    `--username=${OWNER}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=simple',
    '--data-checksums',
    '--no-instructions',
    ...(secret === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${secretFile}`]),
  ]);
  try {
    await run(file, args, folder);
  } finally {
    rmSync(secretFile, { force: true });
  }
  writeAccess(folder, secret);
  if (!WINDOWS) chmodSync(folder, 0o700);
}

/** On the private socket the folder is the credential; over TCP (Windows) it is the secret. Nothing else is listed, so nothing else is let in. */
function writeAccess(folder: string, secret: string | null): void {
  const line = secret === null ? 'local all all trust' : 'host all all 127.0.0.1/32 scram-sha-256';
  writeFileSync(path.join(folder, 'pg_hba.conf'), `${line}\n`);
}

function run(file: string, args: string[], folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd: path.dirname(folder), env: serverEnvironment() }, (error, _out, errors) => {
      if (error === null) resolve();
      else
        reject(
          new DatabaseUnavailable(
            `The database could not be created in ${path.dirname(folder)}: ${errors.trim() || error.message}`,
          ),
        );
    });
  });
}

/** None of this process's PG… variables may reach the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = WINDOWS ? ['PATH', 'SystemRoot', 'TEMP', 'TMP'] : ['PATH'];
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name];
  return environment;
}

/** What every start sets, as arguments: nothing written into the cluster can weaken it. */
export function serverSettings(where: { socketDir: string } | { port: number }): string[] {
  const settings: Record<string, string> = {
    ...('port' in where
      ? { listen_addresses: '127.0.0.1', port: String(where.port), unix_socket_directories: '' }
      : {
          listen_addresses: '',
          port: '5432',
          unix_socket_directories: socketList(where.socketDir),
          unix_socket_permissions: '0700',
        }),
    max_connections: '100',
    // Durability is the product: these are PostgreSQL's defaults, and stay.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // No replica and no archive reads this log; and old segments are removed, not reused, so that erased values do not linger in them.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    wal_recycle: 'off',
    wal_init_zero: 'on',
    // Small while idle: buffers take memory only once used; processes for asynchronous reading and for replication take it always.
    shared_buffers: `${bufferMegabytes()}MB`,
    io_method: 'sync',
    jit: 'off',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_worker_processes: '4',
    max_parallel_workers: '2',
    max_parallel_workers_per_gather: '1',
    autovacuum_max_workers: '2',
    random_page_cost: '1.1',
    effective_cache_size: '1GB',
    // The log names no content: no statements, no details, no errors of queries (which quote values).
    log_destination: 'stderr',
    logging_collector: 'off',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_min_duration_statement: '-1',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_connections: '',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1',
    log_lock_waits: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A sixteenth of the memory: where much is stored, what is asked often stays in it, and it takes none before it is used. */
function bufferMegabytes(): number {
  const allowed = process.constrainedMemory();
  const memory = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
  return Math.min(1024, Math.max(128, Math.floor(memory / 16 / 2 ** 20)));
}

/** The setting is a list: blanks and commas in a folder's name need quotes. */
function socketList(folder: string): string {
  return `"${folder.replaceAll('"', '""')}"`;
}

/** The postmaster that wrote the cluster's lock file, or null when there is none. */
export function readPostmaster(folder: string): { pid: number; port: number; socketDir: string } | null {
  try {
    const lines = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, port: Number(lines[3]), socketDir: lines[4] ?? '' } : null;
  } catch {
    return null;
  }
}
