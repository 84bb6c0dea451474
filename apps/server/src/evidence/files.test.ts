import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken, listAccounts, type Scope, setMember, suspend } from '../access/index.ts';
import { openInstance } from '../database/index.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../http/server.ts';
import { commit, newId, openOperatorSession, type Session } from '../record/index.ts';
import { addressOf, folderPath, storeFile } from '../store/index.ts';
import { ask, askUrl, type RawAnswer } from '../testing/raw.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { contentDisposition } from './files-headers.ts';

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

test.each([
  ['page.html', 'text/html'],
  ['drawing.svg', 'image/svg+xml'],
  ['feed.xml', 'application/xml'],
  ['letter.pdf', 'application/pdf'],
  ['notes.txt', 'text/plain'],
  ['what.bin', 'application/octet-stream'],
  ['trick.jpg', 'image/jpeg\r\nx-evil: 1'],
  ['trick.html', 'text/html; image/jpeg'],
  ['scan.tiff', 'image/tiff'],
])('%s (%j) is handed out to be kept, whatever was asked for', async (name, mediaType) => {
  const { id } = await item(name, mediaType, '<script>alert(1)</script>');
  const link = await linkTo(reader, id);
  expect(link.disposition).toBe('attachment');
  const { headers, status } = await askUrl(link.url);
  expect([status, headers['content-type'], headers['x-evil']]).toEqual([200, 'application/octet-stream', undefined]);
  expect(headers['content-disposition']).toMatch(/^attachment; filename=/);
});

test('what a program found in the file decides, not what was said of it; who asks to keep a picture keeps it', async () => {
  const technical = (mediaType: string) => ({
    technical: { outcome: 'read', mediaType, tool: 'x', toolVersion: '1', at: '2026-01-02' },
  });
  const liar = await item('a.png', 'image/png', '<svg/>', technical('image/svg+xml'));
  expect((await linkTo(reader, liar.id)).disposition).toBe('attachment');
  const song = await item('a.bin', 'application/octet-stream', 'x', technical('audio/x-flac; codecs=flac'));
  expect((await askUrl((await linkTo(reader, song.id)).url)).headers['content-type']).toBe('audio/flac');
  const picture = await item('b.png', 'image/png', 'x');
  const kept = await askUrl((await linkTo(reader, picture.id, 'download')).url);
  expect([kept.headers['content-type'], kept.headers['content-disposition']]).toEqual([
    'application/octet-stream',
    `attachment; filename="b.png"; filename*=UTF-8''b.png`,
  ]);
});

test.each([
  [
    'Зруйнований міст.jpg',
    `filename="___________ ____.jpg"; filename*=UTF-8''%D0%97%D1%80%D1%83%D0%B9%D0%BD%D0%BE%D0%B2%D0%B0%D0%BD%D0%B8%D0%B9%20%D0%BC%D1%96%D1%81%D1%82.jpg`,
  ],
  ['report\u202Egpj.exe', `filename="reportgpj.exe"; filename*=UTF-8''reportgpj.exe`],
  ['a\r\nset-cookie: x=1\u0000.txt', `filename="aset-cookie_ x=1.txt"; filename*=UTF-8''aset-cookie_%20x%3D1.txt`],
  ['../../etc/passwd', `filename="__.._etc_passwd"; filename*=UTF-8''__.._etc_passwd`],
  [`it's "so".txt`, `filename="it's _so_.txt"; filename*=UTF-8''it%27s%20_so_.txt`],
  ['100%25.txt', `filename="100_25.txt"; filename*=UTF-8''100%2525.txt`],
  ['\u2066\u2067\u200f', ''],
])('the name %j is told safely', (name, expected) => {
  expect(contentDisposition('attachment', name)).toBe(expected === '' ? 'attachment' : `attachment; ${expected}`);
});

test('a long name keeps its ending, and half a character is no fault', () => {
  const told = contentDisposition('attachment', `${'ї'.repeat(400)}.jpeg`);
  expect(decodeURIComponent(told.split("''")[1] as string)).toBe(`${'ї'.repeat(175)}.jpeg`);
  expect(contentDisposition('inline', 'a\ud800b')).toContain("filename*=UTF-8''a%EF%BF%BDb");
});

