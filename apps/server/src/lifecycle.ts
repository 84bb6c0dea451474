import { setTimeout as sleep } from 'node:timers/promises';

/** What is done before the process ends; the newest is done first. */
type LastWork = () => Promise<void> | void;

const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
const NUMBERS: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
/** Ctrl-C arrives twice, from the terminal and from the starter; only a repetition after this many milliseconds is impatience. */
const REPEAT = 1_500;

const works: LastWork[] = [];
let stopped: Promise<void> | null = null;
let since = 0;

/**
 * Has `work` done when the process is told to stop: by Ctrl-C, by SIGTERM, by a closed terminal, or because its
 * starter is gone (bin/bound.mjs turns that into SIGTERM). A second signal ends the process at once; the database
 * survives neither way (the kernel stops it), and loses nothing.
 *
 * Returns a function that withdraws the work, for who ends by itself.
 *
 * @example
 * const database = await openDatabase(folder);
 * onStop(() => database.stop('fast'));
 */
export function onStop(work: LastWork): () => void {
  if (works.length === 0) for (const signal of SIGNALS) process.on(signal, receive);
  works.push(work);
  return () => {
    const index = works.indexOf(work);
    if (index >= 0) works.splice(index, 1);
    if (works.length === 0 && stopped === null) for (const signal of SIGNALS) process.off(signal, receive);
  };
}

/** Whether the process has been told to stop: a long loop may look here and end early. */
export function isStopping(): boolean {
  return stopped !== null;
}

let status: number | null = null;

/** The exit status of an orderly stop: 0 for a server, whose end is always such a stop. Default 128 + signal. */
export function stopIsSuccess(): void {
  status = 0;
}

function receive(signal: NodeJS.Signals): void {
  const failed = 128 + (NUMBERS[signal] ?? 0);
  if (stopped !== null) {
    if (Date.now() - since > REPEAT) process.exit(failed);
    return;
  }
  since = Date.now();
  stopped = finish().then(
    () => process.exit(status ?? failed),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(failed);
    },
  );
}

/** How long one work may keep the next one waiting (milliseconds). It may hang on a database that only the next one ends. */
const TURN = 15_000;

/** Does every work, whatever becomes of the others; then throws the first failure. */
async function finish(): Promise<void> {
  const done: Promise<void>[] = [];
  for (let work = works.pop(); work !== undefined; work = works.pop()) {
    const current = work;
    const under = (async () => current())();
    done.push(under);
    const turn = new AbortController();
    const over = sleep(TURN, undefined, { signal: turn.signal }).catch(() => undefined);
    await Promise.race([under.catch(() => undefined), over]);
    turn.abort();
  }
  await Promise.all(done);
}
