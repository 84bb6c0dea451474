import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { AttackRequest } from '../testing/attacks/attack.ts';
import { type BoxState, boxState, leaks, type Outcome, openSniffer, runIn, SMALL, type Way } from './index.ts';
import { countsProcessesApart, findMeans, lackingFor } from './means.ts';
import { packagesFor } from './packages.ts';

// The box as a parser finds it that was taken over by a file. What needs namespaces runs where there are some, and says so.

const ATTACKS = fileURLToPath(new URL('../testing/attacks/', import.meta.url));
const STATE = fileURLToPath(new URL('./state.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cairn-box-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const state: BoxState = await boxState();
if (!state.sealed) console.warn(`No box can be sealed here, so its walls are not tested: ${state.missing.join(' ')}`);
const asRoot = process.getuid?.() === 0;

// Asked of the kernel itself: a box that leaks must fail here instead of being left out.
const able =
  process.platform === 'linux' &&
  spawnSync('unshare', [
    '--user',
    '--map-root-user',
    '--mount',
    '--net',
    '--pid',
    '--fork',
    'mount',
    '-t',
    'tmpfs',
    'none',
    '/mnt',
  ]).status === 0;

test.runIf(able)('where the kernel gives namespaces the box is sealed', () => {
  expect(state).toEqual({ sealed: true, means: 'namespaces', missing: [] });
});

interface Try {
  readonly way?: Way;
  readonly permission?: boolean;
  readonly mark?: string;
  readonly time?: number;
  readonly memory?: number;
  readonly input?: string;
  readonly outputs?: Record<string, string>;
  readonly signal?: AbortSignal;
}

function attack(name: AttackRequest['attack'], given: Try = {}): Promise<Outcome> {
  const { way = 'namespaces', permission = false, mark = '', time = 60_000, memory = SMALL.memory, ...rest } = given;
  return runIn(way, {
    program: { file: 'attack.ts', folder: ATTACKS, withoutPermission: !permission },
    request: { attack: name, mark },
    limits: { ...SMALL, time, memory, scratch: 4 << 20, output: 2 << 20 },
    ...rest,
  });
}

/** Processes of this machine with a word in their command line. */
function processesWith(mark: string): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    }).length;
}

const word = (name: string) => `cairn-${name}-${process.pid}-${Math.trunc(performance.now() * 1000)}`;

test.runIf(state.sealed)(
  'a program in the box reads no secret and reaches no network, socket or foreign folder',
  async () => {
    expect(state).toEqual({ sealed: true, means: 'namespaces', missing: [] });
    expect(await leaks('namespaces')).toEqual([]);
    // The same program finds all of it where there is no box: the test can fail.
    expect((await leaks('process')).join()).toMatch(/secret[\s\S]*tcp[\s\S]*socket/);
  },
);

test.runIf(state.sealed && asRoot)('a server of an ordinary user has the same box', () => {
  const code = `import('${STATE}').then(async (s) => console.log(JSON.stringify(await s.boxState())))`;
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const run = spawnSync('setpriv', [...nobody, process.execPath, '-e', code], { encoding: 'utf8' });
  expect(JSON.parse(run.stdout)).toEqual(state);
});

test.runIf(state.sealed)(
  'it sees its file, no environment of the server, and nothing of the data even where that lies in the system',
  async () => {
    const [input, secret] = [join(folder, 'input'), join(folder, 'secret')];
    writeFileSync(input, 'four', { mode: 0o400 });
    writeFileSync(secret, 'secret', { mode: 0o644 });
    process.env.CAIRN_TEST_SECRET = 'secret';
    const outcome = await attack('look', { input, mark: secret });
    delete process.env.CAIRN_TEST_SECRET;
    const { env, ...rest } = (outcome as { value: { env: Record<string, string> } }).value;
    expect(rest).toEqual({ pid: 1, input: 4, secret: null });
    expect(Object.values(env).join()).not.toContain('secret');
    const known = ['HOME', 'LANG', 'OLDPWD', 'PATH', 'PWD', 'TMPDIR', 'TZ', 'UV_THREADPOOL_SIZE'];
    expect(Object.keys(env).filter((name) => !known.includes(name))).toEqual([]);
    // A folder is hidden by the path under which the box would show it.
    const shown = '/app/node_modules/file-type';
    const lookThere = (hidden: string[]) =>
      runIn('namespaces', {
        program: { file: 'attack.ts', folder: ATTACKS, packages: ['file-type'], withoutPermission: true },
        request: { attack: 'look', mark: `${shown}/package.json` },
        hidden,
        limits: SMALL,
      });
    expect(await lookThere([])).toMatchObject({ value: { secret: expect.any(Number) } });
    expect(await lookThere([shown])).toMatchObject({ value: { secret: null } });
  },
);

