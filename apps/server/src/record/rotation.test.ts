import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCheckpoint, openCheckpoint, openRotation, parseVerifierKey, rootOf, signNote } from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { type Identity, type Instance, keysOf, openInstance, readIdentity, writeIdentity } from '../database/index.ts';
import { type Subject, startSubject } from '../testing/backup-subject.ts';
import { latestCheckpoint, rotateKeys, rotationsIn, sequence } from './index.ts';
import { TreeDamaged } from './tree.ts';
import { Refusal } from './types.ts';

const BY = 'operator:tester';
const ALL = ['log', 'revision', 'witness'] as const;

let subject: Subject;
let instance: Instance;
/** The keys before any rotation, as a thief has them, and a checkpoint that somebody outside kept. */
let stolen: Identity;
let kept: string;

beforeAll(async () => {
  subject = await startSubject();
  instance = subject.instance;
  kept = await subject.write('Before');
  stolen = readIdentity(instance.data.keys) as Identity;
});
afterAll(() => subject.stop());

const findings = async (against: string[] = []): Promise<string[]> =>
  (await audit(instance, { against })).findings.map(({ what, id, message }) => `${what} ${id}: ${message}`);

const sizeOf = (note: string): number => Number(note.split('\n')[1]);

test('the log goes on under new keys, and everything signed before and after is sound', async () => {
  const before = instance.keys;
  const at = sizeOf(kept);
  const ahead = { which: ALL, since: new Date(Date.now() + 60_000), by: BY };
  await expect(rotateKeys(instance, ahead)).rejects.toThrow(Refusal);
  expect(instance.keys.logKey).toBe(before.logKey);

  const since = new Date(Date.now() - 3_600_000);
  const rotation = openRotation(await rotateKeys(instance, { which: ALL, since, by: BY }));
  const now = instance.keys;
  expect(rotation).toMatchObject({
    origin: before.origin,
    since: since.toISOString(),
    size: BigInt(at),
    log: { old: before.logKey, new: now.logKey },
    revision: { old: before.kid, new: now.kid },
    witness: { old: before.witnessKey, new: now.witnessKey },
  });
  expect(new Set([before.logKey, now.logKey, before.kid, now.kid, before.witnessKey, now.witnessKey]).size).toBe(6);

  const newest = (await latestCheckpoint(instance)) ?? '';
  expect(sizeOf(newest)).toBe(at + 1);
  expect(openCheckpoint(newest, [parseVerifierKey(now.logKey)]).origin).toBe(before.origin);
  expect(() => openCheckpoint(newest, [parseVerifierKey(before.logKey)])).toThrow();
  const later = await subject.write('After');
  expect(await findings([kept, newest, later])).toEqual([]);
});

test('the old secrets are gone from the folder, and what identifies stored files and activity stays', () => {
  const text = readFileSync(join(instance.data.keys, 'identity.json'), 'utf8');
  for (const secret of [stolen.log, stolen.revision, stolen.witness]) expect(text).not.toContain(secret);
  const now = JSON.parse(text) as Identity;
  expect(now.next).toBeUndefined();
  expect([now.store, now.activity, now.created]).toEqual([stolen.store, stolen.activity, stolen.created]);
  expect(existsSync(join(instance.data.keys, 'rotation.lock'))).toBe(false);
});

test('a second rotation follows the first; one that replaces a single key leaves the others', async () => {
  const before = instance.keys;
  const note = await rotateKeys(instance, { which: ['log'], by: BY });
  expect(openRotation(note).number).toBe(2);
  expect(instance.keys).toMatchObject({ kid: before.kid, witnessKey: before.witnessKey });
  expect(instance.keys.logKey).not.toBe(before.logKey);
  expect(rotationsIn(instance).map(({ number }) => number)).toEqual([1, 2]);
  await subject.write('After both');
  expect(await findings([kept])).toEqual([]);
});

test('a process that was there before the rotation signs with the new keys', async () => {
  const other = await openInstance({ data: instance.data.root });
  const before = other.keys;
  await rotateKeys(instance, { which: ['log', 'revision'], by: BY });
  expect(other.keys.logKey).toBe(instance.keys.logKey);
  expect(other.keys.kid).not.toBe(before.kid);
  await sequence(other);
  await other.close();
  expect(await findings()).toEqual([]);
});

test('with an old copy of the keys nothing is signed', async () => {
  const identity = readIdentity(instance.data.keys) as Identity;
  writeIdentity(instance.data.keys, stolen);
  try {
    await expect(subject.write('Signed by whoever has the old keys')).rejects.toThrow(TreeDamaged);
    expect((await findings()).join('\n')).toMatch(/checkpoint \d+: Its signature does not verify/);
  } finally {
    writeIdentity(instance.data.keys, identity);
  }
  await sequence(instance);
  // What the old key signed, and the log took in afterwards, stays flagged for ever.
  const found = await findings([kept]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^revision .* signed with a key that was given up before: at \d+ entries/);
});

test('a checkpoint that only the old key signs is a finding, in the log and from outside', async () => {
  const thief = keysOf(stolen);
  const { owner } = instance;
  const newest = (await latestCheckpoint(instance)) ?? '';
  const [origin = '', size = '', root = ''] = newest.split('\n');
  const forged = signNote(`${origin}\n${size}\n${root}\n`, [thief.log]);
  const db = await owner.connect();
  try {
    await db.query('set session_replication_role = replica');
    const { rows } = await db.query('select note from cairn.checkpoint where size = $1', [size]);
    await db.query('update cairn.checkpoint set note = $2 where size = $1', [size, forged]);
    expect((await findings()).join('\n')).toMatch(
      `checkpoint ${size}: Its signature does not verify: The checkpoint of ${size} entries is signed with a key that was given up before`,
    );
    await expect(sequence(instance)).rejects.toThrow('given up before');
    await db.query('update cairn.checkpoint set note = $2 where size = $1', [size, rows[0].note]);
  } finally {
    db.release(true);
  }
  expect(await findings()).toHaveLength(1);
  const other = signNote(formatCheckpoint({ origin, size: BigInt(size) + 5n, root: rootOf([]) }), [thief.log]);
  expect((await findings([other])).join('\n')).toContain('given up before');
});

test('a rotation that the log names and the keys do not know, or the other way round, is a finding', async () => {
  const db = await instance.owner.connect();
  const { rows } = await db.query("select value from cairn.setting where name = 'log'");
  try {
    const { rotations, ...rest } = rows[0].value;
    for (const value of [
      rest,
      { ...rest, rotations: rotations.slice(1) },
      { ...rest, rotations: [...rotations, 'x'] },
    ]) {
      await db.query("update cairn.setting set value = $1 where name = 'log'", [JSON.stringify(value)]);
      const found = (await findings()).join('\n');
      expect(found).toContain('rotation setting log: The log names other rotations of its keys');
      expect(found).toContain('rights setting log: The row is not as its last deed left it.');
    }
  } finally {
    await db.query("update cairn.setting set value = $1 where name = 'log'", [JSON.stringify(rows[0].value)]);
    db.release();
  }
  expect(await findings()).toHaveLength(1);
});
