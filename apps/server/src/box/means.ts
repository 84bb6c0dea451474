import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { release } from 'node:os';
import path from 'node:path';

/** Programs of util-linux, and where this machine has them; null where it has not. */
export interface Means {
  readonly unshare: string | null;
  readonly setpriv: string | null;
  readonly prlimit: string | null;
  readonly mount: string | null;
  readonly umount: string | null;
  readonly pivotRoot: string | null;
}

/** Folders of programs of a system; the box sees no others. */
const FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** An executable of the system by its name, or null. Where it stands decides, not what PATH says. */
export function systemProgram(name: string, further: readonly string[] = []): string | null {
  for (const folder of [...FOLDERS, ...further]) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  return null;
}

export function findMeans(): Means {
  const linux = process.platform === 'linux';
  const find = (name: string) => (linux ? systemProgram(name) : null);
  return {
    unshare: find('unshare'),
    setpriv: find('setpriv'),
    prlimit: find('prlimit'),
    mount: find('mount'),
    umount: find('umount'),
    pivotRoot: find('pivot_root'),
  };
}

/** Names of what a sealed box needs and this machine lacks. */
export function lackingFor(means: Means): string[] {
  if (process.platform !== 'linux') return ['Linux'];
  const names = { ...means, pivot_root: means.pivotRoot };
  return (['unshare', 'setpriv', 'prlimit', 'mount', 'umount', 'pivot_root'] as const).filter(
    (name) => names[name] === null,
  );
}

/**
 * Whether the limit of processes counts those of the box alone. Before Linux 5.14 it counts all processes of the user,
 * whom the box shares with the server and its database.
 */
export function countsProcessesApart(version = release()): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 14);
}

/** Parts of the system that programs need to run: code, and what the loader and the fonts want. No secrets lie there. */
const SYSTEM = [
  '/usr/bin',
  '/usr/sbin',
  '/usr/lib',
  '/usr/lib32',
  '/usr/lib64',
  '/usr/libexec',
  '/usr/share/fonts',
  '/usr/share/fontconfig',
  '/etc/ld.so.cache',
  '/etc/alternatives',
  '/etc/fonts',
];

/** What of the system a box shows: real folders and files, and top-level links such as `/bin -> usr/bin`. */
export function systemParts(): { readonly shown: string[]; readonly links: { from: string; to: string }[] } {
  const shown = SYSTEM.filter((each) => existsSync(each));
  const links: { from: string; to: string }[] = [];
  for (const top of ['/bin', '/sbin', '/lib', '/lib32', '/lib64']) {
    if (!existsSync(top)) continue;
    const real = realpathSync(top);
    if (real === top) shown.push(top);
    else links.push({ from: top, to: real });
  }
  return { shown, links };
}
