import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { disclosureDigest, readDisclosure } from '@cairn/revision';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysOf, newIdentity } from '../database/index.ts';
import { approveErasure, type Erasure, ErasureConflict, exportErasures, requestErasure } from '../erasure/index.ts';
import { backup } from '../exchange/backup.ts';
import { restore } from '../exchange/restore.ts';
import { commitDeed, newId, sequence } from '../record/index.ts';
import { folderPath } from '../store/index.ts';
import { SoftPasskey } from '../testing/authenticator.ts';
import { type ErasureSubject, type Planted, plant, startErasureSubject } from '../testing/erasure-subject.ts';
import { TESTER } from '../testing/server.ts';
import { signedErasure } from '../testing/signed-erasure.ts';
import { audit, erasureDigest } from './index.ts';

// What is missing by right and what is missing by wrong, as the database's owner with all triggers off would mix them up.

const VALUE = 'Zqvarkolm';
const TABLES = [
  'cairn.disclosure',
  'cairn.erasure',
  'cairn.deed',
  'cairn.pending',
  'cairn.log_entry',
  'cairn.checkpoint',
];

let subject: ErasureSubject;
let planted: Planted;
let erasure: Erasure;
/** The row that held the erased disclosure, and the file that was erased, as they were before. */
let before: Record<string, unknown>;
let stored: { path: string; bytes: Buffer };

beforeAll(async () => {
  subject = await startErasureSubject();
  planted = await plant(subject, VALUE);
  const { instance, people } = subject;
  const { rows } = await instance.owner.query('select * from cairn.disclosure where record = $1 and level = $2', [
    planted.titled,
    'internal',
  ]);
  before = rows[0];
  const files = (readdirSync(instance.data.store, { recursive: true }) as string[])
    .map((name) => join(instance.data.store, name))
    .filter((path) => statSync(path).isFile());
  const targets = [{ record: planted.titled, fields: ['title'] }, { record: planted.item }];
  const made = await requestErasure(instance, people.lead, { targets, reason: 'Asked to' });
  const [address = ''] = made.files;
  const path = files.find((each) => each.endsWith(address)) ?? '';
  stored = { path, bytes: readFileSync(path) };
  erasure = (await approveErasure(instance, people.second, made.id)).erasure;
  await sequence(instance);
});
afterAll(() => subject?.stop());

async function named(work: (db: PoolClient) => Promise<void>): Promise<string[]> {
  const db = await subject.instance.owner.connect();
  await db.query('set session_replication_role = replica');
  for (const table of TABLES) await db.query(`create temporary table "kept ${table}" as select * from ${table}`);
  try {
    await work(db);
    return (await audit(subject.instance)).findings.map(({ what, id, message }) => `${what} ${id}: ${message}`);
  } finally {
    for (const table of TABLES) {
      await db.query(`delete from ${table}`);
      await db.query(`insert into ${table} select * from "kept ${table}"`);
    }
    db.release(true);
  }
}

test('what an erasure took is no finding', async () => {
  expect((await audit(subject.instance)).findings).toEqual([]);
});

test('what no erasure took and is missing is one, beside what one took', async () => {
  const texts = await named(async (db) => {
    await db.query(
      `update cairn.disclosure set encoded = substring(encoded from position('~' in encoded) + 1) where record = $1 and level = 'internal'`,
      [planted.titled],
    );
  });
  expect(texts.join('\n')).toContain(`disclosure ${planted.titled}: revision 1: 1 of its disclosures are missing`);
});

test('what an erasure took and is there again is one: a disclosure, and a file', async () => {
  const texts = await named(async (db) => {
    await db.query('update cairn.disclosure set encoded = $2 where record = $1 and level = $3', [
      planted.titled,
      before.encoded,
      'internal',
    ]);
  });
  expect(texts.join('\n')).toContain(`"body.title" was erased (${erasure.id}) and is there`);
  expect(folderPath(subject.instance, erasure.files[0] ?? '')).toBe(stored.path);
  expect(readdirSync(dirname(stored.path))).toEqual([]);
  writeFileSync(stored.path, stored.bytes);
  const { findings } = await audit(subject.instance);
  renameSync(stored.path, join(subject.folder, 'away'));
  expect(findings.map(({ what, id }) => `${what} ${id}`)).toEqual([`file ${erasure.id}`]);
});

