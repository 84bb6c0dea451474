import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterFolder, readPostmaster } from '../src/database/cluster.ts';
import { isPostgresIn, startOf } from '../src/database/processes.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const { startArguments } = await import(new URL('./arguments.mjs', import.meta.url).href);
const { isInstalled } = await import(new URL('./prepare.mjs', import.meta.url).href);

/** Stands in for the server: opens the database, says who it is, and waits. */
const STAND_IN = `
import { openDatabase } from ${JSON.stringify(path.join(ROOT, 'apps/server/src/database/embedded.ts'))};
import { onStop, stopIsSuccess } from ${JSON.stringify(path.join(ROOT, 'apps/server/src/lifecycle.ts'))};
const args: string[] = process.argv.slice(2);
if (args[0] === 'exit') process.exit(Number(args[1]));
if (args[0] === 'say') { console.log(process.version, JSON.stringify(args)); process.exit(0); }
const database = await openDatabase(args[args.indexOf('--data') + 1]!, { create: true, purpose: 'serve' });
stopIsSuccess();
onStop(() => database.stop('fast'));
setInterval(() => undefined, 1000);
console.log('ready', process.ppid, process.pid, args.join(' '));
`;

let base: string;
let checkout: string;
let count = 0;

beforeAll(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'cairn-start-'));
  checkout = path.join(base, 'мій “Каїрн”');
  mkdirSync(path.join(checkout, 'apps/server/src/commands'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'apps/server/bin', 'apps/server/package.json'])
    cpSync(path.join(ROOT, file), path.join(checkout, file), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(checkout, 'node_modules'));
  writeFileSync(path.join(checkout, 'apps/server/src/commands/main.ts'), STAND_IN);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Started {
  npm: ChildProcess;
  starter: number;
  server: number;
  data: string;
  ended: Promise<number | null>;
  said: string;
}

/** npm start in a process group of its own, as a terminal gives it one. */
async function start(): Promise<Started> {
  const data = path.join(base, `data ${++count}`);
  const npm = spawn('npm', ['start', '--', '--data', data], {
    cwd: checkout,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: outside(),
  });
  const ended = new Promise<number | null>((resolve) => npm.once('exit', (code) => resolve(code)));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text;
      if (/ready \d+ \d+ /.test(said)) resolve();
    };
    npm.stdout.on('data', hear);
    npm.stderr.on('data', hear);
    npm.once('exit', () => reject(new Error(`npm start ended: ${said}`)));
  });
  const [, starter = '0', server = '0'] = /ready (\d+) (\d+)/.exec(said) ?? [];
  return { npm, starter: Number(starter), server: Number(server), data, ended, said };
}

/** The environment of a user's shell, not of the npm that may be running these tests. */
function outside(): NodeJS.ProcessEnv {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|CAIRN_STARTER$|NODE_OPTIONS$|VITEST)/.test(name)),
  );
  return { ...env, npm_config_update_notifier: 'false' };
}

async function allGone({ starter, server, data }: Started): Promise<void> {
  const gone = () => {
    const postmaster = readPostmaster(clusterFolder(data));
    return (
      startOf(starter) === null &&
      startOf(server) === null &&
      (postmaster === null || !isPostgresIn(postmaster.pid, clusterFolder(data)))
    );
  };
  for (let turn = 0; turn < 400 && !gone(); turn++) await sleep(50);
  expect(gone()).toBe(true);
}

describe('npm start', () => {
  it('passes its arguments on and ends cleanly on Ctrl-C, which reaches the whole group', async () => {
    const started = await start();
    expect(started.said).toContain(`start --data ${started.data}`);
    expect(started.said).not.toContain('Warning');
    process.kill(-(started.npm.pid ?? 0), 'SIGINT');
    await started.ended;
    await allGone(started);
  });

  it('ends with exit status 0 on SIGTERM to npm', async () => {
    const started = await start();
    started.npm.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    await allGone(started);
  });

  it.each(['npm', 'starter', 'server'] as const)('leaves no process behind when its %s is killed', async (which) => {
    const started = await start();
    process.kill(which === 'npm' ? (started.npm.pid ?? 0) : started[which], 'SIGKILL');
    await allGone(started);
  });
});

describe('the bin shim', () => {
  const shim = (args: string[]) =>
    new Promise<{ status: number | null; out: string }>((resolve) => {
      let out = '';
      const old = existsSync('/usr/bin/node') ? '/usr/bin/node' : process.execPath;
      const child = spawn(old, [path.join(checkout, 'apps/server/bin/cairn.mjs'), ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: outside(),
      });
      child.stdout.on('data', (text) => {
        out += text;
      });
      child.once('close', (status) => resolve({ status, out }));
    });

  it('runs the commands under the pinned Node, whatever Node it was called with', async () => {
    const { out } = await shim(['say', 'дві речі', '--json']);
    expect(out).toBe(`${process.version} ["say","дві речі","--json"]\n`);
  });

  it('keeps the exit status', async () => {
    expect((await shim(['exit', '1'])).status).toBe(1);
    expect((await shim(['exit', '0'])).status).toBe(0);
  });
});

describe('the arguments of npm start', () => {
  it('are those after --', () => {
    expect(startArguments(['--data', '/d', '--demo'], {})).toEqual(['--data', '/d', '--demo']);
  });

  it('are found where npm puts them without --', () => {
    expect(startArguments([], { npm_config_data: '/d', npm_config_port: '9', npm_config_demo: 'true' })).toEqual([
      '--data',
      '/d',
      '--port',
      '9',
      '--demo',
    ]);
    expect(startArguments(['/d', '9'], { npm_config_data: 'true', npm_config_port: 'true' })).toEqual([
      '--data',
      '/d',
      '--port',
      '9',
    ]);
    expect(startArguments(['9', '/d'], { npm_config_data: 'true', npm_config_port: 'true' })).toEqual([
      '--data',
      '/d',
      '--port',
      '9',
    ]);
    expect(() => startArguments([], { npm_config_data: 'true' })).toThrow('npm start -- --data VALUE');
  });

  it('name a folder from where the user is', () => {
    expect(startArguments(['--data', 'd'], { INIT_CWD: '/home/olena' })).toEqual(['--data', '/home/olena/d']);
    expect(startArguments(['--data=d'], { INIT_CWD: '/home/olena' })).toEqual(['--data=/home/olena/d']);
  });
});

describe('what is installed', () => {
  const write = (where: string, packages: object) => {
    mkdirSync(path.join(where, 'node_modules'), { recursive: true });
    return (name: string) => writeFileSync(path.join(where, name), JSON.stringify({ packages }));
  };

  it('is compared with the lock file by version, leaving aside what is for other machines', () => {
    const where = path.join(base, 'lock');
    write(where, {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/other-machine': { version: '1.0.0', optional: true },
    })('package-lock.json');
    expect(isInstalled(where)).toBe(false);
    write(where, { 'node_modules/a': { version: '0.9.0' } })('node_modules/.package-lock.json');
    expect(isInstalled(where)).toBe(false);
    write(where, { 'node_modules/a': { version: '1.0.0' } })('node_modules/.package-lock.json');
    expect(isInstalled(where)).toBe(true);
  });
});
