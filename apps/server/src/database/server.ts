import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { Binaries } from './binaries.ts';
import { clusterFolder, readPostmaster, serverEnvironment, serverSettings } from './cluster.ts';
import { answers, type Place } from './connection.ts';
import { DatabaseUnavailable } from './errors.ts';
import type { Guard } from './guard.ts';
import { isPostgresIn } from './processes.ts';

/** Recovery after a crash replays the write-ahead log first, so this is generous (milliseconds). */
const START_LIMIT = 180_000;
const STOP_LIMIT = 60_000;

/** A PostgreSQL server that is a child of this process, ends with it, and is started again should it die of itself. */
export class Server {
  readonly #start: () => ChildProcess;
  readonly #folder: string;
  readonly #log: string;
  readonly #place: Place;
  #child: ChildProcess | null = null;
  #stopping = false;
  #restarts: number[] = [];

  /** @throws DatabaseUnavailable in a worker thread: the kernel would end the server with the thread */
  constructor(dataFolder: string, binaries: Binaries, guard: Guard, place: Place) {
    if (!isMainThread) throw new DatabaseUnavailable('The database must be started from the main thread.');
    this.#folder = clusterFolder(dataFolder);
    this.#log = path.join(dataFolder, 'postgres.log');
    this.#place = place;
    this.#start = () => spawnServer(this.#folder, this.#log, guard, binaries, place);
  }

  /** Resolves once the server answers. @throws DatabaseUnavailable with the end of its log otherwise */
  async start(): Promise<void> {
    const deadline = Date.now() + START_LIMIT;
    for (;;) {
      await forgetDeadPostmaster(this.#folder, deadline);
      const child = this.#start();
      this.#child = child;
      if (await becomesReady(child, this.#place, deadline)) break;
      // Children of a killed server take a moment to notice; until then its shared memory is in use.
      if (Date.now() > deadline || !/shared memory block|lock file/.test(this.#logTail())) throw this.#failure();
      await sleep(250);
    }
    this.#child.once('exit', () => void this.#revive());
    this.#child.unref();
  }

  /** Fast shutdown: sessions are ended, what was committed is on disk. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    kill(readPostmaster(this.#folder)?.pid ?? child.pid, 'SIGINT');
    const patience = setTimeout(() => kill(readPostmaster(this.#folder)?.pid ?? child.pid, 'SIGQUIT'), STOP_LIMIT);
    await ended;
    clearTimeout(patience);
  }

  async #revive(): Promise<void> {
    if (this.#stopping) return;
    const now = Date.now();
    this.#restarts = [...this.#restarts.filter((time) => now - time < 60_000), now];
    if (this.#restarts.length > 3) return;
    await this.start().catch(() => undefined);
    if (this.#stopping) await this.stop();
  }

  #logTail(): string {
    try {
      return readFileSync(this.#log, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
    } catch {
      return '';
    }
  }

  #failure(): DatabaseUnavailable {
    const tail = this.#logTail() || '(it wrote nothing)';
    return new DatabaseUnavailable(
      `PostgreSQL did not start in ${this.#folder}. The end of its log (${this.#log}):\n${tail}`,
    );
  }
}

function spawnServer(folder: string, log: string, guard: Guard, binaries: Binaries, place: Place): ChildProcess {
  const [file = '', ...args] = guard.bound(binaries.postgres, ['-D', folder, ...serverSettings(place)]);
  const output = openSync(log, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND, 0o600);
  try {
    return spawn(file, args, {
      cwd: folder,
      env: serverEnvironment(),
      stdio: [guard.pipe ? 'pipe' : 'ignore', output, output],
      // Out of the terminal's process group: Ctrl-C reaches us first, and we end what is under way before the database.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
  } finally {
    closeSync(output);
  }
}

async function becomesReady(child: ChildProcess, place: Place, deadline: number): Promise<boolean> {
  let ended = false;
  child.once('exit', () => {
    ended = true;
    child.stdin?.destroy();
  });
  child.once('error', () => {
    ended = true;
  });
  while (!ended && Date.now() < deadline) {
    if (await answers(place)) return true;
    await sleep(20);
  }
  if (!ended) child.kill('SIGQUIT');
  return false;
}

/**
 * Waits for a server that is on its way out, and removes the lock file of one that was killed when its number has
 * since gone to another program: PostgreSQL itself sees only that some process bears it, and would refuse to start.
 */
async function forgetDeadPostmaster(folder: string, deadline: number): Promise<void> {
  for (;;) {
    const found = readPostmaster(folder);
    if (found === null) return;
    if (!isPostgresIn(found.pid, folder)) return rmSync(path.join(folder, 'postmaster.pid'), { force: true });
    if (Date.now() > deadline)
      throw new DatabaseUnavailable(
        `Process ${found.pid} holds the database in ${folder} and does not answer. Stop it (kill ${found.pid}), then try again.`,
      );
    await sleep(50);
  }
}

function kill(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch {}
}
