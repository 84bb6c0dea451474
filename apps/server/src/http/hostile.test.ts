import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commit, newId, openOperatorSession } from '../record/index.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { SECURITY_HEADERS } from './headers.ts';

let cairn: TestServer;
/** A contributor who is cleared for public fields only. */
let insider: string;

beforeAll(async () => {
  cairn = await startTestServer();
  insider = await cairn.addPerson('insider', { role: 'contributor', clearance: 'public' });
});
afterAll(async () => cairn?.stop());

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
async function call(method: string, path: string, body?: unknown, token = cairn.token): Promise<any> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const payload = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(cairn.origin + path, { method, headers, ...payload });
  const text = await answer.text();
  return { status: answer.status, text, body: text === '' ? null : JSON.parse(text) };
}

const post = (body: unknown, token = cairn.token, reason = 'test', kind = 'incident') =>
  call('POST', '/api/v1/records', { kind, compartment: 'Team', body, reason }, token);

/** Sends the bytes as they are, and gives what comes back. */
function raw(request: string): Promise<string> {
  return new Promise((done, failed) => {
    const socket = connect(Number(new URL(cairn.origin).port), '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (part) => {
      answer += part.toString('latin1');
    });
    socket.on('end', () => done(answer));
    socket.on('error', failed);
  });
}

test('the identity of an imported record can be neither probed, taken nor changed', async () => {
  const external = { dataset: 'ucdp-ged', id: '4711', occurrence: 1, role: 'incident' };
  const session = await openOperatorSession(cairn.instance);
  const of = (sensitivity: string, id: string) => ({
    ...{ id: newId(), kind: 'incident' as const, compartment: cairn.compartment.id, base: 0 },
    body: { title: 'Imported', sensitivity, external: { ...external, id } },
  });
  const [hidden, open] = [of('case-only', '4711'), of('public', '4712')];
  await commit(cairn.instance, session, [hidden, open], 'Import');
  const tried = await Promise.all(
    ['4711', 'unused'].map((id) => post({ title: 'x', external: { ...external, id } }, insider)),
  );
  expect(tried.map(({ status }) => status)).toEqual([422, 422]);
  expect(tried[0].body.problems).toMatchObject([{ path: '/external', code: 'import-only' }]);
  expect(tried[0].text).toBe(tried[1].text);
  for (const token of [insider, cairn.token]) {
    for (const change of [{ ...external, id: '4711' }, { ...external, id: '4713' }, { id: 'x' }]) {
      const patch = { revision: 1, body: { external: change }, reason: 'test' };
      const { status, body } = await call('PATCH', `/api/v1/records/${open.id}`, patch, token);
      expect([status, body.problems?.[0]?.code]).toEqual([422, 'import-only']);
    }
  }
  const removed = { revision: 1, body: { external: null }, reason: 'test' };
  expect((await call('PATCH', `/api/v1/records/${open.id}`, removed)).status).toBe(422);
  expect((await call('GET', `/api/v1/records/${open.id}`)).body.body.external).toEqual(open.body.external);
  const other = { revision: 1, body: { title: 'Corrected', external: open.body.external }, reason: 'test' };
  expect((await call('PATCH', `/api/v1/records/${open.id}`, other)).status).toBe(200);
});

test('a reason that cannot be stored is refused by its name', async () => {
  for (const reason of ['a\0b', 'half \ud800 pair']) {
    const { status, body } = await post({ title: 'x' }, cairn.token, reason);
    expect([status, body.problems?.[0]?.path]).toEqual([422, '/reason']);
  }
});

