import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../database/index.ts';
import { type S3Double, startS3Double } from '../testing/s3.ts';
import { addressOf, borrowFile, folderPath, isStored, landParts, openStored } from './files.ts';
import { stagePart } from './parts.ts';
import { IN_FOLDER, keepCredentials, type StoreSetting } from './place.ts';

// What happens between two looks at where files are: every look is answered here, one after the other.

let double: S3Double;
let folder: string;
let instance: Instance;
let looks: StoreSetting[];
let lookedAt: (() => Promise<void>)[];

beforeAll(async () => {
  double = await startS3Double();
  folder = mkdtempSync(join(tmpdir(), 'cairn-landing-'));
  keepCredentials(folder, double.place, double.credentials);
});
afterAll(async () => {
  await double.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  looks = [];
  lookedAt = [];
  double.objects.clear();
  const query = async (): Promise<{ rows: unknown[] }> => {
    await lookedAt.shift()?.();
    return { rows: [{ value: looks.length > 1 ? looks.shift() : looks[0] }] };
  };
  const keys = { storeKey: (compartment: string) => Buffer.from(compartment) };
  const data = { root: folder, keys: folder, store: mkdtempSync(join(folder, 'store-')) };
  instance = { data, keys, access: { query } } as unknown as Instance;
});

const inS3 = (): StoreSetting => ({ current: double.place, former: [] });
const sha256 = createHash('sha256').update('evidence').digest('hex');

async function land(): Promise<void> {
  const path = await stagePart(instance);
  await writeFile(path, 'evidence');
  await landParts(instance, 'team', [{ path, sha256, bytes: 8 }]);
  expect(existsSync(path)).toBe(false);
}

const keyOf = (): string => `evidence/${addressOf(instance, 'team', sha256)}`;
const inFolder = (): boolean => existsSync(folderPath(instance, addressOf(instance, 'team', sha256)));

test('what lands in a store that is given up meanwhile goes on to the next', async () => {
  looks = [IN_FOLDER, inS3()];
  await land();
  expect([inFolder(), double.objects.get(keyOf())?.toString()]).toEqual([false, 'evidence']);
});

test('so does what lands in one that is closed; one that is moved from still is looked through later', async () => {
  const folderOpen = { ...inS3(), former: [{ kind: 'folder' as const }] };
  looks = [IN_FOLDER, folderOpen];
  await land();
  expect([inFolder(), double.objects.size]).toEqual([true, 0]);
  rmSync(folderPath(instance, addressOf(instance, 'team', sha256)));
  looks = [IN_FOLDER, { ...inS3(), former: [{ kind: 'folder', closed: true }] }];
  await land();
  expect([inFolder(), double.objects.get(keyOf())?.toString()]).toEqual([false, 'evidence']);
});

test('a file that moves between two looks is found', async () => {
  looks = [IN_FOLDER];
  await land();
  // Known: the folder. By the time it is looked at, the file lies elsewhere, and the setting says so.
  const move = async (): Promise<void> => {
    looks = [inS3()];
  };
  lookedAt = [move];
  double.objects.set(keyOf(), Buffer.from('evidence'));
  rmSync(folderPath(instance, addressOf(instance, 'team', sha256)));
  const opened = await openStored(instance, 'team', sha256);
  expect((await buffer(opened?.stream as NonNullable<typeof opened>['stream'])).toString()).toBe('evidence');
  expect(await isStored(instance, 'team', sha256)).toBe(true);
  expect(await isStored(instance, 'other', sha256)).toBe(false);
});

test('a file of the folder is lent as it is, one of S3 as a private copy that goes with the loan', async () => {
  looks = [IN_FOLDER];
  await land();
  const own = await borrowFile(instance, 'team', sha256);
  expect(own.path).toBe(folderPath(instance, addressOf(instance, 'team', sha256)));
  await own.release();
  expect(existsSync(own.path)).toBe(true);
  rmSync(own.path);
  looks = [inS3()];
  double.objects.set(keyOf(), Buffer.from('evidence'));
  const copy = await borrowFile(instance, 'team', sha256);
  expect(existsSync(copy.path)).toBe(true);
  await copy.release();
  expect(existsSync(copy.path)).toBe(false);
  await expect(borrowFile(instance, 'other', sha256)).rejects.toMatchObject({ code: 'ENOENT' });
});
