import { request as send } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';

// Every route that changes something, new ones too, refuses what another site could make a browser send.

const ID = '00000000-0000-4000-8000-000000000000';

let cairn: TestServer;
let cookie: string;

beforeAll(async () => {
  cairn = await startTestServer();
  const answer = await fetch(`${cairn.origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: cairn.token }),
  });
  expect(answer.status).toBe(204);
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterAll(() => cairn?.stop());

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** As fetch, which leaves neither Host nor Origin to its caller. */
function ask(method: string, path: string, headers: Record<string, string>): Promise<Answer> {
  const { hostname, port } = new URL(cairn.origin);
  const body = /^(POST|PUT|PATCH)$/.test(method) ? '{}' : '';
  return new Promise((answered, failed) => {
    const request = send({
      hostname,
      port,
      method,
      path,
      headers: { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    request.on('error', failed);
    request.on('response', (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => {
        text += piece.toString();
      });
      response.on('end', () => answered({ status: response.statusCode ?? 0, text }));
    });
    request.end(body);
  });
}

/** Everything that a request could have changed. */
async function changed(): Promise<string> {
  const { owner } = cairn.instance;
  const { rows } = await owner.query(
    `select (select count(*) from cairn.deed) as deeds, (select count(*) from cairn.revision) as revisions,
       (select count(*) from cairn.live_session) as sessions`,
  );
  return JSON.stringify(rows[0]);
}

test('a foreign Origin, none beside a cookie, and a foreign Host are refused by every unsafe route, and change nothing', async () => {
  const routes = cairn.server.routeTable.entries.filter(({ method }) => !/^(GET|HEAD|OPTIONS)$/.test(method));
  expect(routes.length).toBeGreaterThan(4);
  const before = await changed();
  const { port } = new URL(cairn.origin);
  for (const { method, url } of routes) {
    const path = url.replaceAll(/:[A-Za-z]+|\*/g, ID);
    const where = `${method} ${url}`;
    const attempts: [string, Record<string, string>, number][] = [
      ['another site', { cookie, origin: 'https://evil.example' }, 403],
      ['another port', { cookie, origin: `http://localhost:${Number(port) + 1}` }, 403],
      ['another scheme', { cookie, origin: `https://localhost:${port}` }, 403],
      ['our other name', { cookie, origin: `http://127.0.0.1:${port}` }, 403],
      ['a sandboxed frame', { cookie, origin: 'null' }, 403],
      ['no Origin', { cookie }, 403],
      ['another site, without a cookie', { origin: 'https://evil.example' }, 403],
      ['another host', { cookie, host: `evil.example:${port}`, origin: `http://evil.example:${port}` }, 421],
      ['another host by our Origin', { cookie, host: 'evil.example', origin: cairn.origin }, 421],
      ['another host with a token', { host: 'evil.example', authorization: `Bearer ${cairn.token}` }, 421],
    ];
    for (const [name, headers, status] of attempts) {
      const answer = await ask(method, path, headers);
      expect({ status: answer.status, text: answer.text }, `${where} by ${name}`).toEqual({
        status,
        text: expect.stringMatching(/does not come from a page of this server|does not answer under that host name/),
      });
    }
  }
  expect(await changed()).toBe(before);
});

test('reading, too, is answered under our host names alone', async () => {
  for (const { method, url } of cairn.server.routeTable.entries.filter((route) => route.method === 'GET')) {
    const path = url.replaceAll(/:[A-Za-z]+|\*/g, ID);
    const answer = await ask(method, path, { cookie, host: 'evil.example' });
    expect(answer.status, url).toBe(421);
  }
});

test('our own page may do what its session may', async () => {
  const answer = await ask('DELETE', '/api/v1/session', { cookie, origin: cairn.origin });
  expect(answer.status).toBe(204);
});
