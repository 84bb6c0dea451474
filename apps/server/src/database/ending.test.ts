import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clusterFolder, readPostmaster } from './cluster.ts';
import { openDatabase } from './embedded.ts';
import { closeToOthers } from './private.ts';
import { isPostgresIn, startOf } from './processes.ts';

const embedded = fileURLToPath(new URL('./embedded.ts', import.meta.url));

function newFolder(): string {
  const base = mkdtempSync(path.join(os.tmpdir(), 'cairn-ending-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  return path.join(base, 'data');
}

function runs(data: string): boolean {
  const postmaster = readPostmaster(clusterFolder(data));
  return postmaster !== null && isPostgresIn(postmaster.pid, clusterFolder(data));
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

/** No orderly shutdown ends while the checkpointer is held. */
async function holdCheckpointer(url: string): Promise<void> {
  process.kill(
    Number(await ask(url, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")),
    'SIGSTOP',
  );
}

describe.concurrent('the end of a server', () => {
  it('comes when it is stopped while it recovers', async () => {
    const data = newFolder();
    const database = await openDatabase(data, { create: true });
    await ask(database.url(), 'CREATE TABLE kept AS SELECT n FROM generate_series(1, 500000) n');
    const session = new pg.Client({ connectionString: database.url() });
    session.on('error', () => undefined);
    await session.connect();
    const pid = Number((await session.query('SELECT pg_backend_pid() AS pid')).rows[0].pid);
    process.kill(pid, 'SIGKILL');
    while (startOf(pid) !== null) await sleep(1);
    await database.stop('fast');
    expect(runs(data)).toBe(false);
    const again = await openDatabase(data);
    expect(await ask(again.url(), 'SELECT count(*)::int FROM kept')).toBe(500_000);
    await again.stop('fast');
  });

  it('comes although the server hangs', async () => {
    const data = newFolder();
    const database = await openDatabase(data, { create: true });
    await ask(database.url(), 'CREATE TABLE kept AS SELECT 7 AS stone');
    await holdCheckpointer(database.url());
    await database.stop('fast');
    expect(runs(data)).toBe(false);
    const again = await openDatabase(data);
    expect(await ask(again.url(), 'SELECT stone FROM kept')).toBe(7);
    await again.stop('fast');
  });

  it('is brought about by the next process when it hangs and its owner was killed', async () => {
    const data = newFolder();
    const code = `
      const { openDatabase } = await import(${JSON.stringify(`file://${embedded}`)});
      const database = await openDatabase(process.argv[1], { create: true, purpose: 'serve' });
      setInterval(() => {}, 1000);
      console.log(database.url());`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve) =>
      child.stdout.once('data', (text) => resolve(String(text).trim())),
    );
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS stone');
    const orphan = readPostmaster(clusterFolder(data))?.pid ?? 0;
    await holdCheckpointer(url);
    child.kill('SIGKILL');
    const told: string[] = [];
    const [next, other] = await Promise.all([
      openDatabase(data, { onWait: (message) => void told.push(message) }),
      openDatabase(data, { onWait: (message) => void told.push(message) }),
    ]);
    expect(startOf(orphan)).toBe(null);
    expect([next.owned, other.owned].filter(Boolean)).toHaveLength(1);
    expect(told[0]).toContain(String(orphan));
    expect(await ask(next.url(), 'SELECT stone FROM kept')).toBe(7);
    await (next.owned ? other : next).stop('fast');
    await (next.owned ? next : other).stop('fast');
    expect(runs(data)).toBe(false);
  });
});

it('does not come of itself: a server is started again until what keeps it from starting is gone', async () => {
  const data = newFolder();
  const database = await openDatabase(data, { create: true, purpose: 'serve' });
  const control = path.join(clusterFolder(data), 'global', 'pg_control');
  renameSync(control, `${control}.away`);
  process.kill(readPostmaster(clusterFolder(data))?.pid ?? 0, 'SIGKILL');
  const log = path.join(data, 'postgres.log');
  while (!readFileSync(log, 'utf8').includes('pg_control')) await sleep(50);
  renameSync(`${control}.away`, control);
  let answer: unknown;
  while (answer === undefined) answer = await ask(database.url(), 'SELECT 7').catch(() => sleep(50));
  expect(answer).toBe(7);
  await database.stop('fast');
});

describe('a data folder that was there before', () => {
  it('is closed to other users', async ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no such modes');
    const data = newFolder();
    mkdirSync(data, { mode: 0o755 });
    const database = await openDatabase(data, { create: true });
    expect(statSync(data).mode & 0o777).toBe(0o700);
    await database.stop('fast');
  });

  it('is left as it is, with a warning, when it is another user’s', ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no such modes');
    let folder = '/usr';
    if (process.getuid?.() === 0) {
      folder = newFolder();
      mkdirSync(folder, { mode: 0o755 });
      chownSync(folder, 65534, 65534);
    }
    const warnings: string[] = [];
    closeToOthers(folder, (text) => warnings.push(text));
    expect(warnings).toEqual([expect.stringContaining(folder)]);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });
});
