import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { SESSION_COOKIE } from './app.ts';

// What is entered of requests: what was shown with its compartment, and that somebody was refused, not what.

let cairn: TestServer;
let reader: string;
let incident: string;
let hidden: string;

beforeAll(async () => {
  cairn = await startTestServer();
  reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'public' });
  incident = await made('public');
  hidden = await made('case-only');
});
afterAll(() => cairn?.stop());

async function made(sensitivity: string): Promise<string> {
  const given = { kind: 'incident', compartment: 'Team', body: { title: 'Shelling', sensitivity }, reason: 'test' };
  const answer = await ask(cairn.token, 'POST', '/api/v1/records', given);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

function ask(token: string | null, method: string, path: string, body?: unknown, more: object = {}): Promise<Response> {
  return fetch(cairn.origin + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...more,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

interface Entered {
  readonly name: string | null;
  readonly what: string;
  readonly compartment: string | null;
  readonly record: string | null;
}

/** What a request added to the activity. Whoever calls it has no other request under way. */
async function entered(request: () => Promise<Response>): Promise<Entered[]> {
  const { owner } = cairn.instance;
  const { rows } = await owner.query('select coalesce(max(number), 0) as last from cairn.activity');
  await (await request()).arrayBuffer();
  const { rows: added } = await owner.query<Entered>(
    `select u.name, a.what, c.name as compartment, a.record from cairn.activity a
     left join cairn.account u on u.id = a.account left join cairn.compartment c on c.id = a.compartment
     where a.number > $1 and a.what <> 'sign-in' order by a.number`,
    [rows[0].last],
  );
  return added;
}

const REFUSED = { what: 'refused', compartment: null, record: null };

test('what of a record is shown is entered with its compartment', async () => {
  for (const [path, what] of [
    ['', 'view'],
    ['/revisions', 'history'],
    ['/related', 'view'],
    ['/proof', 'proof'],
  ] as const) {
    const added = await entered(() => ask(cairn.token, 'GET', `/api/v1/records/${incident}${path}`));
    expect(added, path).toEqual([{ name: 'Lead', what, compartment: 'Team', record: incident }]);
  }
});

test('a list is entered with the compartment that it was asked of, and with none where it was asked of all', async () => {
  for (const [path, what] of [
    ['records', 'list'],
    ['search', 'search'],
  ] as const) {
    const one = await entered(() => ask(reader, 'GET', `/api/v1/${path}?compartment=TEA`));
    expect(one).toEqual([{ name: 'reader', what, compartment: 'Team', record: null }]);
    const all = await entered(() => ask(reader, 'GET', `/api/v1/${path}`));
    expect(all).toEqual([{ name: 'reader', what, compartment: null, record: null }]);
  }
});

test('who is refused is entered, alike for what is hidden and what does not exist, and nothing of what was asked for', async () => {
  const absent = '00000000-0000-4000-8000-000000000000';
  const given = { kind: 'incident', body: { title: 'x' }, reason: 'test' };
  for (const request of [
    () => ask(reader, 'GET', `/api/v1/records/${hidden}`),
    () => ask(reader, 'GET', `/api/v1/records/${absent}`),
    () => ask(reader, 'GET', `/api/v1/records/${hidden}/proof`),
    () => ask(reader, 'GET', '/api/v1/records?compartment=Nowhere'),
    () => ask(reader, 'POST', '/api/v1/records', { ...given, compartment: 'Team' }),
    () => ask(reader, 'PATCH', `/api/v1/records/${incident}`, { revision: 1, body: { title: 'x' }, reason: 'test' }),
  ]) {
    expect(await entered(request)).toEqual([{ ...REFUSED, name: 'reader' }]);
  }
});

test('to be asked for a factor once more is not entered as a refusal', async () => {
  const opened = await ask(null, 'POST', '/api/v1/session', { token: reader });
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const remove = () => ask(null, 'DELETE', '/api/v1/factors/totp', undefined, { cookie, origin: cairn.origin });
  const answer = await remove();
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'confirm']);
  expect(await entered(remove)).toEqual([]);
});

test('a session that has ended is refused under its account; whoever brings nothing known is nobody', async () => {
  const opened = await ask(null, 'POST', '/api/v1/session', { token: reader });
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect(cookie).toContain(SESSION_COOKIE);
  const view = (sent: string) => () => ask(null, 'GET', `/api/v1/records/${incident}`, undefined, { cookie: sent });
  expect(await entered(view(cookie))).toEqual([
    { name: 'reader', what: 'view', compartment: 'Team', record: incident },
  ]);
  await cairn.instance.owner.query("update cairn.account set suspended = true where name = 'reader'");
  expect(await entered(view(cookie))).toEqual([{ ...REFUSED, name: 'reader' }]);
  await cairn.instance.owner.query("update cairn.account set suspended = false where name = 'reader'");
  expect(await entered(view(`${SESSION_COOKIE}=cairn_forged`))).toEqual([]);
  expect(await entered(() => ask(null, 'GET', `/api/v1/records/${incident}`))).toEqual([]);
  expect(await entered(() => ask(cairn.token, 'GET', '/api/v1/nowhere'))).toEqual([]);
});
