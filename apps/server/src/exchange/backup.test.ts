import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backupCommand } from '../commands/backup.ts';
import { type Context, UsageError } from '../commands/command.ts';
import { commit, newId } from '../record/index.ts';
import { newAgeKey, type Subject, startSubject } from '../testing/backup-subject.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

let subject: Subject;

beforeAll(async () => {
  subject = await startSubject();
  await subject.write('A market with a plainly invented name');
  await subject.writeItem('what the item holds');
});
afterAll(() => subject.stop());

describe('what a backup holds', () => {
  test('an encrypted one shows nothing, and age itself opens it', async () => {
    const [key, second] = [await newAgeKey(), await newAgeKey()];
    const file = subject.fresh();
    const report = await backup(subject.instance, file, { recipients: [key.recipient, second.recipient] });
    expect(report).toMatchObject({ encrypted: true, recipients: 2, files: 1, missing: [], damage: null });
    expect(report.checkpoint?.size).toBeGreaterThan(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file);
    for (const text of ['plainly invented', 'what the item holds', 'tables/', 'identity'])
      expect(bytes.includes(text)).toBe(false);

    if (spawnSync('age', ['--version']).error !== undefined) return console.log('not run: age is not installed');
    for (const { secret } of [key, second]) {
      const identity = subject.fresh();
      writeFileSync(identity, `${secret}\n`, { mode: 0o600 });
      const opened = spawnSync('age', ['-d', '-i', identity, file], { maxBuffer: 1 << 28 });
      expect(opened.status).toBe(0);
      const names = spawnSync('tar', ['tf', '-'], { input: opened.stdout }).stdout.toString().trim().split('\n');
      expect(names.at(0)).toBe('backup.json');
      expect(names).toContain('keys/identity.json');
      expect(names.at(-1)).toBe('manifest.json');
    }
  });

  test('a plain one holds no key of the instance', async () => {
    const bytes = readFileSync(await subject.backUp(null));
    const identity = JSON.parse(readFileSync(join(subject.instance.data.keys, 'identity.json'), 'utf8'));
    for (const name of ['log', 'witness', 'revision', 'activity', 'store']) {
      const key = Buffer.from(identity[name], 'base64');
      for (const form of [key, key.toString('base64'), key.toString('base64url'), key.toString('hex')])
        expect(bytes.includes(form)).toBe(false);
    }
    expect(bytes.includes('keys/identity.json')).toBe(false);
    expect(bytes.includes('what the item holds')).toBe(true);
  });

  test('it is one moment of a database that others write to', async () => {
    const writers = { on: true };
    let done = 0;
    const writing = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (writers.on) {
          const change = { id: newId(), kind: 'incident' as const, compartment: subject.compartment, base: 0 };
          await commit(
            subject.instance,
            subject.session,
            [{ ...change, body: { title: `Meanwhile ${done++}` } }],
            'busy',
          );
        }
      }),
    );
    while (done < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = done;
    const file = await subject.backUp(null);
    writers.on = false;
    await writing;
    const restored = await restore({ file, data: subject.fresh() });
    expect(restored.audit.findings).toEqual([]);
    // At most one commit of each writer was under way.
    expect(restored.records).toBeGreaterThanOrEqual(before - 4);
  });

  test('a file that is missing from the store is named', async () => {
    const { instance } = subject;
    const { sha256 } = await subject.writeItem('soon gone');
    const { addressOf, folderPath } = await import('../store/index.ts');
    const path = folderPath(instance, addressOf(instance, subject.compartment, sha256));
    const content = readFileSync(path);
    rmSync(path);
    const { missing } = await backup(instance, subject.fresh(), { recipients: [] });
    expect(missing).toEqual([`${subject.compartment}/${sha256}`]);
    writeFileSync(path, content, { mode: 0o400 });
  });
});

describe('nothing half-written', () => {
  test('a file that is there already stays as it is', async () => {
    const file = subject.fresh();
    writeFileSync(file, 'mine');
    await expect(backup(subject.instance, file, { recipients: [] })).rejects.toThrow(/stays as it is/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('a recipient that is none is named before anything is written', async () => {
    const folder = subject.fresh();
    mkdirSync(folder);
    for (const recipient of ['age1nonsense', 'ssh-ed25519 AAAA', ''])
      await expect(backup(subject.instance, join(folder, 'b'), { recipients: [recipient] })).rejects.toThrow(
        /no recipient/,
      );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a full disk and a read-only one leave nothing and are told in words', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'cairn-small-disk-'));
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) {
      rmSync(disk, { recursive: true });
      return console.log('not run: this user may not mount a small disk');
    }
    try {
      await subject.writeItem('x'.repeat(100_000));
      await expect(backup(subject.instance, join(disk, 'b'), { recipients: [] })).rejects.toThrow(/disk is full/);
      expect(readdirSync(disk)).toEqual([]);
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      await expect(backup(subject.instance, join(disk, 'b'), { recipients: [] })).rejects.toThrow(/read-only/);
    } finally {
      spawnSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  });

  test('a folder that is not there is told in words', async () => {
    const file = join(subject.fresh(), 'b');
    await expect(backup(subject.instance, file, { recipients: [] })).rejects.toThrow(/no such folder/);
  });
});

describe('the command', () => {
  const context: Context = {
    data: '/nowhere',
    json: true,
    out: () => undefined,
    say: () => undefined,
    readStdin: async () => '',
    watched: false,
  };

  test('wants one of --to and --plain', async () => {
    await expect(backupCommand.run(context, ['file'], {})).rejects.toThrow(UsageError);
    await expect(backupCommand.run(context, ['file'], { plain: true, to: ['age1x'] })).rejects.toThrow(UsageError);
    await expect(backupCommand.run(context, ['file', 'another'], { plain: true })).rejects.toThrow(UsageError);
  });

  test('says what was written', async () => {
    const printed: string[] = [];
    const out = (text: string): void => void printed.push(text);
    const { recipient } = await newAgeKey();
    const given = { ...context, data: subject.instance.data.root, out };
    expect(await backupCommand.run({ ...given, json: false }, [subject.fresh()], { to: [recipient] })).toBe(0);
    expect(printed.join('')).toMatch(/encrypted to one recipient and holds the signing key/);
    expect(printed.join('')).toMatch(/newest checkpoint covers [0-9]+ entries/);
    expect(await backupCommand.run(given, [subject.fresh()], { plain: true })).toBe(0);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ encrypted: false, recipients: 0 });
  });
});
