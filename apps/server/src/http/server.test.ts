import { request as httpRequest } from 'node:http';
import {
  decodeEntryBundle,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  type ReadTile,
  rootOf,
  tilePath,
  treeRoot,
} from '@cairn/ledger';
import { KINDS } from '@cairn/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishLog } from '../access/index.ts';
import { sequence } from '../record/index.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { buildServer } from './server.ts';

let cairn: TestServer;
let bearer: Record<string, string>;

beforeAll(async () => {
  cairn = await startTestServer();
  bearer = { authorization: `Bearer ${cairn.token}` };
});
afterAll(async () => cairn?.stop());

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
  readonly body: any;
}

/** fetch does not let a test choose Host and Origin, so requests are made one level below. */
function call(method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
  const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const type = payload === undefined || 'content-type' in headers ? {} : { 'content-type': 'application/json' };
  const { port } = new URL(cairn.origin);
  return new Promise((done, failed) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...type, ...headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const json = /json/.test(answer.headers['content-type'] ?? '') && text !== '';
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body: json ? JSON.parse(text) : text });
        });
      },
    );
    sent.on('error', failed);
    sent.end(payload);
  });
}

const incident = {
  kind: 'incident',
  compartment: 'Team',
  body: { title: 'Shelling of the mill' },
  reason: 'First report',
};
const create = () => call('POST', '/api/v1/records', bearer, incident);
const absent = '00000000-0000-4000-8000-000000000000';

test('every answer carries the security headers, errors too', async () => {
  for (const path of ['/api/health', '/api/v1/records', '/nowhere', '/api/v1/records/x', '/%zz']) {
    const { headers } = await call('GET', path);
    expect(headers).toMatchObject({ ...SECURITY_HEADERS, 'content-security-policy': expect.anything() });
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
  }
});

test('a host name that is not ours gets 421, whatever it asks for', async () => {
  for (const host of ['evil.example', 'localhost', 'localhost:1', `evil.example:${new URL(cairn.origin).port}`]) {
    expect((await call('GET', '/api/health', { host })).status).toBe(421);
    expect((await call('GET', '/nowhere', { host, ...bearer })).status).toBe(421);
  }
  expect((await call('GET', '/api/health', { host: `127.0.0.1:${new URL(cairn.origin).port}` })).status).toBe(200);
});

test('health and description need no token', async () => {
  expect((await call('GET', '/api/health')).body).toMatchObject({ ok: true });
  const { body } = await call('GET', '/api/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  for (const { url, method } of cairn.server.routeTable.entries) {
    if (method === 'HEAD' || url === '/*' || url === '/assets/*') continue;
    const path = url.replaceAll(/:([a-zA-Z]+)/g, '{$1}').replace('*', '{path}');
    expect(Object.keys(body.paths[path] ?? {}), `${method} ${url}`).toContain(method.toLowerCase());
  }
  for (const kind of Object.keys(KINDS))
    expect(JSON.stringify(body.components.schemas)).toContain(`${kind}Body`.replace(/^./, (c) => c.toUpperCase()));
});

test('a record is created, read, changed and shows its history', async () => {
  const made = await create();
  expect(made).toMatchObject({
    status: 201,
    body: { kind: 'incident', compartment: 'Team', revision: 1, body: { title: 'Shelling of the mill' } },
  });
  expect(made.body.reference).toMatch(/^TEA-[0-9]{6}$/);
  const path = `/api/v1/records/${made.body.id}`;
  expect(made.headers.location).toBe(path);
  const patch = { revision: 1, body: { summary: 'Two shells' }, reason: 'Second report' };
  const changed = await call('PATCH', path, bearer, patch);
  expect(changed).toMatchObject({
    status: 200,
    body: { revision: 2, body: { title: 'Shelling of the mill', summary: 'Two shells' } },
  });
  expect((await call('GET', path, bearer)).body).toEqual(changed.body);
  const history = await call('GET', `${path}/revisions`, bearer);
  expect(history.body.revisions).toMatchObject([
    { revision: 1, reason: 'First report' },
    { revision: 2, reason: 'Second report', changes: [{ field: 'summary', before: null, after: 'Two shells' }] },
  ]);
  const conflict = await call('PATCH', path, bearer, { ...patch, body: { summary: 'Three shells' } });
  expect(conflict).toMatchObject({
    status: 409,
    body: {
      status: 409,
      current: { revision: 2, body: { summary: 'Two shells' } },
      yours: { revision: 1, body: { summary: 'Three shells' } },
    },
  });
});

