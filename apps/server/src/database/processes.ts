import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process told apart from a later one that was given the same number. `started` is opaque: compare it only for equality. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** When the process began, in the system's own terms, or null when there is no such process. */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return exists(pid) ? 'unknown' : null;
  try {
    const line = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH },
    });
    return line.trim() || null;
  } catch {
    return null;
  }
}

function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in parentheses and may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[19]}`;
  } catch {
    return null;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function self(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? 'unknown' };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.started;
}

/** Whether `pid` is a PostgreSQL server working in `folder`. What cannot be looked at counts as one: better to wait than to damage. */
export function isPostgresIn(pid: number, folder: string): boolean {
  if (startOf(pid) === null) return false;
  if (process.platform !== 'linux') return process.platform === 'win32' || commandOf(pid).includes('postgres');
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT' && commandOf(pid) === 'postgres';
  }
}

/** The PostgreSQL processes that certainly work in `folder`: on Linux with their children, on Windows none is certain. */
export function serversIn(folder: string): number[] {
  if (process.platform === 'win32') return [];
  if (process.platform !== 'linux') return postmastersOf(folder);
  const all = readdirSync('/proc').map(Number);
  return all.filter((pid) => pid > 0 && commandOf(pid) === 'postgres' && folderOf(pid) === folder);
}

/** Children change their command line; a postmaster's still says where it works. */
function postmastersOf(folder: string): number[] {
  try {
    const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(`postgres -D ${folder} `)).map((line) => Number.parseInt(line, 10));
  } catch {
    return [];
  }
}

function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
