import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addCompartment, addUser } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { evidenceAdd } from '../commands/evidence-add.ts';
import { type Instance, openInstance } from '../database/index.ts';
import { openOperatorSession, readRecord, type Session, sequence } from '../record/index.ts';
import { addressOf, folderPath, isStored, stagePart } from '../store/index.ts';
import { openFresh } from '../testing/fresh.ts';
import { type Added, addFiles, clean, type Received, receive } from './index.ts';
import { stageFile } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-intake-'));
const data = join(folder, 'data');
let instance: Instance;
let session: Session;
let compartment: string;
let made = 0;

beforeAll(async () => {
  instance = await openFresh(data);
  await addUser(instance, 'operator:tester', { email: 'lead@example.org', name: 'Lead' });
  session = await openOperatorSession(instance);
});
beforeEach(async () => {
  made += 1;
  const given = { name: `Place ${made}`, lead: 'lead@example.org', code: `PL${made}` };
  compartment = (await addCompartment(instance, 'operator:tester', given)).id;
});
afterAll(async () => {
  await instance?.close();
  rmSync(folder, { recursive: true, force: true });
});

function newFolder(name: string): string {
  const path = join(folder, `${name}-${made}`);
  mkdirSync(path, { recursive: true });
  return path;
}

interface Run extends Added {
  readonly files: Received[];
  readonly left: string[];
}

async function add(paths: string[], as: Instance = instance): Promise<Run> {
  const files: Received[] = [];
  const left: string[] = [];
  const report = await addFiles(as, session, {
    ...{ paths, compartment, reason: 'test' },
    onStored: (stored) => void files.push(...stored),
    onLeft: (name, why) => void left.push(`${name}: ${why}`),
  });
  return { ...report, files, left };
}

async function itemsHere(): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await instance.owner.query(
    `select b.body -> 'file' ->> 'name' as name, b.body -> 'file' ->> 'sha256' as sha256 from cairn.record r
     join cairn.record_body b on b.record = r.id and b.body ? 'file' where r.compartment = $1 order by 1`,
    [compartment],
  );
  return rows;
}

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const incoming = (): string[] => readdirSync(join(data, 'store', 'incoming'));

async function staged(name: string, content: Buffer) {
  const path = await stagePart(instance);
  writeFileSync(path, content);
  return { path, sha256: digestOf(content), bytes: content.length, name, mediaType: 'application/octet-stream' };
}

test('a folder of 200 files comes in once, whoever adds it together with others, and again adds nothing', async () => {
  const place = newFolder('many');
  const digests = new Map<string, string>();
  for (let n = 0; n < 200; n++) {
    const content = randomBytes(2000 + n);
    mkdirSync(join(place, `d${n % 4}`), { recursive: true });
    writeFileSync(join(place, `d${n % 4}`, `f${n}`), content);
    digests.set(`many-${made}/d${n % 4}/f${n}`, digestOf(content));
  }
  // Another process has locks of its own; a second opening of the same folder has them too.
  const second = await openInstance({ data });
  const [a, b] = await Promise.all([add([place]), add([place], second)]);
  await second.close();
  expect([a.stored, b.stored, a.failed, b.failed]).toEqual([200, 200, 0, 0]);
  expect(a.already + b.already).toBe(200);
  expect(new Map((await itemsHere()).map(({ name, sha256 }) => [name, sha256]))).toEqual(digests);
  const again = await add([place]);
  expect([again.stored, again.already]).toEqual([200, 200]);
  expect(new Set(again.files.map(({ item }) => item))).toEqual(new Set(a.files.map(({ item }) => item)));
  expect(await itemsHere()).toHaveLength(200);
  expect(incoming()).toEqual([]);
});

test('types are told by content, whatever the name says; unknown ones are kept', async () => {
  const place = newFolder('types');
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const files: [string, Buffer | string, string][] = [
    ['a.txt', png, 'image/png'],
    ['b.jpg', 'who,where\n1,2\n3,4\n', 'text/csv'],
    ['c.bin', '{"a": [1, {"b": null}]}', 'application/json'],
    ['d.png', '<!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 'image/svg+xml'],
    ['e', '<!DOCTYPE html><title>x</title>', 'text/html'],
    ['f.html', '<?xml version="1.0"?><kml/>', 'application/xml'],
    ['g', 'Слова. Більше слів.\nІ ще.', 'text/plain'],
    ['h.csv', Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0]), 'application/octet-stream'],
    ['i', '', 'application/octet-stream'],
  ];
  for (const [name, content] of files) writeFileSync(join(place, name), content);
  const { files: stored } = await add([place]);
  expect(stored.map(({ name, mediaType }) => [name.split('/')[1], mediaType]).sort()).toEqual(
    files.map(([name, , type]) => [name, type]),
  );
});

