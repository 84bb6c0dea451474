import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Limits, MOST_PROCESSES } from './limits.ts';
import { countsProcessesApart, findMeans, type Means } from './means.ts';
import { packagesFor } from './packages.ts';
import { BOX_USER, NO_PRIVILEGE, sealed, type View } from './walls.ts';

/** One of the programs that run in a box; each stands in `inside/`. */
export interface Program {
  readonly file: string;
  /** Packages of npm that it loads. */
  readonly packages?: readonly string[];
  /** The folder that the file is in; `inside/` unless told. Tests have others. */
  readonly folder?: string;
  /** Whether it loads compiled code: sharp. */
  readonly addons?: boolean;
  /** Whether it runs other programs: ffmpeg. */
  readonly children?: boolean;
  /** For tests that play a parser that was taken over: Node's own wall is left out, those of the kernel stand. */
  readonly withoutPermission?: boolean;
}

/** What one box is given to see. */
export interface Given {
  /** The foreign file. */
  readonly input?: string;
  /** Files that are there already and may be written, by the name under which the program finds them. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Folders that must not be seen whatever they lie in: the data of the instance. */
  readonly hidden?: readonly string[];
  /** Where no scratch place in memory can be made: a folder of its own. */
  readonly scratch?: string;
}

/**
 * How boxes are made on this machine: sealed by the kernel; as a process of a user that owns nothing, by a server that is root;
 * or as a process like any other.
 */
export type Way = 'namespaces' | 'user' | 'process';

const HERE = dirname(fileURLToPath(import.meta.url));
const INSIDE = join(HERE, 'inside');
const PACKAGE = fileURLToPath(new URL('../../package.json', import.meta.url));

/** Starts a program in a box. The paths under which it finds what it was given are in its arguments, as JSON. */
export function launch(way: Way, program: Program, given: Given, limits: Limits): ChildProcess {
  const command =
    way === 'namespaces' ? sealedCommand(program, given, limits) : openCommand(way, program, given, limits);
  const [first = '', ...rest] = command;
  return spawn(first, rest, {
    cwd: '/',
    // What the server knows from its environment is none of the box's business.
    env: {
      PATH: '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      UV_THREADPOOL_SIZE: '2',
      ...scratchIn(way === 'namespaces' ? '/scratch' : given.scratch),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C is for the server, and the whole group can be ended.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

function scratchIn(folder: string | undefined): Record<string, string> {
  return folder === undefined ? {} : { HOME: folder, TMPDIR: folder };
}

/** Where a program finds what it was given. */
export interface Places {
  readonly input: string | null;
  readonly outputs: Readonly<Record<string, string>>;
}

function sealedCommand(program: Program, { input, outputs = {}, hidden = [] }: Given, limits: Limits): string[] {
  const packages = packagesFor(program.packages ?? []);
  const views: View[] = [
    { from: process.execPath, to: '/node', as: 'read' },
    { from: program.folder ?? INSIDE, to: '/app/inside', as: 'read' },
    { from: PACKAGE, to: '/app/package.json', as: 'read' },
    ...packages.map(({ name, folder }): View => ({ from: folder, to: `/app/node_modules/${name}`, as: 'read' })),
    ...(input === undefined ? [] : [{ from: input, to: '/in/file', as: 'read' } as const]),
    ...Object.entries(outputs).map(([name, from]): View => ({ from, to: `/out/${name}`, as: 'write' })),
  ];
  const places: Places = {
    input: input === undefined ? null : '/in/file',
    outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, `/out/${name}`])),
  };
  const node = nodeCommand('/node', `/app/inside/${program.file}`, program, places, {
    read: ['/app', '/in', '/out', '/scratch'],
    write: ['/out', '/scratch'],
    limits,
  });
  const means = findMeans();
  return sealed(means, { views, hidden, scratch: limits.scratch }, limited(means, limits, true, node));
}

/** Without namespaces: limits and Node's own permissions, which do not stop the network nor compiled code. */
function openCommand(way: Way, program: Program, { input, outputs = {}, scratch }: Given, limits: Limits): string[] {
  const means = findMeans();
  const packages = packagesFor(program.packages ?? []).map(({ folder }) => folder);
  const places: Places = { input: input ?? null, outputs };
  // What lies in the scratch place comes with it: Node forgets a folder of which a file is named as well.
  const beside = (each: string) => scratch === undefined || !each.startsWith(`${scratch}/`);
  const written = [...Object.values(outputs).filter(beside), ...(scratch === undefined ? [] : [scratch])];
  const inputs = input === undefined || !beside(input) ? [] : [input];
  const node = nodeCommand(process.execPath, join(program.folder ?? INSIDE, program.file), program, places, {
    read: [program.folder ?? INSIDE, PACKAGE, ...packages, ...inputs, ...written],
    write: written,
    limits,
  });
  const other = way === 'user' ? [`--reuid=${BOX_USER}`, `--regid=${BOX_USER}`, '--clear-groups', ...NO_PRIVILEGE] : [];
  const bound =
    means.setpriv === null
      ? []
      : [means.setpriv, '--pdeathsig', 'KILL', ...(other.length > 0 ? other : ['--no-new-privs'])];
  return [...bound, ...limited(means, limits, false, node)];
}

/** What Node reserves at its start and mostly never uses, in bytes. */
const RESERVED = 768 << 20;

/** Limits that the kernel holds each process to. */
function limited(means: Means, limits: Limits, apart: boolean, command: readonly string[]): string[] {
  if (means.prlimit === null) return [...command];
  const seconds = Math.ceil(limits.time / 1000) * 2 + 2;
  const count = apart && countsProcessesApart() ? [`--nproc=${MOST_PROCESSES}`] : [];
  return [
    means.prlimit,
    ...[
      '--core=0',
      '--nofile=256',
      `--fsize=${limits.output}`,
      `--cpu=${seconds}`,
      `--data=${limits.memory + RESERVED}`,
    ],
    ...count,
    '--',
    ...command,
  ];
}

function nodeCommand(
  node: string,
  file: string,
  program: Program,
  places: Places,
  { read, write, limits }: { read: readonly string[]; write: readonly string[]; limits: Limits },
): string[] {
  const permission = [
    '--permission',
    ...read.map((each) => `--allow-fs-read=${each}`),
    ...write.map((each) => `--allow-fs-write=${each}`),
    ...(program.addons === true ? ['--allow-addons'] : []),
    ...(program.children === true ? ['--allow-child-process'] : []),
  ];
  const heap = Math.floor(limits.memory / 4 / (1 << 20));
  return [
    node,
    ...(program.withoutPermission === true ? [] : permission),
    ...['--disallow-code-generation-from-strings', `--max-old-space-size=${heap}`, '--no-warnings'],
    file,
    JSON.stringify(places),
  ];
}
