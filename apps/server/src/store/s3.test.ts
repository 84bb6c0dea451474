import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type S3Double, startS3Double } from '../testing/s3.ts';
import { type Backend, StoreError } from './backend.ts';
import { FolderBackend } from './folder.ts';
import { keepCredentials } from './place.ts';
import { S3Backend } from './s3.ts';
import { transfer } from './transfer.ts';

let folder: string;
let double: S3Double;
let s3: S3Backend;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-store-'));
  double = await startS3Double();
  keepCredentials(folder, double.place, double.credentials);
  s3 = new S3Backend(double.place, folder);
});

afterAll(async () => {
  await double.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  double.faults.length = 0;
  double.objects.clear();
  double.uploads.clear();
  double.versioning = null;
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function partOf(bytes: Buffer): { address: string; path: string; sha256: string; bytes: number } {
  const path = join(folder, randomBytes(6).toString('hex'));
  writeFileSync(path, bytes);
  return { address: randomBytes(32).toString('hex'), path, sha256: sha256(bytes), bytes: bytes.length };
}

async function listed(store: Backend): Promise<string[]> {
  const found: string[] = [];
  for await (const address of store.addresses()) found.push(address);
  return found.sort();
}

async function contentOf(store: Backend, address: string): Promise<Buffer | null> {
  const opened = await store.open(address);
  return opened === null ? null : buffer(opened.stream);
}

describe.each(['folder', 's3'] as const)('a %s store', (kind) => {
  let store: Backend;
  beforeAll(() => {
    store = kind === 's3' ? s3 : new FolderBackend(mkdtempSync(join(folder, 'files-')));
  });

  test('takes parts in, opens them whole and in ranges, lists and removes them', async () => {
    const bytes = [randomBytes(200_000), Buffer.alloc(0), randomBytes(33)];
    const parts = bytes.map(partOf);
    await store.land(parts);
    for (const [i, part] of parts.entries()) {
      expect(existsSync(part.path)).toBe(false);
      expect(await store.sizeOf(part.address)).toBe(part.bytes);
      expect((await contentOf(store, part.address))?.equals(bytes[i] as Buffer)).toBe(true);
    }
    const { address } = parts[0] as (typeof parts)[0];
    const range = await store.open(address, { start: 100, end: 199 });
    expect(range?.bytes).toBe(200_000);
    expect((await buffer(range?.stream as Readable)).equals((bytes[0] as Buffer).subarray(100, 200))).toBe(true);
    const tail = await store.open(address, { start: 199_990 });
    expect((await buffer(tail?.stream as Readable)).equals((bytes[0] as Buffer).subarray(199_990))).toBe(true);
    const beyond = await store.open(address, { start: 200_000 });
    expect([beyond?.bytes, (await buffer(beyond?.stream as Readable)).length]).toEqual([200_000, 0]);
    expect(await listed(store)).toEqual(parts.map((part) => part.address).sort());
    expect(await store.remove(address)).toBe(true);
    expect(await store.remove(address)).toBe(false);
    expect([await store.open(address), await store.sizeOf(address)]).toEqual([null, null]);
  });

  test('keeps what lies at an address, and lists more than a page of them', async () => {
    const first = partOf(Buffer.from('first'));
    await store.land([first]);
    // Held against the digest, not against the part.
    await store.land([{ ...partOf(Buffer.from('second')), address: first.address, sha256: first.sha256 }]);
    expect((await contentOf(store, first.address))?.toString()).toBe('first');
    const many = Array.from({ length: 20 }, (_, i) => partOf(Buffer.from(`file ${i}`)));
    await store.land(many);
    const there = await listed(store);
    expect(many.every(({ address }) => there.includes(address))).toBe(true);
  });

  test('reads and removes nothing whose name is no address', async () => {
    expect(await store.remove('../../keys/identity.json')).toBe(false);
    expect(await store.remove('')).toBe(false);
  });
});

test('a folder keeps its files read-only', async () => {
  const store = new FolderBackend(mkdtempSync(join(folder, 'files-')));
  const part = partOf(Buffer.from('evidence'));
  await store.land([part]);
  expect(statSync(store.pathOf(part.address)).mode & 0o777).toBe(0o400);
  await store.put(part.address, Readable.from([Buffer.from('again')]));
  expect(statSync(store.pathOf(part.address)).mode & 0o777).toBe(0o400);
});

test('a large file travels in pieces; objects bear the address as their name and nothing else', async () => {
  const bytes = randomBytes(40_000_000);
  const part = partOf(bytes);
  const before = double.asked.length;
  await s3.land([part]);
  const asked = double.asked.slice(before);
  expect(asked.filter(({ query }) => query.has('partNumber')).length).toBe(3);
  expect([...double.objects.keys()]).toEqual([`evidence/${part.address}`]);
  expect((await contentOf(s3, part.address))?.equals(bytes)).toBe(true);
});

describe('a service that does wrong', () => {
  test('other bytes than were sent are not taken in, and the part stays', async () => {
    for (const when of [{ method: 'PUT' }, { method: 'GET' }]) {
      double.faults.splice(0, 1, { does: 'flip', when: ({ method }) => method === when.method });
      const part = partOf(Buffer.from('a photograph'));
      await expect(s3.land([part])).rejects.toThrow('gave back other bytes');
      expect(existsSync(part.path)).toBe(true);
      expect(double.objects.size).toBe(0);
    }
  });

  test('what came altered and could not be taken back is replaced when the file is handed in again', async () => {
    double.faults.push({ does: 'flip', when: ({ method }) => method === 'PUT', times: 1 });
    double.faults.push({ does: 'fail', when: ({ method }) => method === 'DELETE' });
    const part = partOf(Buffer.from('a photograph'));
    await expect(s3.land([part])).rejects.toThrow('gave back other bytes');
    expect(double.objects.size).toBe(1);
    double.faults.length = 0;
    await s3.land([part]);
    expect((await contentOf(s3, part.address))?.toString()).toBe('a photograph');
    expect(existsSync(part.path)).toBe(false);
    // What lies there whole is not sent again.
    const before = double.asked.length;
    await s3.land([{ ...partOf(Buffer.from('a photograph')), address: part.address }]);
    expect(double.asked.slice(before).map(({ method }) => method)).not.toContain('PUT');
  });

  test('a line that breaks off is no end of a file', async () => {
    const part = partOf(randomBytes(3_000_000));
    await s3.land([part]);
    double.faults.push({ does: 'truncate', when: ({ method }) => method === 'GET' });
    await expect(contentOf(s3, part.address)).rejects.toThrow(StoreError);
  });

  test('one that sends a byte now and then is taken for one that does not answer', async () => {
    const part = partOf(randomBytes(3_000));
    await s3.land([part]);
    double.faults.push({ does: 'drip', when: ({ method }) => method === 'GET' });
    const hasty = new S3Backend(double.place, folder, 50);
    await expect(contentOf(hasty, part.address)).rejects.toThrow('so slowly');
  });

  test('an answer that fails is asked for again, and told when it goes on failing', async () => {
    double.faults.push({ does: 'fail', when: ({ method }) => method === 'PUT', times: 2 });
    const part = partOf(Buffer.from('twice'));
    await s3.land([part]);
    expect(double.objects.size).toBe(1);
    double.faults.splice(0, 1, { does: 'fail', when: () => true });
    await expect(s3.sizeOf(part.address)).rejects.toThrow(/the bucket cairn at http.* did not do what it was asked/);
  });

  test('a bucket that is not there, and credentials that are wrong or missing, are told without the secret', async () => {
    const elsewhere = { ...double.place, bucket: 'other' };
    keepCredentials(folder, elsewhere, double.credentials);
    await expect(new S3Backend(elsewhere, folder).open('a'.repeat(64))).rejects.toThrow('There is no such bucket');
    const wrong = mkdtempSync(join(folder, 'keys-'));
    await expect(new S3Backend(double.place, wrong).open('a'.repeat(64))).rejects.toThrow('There are no credentials');
    keepCredentials(wrong, double.place, { accessKeyId: 'OTHER', secretAccessKey: 'hidden-secret' });
    expect(statSync(join(wrong, 's3.json')).mode & 0o777).toBe(0o600);
    const refused = await new S3Backend(double.place, wrong).open('a'.repeat(64)).catch((error: Error) => error);
    expect(refused).toBeInstanceOf(StoreError);
    expect(String(refused)).not.toContain('hidden-secret');
  });

  test('an upload that nobody ended goes after a day', async () => {
    const [key, other] = [`evidence/${'a'.repeat(64)}`, 'evidence/of-somebody-else'];
    const old = new Date(Date.now() - 2 * 86_400_000);
    double.uploads.set('1', { key, started: old, pieces: new Map() });
    double.uploads.set('2', { key, started: new Date(), pieces: new Map() });
    double.uploads.set('3', { key: other, started: old, pieces: new Map() });
    await s3.sweep();
    expect([...double.uploads.keys()]).toEqual(['2', '3']);
  });
});

describe('a file that goes from one store to another', () => {
  let files: FolderBackend;
  const moved = async (bytes: string): Promise<string> => {
    const part = partOf(Buffer.from(bytes));
    await files.land([part]);
    return part.address;
  };
  beforeEach(() => {
    files = new FolderBackend(mkdtempSync(join(folder, 'files-')));
  });

  test('leaves the first when the second gave it back whole', async () => {
    const address = await moved('evidence');
    expect(await transfer(files, s3, address)).toMatchObject({ outcome: 'moved', bytes: 8 });
    expect([await files.sizeOf(address), await s3.sizeOf(address)]).toEqual([null, 8]);
    expect(await transfer(files, s3, address)).toEqual({ outcome: 'gone' });
    expect(await transfer(s3, files, address)).toMatchObject({ outcome: 'moved' });
    expect((await contentOf(files, address))?.toString()).toBe('evidence');
    expect(double.objects.size).toBe(0);
  });

  test('stays in the first when the second alters it, or gives it back altered', async () => {
    for (const at of ['PUT', 'GET']) {
      const address = await moved('evidence');
      double.faults.splice(0, 1, { does: 'flip', when: ({ method }) => method === at });
      await expect(transfer(files, s3, address)).rejects.toThrow('gave back other bytes');
      expect((await contentOf(files, address))?.toString()).toBe('evidence');
      expect(double.objects.size).toBe(0);
    }
  });

  test('of two that differ, the one that an item names is right; where none is named, both stay', async () => {
    const right = sha256(Buffer.from('evidence'));
    const address = await moved('evidence');
    double.objects.set(`evidence/${address}`, Buffer.from('altered.'));
    expect(await transfer(files, s3, address)).toEqual({ outcome: 'differs' });
    expect((await contentOf(files, address))?.toString()).toBe('evidence');
    expect(await transfer(files, s3, address, right)).toMatchObject({ outcome: 'moved', sha256: right });
    expect((await contentOf(s3, address))?.toString()).toBe('evidence');
    await files.land([{ ...partOf(Buffer.from('altered.')), address }]);
    expect(await transfer(files, s3, address, right)).toMatchObject({ outcome: 'moved', sha256: right });
    expect(await files.sizeOf(address)).toBe(null);
    expect((await contentOf(s3, address))?.toString()).toBe('evidence');
  });
});
