import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** A user and group by number. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** How a PostgreSQL program is run: never as root, and (for the server) never longer than this process lives. */
export interface Guard {
  /** Who owns the cluster's files. */
  readonly owner: Owner;
  /** The command line that runs `program` once, as initdb is. */
  once(program: string, args: readonly string[]): string[];
  /** The command line that runs `program` until this process dies, however it dies. */
  bound(program: string, args: readonly string[]): string[];
  /** Whether the bound command ends on the closing of its standard input, so that a pipe must be given. */
  readonly pipe: boolean;
}

const NOBODY = { uid: 65534, gid: 65534 };

/**
 * Chooses how to run the server for a cluster whose files belong (or shall belong) to `owner`.
 * PostgreSQL refuses to run as root. In a user namespace where root is called 1 it does not notice, and still owns
 * its files below folders that only root may enter. Where namespaces are forbidden, or the files belong to another
 * user, the server runs as that user with the one privilege of passing closed folders.
 */
export function chooseGuard(owner: Owner, probe: { program: string; folder: string }): Guard {
  if (process.platform === 'win32') return { owner, once: plain, bound: plain, pipe: false };
  const setpriv = find('setpriv');
  if (process.getuid?.() !== 0) return setpriv === null ? withPipe(owner, []) : withDeathSignal(owner, [], [setpriv]);
  const unshare = find('unshare');
  if (owner.uid === 0 && unshare !== null) {
    const namespace = [unshare, '--user', '--map-user=1', '--map-group=1'];
    if (works([...namespace, ...inFolder(probe.folder), probe.program, '--version']))
      return setpriv === null ? withPipe(owner, namespace) : withDeathSignal(owner, namespace, [setpriv]);
  }
  if (setpriv === null) return withPipe(owner, []);
  const other = owner.uid === 0 ? NOBODY : owner;
  const drop = dropRoot(setpriv, other, probe);
  return withDeathSignal(other, drop, drop);
}

/** Becomes `owner`, who keeps the right to pass closed folders if that is needed and root has it to give. */
function dropRoot(setpriv: string, owner: Owner, probe: { program: string; folder: string }): string[] {
  const bare = [setpriv, `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const caps = '+dac_override';
  // Without the secure bit access(2), by which PostgreSQL looks for its own program, ignores the capability.
  const passing = [...bare, `--inh-caps=${caps}`, `--ambient-caps=${caps}`, '--securebits=+no_setuid_fixup'];
  const enters = (command: string[]) => works([...command, ...inFolder(probe.folder), probe.program, '--version']);
  return enters(bare) || !enters(passing) ? bare : passing;
}

function plain(program: string, args: readonly string[]): string[] {
  return [program, ...args];
}

function inFolder(folder: string): string[] {
  return ['/bin/sh', '-c', 'cd -- "$0" && exec "$@"', folder];
}

function works(command: readonly string[]): boolean {
  return spawnSync(command[0] ?? '', command.slice(1), { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** The kernel sends SIGINT (fast shutdown) when the thread that spawned the server ends: spawn from the main thread only. */
function withDeathSignal(owner: Owner, once: readonly string[], setpriv: readonly string[]): Guard {
  const before = setpriv === once ? [] : once;
  // The parent may die before the signal is asked for; the shell then finds another parent and starts nothing.
  const check = ['/bin/sh', '-c', 'test "$PPID" = "$0" && exec "$@"', String(process.pid)];
  return {
    owner,
    pipe: false,
    once: (program, args) => [...once, program, ...args],
    bound: (program, args) => [...before, ...setpriv, '--pdeathsig', 'INT', ...check, program, ...args],
  };
}

const PIPE_WATCH =
  'exec 3<&0; "$@" </dev/null 3<&- & server=$!; { cat <&3 >/dev/null; kill -INT $server; sleep 20; kill -QUIT $server; } ' +
  '2>/dev/null & watch=$!; exec 3<&-; wait $server; code=$?; kill $watch 2>/dev/null; exit $code';

/** Where the kernel has no death signal a shell waits for the end of a pipe that only this process holds open. */
export function withPipe(owner: Owner, before: readonly string[]): Guard {
  return {
    owner,
    pipe: true,
    once: (program, args) => [...before, program, ...args],
    bound: (program, args) => [...before, '/bin/sh', '-c', PIPE_WATCH, 'cairn-watch', program, ...args],
  };
}

function find(program: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  for (const folder of folders.filter((each) => path.isAbsolute(each))) {
    const file = path.join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  return null;
}
