import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ucdpCsv } from '../../../../bench/ucdp-rows.ts';
import { addCompartment, addUser } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { rebuild } from '../audit/rebuild.ts';
import { backup } from '../exchange/backup.ts';
import { enginePort, importFile } from '../exchange/index.ts';
import { restore } from '../exchange/restore.ts';
import { latestCheckpoint, openOperatorSession, sequence } from '../record/index.ts';
import { newAgeKey } from '../testing/backup-subject.ts';
import { BOSS_PASSWORD, type OtherPostgres, startOtherPostgres } from '../testing/other-postgres.ts';
import { type ServerFacts, whyUnfit } from './elsewhere.ts';
import { type Instance, openInstance, openPool } from './index.ts';

const MAIN = fileURLToPath(new URL('../commands/main.ts', import.meta.url));

let other: OtherPostgres;
let folder: string;
let open: Instance[];

beforeAll(async () => {
  other = await startOtherPostgres();
  for (const name of ['Київ records', 'second', 'restored', 'shared'])
    await other.run(`create database "${name}" template template0`);
});
afterAll(() => other.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-elsewhere-'));
  open = [];
});
afterEach(async () => {
  for (const instance of open) await instance.close();
  delete process.env.DATABASE_URL;
  rmSync(folder, { recursive: true, force: true });
});

async function opened(data: string, url: string): Promise<Instance> {
  process.env.DATABASE_URL = url;
  const instance = await openInstance({ data: join(folder, data), create: true });
  open.push(instance);
  return instance;
}

/** A team with an account and some imported incidents. @returns how many records there are */
async function fill(instance: Instance): Promise<number> {
  await addUser(instance, 'operator:tester', { email: 'lead@example.org', name: 'Lead', admin: true });
  await addCompartment(instance, 'operator:tester', { name: 'Team', lead: 'lead@example.org', code: 'TEA' });
  const path = join(folder, 'rows.csv');
  writeFileSync(path, [...ucdpCsv(20)].join(''));
  const port = await enginePort(instance, await openOperatorSession(instance), 'Team');
  const { created, records } = await importFile(port, { format: 'ucdp-ged', path });
  expect(created).toBe(20);
  await sequence(instance);
  return records;
}

async function findings(instance: Instance): Promise<unknown[]> {
  return (await audit(instance)).findings;
}

test('serves on a server elsewhere: import, audit, restart, backup and restore into another database', async () => {
  const url = other.url('Київ records');
  const first = await opened('data', url);
  expect(existsSync(join(folder, 'data', 'pg'))).toBe(false);
  const records = await fill(first);
  expect(await findings(first)).toEqual([]);
  expect((await rebuild(first)).records).toBe(records);
  await first.close();

  const again = await opened('data', url);
  expect(await findings(again)).toEqual([]);
  const checkpoint = (await latestCheckpoint(again)) ?? '';
  const key = await newAgeKey();
  const file = join(folder, 'backup.age');
  await backup(again, file, { recipients: [key.recipient] });

  process.env.DATABASE_URL = other.url('restored');
  const report = await restore({ file, data: join(folder, 'new'), identities: [key.secret], against: [checkpoint] });
  expect(report).toMatchObject({ decision: 'continues', records, audit: { findings: [] } });
  // The roles of both live in one server: the first goes on as if nothing had happened.
  const fresh = await opened('data', url);
  expect(await findings(fresh)).toEqual([]);
});

test('two instances in one server keep apart', async () => {
  const first = await opened('data', other.url('second'));
  await fill(first);
  const second = await opened('data2', other.url('shared'));
  await fill(second);
  expect(second.database.url('cairn_app')).not.toBe(first.database.url('cairn_app'));
  for (const instance of [first, second]) expect(await findings(instance)).toEqual([]);
  // With the password of the first and a name of its own role, the second's database shows nothing.
  const stranger = openPool(first.database.url('cairn_app').replace(/[^/]*$/, 'shared'), 1);
  await expect(stranger.query('select from cairn.record')).rejects.toThrow(/permission denied for schema cairn/);
  await stranger.end();
});

