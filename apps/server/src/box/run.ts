import { constants, setPriority } from 'node:os';
import { handOver } from './hand-over.ts';
import { type Given, launch, type Program, type Way } from './launch.ts';
import type { Limits } from './limits.ts';
import { type Breach, end, watch } from './watch.ts';

/** One use of a box: a program, what it is given, what it is asked, and what it may use. */
export interface Job extends Given {
  readonly program: Program;
  readonly request?: unknown;
  readonly limits: Limits;
  /**
   * Where a copy of the input may lie for a while: the box of a server that is root is nobody, to whom the store's files are
   * closed. A path at which nothing is; the folder for temporary files unless told.
   */
  readonly copyAt?: string;
  /** Ends the box. */
  readonly signal?: AbortSignal;
}

/**
 * How it went. What the program answered is foreign: a parser that was taken over says what it likes. Everybody who uses it
 * checks its form.
 */
export type Outcome =
  | { readonly done: true; readonly value: unknown }
  | { readonly done: false; readonly ended: Breach | 'died' | 'never-began' | 'stopped'; readonly said: string };

/** How much of what a program complains of is kept, in characters. */
const COMPLAINT = 2_000;

/** Runs one program in a fresh box, to its end. */
export async function runIn(way: Way, job: Job): Promise<Outcome> {
  const given = await handOver(way, job);
  try {
    const outcome = await runOnce(way, { ...job, ...given.seen });
    if (outcome.done) await given.takeBack();
    return outcome;
  } finally {
    await given.clear();
  }
}

function runOnce(way: Way, { program, request, limits, signal, ...given }: Job): Promise<Outcome> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve({ done: false, ended: 'stopped', said: '' });
    const child = launch(way, program, given, limits);
    beModest(child.pid);
    const abort = () => end(child);
    signal?.addEventListener('abort', abort);
    let breach: Breach | null = null;
    const stop = watch(child, limits, (what) => {
      breach ??= what;
    });
    const answer: Buffer[] = [];
    let length = 0;
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limits.answer) return answer.push(chunk);
      breach ??= 'answer';
      end(child);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < COMPLAINT) said = (said + chunk.toString('utf8')).slice(0, COMPLAINT);
    });
    // A box that ends before it has read its question answers by its end.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(JSON.stringify(request ?? null));
    child.on('error', (error) => finish({ done: false, ended: 'never-began', said: error.message }));
    child.on('close', (code) => {
      // Nothing of it lives on, whatever it started.
      end(child);
      if (breach !== null) return finish({ done: false, ended: breach, said });
      if (signal?.aborted === true) return finish({ done: false, ended: 'stopped', said });
      const { began, value } = read(Buffer.concat(answer).toString('utf8'));
      if (code === 0 && value !== undefined) return finish({ done: true, value });
      finish({ done: false, ended: began ? 'died' : 'never-began', said });
    });
    function finish(outcome: Outcome): void {
      stop();
      signal?.removeEventListener('abort', abort);
      resolve(outcome);
    }
  });
}

/** Whoever waits for an answer of the server goes before a recording that is encoded anew. */
function beModest(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {}
}

/** A program says that it began, then its answer, each in a line. */
function read(text: string): { began: boolean; value: unknown } {
  const [first, second = ''] = text.split('\n');
  try {
    return { began: first === 'ready', value: JSON.parse(second) };
  } catch {
    return { began: first === 'ready', value: undefined };
  }
}
