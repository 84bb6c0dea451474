import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request as send } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountNamed, addCompartment, setMember, signInWithToken, suspend } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { addressOf, removeUploadsOf } from '../store/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { clean } from './index.ts';
import { openUpload } from './upload-store.ts';

let cairn: TestServer;
let writer: string;
let other: string;

beforeAll(async () => {
  cairn = await startTestServer();
  writer = await cairn.addPerson('writer', { role: 'contributor', clearance: 'internal' });
  other = await cairn.addPerson('other', { role: 'contributor', clearance: 'internal' });
});
afterAll(() => cairn?.stop());

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, never>;
}

interface Asked {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
  /** Send this much of the body, then cut the line. */
  readonly cutAfter?: number;
}

function ask(
  method: string,
  path: string,
  { token = writer, headers = {}, body, cutAfter }: Asked = {},
): Promise<Answer> {
  return new Promise((answered, failed) => {
    const all = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers };
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    const request = send(cairn.origin + path, { method, headers: { ...all, 'content-length': String(length) } });
    request.on('error', failed);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const told = { status: response.statusCode ?? 0, headers: response.headers as Record<string, string> };
        answered({ ...told, body: text.startsWith('{') ? JSON.parse(text) : {} });
      });
    });
    if (cutAfter === undefined) request.end(body);
    else request.write((body as Buffer).subarray(0, cutAfter), () => setTimeout(() => request.destroy(), 50));
  });
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');

async function begin(bytes: number, token = writer, compartment = cairn.compartment.id): Promise<Answer> {
  const headers = { 'upload-length': String(bytes), 'upload-metadata': `compartment ${encoded(compartment)}` };
  return ask('POST', '/api/v1/uploads', { token, headers });
}

const PIECE = { 'content-type': 'application/offset+octet-stream' };

function piece(path: string, offset: number, body: Buffer, more: Omit<Asked, 'body'> = {}): Promise<Answer> {
  return ask('PATCH', path, { ...more, headers: { ...PIECE, 'upload-offset': String(offset), ...more.headers }, body });
}

async function whole(content: Buffer, token = writer): Promise<string> {
  const { headers } = await begin(content.length, token);
  const path = headers.location as string;
  if (content.length > 0) expect((await piece(path, 0, content, { token })).status).toBe(204);
  return path.split('/').at(-1) as string;
}

function intake(files: object[], more: object = {}, token = writer): Promise<Answer> {
  const given = { compartment: cairn.compartment.id, files, reason: 'test', ...more };
  const headers = { 'content-type': 'application/json' };
  return ask('POST', '/api/v1/items/intake', { token, headers, body: JSON.stringify(given) });
}

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

function onDisk(): string[] {
  try {
    return readdirSync(join(cairn.data, 'store', 'uploads'));
  } catch {
    return [];
  }
}

