import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often a box is looked at, in milliseconds. */
const PERIOD = 100;

/** Why a box was ended. */
export type Breach = 'time' | 'memory' | 'answer';

/** Ends a box and all in it. The group's first process is the parent of the namespace, which ends with it. */
export function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/**
 * Ends the box once its processes together hold more memory than they may, or once its time is over.
 *
 * @param time in milliseconds from now; null for a box that waits for questions
 * @returns stops watching
 */
export function watch(
  child: ChildProcess,
  { time, memory }: { time: number | null; memory: number },
  told: (breach: Breach) => void,
): () => void {
  const breach = (what: Breach) => {
    stop();
    told(what);
    end(child);
  };
  const timer = time === null ? undefined : setTimeout(() => breach('time'), time);
  const look = setInterval(() => {
    if (child.pid !== undefined && memoryOf(child.pid) > memory) breach('memory');
  }, PERIOD);
  if (time === null) look.unref();
  const stop = () => {
    clearTimeout(timer);
    clearInterval(look);
  };
  return stop;
}

/** Size of a page of memory in bytes, as every kernel that Node runs on has it or more. */
const PAGE = 4096;

/** Memory that a process and all its descendants hold, in bytes; 0 where the system does not say. */
export function memoryOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  let pages = 0;
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      pages += Number(readFileSync(`/proc/${next}/statm`, 'latin1').split(' ')[1]);
      waiting.push(...childrenOf(next));
    } catch {}
  }
  return pages * PAGE;
}

/** Shared pages count once for each process, which errs on the safe side. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
}
