import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  addSignature,
  cosigner,
  formatCheckpoint,
  generateKey,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
} from '@cairn/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordActivity } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { auditCommand } from '../commands/audit.ts';
import type { Context } from '../commands/command.ts';
import { restoreCommand } from '../commands/restore.ts';
import { type Instance, openInstance } from '../database/index.ts';
import { addCosignature } from '../record/cosigning.ts';
import {
  commit,
  latestCheckpoint,
  logSetting,
  newId,
  openOperatorSession,
  readRecord,
  sequence,
} from '../record/index.ts';
import { type AgeKey, newAgeKey, type Subject, startSubject } from '../testing/backup-subject.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

const TESTER = 'operator:tester';

let subject: Subject;
let key: AgeKey;
/** Checkpoints before, at and after the backups. */
let [older, equalToPlain, equal, newer] = ['', '', '', ''];
let [encrypted, plain] = ['', ''];
let referencesThen: string[];
let item: { id: string; sha256: string };

beforeAll(async () => {
  subject = await startSubject();
  key = await newAgeKey();
  older = await subject.write('First');
  item = await subject.writeItem('the first bytes');
  const change = { id: item.id, kind: 'item' as const, compartment: subject.compartment, base: 1 };
  await commit(
    subject.instance,
    subject.session,
    [{ ...change, body: { itemKind: 'paper', title: 'without its file' } }],
    'edited',
  );
  for (let i = 0; i < 3; i++) await recordActivity(subject.instance, { account: null, what: 'list' });
  await cosignedBySomebody(subject.instance);
  await recordActivity(subject.instance, { account: null, what: 'export' });
  plain = await subject.backUp(null);
  equalToPlain = await subject.checkpoint();
  // A backup enters itself, so what is as new as this one is newer than the plain one.
  encrypted = await subject.backUp(key);
  equal = await subject.checkpoint();
  referencesThen = await readReferences(subject.instance);
  newer = await subject.write('Lost');
});
afterAll(() => subject.stop());

/** A witness that was given a key and has cosigned the newest checkpoint. */
async function cosignedBySomebody(instance: Instance): Promise<void> {
  const witness = cosigner('witness.example/w', generateKey().secret);
  await sequence(instance);
  await addCosignature(instance, addSignature((await latestCheckpoint(instance)) ?? '', witness), TESTER, witness.vkey);
}

async function opened<T>(data: string, work: (instance: Instance) => Promise<T>): Promise<T> {
  const instance = await openInstance({ data });
  try {
    return await work(instance);
  } finally {
    await instance.close();
  }
}

/** Writes one record into a restored instance, and holds all of it against outside checkpoints. */
async function writesAndAudits(
  data: string,
  against: string[],
): Promise<{ reference: string; findings: string[]; size: number; anchored: number }> {
  return opened(data, async (instance) => {
    const session = await openOperatorSession(instance);
    const [made] = await commit(
      instance,
      session,
      [{ id: newId(), kind: 'incident', compartment: subject.compartment, base: 0, body: { title: 'Afterwards' } }],
      'after the restore',
    );
    await recordActivity(instance, { account: null, what: 'list' });
    const size = await sequence(instance);
    const { findings, anchored } = await audit(instance, { against });
    const told = findings.map(({ what, id, message }) => `${what} ${id}: ${message}`);
    return { reference: made?.reference ?? '', findings: told, size, anchored: anchored.size };
  });
}

function sizeOf(note: string): number {
  return Number(parseCheckpoint(openNote(note, [parseVerifierKey(subject.instance.keys.logKey)]).text).size);
}

