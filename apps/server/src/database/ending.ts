import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmaster } from './cluster.ts';
import { DatabaseUnavailable } from './errors.ts';
import { isPostgresIn, serversIn } from './processes.ts';

/** How a server is ended: what it is sent, and how long that may take before the next is sent (milliseconds). */
const STEPS = [
  // Fast shutdown: sessions end, everything is written out.
  { signal: 'SIGINT', patience: 20_000 },
  // Immediate shutdown: the write-ahead log holds what was committed, and the next start replays it. PostgreSQL itself
  // kills after five seconds what does not obey this.
  { signal: 'SIGQUIT', patience: 7_000 },
  { signal: 'SIGKILL', patience: 2_000 },
] as const;

/** How long a server without an owner may take no connections: the fast shutdown that its owner's end began is over by then. */
const ORPHAN_LIMIT = 20_000;
/** Recovery replays the write-ahead log before it takes connections, so this is generous (milliseconds). */
const SILENCE_LIMIT = 180_000;
const WORTH_SAYING = 2_000;

/**
 * Ends the server of a cluster, ever less gently. It takes half a minute at most.
 * @param gone whether it has ended
 * @param other the process to signal while the cluster names none
 * @returns whether it has ended
 */
export async function endServer(
  folder: string,
  from: 'SIGINT' | 'SIGQUIT',
  gone: () => boolean,
  other?: number,
): Promise<boolean> {
  for (const { signal, patience } of STEPS.slice(from === 'SIGINT' ? 0 : 1)) {
    if (gone()) return true;
    const found = readPostmaster(folder);
    kill(found !== null && isPostgresIn(found.pid, folder) ? found.pid : other, signal);
    // Children of a killed server notice, unless they are what hangs; and the next server cannot start beside them.
    if (signal === 'SIGKILL') for (const pid of serversIn(folder)) kill(pid, signal);
    const deadline = Date.now() + patience;
    while (!gone() && Date.now() < deadline) await sleep(20);
  }
  return gone();
}

function kill(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch {}
}

/**
 * What one opening of a data folder sees of a server there that runs and takes no connections: it is starting,
 * recovering or stopping. One whose owner is gone gets a while to end, and is then ended.
 */
export class SilentServer {
  #since: number | null = null;
  #orphan: { readonly pid: number; readonly since: number } | null = null;

  /**
   * Looks at it once more. The folder's lock is held.
   * @returns what to tell who waits, or null while there is nothing to say yet
   * @throws DatabaseUnavailable when it has been silent for three minutes
   */
  async look(folder: string, pid: number, owned: boolean): Promise<string | null> {
    const now = Date.now();
    this.#since ??= now;
    if (owned) this.#orphan = null;
    else if (this.#orphan?.pid !== pid) this.#orphan = { pid, since: now };
    // Only what is certainly this cluster's server is ended.
    if (this.#orphan !== null && now - this.#orphan.since > ORPHAN_LIMIT && serversIn(folder).includes(pid))
      await endServer(folder, 'SIGQUIT', () => !isPostgresIn(pid, folder));
    else if (now - this.#since > SILENCE_LIMIT)
      throw new DatabaseUnavailable(
        `Process ${pid} holds the database in ${folder} and does not answer. Stop it (kill ${pid}), then try again.`,
      );
    return now - this.#since > WORTH_SAYING
      ? `Waiting for the database in ${folder} (process ${pid}), which is starting or stopping …`
      : null;
  }
}
