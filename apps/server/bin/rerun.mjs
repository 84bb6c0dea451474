import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pinnedNode, StarterError } from './pinned.mjs';

const BOUND = fileURLToPath(new URL('./bound.mjs', import.meta.url));
const FORWARDED = process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/**
 * Runs a script under the pinned Node as a child that ends with this process, however this process ends, and
 * resolves with its exit status.
 */
export function rerun(script, args, options = {}) {
  const env = { ...(options.env ?? process.env), CAIRN_STARTER: String(process.pid) };
  const line = ['--disable-warning=ExperimentalWarning', '--import', pathToFileURL(BOUND).href, script, ...args];
  return runChild(pinnedNode(), line, { ...options, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/**
 * Runs a program on this terminal and resolves with its exit status (128 + number when a signal ended it). Signals
 * sent to this process reach it. With `withParent` it is also ended when the process above this one (npm) is gone.
 */
export function runChild(file, args, { withParent = false, ...options } = {}) {
  const child = spawn(file, args, { stdio: 'inherit', ...options });
  const forward = (signal) => child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  const watch = withParent ? whenOrphaned(() => child.kill('SIGTERM')) : undefined;
  const finished = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
  return finished.finally(() => {
    clearInterval(watch);
    for (const signal of FORWARDED) process.off(signal, forward);
  });
}

/** Runs `main`, prints what a StarterError says, and ends with the exit status. */
export async function finishWith(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof StarterError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** npm that is killed takes nothing along: only the change of our parent tells. A shell between us and npm is looked through. */
function whenOrphaned(end) {
  const parent = process.ppid;
  const above = shellsParent(parent);
  const watch = setInterval(() => {
    if (process.ppid === parent && (above === null || shellsParent(parent) === above)) return;
    clearInterval(watch);
    end();
  }, 500);
  return watch;
}

function shellsParent(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const end = stat.lastIndexOf(')');
    const name = stat.slice(stat.indexOf('(') + 1, end);
    return ['sh', 'dash', 'bash', 'ash'].includes(name) ? stat.slice(end + 2).split(' ')[1] : null;
  } catch {
    return null;
  }
}
