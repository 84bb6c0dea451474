import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { restore } from '../exchange/restore.ts';
import { sequence } from '../record/index.ts';
import { addressOf, keepCredentials, openStored, type Place, storeSetting } from '../store/index.ts';
import { newAgeKey, type Subject, startSubject } from '../testing/backup-subject.ts';
import { type S3Double, startS3Double } from '../testing/s3.ts';
import { moveStore, returnToFolder } from './move.ts';
import { storeMoves } from './move-store.ts';

const by = 'operator:tester';
const FOLDER: Place = { kind: 'folder' };

let subject: Subject;
let double: S3Double;
const written = new Map<string, string>();

beforeAll(async () => {
  subject = await startSubject();
  double = await startS3Double();
  keepCredentials(subject.instance.data.keys, double.place, double.credentials);
  for (let i = 0; i < 20; i++) await add(`Letter ${i}`);
});
afterAll(async () => {
  await subject?.stop();
  await double?.stop();
});
beforeEach(() => {
  double.faults.length = 0;
});

async function add(content: string): Promise<string> {
  const { sha256 } = await subject.writeItem(content);
  written.set(sha256, content);
  return sha256;
}

async function read(sha256: string): Promise<string> {
  const opened = await openStored(subject.instance, subject.compartment, sha256);
  if (opened === null) throw new Error(`The file ${written.get(sha256)} was not found.`);
  return (await buffer(opened.stream)).toString();
}

function inFolder(): string[] {
  const names = readdirSync(subject.instance.data.store, { recursive: true }) as string[];
  return names.map((name) => name.split(/[\\/]/).at(-1) ?? '').filter((name) => /^[0-9a-f]{64}$/.test(name));
}

const inBucket = (): string[] => [...double.objects.keys()].map((key) => key.slice('evidence/'.length));

function addresses(): string[] {
  return [...written.keys()].map((sha256) => addressOf(subject.instance, subject.compartment, sha256)).sort();
}

async function requireRead(): Promise<void> {
  for (const [sha256, content] of written) expect(await read(sha256)).toBe(content);
}

async function requireWhole(): Promise<void> {
  await requireRead();
  await sequence(subject.instance);
  expect((await audit(subject.instance)).findings).toEqual([]);
}

test('there and back while others add and read: nothing is ever missing, and nothing is left behind', async () => {
  for (const [to, there, elsewhere] of [
    [double.place, inBucket, inFolder],
    [FOLDER, inFolder, inBucket],
  ] as const) {
    let moving = true;
    const report = moveStore(subject.instance, to, { by }).finally(() => {
      moving = false;
    });
    const reading = (async () => {
      while (moving) for (const [sha256, content] of [...written]) expect(await read(sha256)).toBe(content);
    })();
    for (let i = 0; moving; i++) await add(`Came while it moved to ${to.kind} ${i}`);
    expect(await report).toMatchObject({ to: to.kind, ended: true, altered: [], differing: [] });
    await reading;
    expect(there().sort()).toEqual(addresses());
    expect(elsewhere()).toEqual([]);
    expect(await storeSetting(subject.instance.access)).toEqual({ current: to, former: [] });
    await requireRead();
  }
  const moves = await storeMoves(subject.instance.owner);
  expect(moves.map(({ origin, target, ended }) => [origin, target, ended !== null])).toEqual([
    ['folder', 's3', true],
    ['s3', 'folder', true],
  ]);
  expect(await moveStore(subject.instance, FOLDER, { by })).toMatchObject({ files: 0, ended: true });
});

test('killed in the middle, and turned round: it goes on, and nothing was removed that did not arrive', async () => {
  for (const to of [double.place, FOLDER, double.place]) {
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../testing/crash-move.ts', import.meta.url)),
        subject.instance.data.root,
        JSON.stringify(to),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await saidSo(child, /^(1[0-9])$/m);
    child.kill('SIGKILL');
    await new Promise((done) => child.once('exit', done));
    expect((await storeSetting(subject.instance.access)).former).toHaveLength(1);
    expect(new Set([...inFolder(), ...inBucket()])).toEqual(new Set(addresses()));
    await requireRead();
  }
  expect(await moveStore(subject.instance, double.place, { by })).toMatchObject({ ended: true });
  expect([inBucket().sort(), inFolder()]).toEqual([addresses(), []]);
  await requireWhole();
  await moveStore(subject.instance, FOLDER, { by });
});