describe('from an encrypted backup', () => {
  test.each([
    ['older than the backup', () => older],
    ['as new as the backup', () => equal],
  ])('the log goes on, proven by a checkpoint %s', async (_, note) => {
    const data = subject.fresh();
    const report = await restore({
      file: encrypted,
      data,
      identities: [`# a comment\n${key.secret}\n`],
      against: [note()],
    });
    expect(report).toMatchObject({
      decision: 'continues',
      why: null,
      gap: null,
      missing: [],
      audit: { ok: true, findings: [] },
    });
    expect(report.logKey).toBe(subject.instance.keys.logKey);
    expect(report.witnessKey).not.toBe(subject.instance.keys.witnessKey);

    const after = await writesAndAudits(data, [older, equal]);
    expect(after.findings).toEqual([]);
    expect(after.anchored).toBe(sizeOf(equal));
    expect(after.size).toBeGreaterThan(report.size);
    expect(referencesThen).not.toContain(after.reference);
  });

  test('a newer checkpoint outside shows the loss: a new log begins and says so first', async () => {
    const data = subject.fresh();
    const report = await restore({ file: encrypted, data, identities: [key.secret], against: [older, newer] });
    const gap = { from: report.backup.size, to: sizeOf(newer) };
    expect(report).toMatchObject({
      decision: 'forked',
      why: 'newer-outside-checkpoint',
      gap,
      audit: { ok: true, findings: [] },
    });
    expect(report.origin).not.toBe(subject.instance.keys.origin);
    const setting = await opened(data, (instance) => logSetting(instance.owner));
    expect(setting?.continues).toMatchObject({
      origin: subject.instance.keys.origin,
      size: report.backup.size,
      gap,
      outside: [older, newer],
    });
    expect(readdirSync(join(data, 'earlier-logs', subject.instance.keys.origin.replace('/', '_'))).sort()).toEqual([
      'checkpoints.jsonl',
      'log.json',
      'newest-checkpoint.txt',
    ]);

    // Checkpoints of the old log still prove what was carried over, and show what was not.
    expect((await writesAndAudits(data, [older, equal])).findings).toEqual([]);
    expect((await writesAndAudits(data, [newer])).findings).toEqual([
      expect.stringMatching(/^anchor .* the others are lost/),
    ]);
  });

  test('without a checkpoint from outside nothing proves that it is the newest: a new log begins, and again from that one', async () => {
    const first = subject.fresh();
    const report = await restore({ file: encrypted, data: first, identities: [key.secret] });
    expect(report).toMatchObject({
      decision: 'forked',
      why: 'no-outside-checkpoint',
      gap: { to: null },
      audit: { findings: [] },
    });
    const file = subject.fresh();
    const note = await opened(first, async (instance) => {
      await backup(instance, file, { recipients: [key.recipient] });
      return (await latestCheckpoint(instance)) ?? '';
    });
    const second = subject.fresh();
    const again = await restore({ file, data: second, identities: [key.secret] });
    expect(again.audit.findings).toEqual([]);
    expect(readdirSync(join(second, 'earlier-logs'))).toHaveLength(2);
    expect((await writesAndAudits(second, [older, equal, note])).findings).toEqual([]);
  });

  test('one that was decrypted beforehand does not let the log go on', async () => {
    const { unsealed } = await import('./archive/sealing.ts');
    const { createReadStream } = await import('node:fs');
    const chunks: Uint8Array[] = [];
    for await (const chunk of unsealed(createReadStream(encrypted), [key.secret])) chunks.push(chunk);
    const file = subject.fresh();
    writeFileSync(file, Buffer.concat(chunks));
    const report = await restore({ file, data: subject.fresh(), against: [equal] });
    expect(report).toMatchObject({ decision: 'forked', why: 'decrypted-backup', audit: { findings: [] } });
  });

  test('a checkpoint that contradicts it is told, and recorded in the new log', async () => {
    const { origin, log } = subject.instance.keys;
    const forged = signNote(formatCheckpoint({ origin, size: BigInt(sizeOf(older)), root: new Uint8Array(32) }), [log]);
    const data = subject.fresh();
    const report = await restore({ file: encrypted, data, identities: [key.secret], against: [forged] });
    expect(report).toMatchObject({ decision: 'forked', why: 'contradiction' });
    expect((await writesAndAudits(data, [forged])).findings).toEqual([expect.stringMatching(/history was rewritten/)]);
  });
});

describe('from a plain backup', () => {
  test('a new log begins; files, earlier files and activity are there and audited', async () => {
    const data = subject.fresh();
    const report = await restore({ file: plain, data, against: [equal] });
    expect(report).toMatchObject({
      decision: 'forked',
      why: 'plain-backup',
      files: 1,
      audit: { ok: true, findings: [] },
    });
    expect((await writesAndAudits(data, [older, equalToPlain])).findings).toEqual([]);
    await opened(data, async (instance) => {
      const session = await openOperatorSession(instance);
      expect((await readRecord(instance, session, item.id)).body).toEqual({
        itemKind: 'paper',
        title: 'without its file',
      });
      const { addressOf, folderPath } = await import('../store/index.ts');
      expect(readFileSync(folderPath(instance, addressOf(instance, subject.compartment, item.sha256)), 'utf8')).toBe(
        'the first bytes',
      );
      expect(instance.keys.activity).not.toEqual(subject.instance.keys.activity);

      // What was restored is held by its commitment, what came since by its codes.
      for (const [number, named] of [
        [2, 'activity 1 to'],
        [5, 'activity'],
      ] as const) {
        await instance.owner.query('alter table cairn.activity disable trigger user');
        await instance.owner.query("update cairn.activity set what = 'search' where number = $1", [number]);
        const { findings } = await audit(instance);
        expect(findings.map(({ what, id }) => `${what} ${id}`)).toContainEqual(expect.stringContaining(named));
        await instance.owner.query("update cairn.activity set what = 'list' where number = $1", [number]);
        await instance.owner.query('alter table cairn.activity enable trigger user');
      }
    });
  });
});

test('a file that was altered before the backup is altered still, and named', async () => {
  const { id, sha256 } = await subject.writeItem('as it was');
  const { addressOf, folderPath } = await import('../store/index.ts');
  const path = folderPath(subject.instance, addressOf(subject.instance, subject.compartment, sha256));
  chmodSync(path, 0o600);
  writeFileSync(path, 'as it is!');
  const report = await restore({ file: await subject.backUp(null), data: subject.fresh() });
  expect(report.audit.findings).toEqual([expect.objectContaining({ what: 'file', id, expected: sha256 })]);
});