test('a proof names its parts and discloses only what is asked for', async () => {
  const { body } = await create();
  const proof = await call('GET', `/api/v1/records/${body.id}/proof?disclose=title`, bearer);
  expect(proof.status).toBe(200);
  expect(Object.keys(proof.body).sort()).toEqual(['key', 'stamps', 'tlogProof', 'token']);
  expect((await call('GET', `/api/v1/records/${body.id}/proof?disclose=nonsense`, bearer)).status).toBe(422);
});

test('a list goes on at its cursor and ends with null', async () => {
  for (let i = 0; i < 3; i++) await create();
  const seen: string[] = [];
  for (let next = ''; ; ) {
    const { status, body } = await call('GET', `/api/v1/records?kind=incident&limit=2${next}`, bearer);
    expect(status).toBe(200);
    seen.push(...body.records.map((record: { id: string }) => record.id));
    if (body.next === null) break;
    next = `&cursor=${body.next}`;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(3);
});

test('search finds by words and area, and refuses what is neither', async () => {
  await call('POST', '/api/v1/records', bearer, { ...incident, body: { title: 'Siege of Veldmoor' } });
  const found = await call('GET', '/api/v1/search?text=veldmoor', bearer);
  expect(found.body.records.map((r: { body: { title: string } }) => r.body.title)).toEqual(['Siege of Veldmoor']);
  expect((await call('GET', '/api/v1/search?bbox=1,2,3', bearer)).status).toBe(422);
  expect((await call('GET', '/api/v1/search?from=yesterday', bearer)).status).toBe(400);
  expect((await call('GET', '/api/v1/search?from=2022-99-99', bearer)).status).toBe(422);
  expect((await call('GET', '/api/v1/search?unknown=1', bearer)).status).toBe(400);
  expect((await call('GET', '/api/v1/records?cursor=abc', bearer)).status).toBe(422);
});

test('a body that is no strict JSON is refused before anything reads it', async () => {
  expect((await call('POST', '/api/v1/records', bearer, '{"kind":"incident","kind":"act"}')).status).toBe(400);
  expect((await call('POST', '/api/v1/records', bearer, '{')).status).toBe(400);
  expect((await call('POST', '/api/v1/records', { ...bearer, 'content-type': 'text/plain' }, 'x')).status).toBe(415);
  expect(
    (await call('POST', '/api/v1/records', { ...bearer, 'content-type': 'application/x-www-form-urlencoded' }, 'a=b'))
      .status,
  ).toBe(415);
  expect((await call('POST', '/api/v1/records', bearer)).status).toBe(422);
  const large = JSON.stringify({ ...incident, reason: 'x'.repeat(2_000_000) });
  expect((await call('POST', '/api/v1/records', bearer, large)).status).toBe(413);
});

test('rules of the model come back as problems with their places', async () => {
  const unknown = await call('POST', '/api/v1/records', bearer, { ...incident, body: { title: 'x', colour: 'red' } });
  expect(unknown.status).toBe(422);
  expect(unknown.headers['content-type']).toMatch('application/problem+json');
  expect(unknown.body.problems[0].path).toMatch(/^\//);
  expect((await call('POST', '/api/v1/records', bearer, { ...incident, reason: '' })).status).toBe(422);
  expect((await call('POST', '/api/v1/records', bearer, { ...incident, extra: 1 })).status).toBe(422);
});

test('what does not exist, what is no id, and an unknown compartment look alike', async () => {
  const none = await call('GET', `/api/v1/records/${absent}`, bearer);
  const nonsense = await call('GET', '/api/v1/records/nonsense', bearer);
  expect(none.status).toBe(404);
  expect(nonsense.body).toEqual(none.body);
  expect((await call('POST', '/api/v1/records', bearer, { ...incident, compartment: 'Elsewhere' })).status).toBe(404);
  expect((await call('GET', '/api/v1/nowhere', bearer)).status).toBe(404);
  const wrong = await call('DELETE', '/api/v1/records', bearer);
  expect(wrong.status).toBe(405);
  expect(wrong.headers.allow).toContain('GET');
});

test('a cookie session signs in by token and must come from our own pages', async () => {
  expect((await call('POST', '/api/v1/session', {}, { token: 'cairn_wrong' })).status).toBe(401);
  const entered = await call('POST', '/api/v1/session', { origin: cairn.origin }, { token: cairn.token });
  expect(entered.status).toBe(204);
  const set = String(entered.headers['set-cookie']);
  expect(set).toMatch(/^cairn_session=.*HttpOnly.*SameSite=Strict/i);
  const cookie = set.split(';')[0] ?? '';
  expect((await call('GET', '/api/v1/session', { cookie })).body.compartments).toMatchObject([
    { code: 'TEA', role: 'lead' },
  ]);
  expect((await call('POST', '/api/v1/records', { cookie }, incident)).status).toBe(403);
  for (const origin of [
    'http://localhost:1',
    'https://evil.example',
    'null',
    cairn.origin.replace('localhost', '127.0.0.1'),
  ]) {
    expect((await call('POST', '/api/v1/records', { cookie, origin }, incident)).status).toBe(403);
    expect((await call('POST', '/api/v1/session', { origin }, { token: cairn.token })).status).toBe(403);
  }
  expect((await call('POST', '/api/v1/records', { cookie, origin: cairn.origin }, incident)).status).toBe(201);
  expect((await call('DELETE', '/api/v1/session', { cookie, origin: cairn.origin })).status).toBe(204);
  expect((await call('GET', '/api/v1/session', { cookie })).status).toBe(401);
});

test('strangers and accounts find no log until the operator publishes it', async () => {
  for (const path of ['/checkpoint', '/tile/0/000', '/tile/entries/000.p/1']) {
    for (const headers of [{}, bearer]) {
      const { status, body } = await call('GET', path, headers);
      expect([status, body.detail]).toEqual([404, 'There is nothing at this address.']);
    }
  }
});

test('once published, anyone rebuilds the tree from the tiles and comes to the signed root', async () => {
  await publishLog(cairn.instance, 'operator:tester', true);
  await sequence(cairn.instance);
  const note = (await call('GET', '/checkpoint')).body as string;
  const { size, root } = openCheckpoint(note, [parseVerifierKey(cairn.instance.keys.logKey)]);
  const read: ReadTile = async (level, index, width) => {
    const answer = await fetch(`${cairn.origin}/${tilePath(level, index, width)}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    return new Uint8Array(await answer.arrayBuffer());
  };
  expect(await treeRoot(Number(size), read)).toEqual(root);
  const bundle = await fetch(`${cairn.origin}/${tilePath('entries', 0, Number(size))}`);
  const entries = decodeEntryBundle(new Uint8Array(await bundle.arrayBuffer()));
  expect(rootOf(entries.map(leafHash))).toEqual(root);
  for (const path of [
    '/tile/0/999',
    '/tile/0/000.p/0',
    '/tile/9/9/9',
    '/tile/../checkpoint',
    `/tile/0/000.p/${size + 1n}`,
  ]) {
    expect((await call('GET', path)).status, path).toBe(404);
  }
  await publishLog(cairn.instance, 'operator:tester', false);
  expect((await call('GET', '/checkpoint')).status).toBe(404);
});

test('the integrity page tells sizes and what is anchored', async () => {
  const { body } = await call('GET', '/api/v1/integrity', bearer);
  expect(body).toMatchObject({ anchored: { size: 0, by: [], time: null }, signing: { ok: true } });
});

test('nobody gets no answer from a browser on another site', async () => {
  const preflight = await call('OPTIONS', '/api/v1/records', {
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
  });
  expect(preflight.status).toBe(405);
  expect(Object.keys(preflight.headers).some((name) => name.startsWith('access-control'))).toBe(false);
});

test('behind a TLS proxy the outside name is ours too, and the cookie is for TLS alone', async () => {
  const origin = 'https://cairn.example.org';
  const server = buildServer(cairn.instance, { port: 8470, origin });
  const headers = { host: 'cairn.example.org', 'content-type': 'application/json' };
  const enter = (from: string, host = headers.host) =>
    server.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { ...headers, host, origin: from },
      payload: { token: cairn.token },
    });
  const entered = await enter(origin);
  expect([entered.statusCode, entered.headers['set-cookie']]).toEqual([204, expect.stringContaining('; Secure')]);
  expect((await enter('http://cairn.example.org')).statusCode).toBe(403);
  expect((await enter('http://localhost:8470')).statusCode).toBe(403);
  expect((await enter(origin, 'cairn.example.org:8470')).statusCode).toBe(421);
  await server.close();
});