test('an erasure that no deed made, one that names another digest, and one that is gone, excuse nothing', async () => {
  const disclosure = `disclosure ${planted.titled}: revision 1`;
  const [first] = erasure.targets;
  for (const targets of [
    [],
    erasure.targets.map((target) => ({ ...target, digest: first?.digest.replace(/^./, '!') })),
  ]) {
    const texts = await named(async (db) => {
      await db.query('update cairn.erasure set targets = $1', [JSON.stringify(targets)]);
    });
    expect(texts.some((text) => text.startsWith(disclosure) && text.includes('missing'))).toBe(true);
    expect(texts.some((text) => text.startsWith(`rights erasure ${erasure.id}`))).toBe(true);
  }
  const gone = await named(async (db) => {
    await db.query('delete from cairn.erasure');
  });
  expect(gone.some((text) => text.startsWith(disclosure) && text.includes('missing'))).toBe(true);
  const made = await named(async (db) => {
    await db.query('insert into cairn.erasure select (jsonb_populate_record(e, $1)).* from cairn.erasure e', [
      JSON.stringify({ id: planted.edited }),
    ]);
  });
  expect(made).toEqual([
    `rights erasure ${planted.edited}: No deed made this row: somebody wrote it into the database.`,
  ]);
});

test('an erasure of structure, by one person alone, or undone afterwards, is named', async () => {
  const deed = { table: 'erasure' as const, by: TESTER, reason: 'x' };
  const alone = await named(async () => {
    await commitDeed(subject.instance, { ...deed, row: { ...erasure, decided_by: erasure.requested_by } });
  });
  expect(alone).toEqual([`erasure ${erasure.id}: One person alone erased: two are needed.`]);
  const undone = await named(async () => {
    await commitDeed(subject.instance, { ...deed, row: { ...erasure, state: 'refused' } });
  });
  expect(undone).toContain(`erasure ${erasure.id}: A deed would undo how it ended.`);
  const targets = erasure.targets.map((target) => ({ ...target, claim: 'author' }));
  const structure = await named(async () => {
    await commitDeed(subject.instance, { ...deed, row: { ...erasure, targets } });
  });
  expect(structure.join('\n')).toContain('no erasure may take it');
});

test('one that took the author of a revision under the name of a field is named, and neither approval nor restore does so', async () => {
  const { instance, people, folder } = subject;
  const { rows } = await instance.owner.query('select level, encoded from cairn.disclosure where record = $1', [
    planted.statement,
  ]);
  const parts = rows.flatMap(({ level, encoded }) => encoded.split('~').map((part: string) => ({ level, part })));
  const author = parts.find(({ part }) => readDisclosure(part).name === 'author');
  const target = { record: planted.statement, number: 1, claim: 'body.summary', level: author?.level as string };
  const targets = [{ ...target, digest: disclosureDigest(author?.part as string) }];

  const texts = await named(async (db) => {
    await commitDeed(instance, {
      ...{ table: 'erasure', by: TESTER, reason: 'x' },
      row: { ...erasure, id: planted.actor, targets },
    });
    await db.query(
      `update cairn.disclosure set encoded = replace(replace(encoded, $2 || '~', ''), '~' || $2, '') where record = $1`,
      [planted.statement, author?.part],
    );
  });
  expect(texts).toContain(
    `disclosure ${planted.statement}: revision 1: "author" is missing, and no erasure may take it`,
  );

  const asked = { targets: [{ record: planted.statement, fields: ['summary'] }], reason: 'Asked to' };
  const { id } = await requestErasure(instance, people.lead, asked);
  await named(async (db) => {
    await db.query('update cairn.erasure set targets = $2 where id = $1', [id, JSON.stringify(targets)]);
    await expect(approveErasure(instance, people.second, id)).rejects.toThrow(ErasureConflict);
  });

  const file = join(folder, 'backup.tar');
  await backup(instance, file, { recipients: [] });
  const lineOf = (row: object) => `${JSON.stringify(row)}\n`;
  const [genuine = ''] = (await exportErasures(instance)).split('\n');
  const forged = { ...erasure, id: planted.actor, targets };
  const data = join(folder, 'forged');
  const restored = (text: string) => restore({ file, data, erasures: [{ name: 'list', text }] });
  for (const [text, why] of [
    [lineOf(forged), 'Line 1 carries no deed'],
    [`${genuine}\n${lineOf({ ...JSON.parse(genuine), targets })}`, 'Line 2 carries no deed'],
    [`${genuine}\n${lineOf(signedErasure(keysOf(newIdentity()), forged))}`, 'Line 2 was signed by another instance'],
  ] as const) {
    await expect(restored(text), why).rejects.toThrow(why);
    expect(existsSync(data) ? readdirSync(data).filter((name) => !name.startsWith('.')) : []).toEqual([]);
  }
  const { erased } = await restored(lineOf(signedErasure(instance.keys, forged)));
  expect(erased).toEqual({ erasures: 0, disclosures: 0, files: 0 });
});

test('a request that was altered before it was approved, so that one person approves their own, is named', async () => {
  const { instance, people } = subject;
  const asked = { targets: [{ record: planted.edited, fields: ['title'] }], reason: 'Asked to' };
  const { id } = await requestErasure(instance, people.lead, asked);
  const texts = await named(async (db) => {
    await db.query('update cairn.erasure set requested_by = $2 where id = $1', [id, people.second.account]);
    await approveErasure(instance, people.lead, id);
  });
  expect(texts).toContain(`erasure ${id}: What was decided is not what was asked for: requested_by.`);
});