function saidSo(child: ChildProcess, what: RegExp): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (what.test(said)) resolve();
    });
    child.once('exit', () => reject(new Error(`It ended before: ${said}`)));
  });
}

describe('a store that is no good', () => {
  test('one that keeps what is deleted, alters or does not answer is refused before anything moves', async () => {
    double.versioning = 'Enabled';
    await expect(moveStore(subject.instance, double.place, { by })).rejects.toThrow('versions are switched on');
    // Whoever may not ask is told by what the service answers.
    double.tells = false;
    await expect(moveStore(subject.instance, double.place, { by })).rejects.toThrow('versions are switched on');
    [double.versioning, double.tells] = [null, true];
    for (const does of ['flip', 'fail'] as const) {
      double.faults.splice(0, 1, { does, when: ({ method }) => method === 'PUT' });
      await expect(moveStore(subject.instance, double.place, { by })).rejects.toThrow('the bucket cairn');
    }
    expect(await storeSetting(subject.instance.access)).toEqual({ current: FOLDER, former: [] });
    expect(inBucket()).toEqual([]);
  });

  test('one that begins to alter on the way gets no more, and keeps nothing that is not whole', async () => {
    const [victim = ''] = addresses();
    double.faults.push({ does: 'flip', when: ({ method, key }) => method === 'PUT' && key.endsWith(victim) });
    await expect(moveStore(subject.instance, double.place, { by })).rejects.toThrow('gave back other bytes');
    expect(inFolder()).toContain(victim);
    expect(inBucket()).not.toContain(victim);
    await requireRead();
    double.faults.length = 0;
    expect(await moveStore(subject.instance, double.place, { by })).toMatchObject({
      ended: true,
      files: written.size,
    });
    await moveStore(subject.instance, FOLDER, { by });
  });
});

describe('over S3', () => {
  beforeAll(async () => {
    await moveStore(subject.instance, double.place, { by });
  });

  test('what is added lands there, and a flipped byte is named by audit', async () => {
    const sha256 = await add('Added over S3');
    const key = `evidence/${addressOf(subject.instance, subject.compartment, sha256)}`;
    const whole = double.objects.get(key) as Buffer;
    expect(whole.toString()).toBe('Added over S3');
    double.objects.set(key, Buffer.from('Added over s3'));
    await sequence(subject.instance);
    const findings = (await audit(subject.instance)).findings.map(({ what, message }) => `${what} ${message}`);
    expect(findings).toEqual([expect.stringMatching(/^file Its file [0-9a-f]{64} was altered/)]);
    double.objects.set(key, whole);
  });

  test('a backup streams from it, and a restore lands in the folder and says so', async () => {
    const key = await newAgeKey();
    const against = await subject.checkpoint();
    const file = await subject.backUp(key);
    const data = subject.fresh();
    const report = await restore({ file, data, identities: [key.secret], against: [against] });
    expect(report).toMatchObject({ files: written.size, missing: [], audit: { findings: [] } });
    const { openInstance } = await import('../database/index.ts');
    const restored = await openInstance({ data });
    try {
      expect(await storeSetting(restored.access)).toEqual({ current: FOLDER, former: [] });
      for (const [sha256, content] of written) {
        const opened = await openStored(restored, subject.compartment, sha256);
        expect((await buffer(opened?.stream as NonNullable<typeof opened>['stream'])).toString()).toBe(content);
      }
    } finally {
      await restored.close();
    }
    // The bucket belongs to the instance that was backed up.
    expect(inBucket().sort()).toEqual(addresses());
  });

  test('that all lies in the folder can be said of a move that never ended', async () => {
    const stop = new AbortController();
    await moveStore(subject.instance, FOLDER, { by, signal: stop.signal, progress: () => stop.abort() });
    expect((await storeSetting(subject.instance.access)).former).toHaveLength(1);
    await moveStore(subject.instance, FOLDER, { by });
    await returnToFolder(subject.instance, by, 'Restored');
    expect((await storeMoves(subject.instance.owner)).every(({ ended }) => ended !== null)).toBe(true);
    await requireWhole();
  });
});
