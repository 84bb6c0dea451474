import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { Binaries } from './binaries.ts';
import { clusterFolder, readPostmaster, serverEnvironment, serverSettings } from './cluster.ts';
import { answers, type Place } from './connection.ts';
import { endServer } from './ending.ts';
import { DatabaseUnavailable } from './errors.ts';
import type { Guard } from './guard.ts';
import { isPostgresIn } from './processes.ts';

/** Recovery after a crash replays the write-ahead log first, so this is generous (milliseconds). */
const START_LIMIT = 180_000;
/** A server that lasted this long had started well; one that did not is started again after a pause (milliseconds). */
const STABLE = 60_000;
const LONGEST_PAUSE = 30_000;
/** A server that refuses connections says so sooner than this (milliseconds). */
const QUICK = 1_000;

/** Another process has started a server in the folder meanwhile. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * A PostgreSQL server that is a child of this process, ends with it, and is started again should it die of itself: at
 * once, and then after growing pauses, for what ended it (a full disk) may last.
 */
export class Server {
  readonly #start: () => ChildProcess;
  readonly #folder: string;
  readonly #log: string;
  readonly #place: Place;
  #child: ChildProcess | null = null;
  #stopping = false;
  #since = 0;
  #failures = 0;

  /** @throws DatabaseUnavailable in a worker thread: the kernel would end the server with the thread */
  constructor(dataFolder: string, binaries: Binaries, guard: Guard, place: Place) {
    if (!isMainThread) throw new DatabaseUnavailable('The database must be started from the main thread.');
    this.#folder = clusterFolder(dataFolder);
    this.#log = path.join(dataFolder, 'postgres.log');
    this.#place = place;
    this.#start = () => spawnServer(this.#folder, this.#log, guard, binaries, place);
  }

  /**
   * Resolves once the server answers.
   * @throws Overtaken when another server runs in the folder
   * @throws DatabaseUnavailable with the end of its log when it does not start
   */
  async start(): Promise<void> {
    const deadline = Date.now() + START_LIMIT;
    for (let silent = 0; ; ) {
      forgetDeadPostmaster(this.#folder);
      if (this.#stopping) throw new DatabaseUnavailable('The database was told to stop before it had started.');
      const child = this.#start();
      this.#child = child;
      if (await becomesReady(child, this.#place, deadline)) break;
      // Children of a killed server take a moment to notice; until then its shared memory is in use.
      const tail = this.#logTail();
      // One that ended without a word was ended from outside, as by what cleared away the server before it.
      if (tail === '') silent += 1;
      const again = tail === '' ? silent < 3 : /shared memory block|lock file/.test(tail);
      if (this.#stopping || Date.now() > deadline || !again) throw this.#failure();
      await sleep(250);
    }
    this.#since = Date.now();
    this.#child.once('exit', () => void this.#revive());
    this.#child.unref();
  }

  /**
   * Fast shutdown: sessions are ended, what was committed is on disk. A server that recovers just now is ended at once:
   * it has no sessions, may not notice the end of its recovery when told to stop in it, and recovers at the next start.
   * So does one that hangs and had to be killed.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null || hasEnded(child)) return;
    child.ref();
    const serves = await Promise.race([answers(this.#place), sleep(QUICK, true)]);
    await endServer(this.#folder, serves ? 'SIGINT' : 'SIGQUIT', () => hasEnded(child), child.pid);
  }

  async #revive(): Promise<void> {
    this.#failures = Date.now() - this.#since > STABLE ? 0 : this.#failures + 1;
    for (let told = false; !this.#stopping; this.#failures++) {
      const pause = this.#failures < 2 ? 0 : Math.min(1000 * 2 ** (this.#failures - 2), LONGEST_PAUSE);
      await sleep(pause, undefined, { ref: false });
      try {
        await this.start();
        if (told) console.error('The database runs again.');
        return;
      } catch (error) {
        if (!told && !this.#stopping) console.error(`${(error as Error).message}\nIt is tried again until it starts.`);
        told = true;
      }
    }
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
 * Removes the lock file of a server that was killed when its number has since gone to another program: PostgreSQL itself
 * sees only that some process bears it, and would refuse to start.
 * @throws Overtaken when a server does run there
 */
function forgetDeadPostmaster(folder: string): void {
  const found = readPostmaster(folder);
  if (found === null) return;
  if (isPostgresIn(found.pid, folder))
    throw new Overtaken(`Process ${found.pid} has started the database in ${folder} meanwhile.`);
  rmSync(path.join(folder, 'postmaster.pid'), { force: true });
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
