import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import type { Command, Context, Values } from '../commands/command.ts';
import { COMMANDS } from '../commands/registry.ts';
import { commit, newId, openOperatorSession, sequence } from '../record/index.ts';
import { addressOf, folderPath, keepCredentials, storeFile } from '../store/index.ts';
import { startS3Double } from '../testing/s3.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { beginRound, continueRound } from './fixity.ts';
import { checkAllNow, type FixityLoop, startFixity } from './fixity-loop.ts';
import { fixityReport } from './fixity-report.ts';
import { setFixity } from './fixity-setting.ts';
import { lastRound } from './fixity-store.ts';
import { moveStore } from './move.ts';
import { Pace } from './pace.ts';

const by = 'operator:tester';
const DAY = 86_400_000;

let cairn: TestServer;
let reader: string;
let outsider: string;
const files: { item: string; path: string; content: string }[] = [];

beforeAll(async () => {
  cairn = await startTestServer();
  await setFixity(cairn.instance, by, { everyDays: 30, rate: 10_000 });
  reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'sealed' });
  outsider = await cairn.addPerson('outsider');
  for (let i = 0; i < 5; i++) files.push(await add(`Letter ${i}`));
});
afterAll(() => cairn?.stop());

async function add(content: string): Promise<(typeof files)[number]> {
  const { instance, compartment, data } = cairn;
  const session = await openOperatorSession(instance);
  const source = `${data}-source.txt`;
  writeFileSync(source, content);
  const file = await storeFile(instance, compartment.id, source);
  const item = newId();
  const body = { itemKind: 'file', file };
  await commit(instance, session, [{ id: item, kind: 'item', compartment: compartment.id, base: 0, body }], 'test');
  return { item, content, path: folderPath(instance, addressOf(instance, compartment.id, file.sha256)) };
}

/** What the disk might do: one bit turns. */
function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[3] = (bytes[3] ?? 0) ^ 4;
  chmodSync(path, 0o600);
  writeFileSync(path, bytes);
}

function putBack({ path, content }: (typeof files)[number]): void {
  rmSync(path, { force: true });
  writeFileSync(path, content, { mode: 0o400 });
}

interface State {
  fixity: { last: { files: number } | null; problems: { item: string; kind: string }[]; hidden: number };
  store: unknown;
}

