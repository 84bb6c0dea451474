import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { disclosureDigest, readDisclosure } from '@cairn/revision';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approveErasure, type Erasure, ErasureConflict, requestErasure } from '../erasure/index.ts';
import { pathAt } from '../evidence/index.ts';
import { backup } from '../exchange/backup.ts';
import { restore } from '../exchange/restore.ts';
import { commitDeed, sequence } from '../record/index.ts';
import { type ErasureSubject, type Planted, plant, startErasureSubject } from '../testing/erasure-subject.ts';
import { TESTER } from '../testing/server.ts';
import { audit } from './index.ts';

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
  expect(pathAt(subject.instance, erasure.files[0] ?? '')).toBe(stored.path);
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
  const text = `${JSON.stringify({ ...erasure, id: planted.actor, targets })}\n`;
  const { erased } = await restore({ file, data: join(folder, 'forged'), erasures: [{ name: 'list', text }] });
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
