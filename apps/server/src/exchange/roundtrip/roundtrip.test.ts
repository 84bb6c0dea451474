import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNote, parseVerifierKey } from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, setMember } from '../../access/index.ts';
import { audit } from '../../audit/index.ts';
import { type Instance, markUnfinished, openInstance } from '../../database/index.ts';
import {
  commit,
  latestCheckpoint,
  listRevisions,
  logSetting,
  newId,
  openOperatorSession,
  proofOf,
  sequence,
} from '../../record/index.ts';
import { openStored } from '../../store/index.ts';
import { newAgeKey } from '../../testing/backup-subject.ts';
import { type Populated, populate } from '../../testing/populated.ts';
import { HEAD, SUMMARY, type Summary, textOf } from '../archive/format.ts';
import { type Part, partsOf, tarOf } from '../archive/tar.ts';
import { backup } from '../backup.ts';
import { restore } from '../restore.ts';
import { exportAll, importAll } from './index.ts';

const TESTER = 'operator:tester';

let full: Populated;
let folder: string;
let plain: string;
let there: Instance;
let author: string;

const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  full = await populate();
  folder = mkdtempSync(join(tmpdir(), 'cairn-round-'));
  const { rows } = await full.instance.owner.query("select id from cairn.account where email = 'lead@example.org'");
  author = rows[0].id;
  const session = await openOperatorSession(full.instance, { id: author });
  const given = { kind: 'incident' as const, compartment: full.compartment.id, base: 0 };
  await commit(full.instance, session, [{ ...given, id: newId(), body: { title: 'By the lead' } }], 'Told by name');
  plain = at('all.cairn');
  await exportAll(full.instance, plain, { compartments: [], recipients: [], recipient: 'Another instance' });
  await importAll({ file: plain, data: at('there') });
  there = await openInstance({ data: at('there') });
});
afterAll(async () => {
  await there?.close();
  await full?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every row of a table that carries content, as text in one order. */
async function contents({ owner }: Instance, only: string | null = null): Promise<Record<string, string[]>> {
  const tables: Record<string, string> = {
    revision: 'select record, number, compartment, token, entry from cairn.revision',
    disclosure: 'select record, number, compartment, level, encoded from cairn.disclosure',
    record: 'select id, kind, compartment, reference, revision, at, author from cairn.record',
    body: 'select record, compartment, level, body from cairn.record_body',
    code: 'select record, compartment, level, scheme, code from cairn.record_code',
  };
  const found: Record<string, string[]> = {};
  for (const [name, query] of Object.entries(tables)) {
    const { rows } = await owner.query(
      `select md5(t::text) as row from (${query}) t where $1::uuid is null or compartment = $1 order by 1`,
      [only],
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

async function filesOf(instance: Instance): Promise<string[]> {
  const { rows } = await instance.owner.query(
    "select compartment, body -> 'file' ->> 'sha256' as sha256 from cairn.record_body where body ? 'file' order by 2",
  );
  const found: string[] = [];
  for (const { compartment, sha256 } of rows) {
    const hash = createHash('sha256');
    for await (const chunk of (await openStored(instance, compartment, sha256))?.stream ?? []) hash.update(chunk);
    found.push(`${sha256} ${hash.digest('hex')}`);
  }
  return found;
}

test('the two instances hold the same: every record, revision, disclosure and file', async () => {
  const [here, over] = [await contents(full.instance), await contents(there)];
  expect(here.revision?.length).toBeGreaterThan(300);
  expect(over).toEqual(here);
  const files = await filesOf(full.instance);
  expect(files.length).toBeGreaterThan(0);
  expect(files.every((line) => line.split(' ')[0] === line.split(' ')[1])).toBe(true);
  expect(await filesOf(there)).toEqual(files);
});

test('the new log begins with the old checkpoint, its audit is clean, and the old checkpoints prove it still', async () => {
  const setting = await logSetting(there.owner);
  const before = await logSetting(full.instance.owner);
  expect(setting?.origin).not.toBe(before?.origin);
  expect(setting?.continues).toMatchObject({ origin: before?.origin, why: 'carried-over', logKey: before?.logKey });
  const { rows } = await full.instance.owner.query('select size, note from cairn.checkpoint order by size desc');
  const carried = rows.find(({ size }) => Number(size) === setting?.continues?.size);
  expect(setting?.continues?.checkpoint).toBe(carried.note);
  const { findings } = await audit(there, { against: [carried.note, rows.at(-1)?.note] });
  expect(findings).toEqual([]);
  expect(JSON.stringify(setting)).not.toContain('PRIVATE');
});

test('a revision proves itself over there by the token that it always had', async () => {
  const session = await openOperatorSession(there);
  const { rows } = await there.owner.query('select record from cairn.revision order by record limit 1');
  const proof = await proofOf(there, session, rows[0].record);
  const token = await full.instance.owner.query(
    'select token from cairn.revision where record = $1 order by number desc',
    [rows[0].record],
  );
  expect(proof.token.split('~')[0]).toBe(token.rows[0].token);
  const note = (await latestCheckpoint(there)) ?? '';
  expect(openNote(note, [parseVerifierKey(there.keys.logKey)]).signatures).toHaveLength(1);
});

test('authors keep their names without being accounts, and nothing of an account came along', async () => {
  expect((await there.owner.query('select from cairn.account')).rowCount).toBe(0);
  const session = await openOperatorSession(there);
  const { rows } = await there.owner.query('select id from cairn.record where author = $1', [author]);
  expect((await listRevisions(there, session, rows[0].id))[0]?.author).toBe('Lead');
  const bytes = readFileSync(plain);
  const held = await full.instance.owner.query(
    'select email, password from cairn.account union all select secret, null from cairn.totp union all select code, null from (select jsonb_array_elements_text(to_jsonb(codes)) as code from cairn.recovery) c',
  );
  expect(held.rowCount).toBeGreaterThan(3);
  for (const { email, password } of held.rows) {
    expect(bytes.includes(email), email).toBe(false);
    if (password !== null) expect(bytes.includes(password)).toBe(false);
  }
});

test('somebody who leads over there goes on: reads, changes, and the numbers go on too', async () => {
  await addUser(there, TESTER, { email: 'new@example.org', name: 'New' });
  await setMember(there, TESTER, {
    compartment: full.compartment.code,
    user: 'new@example.org',
    role: 'lead',
    clearance: 'sealed',
  });
  const session = await openOperatorSession(there);
  const given = { kind: 'incident' as const, compartment: full.compartment.id, base: 0, id: newId() };
  const [made] = await commit(there, session, [{ ...given, body: { title: 'Here' } }], 'Goes on');
  const { rows } = await full.instance.owner.query(
    'select max(reference) as last from cairn.record where compartment = $1',
    [full.compartment.id],
  );
  expect(made?.reference).not.toBe('');
  expect((made?.reference ?? '') > rows[0].last).toBe(true);
  await sequence(there);
  expect((await audit(there)).findings).toEqual([]);
});

test('a backup of what was carried over is restored, and what came without content is still told from what was lost', async () => {
  const file = at('there.backup');
  await backup(there, file, { recipients: [] });
  const { audit: found, decision } = await restore({ file, data: at('restored') });
  expect(decision).toBe('forked');
  expect(found.findings).toEqual([]);
});

test('what an insider takes out over there is found, although other entries came without content', async () => {
  const client = await there.owner.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const { rows } = await client.query('select record, number from cairn.revision where number = 2 limit 1');
    await client.query('delete from cairn.disclosure where record = $1 and number = 2', [rows[0].record]);
    await client.query('delete from cairn.revision where record = $1 and number = 2', [rows[0].record]);
    await client.query('commit');
    const { findings } = await audit(there);
    expect(findings.map(({ message }) => message).join()).toContain('whose content did not come along are not those');
  } finally {
    client.release();
  }
});

test('of one compartment alone nothing of the others comes along, and it can be encrypted', async () => {
  const session = await openOperatorSession(full.instance);
  const given = { kind: 'incident' as const, compartment: full.other.id, base: 0, id: newId() };
  await commit(full.instance, session, [{ ...given, body: { title: 'MARKER-OF-THE-OTHER' } }], 'test');
  const key = await newAgeKey();
  const [file, open] = [at('one.age'), at('one.cairn')];
  const chosen = { compartments: ['TEA'], recipient: 'A partner' };
  await exportAll(full.instance, file, { ...chosen, recipients: [key.recipient] });
  expect(readFileSync(file).subarray(0, 22).toString()).toBe('age-encryption.org/v1\n');
  await exportAll(full.instance, open, { ...chosen, recipients: [] });
  expect(readFileSync(open).includes(Buffer.from('MARKER-OF-THE-OTHER').toString('base64').slice(2, 20))).toBe(false);
  await expect(importAll({ file, data: at('one') })).rejects.toThrow('This export is encrypted.');
  const { audit: found, compartments } = await importAll({ file, data: at('one'), identities: [key.secret] });
  expect(found.findings).toEqual([]);
  expect(compartments).toEqual(['Team']);
  const one = await openInstance({ data: at('one') });
  try {
    expect(await contents(one)).toEqual(await contents(full.instance, full.compartment.id));
    expect((await one.owner.query('select code from cairn.compartment')).rows).toEqual([{ code: 'TEA' }]);
  } finally {
    await one.close();
  }
});

test('the register names each export, with the digest of its file; a folder that holds something is refused', async () => {
  const { rows } = await full.instance.owner.query(
    "select purpose, state, digest, records from cairn.departure where format = 'cairn' order by at",
  );
  expect(rows[0]).toMatchObject({
    purpose: 'handover',
    state: 'left',
    digest: createHash('sha256').update(readFileSync(plain)).digest('hex'),
  });
  expect(rows[0].records.incident).toBeGreaterThan(300);
  await expect(importAll({ file: plain, data: at('there') })).rejects.toThrow(
    'only into a folder that is new or empty',
  );
});

test('an altered archive is refused by the name of what does not fit, and nothing is left of it', async () => {
  const bytes = readFileSync(plain);
  const needle = Buffer.from('tables/cairn.disclosure/000001.csv');
  const part = bytes.indexOf(needle);
  expect(part).toBeGreaterThan(0);
  const altered = at('altered.cairn');
  writeFileSync(altered, bytes);
  const handle = openSync(altered, 'r+');
  // A letter within the first disclosure, behind the part's header.
  const where = part + 512 + 120;
  writeSync(handle, Buffer.from([bytes[where] === 0x41 ? 0x42 : 0x41]), 0, 1, where);
  closeSync(handle);
  await expect(importAll({ file: altered, data: at('no') })).rejects.toThrow(
    /altered: tables\/cairn\.disclosure\/000001\.csv is not what was exported/,
  );
  writeFileSync(at('cut.cairn'), bytes.subarray(0, bytes.length - 4096));
  await expect(importAll({ file: at('cut.cairn'), data: at('no') })).rejects.toThrow('damaged');
  const kept = at('backup.cairn');
  await backup(full.instance, kept, { recipients: [] });
  await expect(importAll({ file: kept, data: at('no') })).rejects.toThrow('This is a backup and no export.');
});

/** The archive as somebody makes it who knows its form: with another head, more parts, and an end that fits all of it. */
async function forged(
  name: string,
  { head = {}, more = [], told = {} }: { head?: object; more?: readonly [string, string][]; told?: object },
): Promise<string> {
  const parts: [string, Buffer][] = [];
  for await (const part of partsOf(createReadStream(plain))) {
    const pieces: Uint8Array[] = [];
    for await (const piece of part.content) pieces.push(piece);
    parts.push([part.name, Buffer.concat(pieces)]);
  }
  const given = JSON.parse(parts[0]?.[1].toString() ?? '') as object;
  const summary = JSON.parse(parts.pop()?.[1].toString() ?? '') as Summary;
  parts[0] = [HEAD, textOf({ ...given, ...head })];
  parts.splice(1, 0, ...more.map(([at, text]): [string, Buffer] => [at, Buffer.from(text)]));
  const digests = parts.map(([at, bytes]) => ({
    ...{ name: at, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
  }));
  parts.push([SUMMARY, textOf({ ...summary, ...head, parts: digests, ...told })]);
  async function* each(): AsyncGenerator<Part> {
    for (const [at, bytes] of parts) yield { name: at, bytes: bytes.length, content: [bytes] };
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of tarOf(each(), 0)) pieces.push(piece);
  writeFileSync(at(name), Buffer.concat(pieces));
  return at(name);
}

test('whoever makes an archive brings neither accounts, rights nor keys of theirs along', async () => {
  const { tables } = JSON.parse(
    readFileSync(plain)
      .subarray(512, 512 + 65_536)
      .toString()
      .split('\n}\n')[0]
      ?.concat('}') ?? '',
  );
  const account = { name: 'cairn.account', columns: ['id', 'email', 'name', 'admin'] };
  const row: [string, string] = ['tables/cairn.account/000001.csv', `${newId()},x@example.org,X,t\n`];
  const withAccount = await forged('account.cairn', { head: { tables: [...tables, account] }, more: [row] });
  await expect(importAll({ file: withAccount, data: at('no') })).rejects.toThrow(
    'it holds cairn.account, which no export carries',
  );
  const identity = readFileSync(join(full.instance.data.keys, 'identity.json'), 'utf8');
  const withKeys = await forged('keys.cairn', { head: { holdsKeys: true }, more: [['keys/identity.json', identity]] });
  await expect(importAll({ file: withKeys, data: at('no') })).rejects.toThrow('it holds keys, which no export carries');
});

test('what the end of an archive says beside its digests is held against what came', async () => {
  for (const [told, words] of [
    [{ rows: { 'cairn.revision': 1 } }, 'rows instead of 1'],
    [{ made: '2031-01-01T00:00:00.000Z' }, 'something else of "made"'],
  ] as const)
    await expect(importAll({ file: await forged('told.cairn', { told }), data: at('no') })).rejects.toThrow(words);
});

test('what an import left that broke off says so, opens nowhere, and asks to be removed', async () => {
  const data = at('half');
  mkdirSync(join(data, 'store'), { recursive: true });
  markUnfinished(data, 'import');
  expect(readFileSync(join(data, 'IMPORT-INCOMPLETE.txt'), 'utf8')).toContain('remove it and import again');
  await expect(importAll({ file: plain, data })).rejects.toThrow('This folder holds half an import');
  await expect(restore({ file: plain, data })).rejects.toThrow('remove the folder and begin again');
  await expect(openInstance({ data, create: true })).rejects.toThrow('holds half an import');
});

test('what could not be written is told as an export, and the register never has it leaving for ever', async () => {
  const states = async (): Promise<string[]> =>
    (await full.instance.owner.query("select state from cairn.departure where format = 'cairn' order by at")).rows.map(
      ({ state }) => state,
    );
  const before = await states();
  const given = { compartments: [], recipients: [], recipient: 'Nobody' };
  await expect(exportAll(full.instance, plain, given)).rejects.toThrow('There is a file of this name already');
  expect(await states()).toEqual(before);
  await expect(exportAll(full.instance, join(at('nowhere'), 'all.cairn'), given)).rejects.toThrow(
    'The export could not be written: there is no such folder. Nothing is left of it.',
  );
  expect(await states()).toEqual([...before, 'broken-off']);
});