test('a database that was begun with other keys is refused, and its roles keep their passwords', async () => {
  await other.run('create database taken template template0');
  const first = await opened('data', other.url('taken'));
  await sequence(first);
  await expect(openInstance({ data: join(folder, 'data2'), create: true })).rejects.toThrow(
    /belongs to the instance cairn\.invalid\/[0-9a-f]+, whose keys are not in/,
  );
  const app = openPool(first.database.url('cairn_app'), 1);
  expect((await app.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await app.end();
});

test('a folder does not change its database unawares', async () => {
  await other.run('create database stays template template0');
  const first = await opened('data', other.url('stays'));
  await sequence(first);
  delete process.env.DATABASE_URL;
  await expect(openInstance({ data: join(folder, 'data'), create: true })).rejects.toThrow(/Set DATABASE_URL again/);
  await first.close();
  // A folder that was only tried with a wrong address is still free.
  process.env.DATABASE_URL = other.url('stays');
  await expect(openInstance({ data: join(folder, 'own'), create: true })).rejects.toThrow(/belongs to the instance/);
  delete process.env.DATABASE_URL;
  open.push(await openInstance({ data: join(folder, 'own'), create: true }));
  process.env.DATABASE_URL = other.url('stays');
  await expect(openInstance({ data: join(folder, 'own') })).rejects.toThrow(/has a database of its own/);
});

test('whatever the server is set to, values come in one form, commits reach the disk, and no frozen process keeps a lock', async () => {
  await other.run('create database settings template template0');
  const instance = await opened('data', other.url('settings'));
  const settings = `select current_setting('timezone') as zone, '2031-03-04 05:06+00'::timestamptz::text as time, '\\x0aff'::bytea::text as bytes,
    current_setting('synchronous_commit') as durable, current_setting('transaction_isolation') as isolation,
    current_setting('idle_in_transaction_session_timeout') as frozen`;
  const expected = {
    zone: 'UTC',
    time: '2031-03-04 05:06:00+00',
    bytes: '\\x0aff',
    durable: 'on',
    isolation: 'read committed',
  };
  for (const pool of [instance.app, instance.access, instance.sequencer])
    expect((await pool.query(settings)).rows).toEqual([{ ...expected, frozen: '1min' }]);
  expect((await instance.owner.query(settings)).rows).toEqual([{ ...expected, frozen: '0' }]);
});

const FIT: ServerFacts = {
  version: 170_002,
  user: 'boss',
  superuser: true,
  database: 'x',
  encoding: 'UTF8',
  standby: false,
  fsync: 'on',
};

test.each<[Partial<ServerFacts>, RegExp]>([
  [{ version: 160_009 }, /PostgreSQL 16\..*17 or newer/],
  [{ superuser: false }, /"boss", who is no superuser/],
  [{ encoding: 'LATIN1' }, /encoded in LATIN1/],
  [{ standby: true }, /standby/],
  [{ fsync: 'off' }, /fsync off/],
])('a server that is unfit is refused in words: %o', (facts, words) => {
  expect(whyUnfit({ ...FIT, ...facts })).toMatch(words);
});

test('a fit server is taken', () => {
  expect(whyUnfit(FIT)).toBeNull();
  expect(whyUnfit({ ...FIT, version: 180_004 })).toBeNull();
});

test('an owner who is no superuser is told what is needed', async () => {
  await other.run("create role maker login createrole createdb password 'maker'");
  await other.run('create database made owner maker template template0');
  process.env.DATABASE_URL = other.url('made', 'maker', 'maker');
  await expect(openInstance({ data: join(folder, 'data'), create: true })).rejects.toThrow(
    /"maker", who is no superuser/,
  );
  expect(await other.run("select from pg_namespace where nspname = 'cairn'", 'made')).toEqual([]);
});

/** What a command says when it is given an address, and the exit status. */
function command(url: string, ...args: string[]): { status: number | null; said: string } {
  const env = { ...process.env, DATABASE_URL: url };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

const WRONG = 'S3cret';
test.each<[string, (right: string) => string, RegExp]>([
  ['a wrong password', (right) => right.replace(/:[^:@]*@/, `:${WRONG}@`), /does not take that password of "boss"/],
  [
    'a role that is not there',
    (right) => right.replace(/\/\/[^@]*@/, `//nobody:${WRONG}@`),
    /does not take that password of "nobody"/,
  ],
  ['a database that is not there', (right) => right.replace(/[^/]*$/, 'nowhere'), /There is no database "nowhere"/],
  [
    'a port where nobody answers',
    (right) => right.replace(/:\d+\//, ':1/'),
    /No PostgreSQL answers at 127\.0\.0\.1, port 1/,
  ],
  [
    'a password that was not escaped',
    () => `postgresql://boss:${WRONG}/x@127.0.0.1/db`,
    /no address of a database|not known here|DATABASE_URL/,
  ],
  ['no address at all', () => `boss:${WRONG}@127.0.0.1`, /DATABASE_URL is no address of a database/],
  ['no database named', () => `postgresql://boss:${WRONG}@127.0.0.1`, /does not name a database/],
  ['a password in the query', () => `postgresql://127.0.0.1/db?user=boss&password=${WRONG}`, /after the question mark/],
])('%s is told in words that hold no password', (_what, wrong, words) => {
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys', 'identity.json'), '{}');
  const answer = command(wrong(other.url('second')), 'audit', '--json', '--data', folder);
  expect(answer).toEqual({ status: 2, said: expect.stringMatching(words) });
  expect(answer.said).not.toContain('please report');
  for (const secret of [WRONG, BOSS_PASSWORD, encodeURIComponent(BOSS_PASSWORD)])
    expect(answer.said).not.toContain(secret);
});

test('no password stands in an argument of a process, nor in the log of a server that writes every statement', async () => {
  await other.run('create database quiet template template0');
  const instance = await opened('data', other.url('quiet'));
  await fill(instance);
  const processes = execFileSync('ps', ['-A', '-ww', '-o', 'args=']).toString();
  const log = other.log();
  expect(log).toContain('alter role');
  const secret = instance.database.password ?? '';
  expect(secret).not.toBe('');
  for (const password of [BOSS_PASSWORD, encodeURIComponent(BOSS_PASSWORD), secret]) {
    expect(processes).not.toContain(password);
    expect(log).not.toContain(password);
  }
});