/** The status and all else that an answer tells, but for the time of day. */
function told({ status, headers, body }: RawAnswer): unknown {
  const { date: _, ...rest } = headers;
  return { status, headers: rest, body: body.toString() };
}

test('an address opens one file of one item for one session: all others are answered alike', async () => {
  const mine = await item('mine.jpg', 'image/jpeg', 'mine');
  const other = await item('other.jpg', 'image/jpeg', 'other');
  const secret = await item('secret.jpg', 'image/jpeg', 'secret', { sensitivity: 'case-only' });
  const [, ticket, , mac] = new URL((await linkTo(reader, mine.id)).url).pathname.slice(1).split('/') as string[];
  const ofOther = new URL((await linkTo(reader, other.id)).url).pathname.split('/');
  const ofLead = new URL((await linkTo(cairn.token, secret.id)).url).pathname.split('/');
  const files = { headers: { host: `files.localhost:${new URL(cairn.origin).port}` } };
  expect((await ask(cairn.origin, `/f/${ticket}/${mine.id}/${mac}`, files)).status).toBe(200);
  const nothing = await ask(cairn.origin, '/nothing', files);
  expect([nothing.status, nothing.body.toString(), nothing.headers['content-type']]).toEqual([
    ...[404, 'Not Found\n', 'text/plain; charset=utf-8'],
  ]);
  const flipped = `${mac?.startsWith('A') ? 'B' : 'A'}${mac?.slice(1)}`;
  for (const path of [
    `/f/${ticket}/${mine.id}/${flipped}`,
    `/f/${ticket}/${other.id}/${mac}`,
    `/f/${ticket}/${other.id}/${ofOther[4]}`,
    `/f/${ofOther[2]}/${mine.id}/${mac}`,
    `/f/${ticket}/${secret.id}/${mac}`,
    `/f/${ticket}/${secret.id}/${ofLead[4]}`,
    `/f/${ticket}/${newId()}/${mac}`,
    `/f/${flipped}/${mine.id}/${mac}`,
    `/f/${ticket}/${mine.id}/`,
    `/f/${ticket}/${mine.id}/${mac}/`,
    `/f/${ticket}/${mine.id}/${mac}/x`,
    `/f/${ticket}/${mine.id}/${mac}%00`,
    `/f/${ticket}/${mine.id.toUpperCase()}/${mac}`,
    `/F/${ticket}/${mine.id}/${mac}`,
    `/x/../f/${ticket}/${mine.id}/${mac}`,
    `//f/${ticket}/${mine.id}/${mac}`,
    `/f//${mine.id}/${mac}`,
    `/f/${ticket}/../${ticket}/${mine.id}/${mac}`,
    `/f/${ticket}%2F${mine.id}%2F${mac}`,
    '/f/../api/v1/session',
  ])
    expect(told(await ask(cairn.origin, path, files)), path).toEqual(told(nothing));
});

