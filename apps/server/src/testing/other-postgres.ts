import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from '../database/binaries.ts';
import { chooseGuard } from '../database/guard.ts';

/** A PostgreSQL server as an operator might have one: over TCP, with passwords, and set up in its own way. */
export interface OtherPostgres {
  /** The address of a database, by default as the superuser. */
  url(database: string, user?: string, password?: string): string;
  /** Runs statements as the superuser, by default in the database `postgres`. */
  run(sql: string, database?: string): Promise<Record<string, unknown>[]>;
  /** Whatever the server wrote to its log. */
  log(): string;
  stop(): Promise<void>;
}

export const BOSS = 'boss';
/** With characters that an address must escape. */
export const BOSS_PASSWORD = 'p@ss/wörd:7?#%';

/** All that a server may be set to and that Cairn must not depend on. */
const UNUSUAL = {
  timezone: 'America/New_York',
  datestyle: 'German',
  intervalstyle: 'iso_8601',
  bytea_output: 'escape',
  extra_float_digits: '-3',
  default_text_search_config: 'pg_catalog.english',
  default_transaction_isolation: 'serializable',
  synchronous_commit: 'off',
  log_statement: 'all',
  password_encryption: 'scram-sha-256',
};

/** Starts such a server in a temporary folder. */
export async function startOtherPostgres(): Promise<OtherPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-other-'));
  const cluster = join(folder, 'cluster');
  mkdirSync(cluster, { mode: 0o700 });
  const binaries = findBinaries();
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const guard = chooseGuard(owner, { program: binaries.postgres, folder: cluster });
  if (guard.owner.uid !== owner.uid) execFileSync('chown', [`${guard.owner.uid}:${guard.owner.gid}`, folder, cluster]);
  const secret = join(folder, 'password');
  writeFileSync(secret, BOSS_PASSWORD, { mode: 0o644 });
  const [initdb = '', ...given] = guard.once(binaries.initdb, [
    `--pgdata=${cluster}`,
    `--username=${BOSS}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=uk',
  ]);
  execFileSync(initdb, given, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  const port = await freePort();
  const settings = { ...UNUSUAL, listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [file = '', ...args] = guard.bound(binaries.postgres, ['-D', cluster, ...options]);
  const logFile = join(folder, 'log');
  const output = openSync(logFile, 'a');
  const child = spawn(file, args, { stdio: [guard.pipe ? 'pipe' : 'ignore', output, output], cwd: cluster });
  const url = (database: string, user = BOSS, password = BOSS_PASSWORD): string =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const log = (): string => readFileSync(logFile, 'utf8');
  const run = (sql: string, database = 'postgres'): Promise<Record<string, unknown>[]> => ask(url(database), sql);
  while ((await run('select 1').catch(() => null)) === null) {
    if (child.exitCode !== null) throw new Error(log());
    await sleep(50);
  }
  return {
    url,
    run,
    log,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
