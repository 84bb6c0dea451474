import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBinaries } from './binaries.ts';
import { clusterFolder, readPostmaster, serverSettings } from './cluster.ts';
import { openDatabase } from './embedded.ts';
import { NoInstance } from './errors.ts';
import { withPipe } from './guard.ts';
import { isPostgresIn, startOf } from './processes.ts';
import { socketFolder } from './sockets.ts';

const isRoot = process.getuid?.() === 0;
const embedded = fileURLToPath(new URL('./embedded.ts', import.meta.url));

let base: string;
let data: string;
let children: ChildProcess[];

beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'cairn-database-'));
  data = path.join(base, 'data');
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await until(() => !runs(data));
  rmSync(base, { recursive: true, force: true });
});

/** Another process that opens the database, says "open" and its part in it, and waits. */
async function opener(
  folder: string,
  options: object = { create: true },
): Promise<{ child: ChildProcess; owned: boolean }> {
  const code = `
    const { openDatabase } = await import(${JSON.stringify(`file://${embedded}`)});
    const database = await openDatabase(process.argv[1], ${JSON.stringify(options)});
    process.once('SIGTERM', async () => { await database.stop('smart'); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log(database.owned ? 'open owned' : 'open attached');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (text) => resolve(String(text)));
    child.once('exit', (status) => reject(new Error(`the opener ended with ${status}`)));
  });
  return { child, owned: said.includes('owned') };
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 600 && !condition(); turn++) await sleep(50);
  expect(condition()).toBe(true);
}

