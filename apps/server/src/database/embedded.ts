import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { onStop } from '../lifecycle.ts';
import { findBinaries } from './binaries.ts';
import { clusterFolder, prepareCluster, readPostmaster, WINDOWS } from './cluster.ts';
import { answers, connect, ensureDatabase, othersGone, type Place, urlOf } from './connection.ts';
import type { Database } from './database.ts';
import { elsewhere, refuseOtherPlace } from './elsewhere.ts';
import { SilentServer } from './ending.ts';
import { isConnectionLost, NoInstance } from './errors.ts';
import { withLock } from './lock.ts';
import { closeToOthers } from './private.ts';
import { PROCESS_NAME } from './process-name.ts';
import { isAlive, isPostgresIn, type ProcessIdentity, self } from './processes.ts';
import { secretOf } from './secret.ts';
import { Overtaken, Server } from './server.ts';
import { isPrivateTo, socketFolder } from './sockets.ts';

export interface OpenOptions {
  /** Make the data folder and an empty database where there is none. Default false. */
  readonly create?: boolean;
  /** What for, in a word that other processes may see. `serve` lives long and so never depends on a passing command's server. Default `command`. */
  readonly purpose?: string;
  /** Told once when opening has to wait for another process. Default: written to stderr. */
  readonly onWait?: (message: string) => void;
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
  const given = process.env.DATABASE_URL;
  if (!existsSync(dataDir) && !options.create) throw new NoInstance(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = realpathSync(dataDir);
  refuseOtherPlace(folder, given);
  const missing = !given && !existsSync(path.join(clusterFolder(folder), 'PG_VERSION'));
  if (missing && !options.create) throw new NoInstance(folder);
  closeToOthers(folder);
  if (given) return elsewhere(given, folder);
  const silent = new SilentServer();
  let told = false;
  for (;;) {
    const found = await withLock(path.join(folder, 'database.lock'), () => attachOrStart(folder, options, silent));
    if ('url' in found) return found;
    if (!told && found.wait !== null) (options.onWait ?? console.error)(found.wait);
    told ||= found.wait !== null;
    await sleep(found.wait === null ? 50 : 200);
  }
}

/** The folder's database cannot be opened yet; `wait` is what to tell the user, if there is something. */
interface NotYet {
  readonly wait: string | null;
}

/** The lock is held, and never while waiting: who stops the server needs it too. */
async function attachOrStart(folder: string, options: OpenOptions, silent: SilentServer): Promise<Database | NotYet> {
  const running = findRunning(folder);
  const owner = readOwner(folder);
  if (running === null) return start(folder, options.purpose ?? 'command');
  const owned = owner !== null && isAlive(owner);
  const reach = reachOf(running.place);
  if (reach !== 'ours' || !(await answers(running.place)))
    // One that listens where we do not look may be at somebody's service: it is not ended.
    return { wait: await silent.look(clusterFolder(folder), running.pid, owned || reach === 'foreign') };
  // A server for serving must not depend on a passing command's.
  if (options.purpose === 'serve' && owned && owner.purpose !== 'serve' && owner.pid !== process.pid)
    return { wait: `Waiting for process ${owner.pid} (${owner.purpose}) to finish its work on ${folder} …` };
  return attach(running.place);
}

function findRunning(folder: string): { pid: number; place: Place } | null {
  const cluster = clusterFolder(folder);
  const postmaster = readPostmaster(cluster);
  if (postmaster === null || !isPostgresIn(postmaster.pid, cluster)) return null;
  const { pid, port, socketDir } = postmaster;
  return { pid, place: WINDOWS ? { port, secret: secretOf(folder) } : { socketDir } };
}

/** Whether a server's socket is in a folder of ours, in one that others may enter, or nowhere. */
function reachOf(place: Place): 'ours' | 'foreign' | 'none' {
  if (!('socketDir' in place)) return 'ours';
  if (!path.isAbsolute(place.socketDir) || !existsSync(place.socketDir)) return 'none';
  const uid = process.getuid?.() ?? 0;
  // As root the server may run as the owner of the cluster's files, and the folder is then theirs.
  return uid === 0 || isPrivateTo(place.socketDir, uid) ? 'ours' : 'foreign';
}

async function attach(place: Place): Promise<Database | NotYet> {
  let presence: pg.Client;
  try {
    // Counts us among those for whom an ending owner waits.
    presence = await connect(place, undefined, `${PROCESS_NAME} presence`);
  } catch (error) {
    if (isConnectionLost(error)) return { wait: null };
    throw error;
  }
  const socket = presence as unknown as { ref?: () => void; unref?: () => void };
  socket.unref?.();
  return { ...describe(place), owned: false, stop: () => leave(presence, socket) };
}

/** How long a server may take to say goodbye to a presence (milliseconds). */
const GOODBYE = 3_000;

/** Nothing else may keep the process running by now: without the reference it would end before the server has answered. */
async function leave(presence: pg.Client, socket: { ref?: () => void; unref?: () => void }): Promise<void> {
  socket.ref?.();
  await Promise.race([presence.end().catch(() => undefined), sleep(GOODBYE, undefined, { ref: false })]);
  socket.unref?.();
}

async function start(folder: string, purpose: string): Promise<Database | NotYet> {
  const binaries = findBinaries();
  const secret = WINDOWS ? secretOf(folder) : null;
  const guard = await prepareCluster(folder, binaries, secret);
  const place: Place =
    secret === null ? { socketDir: socketFolder(folder, guard.owner) } : { port: await freePort(), secret };
  const server = new Server(folder, binaries, guard, place);
  const before = readOwner(folder);
  // Recovery may be long: whoever comes meanwhile shall find whose server that is. A living owner may be reviving its own.
  if (before === null || !isAlive(before)) writeOwner(folder, purpose);
  const withdraw = onStop(() => server.stop());
  try {
    await server.start();
  } catch (error) {
    if (error instanceof Overtaken) return { wait: null };
    throw error;
  } finally {
    withdraw();
  }
  await ensureDatabase(place);
  writeOwner(folder, purpose);
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
      await shutDown(folder, server, place);
      return true;
    });
    if (stopped) return;
    await sleep(pause);
  }
  await withLock(lock, () => shutDown(folder, server, place));
}

async function shutDown(folder: string, server: Server, place: Place): Promise<void> {
  await server.stop();
  // Should another process have started one after ours died, it listens in the same folder.
  if ('socketDir' in place && findRunning(folder) === null) rmSync(place.socketDir, { recursive: true, force: true });
}

function describe(place: Place): Pick<Database, 'url' | 'socketDir' | 'password' | 'elsewhere' | 'roles'> {
  return {
    elsewhere: false,
    roles: '',
    url: (role) => urlOf(place, role),
    socketDir: 'socketDir' in place ? place.socketDir : '',
    password: 'secret' in place ? place.secret : null,
  };
}

function writeOwner(folder: string, purpose: string): void {
  writeFileSync(path.join(folder, 'database.json'), JSON.stringify({ ...self(), purpose }), { mode: 0o600 });
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
