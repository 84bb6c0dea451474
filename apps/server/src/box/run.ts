import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chown, copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Given, launch, type Program, type Way } from './launch.ts';
import type { Limits } from './limits.ts';
import { BOX_USER } from './walls.ts';
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
}

/**
 * How it went. What the program answered is foreign: a parser that was taken over says what it likes. Everybody who uses it
 * checks its form.
 */
export type Outcome =
  | { readonly done: true; readonly value: unknown }
  | { readonly done: false; readonly ended: Breach | 'died' | 'never-began'; readonly said: string };

/** How much of what a program complains of is kept, in characters. */
const COMPLAINT = 2_000;

/** Runs one program in a fresh box, to its end. */
export async function runIn(way: Way, job: Job): Promise<Outcome> {
  const copy = await readableCopy(way, job);
  const outputs = Object.values(job.outputs ?? {});
  const scratch = way === 'process' ? await mkdtemp(join(tmpdir(), 'cairn-scratch-')) : undefined;
  try {
    if (runsAsNobody(way)) for (const each of outputs) await chown(each, BOX_USER, BOX_USER);
    const own = { ...(copy === null ? {} : { input: copy }), ...(scratch === undefined ? {} : { scratch }) };
    return await runOnce(way, { ...job, ...own });
  } finally {
    if (copy !== null) await rm(copy, { force: true });
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
    if (runsAsNobody(way)) for (const each of outputs) await chown(each, 0, 0).catch(() => undefined);
  }
}

function runsAsNobody(way: Way): boolean {
  return way === 'namespaces' && process.getuid?.() === 0;
}

async function readableCopy(way: Way, { input, copyAt }: Job): Promise<string | null> {
  if (input === undefined || !runsAsNobody(way)) return null;
  const { mode } = await stat(input);
  if ((mode & constants.S_IROTH) !== 0) return null;
  const copy = copyAt ?? join(tmpdir(), `cairn-box-${randomUUID()}`);
  await copyFile(input, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await chown(copy, BOX_USER, BOX_USER);
  return copy;
}

function runOnce(way: Way, { program, request, limits, ...given }: Job): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = launch(way, program, given, limits);
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
      const { began, value } = read(Buffer.concat(answer).toString('utf8'));
      if (code === 0 && value !== undefined) return finish({ done: true, value });
      finish({ done: false, ended: began ? 'died' : 'never-began', said });
    });
    function finish(outcome: Outcome): void {
      stop();
      resolve(outcome);
    }
  });
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
