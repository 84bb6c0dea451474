import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import { clusterFolder, prepareCluster, readPostmaster, WINDOWS } from './cluster.ts';
import { answers, connect, ensureDatabase, othersGone, type Place, urlOf } from './connection.ts';
import { DatabaseUnavailable, NoInstance } from './errors.ts';
import { withLock } from './lock.ts';
import { isAlive, isPostgresIn, type ProcessIdentity, self } from './processes.ts';
import { Server } from './server.ts';
import { isPrivateTo, socketFolder } from './sockets.ts';

export interface OpenOptions {
  /** Make the data folder and an empty database where there is none. Default false. */
  readonly create?: boolean;
  /** What for, in a word that other processes may see. `serve` lives long and so never depends on a passing command's server. Default `command`. */
  readonly purpose?: string;
  /** Told once when opening has to wait for another process. Default: written to stderr. */
  readonly onWait?: (message: string) => void;
}

/** A running database and this process's share in it. */
export interface Database {
  /** A libpq URL for psql and pg, as `role` (default: the superuser). */
  url(role?: string): string;
  /** The folder of the server's socket; empty where there is none (DATABASE_URL, Windows). */
  readonly socketDir: string;
  /** Whether this process started the server, so that the server ends with it. */
  readonly owned: boolean;
  /** The password that `url` uses for roles other than the superuser; to be set on them. Null where the socket's folder is the credential. */
  readonly password: string | null;
  /**
   * Gives up this process's share; close your own connections first. An owned server is shut down: `fast` at once,
   * `smart` after other processes have disconnected or done nothing for a minute. Who opened it to `serve` never
   * waits: told to stop, it stops, and a command that is attached runs again.
   */
  stop(mode: 'fast' | 'smart'): Promise<void>;
}

/** Who started the running server. */
type Owner = ProcessIdentity & { readonly purpose: string };

/** How long other connections may do nothing before an ending owner takes the server along (milliseconds). */
const PATIENCE = 60_000;

/**
 * Opens the database of a data folder: the one named by DATABASE_URL if set, else the folder's own server, which is
 * attached to when it runs and started when it does not.
 * @throws NoInstance when the folder holds none and `create` is not set
 * @throws DatabaseUnavailable when it cannot be created, started or reached
 */
export async function openDatabase(dataDir: string, options: OpenOptions = {}): Promise<Database> {
  const foreign = process.env.DATABASE_URL;
  if (!existsSync(dataDir) && !options.create) throw new NoInstance(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = realpathSync(dataDir);
  if (foreign) return foreignDatabase(foreign, folder);
  if (!options.create && !existsSync(path.join(clusterFolder(folder), 'PG_VERSION'))) throw new NoInstance(folder);
  let told = false;
  for (;;) {
    const found = await withLock(path.join(folder, 'database.lock'), () => attachOrStart(folder, options));
    if ('url' in found) return found;
    const message = `Waiting for process ${found.pid} (${found.purpose}) to finish its work on ${folder} …`;
    if (!told) (options.onWait ?? console.error)(message);
    told = true;
    await sleep(200);
  }
}

/** The lock is held. Gives the owner's identity when a server for serving would have to depend on a passing command's. */
async function attachOrStart(folder: string, options: OpenOptions): Promise<Database | Owner> {
  const running = await findRunning(folder);
  if (running === null) return start(folder, options.purpose ?? 'command');
  const owner = readOwner(folder);
  if (
    options.purpose === 'serve' &&
    owner !== null &&
    owner.purpose !== 'serve' &&
    isAlive(owner) &&
    owner.pid !== process.pid
  )
    return owner;
  return attach(running);
}

async function findRunning(folder: string): Promise<Place | null> {
  const cluster = clusterFolder(folder);
  const postmaster = readPostmaster(cluster);
  if (postmaster === null || !isPostgresIn(postmaster.pid, cluster)) return null;
  const place: Place = WINDOWS
    ? { port: postmaster.port, secret: secretOf(folder) }
    : { socketDir: postmaster.socketDir };
  if ('socketDir' in place && !isPrivateTo(place.socketDir, process.getuid?.() ?? 0)) {
    // As root the server may run as the owner of the cluster's files, and the folder is then theirs.
    if (process.getuid?.() !== 0) return null;
  }
  return (await answers(place)) ? place : null;
}

async function attach(place: Place): Promise<Database> {
  // Counts us among those for whom an ending owner waits.
  const presence = await connect(place, undefined, 'cairn presence');
  (presence as unknown as { unref?: () => void }).unref?.();
  return { ...describe(place), owned: false, stop: () => presence.end().catch(() => undefined) };
}

async function start(folder: string, purpose: string): Promise<Database> {
  const binaries = findBinaries();
  const secret = WINDOWS ? secretOf(folder) : null;
  const guard = await prepareCluster(folder, binaries, secret);
  const place: Place =
    secret === null ? { socketDir: socketFolder(folder, guard.owner) } : { port: await freePort(), secret };
  const server = new Server(folder, binaries, guard, place);
  await server.start();
  await ensureDatabase(place);
  writeFileSync(path.join(folder, 'database.json'), JSON.stringify({ ...self(), purpose }), { mode: 0o600 });
  return {
    ...describe(place),
    owned: true,
    stop: (mode) => stopOwned(folder, server, place, purpose === 'serve' ? 'fast' : mode),
  };
}

async function stopOwned(folder: string, server: Server, place: Place, mode: 'fast' | 'smart'): Promise<void> {
  const lock = path.join(folder, 'database.lock');
  for (let pause = 10; mode === 'smart'; pause = Math.min(pause * 2, 500)) {
    // Looked at and stopped under one lock, so that nobody attaches in between.
    const stopped = await withLock(lock, async () => {
      if (!(await othersGone(place, PATIENCE))) return false;
      await shutDown(server, place);
      return true;
    });
    if (stopped) return;
    await sleep(pause);
  }
  await withLock(lock, () => shutDown(server, place));
}

async function shutDown(server: Server, place: Place): Promise<void> {
  await server.stop();
  if ('socketDir' in place) rmSync(place.socketDir, { recursive: true, force: true });
}

function describe(place: Place): Pick<Database, 'url' | 'socketDir' | 'password'> {
  return {
    url: (role) => urlOf(place, role),
    socketDir: 'socketDir' in place ? place.socketDir : '',
    password: 'secret' in place ? place.secret : null,
  };
}

async function foreignDatabase(url: string, folder: string): Promise<Database> {
  const password = secretOf(folder);
  const roleUrl = (role?: string) => {
    if (role === undefined) return url;
    // Such a URL may leave its host empty, which the URL class refuses: user and password are replaced in the text.
    return url.replace(
      /^(\w+:\/\/)(?:[^@/?]*@)?/,
      (_all, scheme: string) => `${scheme}${encodeURIComponent(role)}:${encodeURIComponent(password)}@`,
    );
  };
  return { url: roleUrl, socketDir: '', owned: false, password, stop: async () => undefined };
}

/** A random secret of this instance, made on first use and readable by its user alone. */
function secretOf(folder: string): string {
  const file = path.join(folder, 'database.secret');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 40)
    throw new DatabaseUnavailable(`${file} is damaged. Restore it, or remove it and set the roles' passwords anew.`);
  return secret;
}

function readOwner(folder: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'database.json'), 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