test.runIf(state.sealed)('it never gets privileges back', async () => {
  expect(await attack('rise')).toEqual({ done: true, value: [] });
});

test.runIf(state.sealed)('it starts a bounded number of processes, and none outlives it', async () => {
  const mark = word('fork');
  const outcome = await attack('fork', { mark });
  // Where so many are begun that the parser itself cannot go on, it has died of it.
  if (outcome.done) expect(outcome.value).toBeLessThan(100);
  expect(await gone(mark)).toBe(true);
  const left = word('leave');
  expect(await attack('leave', { mark: left })).toMatchObject({ done: true, value: expect.any(Number) });
  expect(await gone(left)).toBe(true);
});

async function gone(mark: string): Promise<boolean> {
  for (let i = 0; i < 200; i += 1) {
    if (processesWith(mark) === 0) return true;
    await sleep(50);
  }
  return false;
}

test.runIf(state.sealed)('it fills neither disk nor memory', async () => {
  const copy = join(folder, 'copy');
  writeFileSync(copy, '');
  const outcome = await attack('fill', { outputs: { copy } });
  const { scratch, files, output } = (outcome as { value: Record<string, number> }).value;
  expect(output).toBe(2);
  expect(scratch).toBeLessThanOrEqual(4);
  expect(files).toBeLessThanOrEqual(4096);
  const eaten = await attack('eat', { memory: 256 << 20 });
  expect(eaten.done).toBe(false);
});

test('what loops, eats or talks without end is ended, with and without namespaces', async () => {
  const ways: Way[] = state.sealed ? ['namespaces', 'process'] : ['process'];
  for (const way of ways) {
    expect(await attack('loop', { way, time: 1_500 })).toMatchObject({ done: false, ended: 'time' });
    expect(await attack('flood', { way })).toMatchObject({ done: false, ended: 'answer' });
    const eaten = await attack('eat', { way, memory: 256 << 20 });
    expect(eaten).toMatchObject({ done: false, ended: expect.stringMatching(/memory|died/) });
  }
});

test('Node itself is a second wall: no processes, no files but those given, no code from text', async () => {
  const ways: Way[] = state.sealed ? ['namespaces', 'process'] : ['process'];
  for (const way of ways) expect(await attack('reach', { way, permission: true })).toEqual({ done: true, value: [] });
  expect(await attack('reach', { way: 'process' })).toMatchObject({ value: expect.arrayContaining(['a process']) });
});