/** Until the server has noticed that a line was cut. */
async function offsetOf(path: string, least: number): Promise<number> {
  for (let i = 0; i < 200; i++) {
    const { headers } = await ask('HEAD', path);
    if (Number(headers['upload-offset']) >= least) return Number(headers['upload-offset']);
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('The upload did not come on.');
}

test('an upload that is cut goes on from what came, and becomes an item with its digest', async () => {
  const content = randomBytes(3_000_000);
  const begun = await begin(content.length);
  expect(begun).toMatchObject({ status: 201, headers: { 'tus-resumable': '1.0.0' } });
  expect(begun.headers['upload-expires']).toMatch(/GMT$/);
  expect(begun.headers['access-control-allow-origin']).toBeUndefined();
  expect(begun.headers['content-security-policy']).toMatch(/default-src 'none'/);
  const path = begun.headers.location as string;
  await expect(piece(path, 0, content, { cutAfter: 1_500_000 })).rejects.toThrow(/hang up|ECONNRESET/);
  const came = await offsetOf(path, 1);
  expect(came).toBeLessThanOrEqual(1_500_000);
  const rest = await piece(path, came, content.subarray(came));
  expect(rest).toMatchObject({ status: 204, headers: { 'upload-offset': String(content.length) } });

  const upload = path.split('/').at(-1);
  const list = await ask('GET', '/api/v1/uploads');
  expect(list.body).toEqual({
    uploads: [expect.objectContaining({ id: upload, bytes: content.length, received: content.length })],
  });
  const made = await intake([{ upload, name: 'a.bin', path: 'case/a.bin' }], { item: { captureClass: 'original' } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const [item] = made.body.items as unknown as Record<string, unknown>[];
  expect(item).toMatchObject({ sha256: digestOf(content), bytes: content.length, name: 'case/a.bin', already: false });
  expect(onDisk()).toEqual([]);
  expect((await ask('GET', '/api/v1/uploads')).body).toEqual({ uploads: [] });
  // The answer may get lost: asked again, it is the same item.
  const again = await intake([{ upload, name: 'a.bin', path: 'case/a.bin' }]);
  expect(again.body.items).toEqual([{ ...item, already: true }]);
  expect((await ask('HEAD', path)).status).toBe(200);
  expect((await ask('DELETE', path)).status).toBe(404);
});

test('the protocol is held to: places, versions, lengths, one writer at a time', async () => {
  const content = randomBytes(200_000);
  const { headers } = await begin(content.length);
  const path = headers.location as string;
  expect((await piece(path, 10, content.subarray(0, 50))).status).toBe(409);
  expect((await piece(path, 0, Buffer.concat([content, content]))).status).toBe(413);
  expect((await ask('HEAD', path, { headers: { 'tus-resumable': '0.2' } })).status).toBe(400);
  expect(
    (await ask('PATCH', path, { headers: { 'upload-offset': '0', 'content-type': 'application/json' }, body: '{}' }))
      .status,
  ).toBe(400);
  expect((await ask('POST', '/api/v1/uploads', { headers: { 'upload-length': '5' } })).status).toBe(404);
  const named = {
    'upload-length': '5',
    'upload-metadata': `compartment ${encoded(cairn.compartment.id)},filename ${encoded('a.jpg')}`,
  };
  expect((await ask('POST', '/api/v1/uploads', { headers: named })).status).toBe(400);

  // One request writes and does not end; meanwhile another is told to wait.
  const writing = send(cairn.origin + path, {
    method: 'PATCH',
    headers: {
      ...PIECE,
      authorization: `Bearer ${writer}`,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-length': '200000',
    },
  });
  writing.on('error', () => undefined);
  writing.write(content.subarray(0, 100_000));
  for (let i = 0; ; i++) {
    const [row] = (
      await cairn.instance.owner.query('select holder from cairn.upload where id = $1', [path.split('/').at(-1)])
    ).rows;
    if (row.holder !== null) break;
    if (i > 200) throw new Error('The upload is not held.');
    await new Promise((done) => setTimeout(done, 25));
  }
  const second = await piece(path, 0, content);
  expect(second.status).toBe(423);
  expect(second.body).toMatchObject({ status: 423 });
  expect((await ask('DELETE', path)).status).toBe(423);
  expect((await intake([{ upload: path.split('/').at(-1), name: 'x' }])).status).toBe(409);
  writing.destroy();
  expect(await offsetOf(path, 100_000)).toBe(100_000);
  expect((await piece(path, 100_000, content.subarray(100_000))).status).toBe(204);
  expect((await ask('DELETE', path)).status).toBe(204);
  expect((await ask('HEAD', path)).status).toBe(404);
  expect(onDisk()).toEqual([]);
});

test('an empty file comes in as well', async () => {
  const made = await intake([{ upload: await whole(Buffer.alloc(0)), name: 'empty' }]);
  expect(made.body.items).toEqual([expect.objectContaining({ bytes: 0, sha256: digestOf(Buffer.alloc(0)) })]);
  const headers = { ...PIECE, 'upload-length': '3', 'upload-metadata': `compartment ${encoded(cairn.compartment.id)}` };
  const begun = await ask('POST', '/api/v1/uploads', { headers, body: Buffer.from('abc') });
  expect([begun.status, begun.headers['upload-offset']]).toEqual([201, undefined]);
  expect((await ask('DELETE', begun.headers.location as string)).status).toBe(204);
});

test('an erasure takes uploads that hold the same bytes, and counts those that are still coming in', async () => {
  const { instance, compartment } = cairn;
  const [erased, other] = [randomBytes(500), randomBytes(500)];
  const gone = await whole(erased);
  const kept = await whole(other);
  const { headers } = await begin(700);
  const coming = headers.location?.split('/').at(-1);
  const addresses = new Set([addressOf(instance, compartment.id, digestOf(erased))]);
  expect(await removeUploadsOf(instance, compartment.id, addresses)).toEqual({ removed: 1, underWay: 1 });
  expect(onDisk()).toEqual([kept]);
  expect((await ask('HEAD', `/api/v1/uploads/${gone}`)).status).toBe(404);
  for (const id of [kept, coming]) expect((await ask('DELETE', `/api/v1/uploads/${id}`)).status).toBe(204);
});

test('an upload shows to its own account alone', async () => {
  const content = randomBytes(1000);
  const upload = await whole(content);
  const path = `/api/v1/uploads/${upload}`;
  for (const [method, asked] of [
    ['HEAD', {}],
    ['DELETE', {}],
    ['PATCH', { headers: { ...PIECE, 'upload-offset': '0' }, body: content }],
  ] as const)
    expect((await ask(method, path, { ...asked, token: other })).status, method).toBe(404);
  expect((await ask('GET', '/api/v1/uploads', { token: other })).body).toEqual({ uploads: [] });
  expect((await intake([{ upload, name: 'x' }], {}, other)).status).toBe(409);
  expect((await ask('DELETE', path)).status).toBe(204);
});

test('whoever may not write into a compartment begins no upload there', async () => {
  const reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'internal' });
  const stranger = await cairn.addPerson('stranger');
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect((await begin(5, reader)).status).toBe(403);
  const [a, b] = [await begin(5, stranger), await begin(5, writer, unknown)];
  expect([a.status, a.body]).toEqual([404, b.body]);
  expect((await ask('GET', '/api/v1/uploads', { token: reader })).body).toEqual({ uploads: [] });
});

test('more than the disk holds, and more uploads than one may have, are refused', async () => {
  expect((await begin(2 ** 50)).status).toBe(507);
  // Whoever may begin none learns nothing of the disk.
  expect((await begin(2 ** 50, await cairn.addPerson('nobody'))).status).toBe(404);
  const many = await cairn.addPerson('many', { role: 'contributor', clearance: 'internal' });
  await cairn.instance.owner.query(
    `insert into cairn.upload (id, account, compartment, bytes, expires)
     select gen_random_uuid(), a.id, $1, 1, now() + interval '1 hour' from cairn.account a, generate_series(1, 500) where a.email = 'many@example.org'`,
    [cairn.compartment.id],
  );
  expect((await begin(5, many)).status).toBe(429);
  // What stood still for an hour keeps no room from others, and what goes on does.
  const { app, owner } = cairn.instance;
  const room = 40 * 2 ** 20;
  const { secret = '' } = (await signInWithToken(cairn.instance, writer)) ?? {};
  const open = (bytes: number) =>
    openUpload(app, { secret, id: randomUUID(), compartment: cairn.compartment.id, bytes, most: 9, room });
  await owner.query(`update cairn.upload set expires = now() + interval '23 hours 30 minutes'`);
  expect(await open(1)).toBe('full');
  await owner.query(`update cairn.upload set expires = now() + interval '22 hours'`);
  // Whole pieces of 16 MiB count: by a byte more or less nobody learns how long the other file is.
  for (const others of [1, 2 ** 24]) {
    await owner.query('delete from cairn.upload');
    expect(await open(others)).toBe('made');
    expect(await open(24 * 2 ** 20 + 1)).toBe('full');
    expect(await open(24 * 2 ** 20)).toBe('made');
  }
  await cairn.instance.owner.query('delete from cairn.upload');
});

test('all become items or none; incomplete, foreign and doubled uploads refuse the whole', async () => {
  const [first, second] = [randomBytes(5000), randomBytes(6000)];
  const one = await whole(first);
  const { headers } = await begin(second.length);
  const half = headers.location?.split('/').at(-1) as string;
  await piece(`/api/v1/uploads/${half}`, 0, second.subarray(0, 100));
  const files = [
    { upload: one, name: 'one' },
    { upload: half, name: 'half' },
  ];
  expect((await intake(files)).status).toBe(409);
  expect((await intake([files[0] as object, { upload: one, name: 'again' }])).status).toBe(409);
  const elsewhere = await addCompartment(cairn.instance, TESTER, {
    name: 'Elsewhere',
    lead: 'lead@example.org',
    code: 'ELS',
  });
  await setMember(cairn.instance, TESTER, {
    compartment: 'Elsewhere',
    user: 'writer@example.org',
    role: 'contributor',
    clearance: 'internal',
  });
  expect((await intake([files[0] as object], { compartment: elsewhere.id })).status).toBe(409);
  expect((await intake([files[0] as object], { attachTo: elsewhere.id })).status).toBe(404);
  expect((await intake([files[0] as object], { item: { captureClass: 'nonsense' } })).status).toBe(422);
  await piece(`/api/v1/uploads/${half}`, 100, second.subarray(100));
  const made = await intake(files);
  expect(
    (made.body.items as unknown as { name: string; sha256: string }[]).map(({ name, sha256 }) => [name, sha256]),
  ).toEqual([
    ['one', digestOf(first)],
    ['half', digestOf(second)],
  ]);
});

test('the same bytes under the same name are one item; under another name another; attached to an incident', async () => {
  const content = Buffer.from('{"a": [1, 2, 3]}');
  const made = await ask('POST', '/api/v1/records', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'incident', compartment: 'Team', body: { title: 'A day' }, reason: 'x' }),
  });
  const incident = made.body.id as unknown as string;
  const files = [
    { upload: await whole(content), name: 'a.txt' },
    { upload: await whole(content), name: 'a.txt' },
    { upload: await whole(content), name: 'b.txt' },
  ];
  const { body, status } = await intake(files, { attachTo: incident });
  expect(status, JSON.stringify(body)).toBe(201);
  const items = body.items as unknown as { item: string; already: boolean; mediaType: string }[];
  expect(items.map(({ already, mediaType }) => [already, mediaType])).toEqual([
    [false, 'application/json'],
    [true, 'application/json'],
    [false, 'application/json'],
  ]);
  expect(items[1]?.item).toBe(items[0]?.item);
  const related = await ask('GET', `/api/v1/records/${incident}/related`);
  const kinds = (related.body.records as unknown as { kind: string; id: string }[]).filter(
    ({ kind }) => kind === 'item',
  );
  expect(new Set(kinds.map(({ id }) => id))).toEqual(new Set([items[0]?.item, items[2]?.item]));
  const later = await intake([{ upload: await whole(content), name: 'b.txt' }]);
  expect(later.body.items).toEqual([{ ...(items[2] as object), already: true }]);
  // What was held before becomes part of an incident too, once.
  const links = async (): Promise<number> => {
    const { rows } = await cairn.instance.owner.query("select 1 from cairn.record_link where type = 'part-of'");
    return rows.length;
  };
  expect(await links()).toBe(2);
  for (const name of ['c.txt', 'c.txt', 'a.txt'])
    await intake([{ upload: await whole(content), name }], { attachTo: incident });
  expect(await links()).toBe(3);
});

