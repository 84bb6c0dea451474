import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { openInstance } from '../database/index.ts';
import { backup } from '../exchange/backup.ts';
import { restore } from '../exchange/restore.ts';
import { sequence } from '../record/index.ts';
import { type AgeKey, newAgeKey } from '../testing/backup-subject.ts';
import { type ErasureSubject, patternsOf, plant, startErasureSubject, traces } from '../testing/erasure-subject.ts';
import { approveErasure, exportErasures, LIST_NAME, requestErasure } from './index.ts';

// A value is planted wherever one can stand, erased by two people, and looked for in every byte of the data folder.

const VALUE = 'Zqvarkolm';
const REASON = 'The person asked for it.';

let subject: ErasureSubject;
let older: string;
/** The same with the instance's keys in it. */
let sealed: string;
let key: AgeKey;

beforeAll(async () => {
  subject = await startErasureSubject();
  await plant(subject, VALUE);
  older = join(subject.folder, 'older.tar');
  await backup(subject.instance, older, { recipients: [] });
  key = await newAgeKey();
  sealed = join(subject.folder, 'sealed.age');
  await backup(subject.instance, sealed, { recipients: [key.recipient] });
});
afterAll(() => subject?.stop());

/** What of the value stands in one file. */
function tracesIn(file: string): string[] {
  const bytes = readFileSync(file);
  return patternsOf(VALUE).flatMap(([what, pattern]) => (bytes.includes(pattern) ? [what] : []));
}

test('after an erasure no byte of database, log, store and a new backup holds it, before it each did; an older backup restores without it', {
  timeout: 120_000,
}, async () => {
  const { instance, data, people } = subject;
  // Statistics hold the most common values, and a checkpoint brings table files up to date.
  await instance.owner.query('analyze');
  await instance.owner.query('checkpoint');
  const before = traces(data, VALUE);
  const inPart = (part: string): string[] => before.filter((text) => text.startsWith(part));
  for (const what of ['plain', 'lexeme', 'base64url 0', 'base64url 1', 'base64url 2']) {
    expect(inPart('pg/base').join('\n'), what).toContain(what);
    expect(inPart('pg/pg_wal').join('\n'), what).toContain(what);
  }
  expect(new Set(inPart('store').map((text) => text.split(':')[0])).size).toBe(2);
  expect(tracesIn(older)).toEqual(expect.arrayContaining(['plain', 'base64url 0', 'base64url 1', 'base64url 2']));
  expect(await inStatistics()).toBe(true);
  const filesBefore = await tableFiles();

  const made = await requestErasure(instance, people.lead, { targets: [], value: VALUE, reason: REASON });
  const result = await approveErasure(instance, people.second, made.id);
  expect(result).toMatchObject({ files: 2, keptFiles: 0, scrubbed: true, notDone: [] });
  expect(result.backups.map(({ name }) => name)).toEqual(['older.tar', 'sealed.age']);

  // Free space of a page may keep what stood there by chance: each table, the statistics among them, has a new file.
  const filesAfter = await tableFiles();
  for (const [table, file] of filesBefore) expect(filesAfter.get(table), table).not.toBe(file);

  await sequence(instance);
  expect(traces(data, VALUE)).toEqual([]);
  expect((await audit(instance)).findings).toEqual([]);
  const newer = join(subject.folder, 'newer.tar');
  await backup(instance, newer, { recipients: [] });
  expect(tracesIn(newer)).toEqual([]);
  expect(traces(data, VALUE)).toEqual([]);

  // Beside the database lies the list, for its owner alone and without the value.
  const list = join(data, LIST_NAME);
  expect(statSync(list).mode & 0o777).toBe(0o600);
  const text = await exportErasures(instance);
  expect(readFileSync(list, 'utf8')).toBe(text);

  await restoredWithout('given', [{ name: 'list', text }]);
  const lying = join(subject.folder, 'lying');
  mkdirSync(lying);
  writeFileSync(join(lying, LIST_NAME), text);
  await restoredWithout('lying', []);
  await restoredWithout('sealed', [{ name: 'list', text }], { file: sealed, identities: [key.secret] });

  const unaware = await restore({ file: older, data: join(subject.folder, 'unaware') });
  expect(unaware.erased).toBeNull();
  expect(unaware.audit.findings).toEqual([]);
  expect(traces(join(subject.folder, 'unaware'), VALUE)).not.toEqual([]);

  const later = await restore({ file: newer, data: join(subject.folder, 'later'), erasures: [{ name: 'list', text }] });
  expect(later.erased).toEqual({ erasures: 0, disclosures: 0, files: 0 });
  expect(later.audit.findings).toEqual([]);
  expect(readFileSync(join(subject.folder, 'later', LIST_NAME), 'utf8')).toBe(text);
});

/** What the restored instance lists is signed as before, so that older backups of the first one take it as well. */
async function restoredWithout(
  name: string,
  erasures: { name: string; text: string }[],
  from: { file: string; identities?: string[] } = { file: older },
): Promise<void> {
  const data = join(subject.folder, name);
  const report = await restore({ ...from, data, erasures });
  expect(report.erased).toMatchObject({ erasures: 1, files: 2 });
  expect(report.erased?.disclosures).toBeGreaterThan(10);
  expect(report.audit.findings).toEqual([]);
  expect(traces(data, VALUE)).toEqual([]);
  expect(existsSync(join(data, LIST_NAME))).toBe(true);
  const again = await openInstance({ data });
  try {
    await sequence(again);
    expect((await audit(again)).findings).toEqual([]);
    expect(await exportErasures(again)).toBe(await exportErasures(subject.instance));
  } finally {
    await again.close();
  }
}

/** The file of every table in which a value can stand. */
async function tableFiles(): Promise<Map<string, string>> {
  const { rows } = await subject.instance.owner.query(
    `select c.oid::regclass::text as name, pg_relation_filepath(c.oid) as file from pg_class c
     where c.oid = 'pg_catalog.pg_statistic'::regclass or c.oid = 'cairn.disclosure'::regclass
       or (c.relnamespace = 'cairn'::regnamespace and c.relkind = 'r' and (c.relname like 'record\\_%' or c.relname = 'external_record'))`,
  );
  expect(rows.length).toBeGreaterThan(8);
  return new Map(rows.map(({ name, file }) => [name, file]));
}

async function inStatistics(): Promise<boolean> {
  const { rows } = await subject.instance.owner.query(
    'select exists (select from pg_statistic s where s::text ilike $1) as found',
    [`%${VALUE}%`],
  );
  return rows[0].found;
}