test('nothing but files is answered on their host, and files on no other', async () => {
  const { id } = await item('at.jpg', 'image/jpeg', 'content');
  const { url } = await linkTo(reader, id);
  const { pathname } = new URL(url);
  const { port } = new URL(cairn.origin);
  const nothing = told(await askUrl(new URL('/nothing', url).href));
  const bearer = { authorization: `Bearer ${reader}` };
  for (const { method, url: route } of cairn.server.routeTable.entries.filter((each) => !each.url.startsWith('/f/'))) {
    const path = route.replaceAll(/:[A-Za-z]+/g, id).replace('*', 'x');
    const answer = await askUrl(new URL(path, url).href, { method, headers: bearer });
    if (method === 'HEAD') expect([answer.status, answer.headers['set-cookie']], path).toEqual([404, undefined]);
    else expect(told(answer), `${method} ${path}`).toEqual(nothing);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
    expect((await askUrl(url, { method, headers: { origin: cairn.origin } })).status, method).toBe(404);
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`])
    expect((await ask(cairn.origin, pathname, { headers: { ...bearer, host } })).status, host).toBe(404);
  for (const host of ['files.localhost', `evil.example:${port}`, `files.localhost.evil.example:${port}`])
    expect((await ask(cairn.origin, pathname, { headers: { host } })).status, host).toBe(421);
  // A name in the first line stands above the header, and is not believed instead of it.
  const absolute = await ask(cairn.origin, url, { headers: { host: `localhost:${port}` } });
  expect(absolute.status).toBe(404);
});

test('neither cookie nor token changes an answer, and none is given', async () => {
  const { id } = await item('plain.jpg', 'image/jpeg', 'content');
  const { url } = await linkTo(reader, id);
  const headers = { authorization: `Bearer ${cairn.token}`, cookie: `cairn_session=${cairn.token}`, origin: 'null' };
  expect(told(await askUrl(url, { headers }))).toEqual(told(await askUrl(url)));
  const wrong = url.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'));
  expect(told(await askUrl(wrong, { headers }))).toEqual(told(await askUrl(wrong)));
});

test('links are for whoever may read the files, all of a list or none', async () => {
  const open = await item('open.jpg', 'image/jpeg', 'open');
  const closed = await item('closed.jpg', 'image/jpeg', 'closed', { sensitivity: 'case-only' });
  const bare = newId();
  await commit(
    cairn.instance,
    operator,
    [{ id: bare, kind: 'item', compartment: cairn.compartment.id, base: 0, body: { itemKind: 'paper' } }],
    'In',
  );
  const absent = await links(reader, [{ item: newId(), as: 'show' }]);
  expect(absent.status).toBe(404);
  for (const wanted of [[closed.id], [open.id, closed.id], [bare], [open.id, newId()]])
    expect(
      await links(
        reader,
        wanted.map((id) => ({ item: id, as: 'show' })),
      ),
    ).toEqual(absent);
  const stranger = await cairn.addPerson('stranger');
  const administrator = await cairn.addPerson('administrator', undefined, true);
  const low = await cairn.addPerson('low', { role: 'contributor', clearance: 'public' });
  for (const token of [stranger, administrator, low])
    expect(await links(token, [{ item: open.id, as: 'show' }])).toEqual(absent);
  const { instance } = cairn;
  const scoped = async (scopes: Scope[]) =>
    (await createToken(instance, TESTER, { user: 'reader@example.org', scopes })).token;
  expect((await links(await scoped(['read']), [{ item: open.id, as: 'show' }])).status).toBe(200);
  expect(await links(await scoped(['rights']), [{ item: open.id, as: 'show' }])).toEqual(absent);
  for (const body of [
    [],
    Array.from({ length: 201 }, () => ({ item: open.id, as: 'show' })),
    [{ item: 'x', as: 'show' }],
  ])
    expect((await links(reader, body)).status).toBe(422);
});

/** Ends what a link hangs on, and brings it back. */
const ENDINGS: [
  string,
  (token: string, name: string) => Promise<unknown>,
  ((name: string) => Promise<unknown>) | null,
][] = [
  [
    'signing out',
    (token) =>
      fetch(`${cairn.origin}/api/v1/session`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }),
    null,
  ],
  ['suspension', (_, name) => suspended(name), null],
  ['travel mode', (_, name) => resting(name, 'travel'), (name) => resting(name, null)],
  ['a lower clearance', (_, name) => cleared(name, 'public'), (name) => cleared(name, 'internal')],
  [
    'the end of the membership',
    (_, name) =>
      cairn.instance.owner.query(
        'delete from cairn.member m using cairn.account a where a.id = m.account and a.email = $1',
        [`${name}@example.org`],
      ),
    null,
  ],
];

const suspended = async (name: string) => {
  const account = (await listAccounts(cairn.instance, TESTER)).find(({ email }) => email === `${name}@example.org`);
  await suspend(cairn.instance, TESTER, account?.id ?? '', 'Lost telephone');
};
const resting = (name: string, value: string | null) =>
  cairn.instance.owner.query(
    'update cairn.member m set resting = $2 from cairn.account a where a.id = m.account and a.email = $1',
    [`${name}@example.org`, value],
  );
const cleared = (name: string, clearance: string) =>
  setMember(cairn.instance, TESTER, { compartment: 'Team', user: `${name}@example.org`, role: 'reader', clearance });

test('what a link hangs on ends it at once, and what is being sent within seconds', async () => {
  const { id } = await item('long.mp4', 'video/mp4', large);
  const endedBy = async ([what, end, back]: (typeof ENDINGS)[number]): Promise<void> => {
    const name = `p${what.replaceAll(/\W/g, '')}`;
    const token = await cairn.addPerson(name, { role: 'reader', clearance: 'internal' });
    const { url } = await linkTo(token, id);
    const sending = await begin(url);
    expect((await askUrl(url, { headers: { range: 'bytes=0-3' } })).status).toBe(206);
    await end(token, name);
    const after = told(await askUrl(url));
    expect(after, what).toEqual(told(await askUrl(url.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A')))));
    expect(after, what).toMatchObject({ status: 404 });
    const { complete, bytes } = await sending.rest();
    expect([complete, bytes < large.length], what).toEqual([false, true]);
    if (back === null) return;
    await back(name);
    expect((await askUrl(url)).status, what).toBe(200);
  };
  await Promise.all(ENDINGS.map(endedBy));
}, 60_000);

/** More than lines and buffers hold between a server that sends and a client that does not read. */
const large = Buffer.alloc(48 << 20, 'frames');

/** Begins to fetch a file, and reads on when told. */
async function begin(url: string): Promise<{ rest(): Promise<{ complete: boolean; bytes: number }> }> {
  const { host, port, pathname } = new URL(url);
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    request({ host: '127.0.0.1', port, path: pathname, headers: { host }, agent: false })
      .on('response', answered)
      .on('error', failed)
      .end();
  });
  expect(response.statusCode).toBe(200);
  return {
    // The server asks every two seconds; a client that reads slowly gives it the time.
    rest: async () => {
      await sleep(3_000);
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('error', () => undefined);
      await new Promise((done) => response.on('close', done));
      return { complete: response.complete, bytes };
    },
  };
}

test('a ticket ends by itself, and what was begun under it goes on', async () => {
  const { id } = await item('slow.mp4', 'video/mp4', large);
  const link = await links(reader, [{ item: id, as: 'show' }]);
  const { expires, links: made } = JSON.parse(link.text);
  const left = Date.parse(expires) - Date.now();
  expect(left).toBeLessThanOrEqual(15 * 60_000);
  const sending = await begin(made[0].url);
  await cairn.instance.owner.query("update cairn.ticket set expires = clock_timestamp() - interval '1 second'");
  expect((await askUrl(made[0].url)).status).toBe(404);
  expect(await sending.rest()).toEqual({ complete: true, bytes: large.length });
}, 60_000);

test('two servers over one database open each other’s links', async () => {
  const second = await openInstance({ data: cairn.data });
  const server = buildServer(second);
  const close = await listen(server, 0);
  try {
    const { id, content } = await item('shared.jpg', 'image/jpeg', 'shared');
    const { url } = await linkTo(reader, id);
    const { port } = server.server.address() as AddressInfo;
    const there = new URL(url);
    there.port = String(port);
    expect((await askUrl(there.href)).body.equals(content)).toBe(true);
    await fetch(`http://localhost:${port}/api/v1/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${reader}` },
    });
    // Signed out there is another session: the one that made the link lives.
    expect((await askUrl(there.href)).status).toBe(200);
    await fetch(`${cairn.origin}/api/v1/session`, { method: 'DELETE', headers: { authorization: `Bearer ${reader}` } });
    expect((await askUrl(there.href)).status).toBe(404);
  } finally {
    await close();
    await second.close();
  }
});