test('what a passkey signed is verified: its request, its signature, and whose it was then', async () => {
  const { instance, people } = subject;
  const keys = { second: new SoftPasskey('localhost'), reviewer: new SoftPasskey('localhost') };
  const rows: Record<string, { id: string }> = {};
  for (const who of ['second', 'reviewer'] as const) {
    const public_key = `\\x${Buffer.from(keys[who].publicKey).toString('hex')}`;
    const row = { id: newId(), account: people[who].account, credential: newId(), public_key };
    rows[who] = { ...row, ...{ host: 'localhost', label: 'Key', transports: [] } } as { id: string };
    await commitDeed(instance, { table: 'passkey', row: rows[who], by: TESTER, reason: 'x' });
  }
  const signed = (subject: string, who: keyof typeof keys) => {
    const { authenticatorData, clientDataJSON, signature } = keys[who].answer(subject, 'http://localhost:1').response;
    const publicKey = Buffer.from(keys[who].publicKey).toString('base64url');
    return { pseudonym: 'x', subject, publicKey, host: 'localhost', authenticatorData, clientDataJSON, signature };
  };
  const asked = { targets: [{ record: planted.statement, fields: ['summary'] }], reason: 'Asked to' };
  const made = await requestErasure(instance, people.lead, asked);
  const sound = signed(erasureDigest(made), 'second');
  const other = signed(erasureDigest({ ...made, reason: 'x' }), 'second');
  const of = (message: string) => `erasure ${made.id}: ${message}`;
  const another = of('The passkey signed something else than this request.');
  const broken = of('The signature of the passkey does not verify.');
  const foreign = of('The passkey that signed is none that the person who decided had then.');
  const row = { ...made, state: 'done', decided_by: people.second.account, decided_at: made.requested_at };
  const found = (assertions: unknown, before = async () => {}) =>
    named(async () => {
      await before();
      const by = people.second.author;
      await commitDeed(instance, { table: 'erasure', row: { ...row, assertions }, by, reason: 'x' });
    }).then((texts) => texts.filter((text) => text.startsWith('erasure ')));

  expect(await found([sound])).toEqual([]);
  expect(await found([{ ...sound, signature: other.signature }])).toEqual([broken]);
  expect(await found([{ ...sound, authenticatorData: other.authenticatorData }])).toEqual([broken]);
  expect(await found([other])).toEqual([another]);
  expect(await found([{ ...other, subject: sound.subject }])).toEqual([broken]);
  expect(await found([signed(sound.subject, 'reviewer')])).toEqual([foreign]);
  expect(await found([{ ...sound, publicKey: 'AAAA' }])).toEqual([broken, foreign]);
  const unreadable = of('What a passkey is said to have signed cannot be read.');
  for (const odd of [[], {}, [null], [{ ...sound, host: 1 }]]) expect(await found(odd)).toEqual([unreadable]);

  await approveErasure(instance, people.second, made.id, sound);
  await sequence(instance);
  await commitDeed(instance, { table: 'passkey', row: { id: rows.second?.id }, remove: true, by: TESTER, reason: 'x' });
  // What was signed while the key was there stays right.
  expect((await audit(instance)).findings.filter(({ what }) => what === 'erasure')).toEqual([]);
});

test('a key that was removed before signs no erasure', async () => {
  const { instance, people } = subject;
  const key = new SoftPasskey('localhost');
  const public_key = `\\x${Buffer.from(key.publicKey).toString('hex')}`;
  const row = { id: newId(), account: people.second.account, credential: newId(), public_key, host: 'localhost' };
  const deed = { table: 'passkey' as const, by: TESTER, reason: 'x' };
  await commitDeed(instance, { ...deed, row: { ...row, label: 'Key', transports: [] } });
  await commitDeed(instance, { ...deed, row: { id: row.id }, remove: true });
  const targets = [{ record: planted.actor, fields: ['notes'] }];
  const made = await requestErasure(instance, people.lead, { targets, reason: 'Asked to' });
  const digest = erasureDigest(made);
  const { authenticatorData, clientDataJSON, signature } = key.answer(digest, 'http://localhost:1').response;
  const publicKey = Buffer.from(key.publicKey).toString('base64url');
  const response = { authenticatorData, clientDataJSON, signature };
  const texts = await named(async () => {
    const assertions = [{ pseudonym: 'x', subject: digest, publicKey, host: 'localhost', ...response }];
    const decided = { state: 'done', decided_by: people.second.account, decided_at: made.requested_at, assertions };
    await commitDeed(instance, {
      table: 'erasure',
      row: { ...made, ...decided },
      by: people.second.author,
      reason: 'x',
    });
  });
  expect(texts).toContain(`erasure ${made.id}: The passkey that signed is none that the person who decided had then.`);
});