test('links and what is no file are told and left; what is missing fails; the others are kept', async () => {
  const place = newFolder('odd');
  writeFileSync(join(place, 'a'), 'a');
  symlinkSync('/etc/passwd', join(place, 'link'));
  execFileSync('mkfifo', [join(place, 'pipe')]);
  const run = await add([place, join(place, 'absent'), join(place, 'link')]);
  expect(run.files.map(({ name }) => name)).toEqual([`odd-${made}/a`]);
  expect(run.failed).toBe(3);
  expect(run.left.sort()).toEqual([
    'absent: It does not exist.',
    'link: It is a link, and links are not followed.',
    `odd-${made}/link: It is a link, and links are not followed.`,
    `odd-${made}/pipe: It is neither a file nor a folder.`,
  ]);
});

test('a file that changes while it is read is refused', async () => {
  const path = join(newFolder('changing'), 'log');
  writeFileSync(path, randomBytes(4_000_000));
  let told = 0;
  const growing = stageFile(instance, path, () => {
    if (told++ === 0) appendFileSync(path, 'more');
  });
  await expect(growing).rejects.toThrow(/changed while it was read/);
  expect(incoming()).toEqual([]);
});

test('a sparse file comes in as sparse, whatever it says of its size', async () => {
  const path = join(newFolder('sparse'), 'large');
  writeFileSync(path, 'begin');
  truncateSync(path, 300_000_000);
  const { stored, files } = await add([path]);
  expect(stored).toBe(1);
  const [file] = files as [Received];
  expect(file.bytes).toBe(300_000_000);
  const found = statSync(folderPath(instance, addressOf(instance, compartment, file.sha256)));
  expect([found.size, found.blocks * 512 < 10_000_000]).toEqual([300_000_000, true]);
  await rm(path);
});

test('names are kept as they were said and never used as paths', async () => {
  const names = [
    '../../../etc/cairn-was-here',
    '/tmp/cairn-was-here',
    'C:\\Windows\\x',
    'a\0b.jpg',
    'photo\u202Egpj.exe',
    '<img src=x onerror=alert(1)>.png',
    `${'long'.repeat(2000)}.jpg`,
    ' ',
    '..',
  ];
  const before = readdirSync(folder);
  const files = await Promise.all(names.map((name, n) => staged(name, Buffer.from(`content ${n}`))));
  const received = await receive(instance, session, { compartment, files, reason: 'test' });
  expect(received.map(({ already }) => already)).toEqual(names.map(() => false));
  const kept = (await itemsHere()).map(({ name }) => name);
  expect(new Set(kept)).toEqual(
    new Set(names.map((name) => (name === ' ' ? '(no name)' : name.replace('\0', '\\u0000')))),
  );
  expect(existsSync('/tmp/cairn-was-here') || existsSync('/etc/cairn-was-here')).toBe(false);
  expect(readdirSync(folder)).toEqual(before);
  const again = await Promise.all(names.map((name, n) => staged(name, Buffer.from(`content ${n}`))));
  const twice = await receive(instance, session, { compartment, files: again, reason: 'test' });
  expect(twice.map(({ item, already }) => [item, already])).toEqual(received.map(({ item }) => [item, true]));
});