async function stateFor(token: string): Promise<State> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${cairn.origin}/api/v1/evidence/state`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as State;
}

/** Runs the scheduled check until something holds. */
async function scheduled(loop: FixityLoop, until: () => Promise<boolean>): Promise<string[]> {
  const said: string[] = [];
  const stop = startFixity(cairn.instance, { first: 0, pause: 10, say: (text) => said.push(text), ...loop });
  try {
    while (!(await until())) await sleep(20);
  } finally {
    await stop();
  }
  return said;
}

const roundsDone = async (): Promise<number> => {
  const round = await lastRound(cairn.instance.owner);
  return round === null ? 0 : round.number - (round.ended === null ? 1 : 0);
};

async function deeds(): Promise<Record<string, unknown>[]> {
  const { rows } = await cairn.instance.owner.query(
    'select kind, files::integer, altered, missing, problems, again from cairn.fixity_check order by round, at',
  );
  return rows;
}

/** A command as the terminal runs it. */
async function run(name: string, values: Values = {}): Promise<{ status: number; out: string }> {
  let out = '';
  const command = await (COMMANDS[name] as () => Promise<Command>)();
  const context: Context = {
    data: cairn.data,
    json: values.json === true,
    out: (text) => {
      out += text;
    },
    say: () => undefined,
    readStdin: async () => '',
    watched: false,
  };
  return { status: await command.run(context, [], values), out };
}

describe('the scheduled check', () => {
  test('reads every file once, enters it as a deed, and does so again only when it is due', async () => {
    expect((await stateFor(cairn.token)).fixity).toMatchObject({ last: null, problems: [], hidden: 0 });
    await scheduled({}, async () => (await roundsDone()) === 1);
    expect(await deeds()).toEqual([{ kind: 'round', files: 5, altered: 0, missing: 0, problems: [], again: [] }]);
    let looks = 0;
    await scheduled({}, async () => ++looks > 5);
    expect(await roundsDone()).toBe(1);
    await scheduled({ now: () => new Date(Date.now() + 31 * DAY) }, async () => (await roundsDone()) === 2);
    // That clock jumped: a round that lies in the future does not keep the next one waiting for years.
    await scheduled({}, async () => (await roundsDone()) === 3);
    expect((await stateFor(reader)).fixity.last?.files).toBe(5);
  });

  test('finds a flipped byte and a missing file, says so at once, and ends the alarm when they are put back', async () => {
    const [altered, missing] = files as [(typeof files)[0], (typeof files)[0]];
    flip(altered.path);
    rmSync(missing.path);
    const later = { now: () => new Date(Date.now() + 31 * DAY) };
    const said = await scheduled(later, async () => (await stateFor(reader)).fixity.problems.length === 2);
    expect(said.join()).toMatch(/STORED FILES FAILED: 1 altered, 1 missing/);
    const expected = [
      expect.objectContaining({ item: altered.item, kind: 'altered', reference: expect.stringMatching(/^TEA-/) }),
      expect.objectContaining({ item: missing.item, kind: 'missing' }),
    ];
    expect((await stateFor(reader)).fixity).toMatchObject({ problems: expect.arrayContaining(expected), hidden: 0 });
    // Whoever sees no item of it learns a number.
    expect((await stateFor(outsider)).fixity).toMatchObject({ problems: [], hidden: 2 });
    const told = (await deeds()).filter(({ kind }) => kind === 'found').flatMap(({ problems }) => problems);
    expect(told).toEqual(
      expect.arrayContaining([
        { item: altered.item, kind: 'altered' },
        { item: missing.item, kind: 'missing' },
      ]),
    );
    expect(told).toHaveLength(2);
    const { status, out } = await run('fixity', { json: true });
    expect([status, JSON.parse(out).problems.length]).toEqual([1, 2]);
    expect((await run('fixity')).out).toMatch(/ALTERED: the file of TEA-/);

    putBack(altered);
    putBack(missing);
    await scheduled({ recheck: 0 }, async () => (await stateFor(reader)).fixity.problems.length === 0);
    const again = (await deeds()).flatMap((row) => row.again);
    expect(again.sort()).toEqual([altered.item, missing.item].sort());
    expect((await run('fixity', { json: true })).status).toBe(0);
    await sequence(cairn.instance);
    expect((await audit(cairn.instance)).findings).toEqual([]);
  });

  test('of several servers one reads, and one that is stopped in the middle is gone on with', async () => {
    const { instance } = cairn;
    const before = await deeds();
    const round = await beginRound(instance, new Date());
    let asked = 0;
    const part = await continueRound(instance, round, { rate: Number.POSITIVE_INFINITY, enough: () => ++asked > 2 });
    expect(part.ended).toBeNull();
    expect(part.files).toBe(2);
    const stops = [1, 2, 3].map(() => startFixity(instance, { first: 0, pause: 10 }));
    while ((await lastRound(instance.owner))?.ended === null) await sleep(20);
    await Promise.all(stops.map((stop) => stop()));
    expect((await deeds()).slice(before.length)).toEqual([expect.objectContaining({ kind: 'round', files: 5 })]);
  });
});

test('what an erased or unknown file was forgotten for is no alarm; a second item of a failing file is told of', async () => {
  const { instance } = cairn;
  const first = await add('The same letter');
  const second = await add('The same letter');
  flip(first.path);
  await checkAllNow(instance, {});
  const { problems } = await fixityReport(instance);
  expect(problems.map(({ item }) => item).sort()).toEqual([first.item, second.item].sort());
  putBack(first);
  await instance.owner.query(
    "update cairn.fixity_reading set items = array[gen_random_uuid()] where outcome <> 'whole'",
  );
  await scheduled({ recheck: 0 }, async () => (await fixityReport(instance)).problems.length === 0);
  await checkAllNow(instance, {});
  expect((await fixityReport(instance)).problems).toEqual([]);
});

test('over S3: a flipped byte is found; a service that does not answer is no alarm', async () => {
  const { instance } = cairn;
  const double = await startS3Double({ prefix: '' });
  try {
    keepCredentials(instance.data.keys, double.place, double.credentials);
    await moveStore(instance, double.place, { by });
    expect((await stateFor(cairn.token)).store).toEqual({ kind: 's3', moving: null });
    double.faults.push({ does: 'fail', when: () => true });
    await expect(checkAllNow(instance, {})).rejects.toThrow('did not do what it was asked');
    expect((await fixityReport(instance)).problems).toEqual([]);
    double.faults.length = 0;
    // One that a single item names: of two, both would be told of.
    const address = basename((files[0] as (typeof files)[number]).path);
    const [key, bytes] = [...double.objects].find(([name]) => name.endsWith(address)) ?? ['', Buffer.from('')];
    double.objects.set(key, Buffer.from(bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte))));
    const { status, out } = await run('fixity', { now: true, json: true });
    expect(status).toBe(1);
    expect(JSON.parse(out).problems).toEqual([expect.objectContaining({ kind: 'altered' })]);
    double.objects.set(key, bytes);
    expect((await run('fixity', { now: true })).status).toBe(0);
    const shown = await run('store show');
    expect(shown.out).toBe(`Files lie in the bucket cairn at ${double.place.endpoint}: ${double.objects.size}.`);
    const moved = await run('store move', { to: 'folder', json: true });
    expect([moved.status, JSON.parse(moved.out)]).toMatchObject([0, { to: 'folder', ended: true }]);
    expect(double.objects.size).toBe(0);
    for (const { path } of files) expect(statSync(path).isFile()).toBe(true);
  } finally {
    await double.stop();
  }
});

test('over S3: one file that the service never gives back is told of, and keeps no other from being read', async () => {
  const { instance } = cairn;
  const double = await startS3Double({ prefix: '' });
  try {
    keepCredentials(instance.data.keys, double.place, double.credentials);
    await moveStore(instance, double.place, { by });
    const [refused, flipped] = files.map(({ path }) => basename(path)) as [string, string];
    double.faults.push({ does: 'truncate', when: ({ method, key }) => method === 'GET' && key === refused });
    const bytes = double.objects.get(flipped) ?? Buffer.from('');
    double.objects.set(flipped, Buffer.from(bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte))));
    expect(await checkAllNow(instance, {})).toMatchObject({ files: double.objects.size, altered: 2 });
    // Nor does it keep the others that failed from being read anew.
    double.objects.set(flipped, bytes);
    await scheduled({ recheck: 0 }, async () => (await fixityReport(instance)).problems.length === 1);
    await scheduled({ recheck: 0, now: () => new Date(Date.now() + 31 * DAY) }, async () => {
      const last = await lastRound(instance.owner);
      return last !== null && last.ended !== null && last.altered === 1;
    });
    double.faults.length = 0;
    await scheduled({ recheck: 0 }, async () => (await fixityReport(instance)).problems.length === 0);
    await moveStore(instance, { kind: 'folder' }, { by });
  } finally {
    await double.stop();
  }
});

test('how often and how fast is a setting, and a deed', async () => {
  expect((await run('fixity set', { every: '7' })).out).toBe('Every file is read every 7 days, at 10000 MB/s at most.');
  await expect(run('fixity set', { every: '0' })).rejects.toThrow('from 1 to');
  expect((await stateFor(cairn.token)).fixity).toMatchObject({ everyDays: 7 });
});

test('reading keeps to its pace, saves up no haste, and stops when told', async () => {
  const stop = new AbortController();
  const pace = new Pace(1, stop.signal);
  await pace.took(0);
  const waiting = pace.took(1_000_000);
  stop.abort();
  await expect(waiting).rejects.toThrow();
  await expect(pace.took(0)).rejects.toThrow();
  await new Pace(Number.POSITIVE_INFINITY).took(1e12);
});