test('behind a proxy without a second name, files are kept and never shown', async () => {
  const { id, content } = await item('team.jpg', 'image/jpeg', 'team');
  const link = async (given: { origin: string; filesOrigin?: string }) => {
    const server = buildServer(cairn.instance, { port: 8470, ...given });
    const inject = (path: string, host: string, more: object = {}) =>
      server.inject({ method: 'GET', url: path, headers: { host }, ...more });
    const asked = await inject('/api/v1/items/links', new URL(given.origin).host, {
      ...{ method: 'POST', payload: { items: [{ item: id, as: 'show' }] } },
      headers: { host: new URL(given.origin).host, authorization: `Bearer ${reader}` },
    });
    const page = await inject('/api/health', new URL(given.origin).host);
    return {
      server,
      inject,
      link: asked.json().links[0] as Link,
      policy: String(page.headers['content-security-policy']),
    };
  };
  const origin = 'https://cairn.example.org';
  const alone = await link({ origin });
  expect(alone.link).toMatchObject({ disposition: 'attachment', url: expect.stringMatching(`^${origin}/f/`) });
  expect(alone.policy).toContain("img-src 'self' data:");
  expect(alone.policy).not.toContain('media-src');
  const kept = await alone.inject(new URL(alone.link.url).pathname, 'cairn.example.org');
  expect(kept.rawPayload.equals(content)).toBe(true);
  expect(kept.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="team.jpg"; filename*=UTF-8''team.jpg`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect((await alone.inject(new URL(alone.link.url).pathname, 'localhost:8470')).statusCode).toBe(404);
  expect((await alone.inject('/f/x/y/z', 'cairn.example.org')).body).toBe('Not Found\n');
  await alone.server.close();

  const filesOrigin = 'https://files.example.net';
  const apart = await link({ origin, filesOrigin });
  expect(apart.link).toMatchObject({ disposition: 'inline', url: expect.stringMatching(`^${filesOrigin}/f/`) });
  expect(apart.policy).toContain(`img-src 'self' data: ${filesOrigin}; media-src ${filesOrigin}`);
  const path = new URL(apart.link.url).pathname;
  expect((await apart.inject(path, 'files.example.net')).headers['content-type']).toBe('image/jpeg');
  expect((await apart.inject(path, 'cairn.example.org')).statusCode).toBe(404);
  expect((await apart.inject('/', 'files.example.net')).body).toBe('Not Found\n');
  // Under the names of this machine its own host for files serves as ever.
  expect((await apart.inject(path, 'files.localhost:8470')).statusCode).toBe(200);
  await apart.server.close();
});

test('who was given which file is entered before it is given; pictures for lists are not', async () => {
  const whole = await item('whole.mp4', 'video/mp4', 'whole');
  const made = (role: string) => ({ derivative: { of: whole.id, role, tool: 'ffmpeg', toolVersion: '7' } });
  const small = await item('small.jpg', 'image/jpeg', 'small', made('thumbnail'));
  const playable = await item('playable.mp4', 'video/mp4', 'playable', made('playable'));
  const newest = async () =>
    Number((await cairn.instance.owner.query('select max(number) as n from cairn.activity')).rows[0].n);
  const person = await cairn.addPerson('watcher', { role: 'reader', clearance: 'internal' });
  await links(person, [{ item: small.id, as: 'show' }]);
  const before = await newest();
  await links(person, [
    ...[
      { item: small.id, as: 'show' },
      { item: whole.id, as: 'show' },
      { item: playable.id, as: 'show' },
    ],
    { item: small.id, as: 'download' },
  ]);
  const { rows } = await cairn.instance.owner.query(
    `select a.what, a.record, a.compartment, p.name from cairn.activity a join cairn.account p on p.id = a.account
     where number > $1 order by what, record`,
    [before],
  );
  const entry = (what: string, { id }: Made) => ({
    ...{ what, record: id, compartment: cairn.compartment.id, name: 'watcher' },
  });
  expect(rows).toHaveLength(3);
  expect(rows).toEqual(
    expect.arrayContaining([entry('download', small), entry('open', whole), entry('open', playable)]),
  );
});

test('a file that is not as long as its item says is handed out as it is; one that is gone is not there', async () => {
  const { id } = await item('short.mp4', 'video/mp4', 'four and more');
  const { url } = await linkTo(reader, id);
  const { rows } = await cairn.instance.owner.query(
    "select body -> 'file' ->> 'sha256' as sha256 from cairn.record_body where record = $1 and body ? 'file'",
    [id],
  );
  const path = folderPath(cairn.instance, addressOf(cairn.instance, cairn.compartment.id, rows[0].sha256));
  chmodSync(path, 0o600);
  writeFileSync(path, 'four');
  expect((await askUrl(url)).body.toString()).toBe('four');
  const part = await askUrl(url, { headers: { range: 'bytes=2-9' } });
  expect([part.status, part.body.toString(), part.headers['content-range']]).toEqual([206, 'ur', 'bytes 2-3/4']);
  expect((await askUrl(url, { headers: { range: 'bytes=9-' } })).status).toBe(416);
  rmSync(path);
  expect([(await askUrl(url)).status, (await askUrl(url, { method: 'HEAD' })).status]).toEqual([404, 404]);
});