test('the command tells what was decided and takes the key from a file', async () => {
  const printed: string[] = [];
  const context: Context = {
    data: subject.fresh(),
    json: false,
    out: (text) => void printed.push(text),
    say: () => undefined,
    readStdin: async () => key.secret,
    watched: false,
  };
  const note = subject.fresh();
  writeFileSync(note, equal);
  expect(await restoreCommand.run(context, [encrypted], { identity: ['-'], against: [note] })).toBe(0);
  expect(printed.join('')).toMatch(/The log \S+ continues; .*Never start the old instance again/s);
  const file = subject.fresh();
  writeFileSync(file, key.secret);
  const forked = { ...context, data: subject.fresh() };
  expect(await restoreCommand.run(forked, [encrypted], { identity: [file] })).toBe(0);
  expect(printed.at(-1)).toMatch(
    /Forked: a new log begins, because no checkpoint.*new log key: .*Tell those who hold the old key/s,
  );
  expect(await auditCommand.run(forked, [], { against: [note] })).toBe(0);
  expect(printed.at(-1)).toMatch(
    /The first \d+ entries of the earlier log \S+ are as the checkpoint kept outside says/,
  );
});

describe('what is refused', () => {
  async function refused(options: Parameters<typeof restore>[0], words: RegExp): Promise<void> {
    await expect(restore(options)).rejects.toThrow(words);
    expect(existsSync(options.data) ? readdirSync(options.data) : []).toEqual([]);
  }

  test('an encrypted backup without a key, and with a wrong one', async () => {
    await refused({ file: encrypted, data: subject.fresh() }, /is encrypted.*--identity/s);
    await refused(
      { file: encrypted, data: subject.fresh(), identities: [(await newAgeKey()).secret] },
      /None of the given keys/,
    );
    await refused({ file: encrypted, data: subject.fresh(), identities: ['no key'] }, /no age secret key/);
  });

  test('a byte flipped anywhere, or an end that is missing', async () => {
    const flip = (from: string, at: number): string => {
      const bytes = readFileSync(from);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      const file = subject.fresh();
      writeFileSync(file, bytes);
      return file;
    };
    const whole = readFileSync(plain);
    const places = ['the first bytes', '"revisionKey"', 'Meanwhile', '"cairn.revision": '].map((text) =>
      whole.lastIndexOf(text),
    );
    for (const at of [
      ...places.filter((place) => place >= 0),
      whole.indexOf('tables/cairn.deed'),
      whole.indexOf('eyJ'),
    ])
      await refused({ file: flip(plain, at), data: subject.fresh() }, /damaged or was altered/);
    const { length } = readFileSync(encrypted);
    for (const at of [Math.floor(length / 2), length - 1])
      await refused(
        { file: flip(encrypted, at), data: subject.fresh(), identities: [key.secret] },
        /damaged or was altered/,
      );
    const short = subject.fresh();
    writeFileSync(short, whole.subarray(0, whole.length - 6000));
    await refused({ file: short, data: subject.fresh() }, /damaged or was altered/);
  });

  test('a checkpoint of another log, and a file that is no backup', async () => {
    const other = signNote(formatCheckpoint({ origin: 'example.org/log', size: 1n, root: new Uint8Array(32) }), [
      cosigner('example.org/log', generateKey().secret),
    ]);
    await refused(
      { file: plain, data: subject.fresh(), against: [other] },
      /not one that the log of this backup signed/,
    );
    await refused({ file: fileURLToPath(import.meta.url), data: subject.fresh() }, /damaged|no backup/);
  });

  test('a folder that is not empty stays as it is', async () => {
    const data = subject.fresh();
    mkdirSync(data);
    writeFileSync(join(data, 'mine'), 'mine');
    await expect(restore({ file: plain, data })).rejects.toThrow(/new or empty/);
    expect(readdirSync(data)).toEqual(['mine']);
  });

  test('half a restore is no instance', async () => {
    const data = subject.fresh();
    const child = spawn(process.execPath, [COMMANDS, 'restore', plain, '--data', data], { stdio: 'ignore' });
    await until(() => existsSync(join(data, 'pg')) || child.exitCode !== null);
    await killed(child);
    expect(existsSync(join(data, 'RESTORE-INCOMPLETE.txt'))).toBe(true);
    await expect(openInstance({ data, create: true })).rejects.toThrow(/half a restore/);
    await expect(restore({ file: plain, data })).rejects.toThrow(/holds half a restore, .* remove the folder/);
  });
});

const COMMANDS = fileURLToPath(new URL('../commands/main.ts', import.meta.url));

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 2));
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

async function readReferences(instance: Instance): Promise<string[]> {
  return (await instance.owner.query('select reference from cairn.record')).rows.map((row) => row.reference);
}
