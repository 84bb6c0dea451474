import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Places } from '../../box/launch.ts';

// What a parser might do that was taken over by a file: each attack says how far it came.

/** What to try. */
export interface AttackRequest {
  readonly attack: keyof typeof attacks;
  readonly mark?: string;
}

const attacks = { loop, eat, fork, leave, fill, flood, look, rise, reach, swap };

process.stdout.write('ready\n');
const places = JSON.parse(process.argv[2] ?? '{}') as Places;
const { attack, mark = '' } = JSON.parse(readFileSync(0, 'utf8')) as AttackRequest;
const found = attacks[attack]();
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));

function loop(): never {
  for (;;);
}

/** Memory outside of JavaScript's heap, which has a limit of its own. */
function eat(): number {
  const held: Buffer[] = [];
  for (let i = 0; i < 400; i += 1) held.push(Buffer.alloc(16 << 20, 1));
  return held.length;
}

/** As many processes as can be had. */
function fork(): number {
  let begun = 0;
  for (let i = 0; i < 400; i += 1) {
    try {
      if (spawn('/bin/sleep', ['1000', mark], { stdio: 'ignore', detached: true }).pid !== undefined) begun += 1;
    } catch {}
  }
  return begun;
}

/** A process that shall live on when the parser is gone. */
function leave(): number | null {
  const child = spawn('/bin/sh', ['-c', 'sleep 1000; true', mark], { stdio: 'ignore', detached: true });
  child.unref();
  return child.pid ?? null;
}

function fill(): { scratch: number; files: number; output: number } {
  const chunk = Buffer.alloc(1 << 20, 1);
  const count = (work: (i: number) => void, most: number) => {
    for (let i = 0; i < most; i += 1) {
      try {
        work(i);
      } catch {
        return i;
      }
    }
    return most;
  };
  const output = count(() => appendFileSync(places.outputs.copy ?? '/out/copy', chunk), 64);
  const scratch = count(() => appendFileSync('/scratch/full', chunk), 64);
  const files = count((i) => mkdirSync(`/scratch/${i}`), 100_000);
  return { scratch, files, output };
}

function flood(): never {
  const line = Buffer.alloc(1 << 16, 65);
  for (;;) {
    try {
      writeFileSync(1, line);
    } catch {}
  }
}

/** What it knows of where it is. */
function look(): Record<string, unknown> {
  const reads = (path: string) => {
    try {
      return readFileSync(path).length;
    } catch {
      return null;
    }
  };
  return { env: process.env, pid: process.pid, input: reads(places.input ?? ''), secret: reads(mark) };
}

/** Puts the way to a file of the server in the place of an output. */
function swap(): boolean {
  const output = places.outputs.copy ?? '';
  rmSync(output);
  symlinkSync(mark, output);
  return true;
}

/** Tries to get privileges back. */
function rise(): string[] {
  const ways: readonly (readonly string[])[] = [
    ['/usr/bin/unshare', '--user', '--map-root-user', '/bin/true'],
    ['/usr/bin/unshare', '--mount', '/bin/true'],
    ['/usr/bin/mount', '-n', '-t', 'tmpfs', 'tmpfs', '/scratch'],
    ['/usr/bin/mount', '-n', '-o', 'remount,bind,rw', '/usr/bin'],
    ['/usr/sbin/chroot', '/', '/bin/true'],
    ['/usr/bin/setpriv', '--reuid=1', '/bin/true'],
  ];
  return ways.filter(([program = '', ...args]) => runs(program, args)).map((way) => way.join(' '));
}

/** Tries what Node's own permissions stop: the wall inside of the wall. */
function reach(): string[] {
  const got: string[] = [];
  if (runs('/bin/true', [])) got.push('a process');
  for (const path of ['/usr/lib/os-release', '/usr/bin/sh']) {
    try {
      readFileSync(path);
      got.push(path);
    } catch {}
  }
  try {
    if (new Function('return 1')() === 1) got.push('code from text');
  } catch {}
  return got;
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, [...args], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