test.runIf(process.platform === 'linux')('a box ends with its server, however that ends', async () => {
  const server = spawn(process.execPath, [join(ATTACKS, 'hold.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const boxes = () => childrenOf(server.pid ?? 0);
  while (boxes().length === 0) await sleep(20);
  await sleep(1_000);
  const mine = boxes();
  expect(mine.length).toBeGreaterThan(0);
  server.kill('SIGKILL');
  for (let i = 0; i < 200 && mine.some(alive); i += 1) await sleep(50);
  expect(mine.filter(alive)).toEqual([]);
});

/** Every descendant of a process. */
function childrenOf(pid: number): number[] {
  try {
    const own = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
    return own.flatMap((child) => [child, ...childrenOf(child)]);
  } catch {
    return [];
  }
}

function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

test('where the kernel gives no namespaces, or a program is missing, the state says so', () => {
  const none = { ...findMeans(), unshare: null, pivotRoot: null };
  if (process.platform === 'linux') expect(lackingFor(none)).toEqual(expect.arrayContaining(['unshare', 'pivot_root']));
  const code = `import('${STATE}').then(async (s) => console.log(JSON.stringify(await s.boxState())))`;
  const told = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', env: { CAIRN_BOX: 'process' } });
  expect(JSON.parse(told.stdout)).toMatchObject({ sealed: false, means: 'process' });
  expect(countsProcessesApart('5.10.0-28-amd64')).toBe(false);
  expect(countsProcessesApart('6.1.0-13-amd64')).toBe(true);
});

test.runIf(process.platform === 'linux' && asRoot)(
  'without namespaces the box of a root is a user that owns nothing',
  async () => {
    const got = (await leaks('user')).join();
    expect(got).toMatch(/tcp/);
    expect(got).not.toMatch(/read |write |list \/root/);
    const [input, copy] = [join(folder, 'closed'), join(folder, 'closed-copy')];
    writeFileSync(input, 'four', { mode: 0o400 });
    writeFileSync(copy, '', { mode: 0o600 });
    expect(await attack('look', { way: 'user', input })).toMatchObject({ value: { input: 4 } });
    expect(await attack('fill', { way: 'user', outputs: { copy } })).toMatchObject({ value: { output: 2 } });
    expect(readFileSync(copy).length).toBe(2 << 20);
    // What was put in the place of an output is not followed.
    writeFileSync(copy, '');
    expect(await attack('swap', { way: 'user', outputs: { copy }, mark: input })).toMatchObject({ value: true });
    expect(readFileSync(copy).length).toBe(0);
  },
);

test('a box that is told to stop ends', async () => {
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 300);
  const way = state.sealed ? 'namespaces' : 'process';
  const outcome = await attack('loop', { way, signal: stopping.signal });
  expect(outcome).toMatchObject({ done: false, ended: 'stopped' });
});

test.runIf(state.sealed)('a kernel that forbids namespaces is found out by trying', () => {
  const code = `import('${STATE}').then(async (s) => console.log(JSON.stringify(await s.boxState())))`;
  const forbid = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"';
  const args = ['--user', '--map-root-user', '/bin/sh', '-c', forbid, 'forbid', process.execPath, '-e', code];
  const run = spawnSync('unshare', args, { encoding: 'utf8' });
  const found = JSON.parse(run.stdout) as BoxState;
  expect(found).toMatchObject({ sealed: false, means: 'process' });
  expect(found.missing.join()).toMatch(/does not allow it/);
});

test('the sniffer answers one after the other, and goes on after a question that ended its box', async () => {
  const sniffer = openSniffer();
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const answers = await Promise.all(
    [png, Buffer.from('no type'), Buffer.from('%PDF-1.7'), png].map((each) => sniffer.typeOf(each, 'a')),
  );
  expect(answers).toEqual(['image/png', null, 'application/pdf', 'image/png']);
  sniffer.close();
  expect(await sniffer.typeOf(png, 'a')).toBeNull();
  const other = openSniffer();
  expect(await other.typeOf(png, 'a')).toBe('image/png');
  const before = childrenOf(process.pid);
  for (const pid of before) process.kill(pid, 'SIGKILL');
  const after = [await other.typeOf(png, 'a'), await other.typeOf(png, 'a')];
  expect(after.at(-1)).toBe('image/png');
  other.close();
});

test.runIf(process.platform === 'linux')('files of two teams are never looked at in one box', async () => {
  const boxes = () => readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').split(' ').filter(Boolean);
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const before = boxes();
  const fresh = () => boxes().filter((pid) => !before.includes(pid));
  const sniffer = openSniffer();
  for (const [whose, count] of [
    ['a', 1],
    ['b', 2],
    ['a', 2],
    ['c', 3],
  ] as const) {
    expect(await sniffer.typeOf(png, whose)).toBe('image/png');
    expect(fresh()).toHaveLength(count);
  }
  // Of many teams only some boxes are kept: that of b was asked the longest ago.
  const [, second] = fresh();
  expect(await sniffer.typeOf(png, 'd')).toBe('image/png');
  for (let i = 0; i < 200 && fresh().includes(second ?? ''); i += 1) await sleep(50);
  expect(fresh()).toHaveLength(3);
  expect(fresh()).not.toContain(second);
  sniffer.close();
});

test('the box shows the packages that a program needs, and no others', () => {
  const names = packagesFor(['file-type']).map(({ name }) => name);
  expect(names).toContain('file-type');
  expect(names).toContain('strtok3');
  expect(names).not.toContain('pg');
  expect(names).not.toContain('fastify');
});
