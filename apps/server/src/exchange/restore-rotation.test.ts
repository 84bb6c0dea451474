import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519Signer, formatCheckpoint, generateKey, openNote, parseVerifierKey, signNote } from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { type Instance, type Keys, openInstance } from '../database/index.ts';
import { commit, logSetting, newId, openOperatorSession, rotateKeys, sequence } from '../record/index.ts';
import { type AgeKey, newAgeKey, type Subject, startSubject } from '../testing/backup-subject.ts';
import { type RestoreReport, restore } from './restore.ts';

const BY = 'operator:tester';

let subject: Subject;
let key: AgeKey;
/** Checkpoints under the first key and under the second. */
let [first, second] = ['', ''];
let [before, after, plain] = ['', '', ''];
/** Keys before and after the rotation. */
let [old, now] = [] as unknown as [Keys, Keys];

beforeAll(async () => {
  subject = await startSubject();
  key = await newAgeKey();
  first = await subject.write('First');
  before = await subject.backUp(key);
  old = subject.instance.keys;
  await rotateKeys(subject.instance, { which: ['log', 'revision', 'witness'], by: BY });
  now = subject.instance.keys;
  second = await subject.write('Second');
  after = await subject.backUp(key);
  plain = await subject.backUp(null);
});
afterAll(() => subject.stop());

async function restored(
  file: string,
  against: string[],
): Promise<{ report: RestoreReport; keys: Keys; instance: Instance; told: (more: string[]) => Promise<string[]> }> {
  const data = subject.fresh();
  const report = await restore({ file, data, identities: [key.secret], against });
  const instance = await openInstance({ data });
  opened.push(() => instance.close());
  return {
    report,
    instance,
    keys: instance.keys,
    told: async (more) =>
      (await audit(instance, { against: more })).findings.map(({ what, id, message }) => `${what} ${id}: ${message}`),
  };
}

const opened: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of opened) await close();
});

test('a backup from before the rotation holds keys that were given up: a new log begins', async () => {
  const { report, keys, told } = await restored(before, [second]);
  expect(report).toMatchObject({ decision: 'forked', why: 'other-key', gap: { to: null } });
  expect(report.audit.findings).toEqual([]);
  expect(keys.origin).not.toBe(old.origin);
  expect([old.logKey, now.logKey]).not.toContain(keys.logKey);
  expect(await told([first])).toEqual([]);
});

test('a checkpoint outside that a known key has put its name to, and never signed, is refused', async () => {
  const forged = second.replace(/\n\d+\n/, '\n9\n');
  await expect(restored(after, [forged])).rejects.toThrow('is not one that the log of this backup signed');
  const thief = ed25519Signer('cairn.invalid/other', generateKey().secret);
  const other = signNote(formatCheckpoint({ origin: thief.name, size: 900n, root: new Uint8Array(32) }), [thief]);
  await expect(restored(after, [other])).rejects.toThrow('is not one that the log of this backup signed');
});

test('from a backup made after it the log goes on with the new key, held against checkpoints of both', async () => {
  const { report, keys, told } = await restored(after, [first, second]);
  expect(report).toMatchObject({ decision: 'continues', logKey: now.logKey });
  expect(report.audit.findings).toEqual([]);
  expect(keys.rotations).toEqual(now.rotations);
  expect(await told([first, second])).toEqual([]);
});

test('a plain backup tells the old log with both its keys, whose checkpoints still prove it', async () => {
  const { report, keys, instance, told } = await restored(plain, [second]);
  expect(report).toMatchObject({ decision: 'forked', why: 'plain-backup' });
  expect([...keys.knownKids]).toEqual(expect.arrayContaining([old.kid, now.kid]));
  expect(report.audit.findings).toEqual([]);
  expect(await told([first, second])).toEqual([]);
  // Under the old key and larger than what that ever signed.
  const text = openNote(second, [parseVerifierKey(now.logKey)]).text;
  expect((await told([signNote(text, [old.log])])).join('\n')).toContain('anchor outside checkpoint 1');
  // A revision by the key that the old log had given up, though the new log takes it in.
  const session = await openOperatorSession(instance);
  const change = { id: newId(), kind: 'incident' as const, compartment: subject.compartment, base: 0 };
  const thief = { ...instance, keys: { ...keys, kid: old.kid, signRevision: old.signRevision } };
  await commit(thief, session, [{ ...change, body: { title: 'By somebody else' } }], 'test');
  await sequence(instance);
  const [found, ...others] = await told([]);
  expect(others).toEqual([]);
  expect(found).toMatch(
    new RegExp(`^revision ${change.id}: Entry \\d+: It is signed with a key that was given up before`),
  );
});

test('where a log began anew, what the key of the log before it signs is named; what had waited is not', async () => {
  // A log that cannot be brought up to date is backed up as it is.
  const mark = join(subject.instance.data.keys, 'high-water.json');
  const was = readFileSync(mark, 'utf8');
  writeFileSync(mark, JSON.stringify({ ...JSON.parse(was), size: 1_000_000 }));
  await commitIn(subject.instance, 'Waits');
  const waits = await subject.backUp(null);
  writeFileSync(mark, was);
  const { report, keys, instance, told } = await restored(waits, []);
  expect(report).toMatchObject({ decision: 'forked', why: 'plain-backup' });
  expect((await logSetting(instance.owner))?.continues?.waiting).toBeGreaterThan(0);
  expect(await told([])).toEqual([]);
  // The backup was plain: who took the keys of the instance took them before.
  const thief = { ...instance, keys: { ...keys, kid: now.kid, signRevision: now.signRevision } };
  const forged = await commitIn(thief, 'By somebody else');
  await sequence(instance);
  expect(await told([])).toEqual([
    expect.stringMatching(
      new RegExp(`^revision ${forged}: Entry \\d+: It is signed with the key of the earlier log ${now.origin}`),
    ),
  ]);
});

async function commitIn(instance: Instance, title: string): Promise<string> {
  const session = await openOperatorSession(instance);
  const id = newId();
  const change = { id, kind: 'incident' as const, compartment: subject.compartment, base: 0, body: { title } };
  await commit(instance, session, [change], 'test');
  return id;
}