function runs(folder: string): boolean {
  const postmaster = readPostmaster(clusterFolder(folder));
  return postmaster !== null && isPostgresIn(postmaster.pid, clusterFolder(folder));
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

describe('the database of a data folder', () => {
  it('is created, attached to a second time, and ends with its owner', async () => {
    const first = await openDatabase(data, { create: true });
    const second = await openDatabase(data);
    expect([first.owned, second.owned]).toEqual([true, false]);
    expect(second.url()).toBe(first.url());
    expect(await ask(second.url(), 'SELECT current_user')).toBe('cairn_owner');
    expect(
      await ask(
        second.url(),
        "SELECT datlocale || ' ' || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'cairn'",
      ),
    ).toBe('C.UTF-8 UTF8');
    await second.stop('smart');
    expect(runs(data)).toBe(true);
    await first.stop('smart');
    expect(runs(data)).toBe(false);
  });

  it('keeps what was committed, and keeps it durably', async () => {
    const first = await openDatabase(data, { create: true });
    await ask(first.url(), 'CREATE TABLE kept AS SELECT 7 AS stone');
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'])
      expect(await ask(first.url(), `SHOW ${setting}`)).toBe('on');
    await first.stop('fast');
    const second = await openDatabase(data);
    expect(await ask(second.url(), 'SELECT stone FROM kept')).toBe(7);
    await second.stop('fast');
  });

  it('listens on no network address and lets nobody else near its socket', async () => {
    const database = await openDatabase(data, { create: true });
    expect(await ask(database.url(), 'SHOW listen_addresses')).toBe('');
    expect(statSync(database.socketDir).mode & 0o777).toBe(0o700);
    expect(statSync(clusterFolder(data)).mode & 0o777).toBe(0o700);
    await database.stop('fast');
  });

  it('writes no content into its log', async () => {
    const database = await openDatabase(data, { create: true });
    await expect(ask(database.url(), "SELECT 'Oleksandra'::uuid")).rejects.toThrow();
    await database.stop('fast');
    expect(readFileSync(path.join(data, 'postgres.log'), 'utf8')).not.toContain('Oleksandra');
  });

  it('is not made where it was not asked for', async () => {
    await expect(openDatabase(data)).rejects.toThrow(NoInstance);
    mkdirSync(data);
    await expect(openDatabase(data)).rejects.toThrow(NoInstance);
  });

  it('opens for each of several processes that come at once', async () => {
    const opened = await Promise.all([opener(data), opener(data), opener(data)]);
    expect(opened.filter(({ owned }) => owned)).toHaveLength(1);
  });

  it('outlives an orderly owner until the others have left', async () => {
    const owner = await opener(data);
    const guest = await openDatabase(data);
    owner.child.kill('SIGTERM');
    await sleep(300);
    expect(await ask(guest.url(), 'SELECT 1')).toBe(1);
    await guest.stop('smart');
    await until(() => owner.child.exitCode === 0 && !runs(data));
  });

  it('leaves no server behind when its owner is killed', async () => {
    const { child } = await opener(data);
    expect(runs(data)).toBe(true);
    child.kill('SIGKILL');
    await until(() => !runs(data));
    const again = await openDatabase(data);
    expect(again.owned).toBe(true);
    await again.stop('fast');
  });

  it('serves only from a server of its own, and waits for a passing command to end', async () => {
    const command = await opener(data, { create: true, purpose: 'command' });
    const waited: string[] = [];
    const onWait = (message: string) => {
      waited.push(message);
      command.child.kill('SIGTERM');
    };
    const server = await openDatabase(data, { create: true, purpose: 'serve', onWait });
    expect(server.owned).toBe(true);
    expect(waited).toEqual([expect.stringContaining(String(command.child.pid))]);
    await server.stop('fast');
  });

  it('does not wait for others when what served it is told to stop', async () => {
    const server = await openDatabase(data, { create: true, purpose: 'serve' });
    const guest = new pg.Client({ connectionString: server.url() });
    guest.on('error', () => undefined);
    await guest.connect();
    const work = guest.query('SELECT pg_sleep(1000)').catch((error: Error) => error.message);
    await server.stop('smart');
    expect(runs(data)).toBe(false);
    expect(await work).toMatch(/terminat/);
  });

  it('comes back by itself after its server was killed', async () => {
    const database = await openDatabase(data, { create: true });
    await ask(database.url(), 'CREATE TABLE kept AS SELECT 7 AS stone');
    const killed = readPostmaster(clusterFolder(data))?.pid ?? 0;
    process.kill(killed, 'SIGKILL');
    await until(() => startOf(killed) === null && runs(data));
    let answer: unknown;
    for (let turn = 0; turn < 200 && answer === undefined; turn++)
      answer = await ask(database.url(), 'SELECT stone FROM kept').catch(() => sleep(50));
    expect(answer).toBe(7);
    await database.stop('fast');
  });

  it('starts over the lock file of a server whose number another program now bears', async () => {
    const first = await openDatabase(data, { create: true });
    const lock = path.join(clusterFolder(data), 'postmaster.pid');
    const lines = readFileSync(lock, 'utf8').split('\n');
    await first.stop('fast');
    writeFileSync(lock, [process.pid, ...lines.slice(1)].join('\n'), { mode: 0o600 });
    const second = await openDatabase(data);
    expect(second.owned).toBe(true);
    await second.stop('fast');
  });

  it('clears away what an interrupted creation left', async () => {
    mkdirSync(path.join(data, 'pg.new-1', 'base'), { recursive: true });
    const database = await openDatabase(data, { create: true });
    expect(existsSync(path.join(data, 'pg.new-1'))).toBe(false);
    await database.stop('fast');
  });

  it('works in a path with a blank, quotes and Cyrillic letters, far longer than a socket’s', async () => {
    data = path.join(base, 'дані про “війну”, it\'s "ours"', 'x'.repeat(120), 'Каїрн');
    const database = await openDatabase(data, { create: true });
    expect(await ask(database.url(), 'SELECT 1')).toBe(1);
    await database.stop('fast');
  });

  it('gives a URL that psql takes', async ({ skip }) => {
    if (!existsSync('/usr/bin/psql')) skip('psql is not installed');
    const database = await openDatabase(data, { create: true });
    expect(execFileSync('/usr/bin/psql', [database.url(), '-Atc', 'SELECT current_user']).toString()).toBe(
      'cairn_owner\n',
    );
    await database.stop('fast');
  });
});

describe('who runs the server', () => {
  it('works below a folder that only root may enter', async ({ skip }) => {
    if (!isRoot) skip('only root has such folders');
    chmodSync(base, 0o700);
    const database = await openDatabase(data, { create: true });
    expect(await ask(database.url(), 'SELECT 1')).toBe(1);
    await database.stop('fast');
  });

  it('runs as the owner of the cluster when root opens another user’s folder, even a closed one', async ({ skip }) => {
    if (!isRoot) skip('only root can open another user’s folder');
    const first = await openDatabase(data, { create: true });
    await first.stop('fast');
    for (const name of execFileSync('find', [base, '-print0']).toString().split('\0').filter(Boolean))
      chownSync(name, 65534, 65534);
    const second = await openDatabase(data);
    expect(await ask(second.url(), 'SELECT 1')).toBe(1);
    const status = readFileSync(`/proc/${readPostmaster(clusterFolder(data))?.pid}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).toBe('65534');
    await second.stop('fast');
  });

  it('ends with the closing of a pipe where the kernel has no death signal', async ({ skip }) => {
    if (isRoot && !existsSync('/usr/bin/unshare')) skip('as root it needs unshare');
    if (process.platform === 'win32') skip('Windows ends children by itself');
    const database = await openDatabase(data, { create: true });
    await database.stop('fast');
    const owner = { uid: statSync(clusterFolder(data)).uid, gid: statSync(clusterFolder(data)).gid };
    const drop = isRoot ? ['unshare', '--user', '--map-user=1', '--map-group=1'] : [];
    const folder = socketFolder(data, owner);
    const [file = '', ...args] = withPipe(owner, drop).bound(findBinaries().postgres, [
      '-D',
      clusterFolder(data),
      ...serverSettings({ socketDir: folder }),
    ]);
    const child = spawn(file, args, { stdio: ['pipe', 'ignore', 'ignore'], cwd: clusterFolder(data) });
    await until(() => runs(data));
    child.stdin.destroy();
    await until(() => !runs(data));
  });
});