test('codes and texts beyond what the indexes hold are refused, not faults', async () => {
  const long = 'x'.repeat(9000);
  const words = Array.from({ length: 20_000 }, (_, i) => `w${i}`).join(' ');
  const refused: [unknown, string?][] = [
    [{ title: 'x', codes: [{ scheme: 'theirs', code: long }] }],
    [{ title: 'x', codes: [{ scheme: long, code: 'x' }] }],
    [{ title: long }],
    [{ title: 'x', summary: words }],
    [{ title: 'x', notes: words }],
    [{ text: words }, 'statement'],
  ];
  for (const [body, kind] of refused) {
    const { status, body: answer } = await post(body, cairn.token, 'test', kind);
    expect(status, JSON.stringify(answer)).toBe(422);
  }
  // Every field within its limit, and yet more words than one search vector holds.
  const word = (n: number) => (36 ** 3 + n).toString(36);
  const names = Array.from({ length: 1500 }, (_, i) => ({
    text: Array.from({ length: 100 }, (_, j) => word(i * 100 + j)).join(' '),
  }));
  const { status, text } = await post({ actorType: 'group', names }, cairn.token, 'test', 'actor');
  expect([status, text]).toEqual([422, expect.not.stringMatching(/tsvector|bytes|select/)]);
});

test('dates, codes and cursors that the database cannot read are refused without repeating them', async () => {
  const cursor = (at: unknown, id: unknown = newId()) =>
    encodeURIComponent(Buffer.from(JSON.stringify([at, id])).toString('base64url'));
  const paths = [
    '/api/v1/search?from=0000-01-01',
    '/api/v1/search?to=0001-01-01T00:00%2B14:00',
    '/api/v1/search?from=9999-12-31T23:59-14:00',
    ...[
      '2020-01-01 (MARKER)',
      '2020-01-01T00:00:00.000Z MARKER',
      'Jan 1 2020',
      '0000-01-01T00:00:00.000Z',
      null,
      7,
    ].map((at) => `/api/v1/records?cursor=${cursor(at)}`),
    `/api/v1/records?cursor=${cursor('2020-01-01T00:00:00.000Z', 'MARKER')}`,
  ];
  for (const path of paths) {
    const { status, text } = await call('GET', path);
    expect([status, text], path).toEqual([422, expect.not.stringContaining('MARKER')]);
  }
  expect((await call('GET', '/api/v1/search?code=%00')).body).toEqual({ records: [], next: null });
  expect((await call('GET', '/api/v1/search?from=0001-01-01&to=9999-12-31')).status).toBe(200);
});

test('an area whose west lies beyond its east crosses the antimeridian', async () => {
  const at = async (title: string, longitude: number) =>
    (await post({ title, place: { point: { latitude: -17, longitude }, precision: 'exact' } })).status;
  expect([await at('West of it', 178.4), await at('East of it', -179), await at('Far away', 64)]).toEqual([
    201, 201, 201,
  ]);
  const titles = async (bbox: string) =>
    (await call('GET', `/api/v1/search?bbox=${bbox}`)).body.records.map(
      (r: { body: { title: string } }) => r.body.title,
    );
  expect((await titles('170,-90,-170,90')).sort()).toEqual(['East of it', 'West of it']);
  expect(await titles('60,-90,70,90')).toEqual(['Far away']);
});

test('two hosts, no host, and bytes that are no request are answered with 4xx and the security headers', async () => {
  const host = `Host: ${new URL(cairn.origin).host}\r\n`;
  const requests: [string, RegExp][] = [
    [`GET /api/health HTTP/1.1\r\n${host}Host: evil.example\r\nConnection: close\r\n\r\n`, /^HTTP\/1.1 400 /],
    [`GET /api/health HTTP/1.1\r\n${host}${host}Connection: close\r\n\r\n`, /^HTTP\/1.1 400 /],
    ['GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 421 /],
    ['nonsense\r\n\r\n', /^HTTP\/1.1 400 /],
    [`GET / HTTP/1.1\r\n${host}Content-Length: x\r\n\r\n`, /^HTTP\/1.1 400 /],
    [`GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(70_000)}\r\n\r\n`, /^HTTP\/1.1 431 /],
  ];
  for (const [request, status] of requests) {
    const answer = await raw(request);
    expect(answer).toMatch(status);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer).toContain(`${name}: ${value}`);
  }
});
