import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInWithToken } from '../access/index.ts';
import { commit, newId, openOperatorSession, type Session } from '../record/index.ts';
import { storeFile } from '../store/index.ts';
import { askUrl } from '../testing/raw.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

// Files on their own host, asked for as browsers, programs and strangers would.

let cairn: TestServer;
let folder: string;
let operator: Session;
let reader: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-files-'));
  cairn = await startTestServer();
  operator = await openOperatorSession(cairn.instance);
  reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'internal' });
});
afterAll(async () => {
  await cairn?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Made {
  readonly id: string;
  readonly content: Buffer;
}

/** An item whose file holds some bytes. */
async function item(
  name: string,
  mediaType: string,
  content: string | Buffer,
  more: Record<string, unknown> = {},
): Promise<Made> {
  const path = join(folder, 'part');
  writeFileSync(path, content);
  const { sha256, bytes } = await storeFile(cairn.instance, cairn.compartment.id, path);
  rmSync(path);
  const id = newId();
  const body = { itemKind: 'file', file: { name, sha256, bytes, mediaType }, ...more };
  await commit(
    cairn.instance,
    operator,
    [{ id, kind: 'item', compartment: cairn.compartment.id, base: 0, body }],
    'In',
  );
  return { id, content: Buffer.from(content) };
}

interface Link {
  readonly item: string;
  readonly url: string;
  readonly mediaType: string;
  readonly disposition: string;
}

async function links(token: string, items: { item: string; as: string }[]): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${cairn.origin}/api/v1/items/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  return { status: answer.status, text: await answer.text() };
}

async function linkTo(token: string, id: string, as = 'show'): Promise<Link> {
  const { status, text } = await links(token, [{ item: id, as }]);
  expect(status, text).toBe(200);
  return JSON.parse(text).links[0];
}

test('a file comes from its own host, whole or in parts, as what it is', async () => {
  const { id, content } = await item('at the bridge.jpg', 'image/jpeg', 'not really a picture');
  const link = await linkTo(reader, id);
  expect(link).toMatchObject({ item: id, mediaType: 'image/jpeg', disposition: 'inline' });
  expect(new URL(link.url).host).toBe(`files.localhost:${new URL(cairn.origin).port}`);
  const whole = await askUrl(link.url);
  expect(whole.status).toBe(200);
  expect(whole.body.equals(content)).toBe(true);
  expect(whole.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(content.length),
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename="at the bridge.jpg"; filename*=UTF-8''at%20the%20bridge.jpg`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
  });
  expect(Object.keys(whole.headers).filter((name) => /^access-control|^set-cookie|^etag|^last-mod/.test(name))).toEqual(
    [],
  );
  const head = await askUrl(link.url, { method: 'HEAD', headers: { range: 'bytes=3-5' } });
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, String(content.length), 0]);
});

test.each([
  ['bytes=0-0', 206, [0, 1]],
  ['bytes=4-9', 206, [4, 10]],
  ['bytes=10-', 206, [10, 26]],
  ['bytes=-6', 206, [20, 26]],
  ['bytes=-99999999999999999999999', 206, [0, 26]],
  ['bytes=25-99999999999999999999999', 206, [25, 26]],
  ['bytes=26-', 416, null],
  ['bytes=99999999999999999999999-', 416, null],
  ['bytes=-0', 416, null],
  ['bytes=9-4', 200, [0, 26]],
  ['bytes=0-1,3-4', 200, [0, 26]],
  ['bytes=-', 200, [0, 26]],
  ['bytes=a-b', 200, [0, 26]],
  ['items=0-1', 200, [0, 26]],
] as const)('the range %s is answered with %i', async (range, status, part) => {
  const { id, content } = await item('abc.mp4', 'video/mp4', 'abcdefghijklmnopqrstuvwxyz');
  const { url } = await linkTo(reader, id);
  const answer = await askUrl(url, { headers: { range } });
  expect(answer.status).toBe(status);
  if (part === null) {
    expect(answer.headers['content-range']).toBe('bytes */26');
    return;
  }
  const [from, to] = part;
  expect(answer.body.toString()).toBe(content.subarray(from, to).toString());
  expect(answer.headers['content-length']).toBe(String(to - from));
  expect(answer.headers['content-range']).toBe(status === 206 ? `bytes ${from}-${to - 1}/26` : undefined);
});