test('an upload without progress for a day is gone, and so are those of a suspended account', async () => {
  const { owner } = cairn.instance;
  await owner.query('delete from cairn.upload');
  await clean(cairn.instance);
  expect(onDisk()).toEqual([]);
  const old = await whole(randomBytes(100));
  const kept = await whole(randomBytes(100));
  const gone = await cairn.addPerson('gone', { role: 'contributor', clearance: 'internal' });
  const theirs = await whole(randomBytes(100), gone);
  expect(onDisk().sort()).toEqual([old, kept, theirs].sort());
  await owner.query("update cairn.upload set expires = now() - interval '1 second' where id = $1", [old]);
  expect((await ask('HEAD', `/api/v1/uploads/${old}`)).status).toBe(404);
  expect((await intake([{ upload: old, name: 'x' }])).status).toBe(409);
  await suspend(cairn.instance, TESTER, await accountNamed(cairn.instance, 'gone@example.org'), '');
  expect(await clean(cairn.instance)).toEqual({ uploads: 2, files: 0 });
  expect(onDisk()).toEqual([kept]);
  // Bytes whose row a crash has outlived go as well.
  await owner.query('delete from cairn.upload');
  await clean(cairn.instance);
  expect(onDisk()).toEqual([]);
});

test('the whole is as it should be', async () => {
  expect((await audit(cairn.instance)).findings).toEqual([]);
});