async function command(...argv: string[]): Promise<{ status: number; out: string; said: string }> {
  const out: string[] = [];
  const said: string[] = [];
  const context = {
    ...{ data, json: argv.includes('--json'), watched: false, readStdin: async () => '' },
    out: (text: string) => void out.push(`${text}\n`),
    say: (text: string) => void said.push(`${text}\n`),
  };
  const { values, positionals } = parseArgs({
    args: argv,
    options: { ...evidenceAdd.options, json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const status = await evidenceAdd.run(context, positionals, values);
  return { status, out: out.join(''), said: said.join('') };
}

test('the command lists what is stored, and ends with 2 when a file is missing', async () => {
  const place = newFolder('command');
  writeFileSync(join(place, 'a'), 'a');
  writeFileSync(join(place, 'b\u202Etxt'), 'b');
  const name = `Place ${made}`;
  const told = ['--source', 'PLA-S-001', '--capture-class', 'original', '--obtained-from', 'A neighbour'];
  const first = await command(place, '--compartment', name, '--json', ...told);
  expect([first.status, first.said]).toEqual([0, '']);
  const list = JSON.parse(first.out) as Received[];
  expect(list.map(({ name: called, bytes, sha256, already }) => [called, bytes, sha256, already])).toEqual([
    [`command-${made}/a`, 1, digestOf(Buffer.from('a')), false],
    [`command-${made}/b\u202Etxt`, 1, digestOf(Buffer.from('b')), false],
  ]);
  const { body } = await readRecord(instance, session, list[0]?.item ?? '');
  expect(body).toMatchObject({
    ...{ itemKind: 'file', captureClass: 'original', sourceCode: 'PLA-S-001' },
    provenance: { obtainedFrom: 'A neighbour' },
  });
  const second = await command(place, join(place, 'z\u202E'), '--compartment', name);
  expect(second).toEqual({
    status: 2,
    out: '2 files are stored, 2 of them before. 1 could not be; the lines above say why.\n',
    said: 'z\\u{202e}: It does not exist.\n',
  });
  await expect(command(place, '--compartment', 'Nowhere')).rejects.toThrow(/No compartment is named/);
  await expect(command(place, '--compartment', name, '--capture-class', 'x')).rejects.toThrow(/takes one of/);
});

/** The same instance, whose database refuses every commit as a full disk does. */
function withFullDatabase(): Instance {
  const app = new Proxy(instance.app, {
    get: (pool, name) => {
      const value = Reflect.get(pool, name) as unknown;
      if (typeof value !== 'function') return value;
      if (name !== 'query') return value.bind(pool);
      return (query: { name?: string }, ...more: unknown[]) =>
        query.name === 'commit'
          ? Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100', severity: 'ERROR' }))
          : (value as (...all: unknown[]) => unknown).call(pool, query, ...more);
    },
  });
  return { ...instance, app };
}

test('a disk that is full when the items are written lists none; the bytes go, and running it again completes it', async () => {
  const place = newFolder('full');
  const content = randomBytes(3000);
  writeFileSync(join(place, 'a'), content);
  writeFileSync(join(place, 'b'), 'of a file that is there');
  await receive(instance, session, {
    compartment,
    files: [await staged('before', Buffer.from('of a file that is there'))],
    reason: 'x',
  });
  await expect(add([place], withFullDatabase())).rejects.toThrow(/could not extend/);
  expect((await itemsHere()).map(({ name }) => name)).toEqual(['before']);
  expect(incoming()).toEqual([]);
  // Nobody else is taking the same in: an hour later the bytes go, and nothing that an item names.
  expect(await isStored(instance, compartment, digestOf(content))).toBe(true);
  expect((await clean(instance)).files).toBe(0);
  expect((await clean(instance, 0)).files).toBe(1);
  expect(await isStored(instance, compartment, digestOf(content))).toBe(false);
  expect(await isStored(instance, compartment, digestOf(Buffer.from('of a file that is there')))).toBe(true);
  expect((await add([place])).stored).toBe(2);
  expect((await clean(instance, 0)).files).toBe(0);
});

test('where bytes cannot land no item is listed', async () => {
  const place = newFolder('landing');
  const content = randomBytes(100);
  writeFileSync(join(place, 'a'), content);
  const shelf = join(data, 'store', addressOf(instance, compartment, digestOf(content)).slice(0, 2));
  const taken = existsSync(shelf);
  // A file stands where the folder is to be: as little can be made there as on a full disk.
  if (!taken) writeFileSync(shelf, '');
  if (!taken) {
    const run = await add([place]).catch(() => null);
    expect(run?.stored ?? 0).toBe(0);
    expect(await itemsHere()).toEqual([]);
    rmSync(shelf);
  }
  expect((await add([place])).stored).toBe(1);
});

const mayMount = ((): boolean => {
  try {
    execFileSync('unshare', ['-rm', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

// A small disk of its own takes a mount, which not every machine lets a user make.
test.runIf(mayMount)('a disk that fills up while a file is copied keeps nothing of it', async () => {
  const disk = newFolder('disk');
  const source = join(newFolder('source'), 'large');
  const small = join(newFolder('source'), 'small');
  writeFileSync(source, randomBytes(4_000_000));
  writeFileSync(small, randomBytes(900_000));
  const script = fileURLToPath(new URL('../testing/full-stage.ts', import.meta.url));
  const line = `mount -t tmpfs -o size=8m none "$0" && exec "$1" "$2" "$0" "$3" "$4"`;
  const args = ['-rm', 'sh', '-c', line, disk, process.execPath, script, source, small];
  const { stdout } = await promisify(execFile)('unshare', args);
  expect(JSON.parse(stdout)).toEqual({ said: ['stored', 'NoRoom', 'ENOSPC'], left: 1 });
});

test('the whole is as it should be', async () => {
  await sequence(instance);
  expect((await audit(instance)).findings).toEqual([]);
});
