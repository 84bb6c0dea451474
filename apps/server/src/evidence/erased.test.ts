import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Item } from '@cairn/model';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSniffer } from '../box/index.ts';
import { approveErasure, requestErasure } from '../erasure/index.ts';
import { commit, newId, readRecord } from '../record/index.ts';
import { inTurn, isStored, landParts, stagePart } from '../store/index.ts';
import { type ErasureSubject, startErasureSubject } from '../testing/erasure-subject.ts';
import { examineItem } from './examine.ts';
import { queueNew, takeNext } from './examine-store.ts';
import { examineNow, receive } from './index.ts';
import { findTools } from './tools.ts';

// What two people had erased while files come in and programs look at them, and afterwards.

let subject: ErasureSubject;
const tools = await findTools();
beforeAll(async () => {
  subject = await startErasureSubject();
});
afterAll(() => subject?.stop());

async function part(bytes: Buffer): Promise<{ path: string; sha256: string; bytes: number }> {
  const path = await stagePart(subject.instance);
  await writeFile(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

async function put(name: string, bytes: Buffer): Promise<{ item: string; sha256: string }> {
  const { instance, compartment, people } = subject;
  const file = { ...(await part(bytes)), name, mediaType: 'application/octet-stream' };
  const [received] = await receive(instance, people.lead, { compartment, files: [file], reason: 'Handed in' });
  return { item: received?.item ?? '', sha256: file.sha256 };
}

function photograph(background: string): Promise<Buffer> {
  return sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .withExif({ IFD0: { Make: 'Acme', Model: 'One', Artist: 'Olena K.' } })
    .jpeg()
    .toBuffer();
}

const item = async (id: string) => {
  const { revision, body } = await readRecord(subject.instance, subject.people.lead, id);
  return { revision, body: body as Item };
};

async function erase(record: string, fields: string[]): Promise<void> {
  const { instance, people, compartment } = subject;
  const targets = [{ record, fields }];
  const asked = await requestErasure(instance, people.lead, { compartment, targets, reason: 'It was asked for.' });
  await approveErasure(instance, people.second, asked.id);
}

/** Files in the store and beside it. */
function files(): string[] {
  const store = join(subject.data, 'store');
  const names = readdirSync(store, { recursive: true }) as string[];
  return names.filter((name) => statSync(join(store, name), { throwIfNoEntry: false })?.isFile()).sort();
}

async function copiesOf(id: string): Promise<{ id: string; role: string; file: boolean }[]> {
  const { rows } = await subject.instance.owner.query(
    `select record as id, body -> 'derivative' ->> 'role' as role, body ? 'file' as file from cairn.record_body
     where body -> 'derivative' ->> 'of' = $1 order by role`,
    [id],
  );
  return rows;
}

test('what was erased of an item comes back neither by itself nor by looking once more', async () => {
  const { instance, compartment } = subject;
  const { item: id } = await put('olena.jpg', await photograph('#336699'));
  expect((await examineNow(instance)).failed).toEqual([]);
  const { body } = await item(id);
  expect(body).toMatchObject({ recorded: { camera: 'Acme One' }, technical: { width: 900 } });
  expect(JSON.stringify(body.embedded)).toContain('Olena K.');
  await erase(id, ['recorded', 'embedded', 'technical']);
  const before = await item(id);
  expect(Object.keys(before.body).sort()).toEqual(['file', 'itemKind']);
  // By itself it is not looked at: nothing tells that it was, and it would be again and again.
  await queueNew(instance.owner, null);
  expect(await takeNext(instance.owner)).toBeNull();
  const sniffer = openSniffer();
  await examineItem(instance, { sniffer, tools }, { item: id, compartment });
  sniffer.close();
  expect(Object.keys((await item(id)).body).sort()).toEqual(['file', 'itemKind']);
});

test('a copy that was erased is not made again', async () => {
  const { instance, compartment } = subject;
  const { item: id } = await put('shown.jpg', await photograph('#993366'));
  await examineNow(instance);
  const [preview, thumbnail] = await copiesOf(id);
  expect([preview?.role, thumbnail?.role]).toEqual(['preview', 'thumbnail']);
  await erase(preview?.id ?? '', ['file']);
  const sniffer = openSniffer();
  const again = await examineItem(instance, { sniffer, tools }, { item: id, compartment });
  sniffer.close();
  expect(again).toMatchObject({ outcome: 'read', made: [] });
  expect((await copiesOf(id)).map(({ role, file }) => [role, file])).toEqual([
    ['preview', false],
    ['thumbnail', true],
  ]);
});

test('of a file that is erased while programs look at it no copy is kept, in the store or beside it', async () => {
  const { instance, compartment } = subject;
  const before = files();
  const { item: id } = await put('vanishes.jpg', await photograph('#112233'));
  const real = openSniffer();
  let erasing: Promise<void> | null = null;
  let looked: Promise<unknown> | null = null;
  const told = Promise.withResolvers<void>();
  // Whoever approves comes while somebody else has the turn, and the examination after both.
  await inTurn(instance, compartment, async () => {
    const sniffer = {
      ...real,
      typeOf: async (bytes: Uint8Array, whose: string) => {
        erasing = erase(id, ['file']);
        await sleep(500);
        told.resolve();
        return real.typeOf(bytes, whose);
      },
    };
    looked = examineItem(instance, { sniffer, tools }, { item: id, compartment });
    await told.promise;
    const made = () =>
      files().filter((name) => name.startsWith('incoming') && statSync(join(subject.data, 'store', name)).size > 0);
    for (let i = 0; i < 300 && made().length < 2; i += 1) await sleep(100);
    await sleep(500);
  });
  await erasing;
  expect(await looked).toBeNull();
  real.close();
  expect((await item(id)).body.file).toBeUndefined();
  expect(await copiesOf(id)).toEqual([]);
  expect(files()).toEqual(before);
});

test('bytes that are handed in while an erasure takes them stay', async () => {
  const { instance, compartment, people } = subject;
  const bytes = Buffer.from('Twice handed in, once erased.');
  const { item: id, sha256 } = await put('twice.txt', bytes);
  let erasing: Promise<void> | null = null;
  // As an intake does it: it lands, and then it is committed.
  await inTurn(instance, compartment, async () => {
    await landParts(instance, compartment, [await part(bytes)]);
    let over = false;
    erasing = erase(id, ['file']).finally(() => {
      over = true;
    });
    for (let i = 0; i < 20 && !over; i += 1) await sleep(100);
    const body = { itemKind: 'file', file: { name: 'again.txt', sha256, bytes: bytes.length } };
    await commit(instance, people.lead, [{ id: newId(), kind: 'item', compartment, base: 0, body }], 'Handed in again');
  });
  await erasing;
  expect((await item(id)).body.file).toBeUndefined();
  expect(await isStored(instance, compartment, sha256)).toBe(true);
});
