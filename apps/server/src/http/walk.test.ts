import { KINDS } from '@cairn/model';
import { Compile } from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';

/** Stand in fields of different levels; whoever may not read a field must never meet its marker, wherever it could hide. */
const MARKERS = {
  public: 'MARKER-PUBLIC-7f3a',
  'case-only': 'MARKER-CASE-19bd',
  identity: 'MARKER-IDENTITY-c402',
  reason: 'MARKER-REASON-5e88',
} as const;
const ALL = Object.values(MARKERS);

interface Caller {
  readonly name: string;
  readonly token: string | null;
  /** Markers that this caller may meet. */
  readonly may: readonly string[];
  readonly member: boolean;
  readonly writes: boolean;
}

const ABSENT = '00000000-0000-4000-8000-000000000000';
const GARBAGE: readonly unknown[] = [null, [], 'text', 7, {}, { kind: 'incident' }, { body: { title: { $gt: '' } } }];

let cairn: TestServer;
let callers: Caller[];
/** Records that the walk asks for: one that members see, one of case-only level, one actor with identity fields. */
let records: { open: string; closed: string; actor: string };
const reached = new Set<string>();

beforeAll(async () => {
  cairn = await startTestServer();
  const person = async (name: string, role?: string, clearance = 'sealed', admin = false) =>
    cairn.addPerson(name, role === undefined ? undefined : { role, clearance }, admin);
  const some = [MARKERS.public, MARKERS['case-only'], MARKERS.reason];
  callers = [
    { name: 'nobody', token: null, may: [], member: false, writes: false },
    { name: 'a forged token', token: 'cairn_forged', may: [], member: false, writes: false },
    { name: 'a non-member', token: await person('stranger'), may: [], member: false, writes: false },
    {
      name: 'an administrator without membership',
      token: await person('admin', undefined, '', true),
      may: [],
      member: false,
      writes: false,
    },
    {
      name: 'a reader cleared for public',
      token: await person('low', 'reader', 'public'),
      may: [MARKERS.public, MARKERS.reason],
      member: true,
      writes: false,
    },
    {
      name: 'a contributor cleared for public',
      token: await person('junior', 'contributor', 'public'),
      may: [MARKERS.public, MARKERS.reason],
      member: true,
      writes: true,
    },
    { name: 'a reader', token: await person('reader', 'reader'), may: some, member: true, writes: false },
    { name: 'a contributor', token: await person('contributor', 'contributor'), may: some, member: true, writes: true },
    { name: 'a reviewer', token: await person('reviewer', 'reviewer'), may: some, member: true, writes: true },
    { name: 'a lead', token: cairn.token, may: ALL, member: true, writes: true },
  ];
  records = {
    open: await record('incident', { title: MARKERS.public, notes: MARKERS['case-only'], sensitivity: 'public' }),
    closed: await record('incident', { title: MARKERS['case-only'], sensitivity: 'case-only' }),
    actor: await record('actor', {
      actorType: 'person',
      sensitivity: 'public',
      identity: { names: [{ text: MARKERS.identity }] },
    }),
  };
});
afterAll(async () => cairn?.stop());

async function record(kind: string, body: Record<string, unknown>): Promise<string> {
  const reason = body.sensitivity === 'case-only' ? MARKERS['case-only'] : MARKERS.reason;
  const { status, text } = await call({ token: cairn.token }, 'POST', '/api/v1/records', {
    kind,
    compartment: 'Team',
    body,
    reason,
  });
  expect(status, text).toBe(201);
  return (JSON.parse(text) as { id: string }).id;
}

async function call(
  caller: Pick<Caller, 'token'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = {};
  if (caller.token !== null) headers.authorization = `Bearer ${caller.token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(cairn.origin + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return { status: answer.status, text: (await answer.text()) || told };
}

interface Call {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly access: string;
  readonly body?: unknown;
}

/** Every route of the running server, with every id and several queries and bodies in its place. */
function calls(): Call[] {
  const queries: Record<string, readonly string[]> = {
    '/api/v1/records': ['', '?compartment=Team', '?kind=incident&limit=200', `?compartment=${cairn.compartment.id}`],
    '/api/v1/search': [
      '',
      ...ALL.map((marker) => `?text=${marker}`),
      '?bbox=-180,-90,180,90',
      '?from=1900-01-01&to=2100-01-01',
    ],
    '/api/v1/log/consistency': ['', '?from=0', '?from=1'],
    '/api/v1/records/:id/proof': ['', '?revision=1', '?disclose=title,notes', '?disclose=identity'],
  };
  return cairn.server.routeTable.entries.flatMap(({ method, url, access }) => {
    const ids = url.includes(':id') ? [...Object.values(records), ABSENT, 'nonsense'] : [''];
    const places = ids.flatMap((id) => (queries[url] ?? ['']).map((query) => filled(url, id) + query));
    const bodies = ['POST', 'PATCH', 'PUT'].includes(method) ? GARBAGE : [undefined];
    return places.flatMap((path) =>
      bodies.map((body) => ({
        method,
        route: `${method} ${url}`,
        path,
        access: access ?? '',
        ...(body === undefined ? {} : { body }),
      })),
    );
  });
}

function filled(url: string, id: string): string {
  return url.replace(':id', id).replace('*', url.startsWith('/tile') ? '0/000' : 'x');
}

function expectNothingLeaks(caller: Caller, { text }: { text: string }, where: string): void {
  for (const marker of ALL) {
    if (!caller.may.includes(marker))
      expect(text.includes(marker), `${where}: ${caller.name} meets ${marker}`).toBe(false);
  }
  expect(/\bat .+\.ts:\d+|node_modules|select |\/home\//.test(text), `${where}: ${text}`).toBe(false);
}

function expectedStatuses(caller: Caller, { access, route, path }: Call): readonly number[] {
  if (access === 'witness') return [404];
  if (access === 'public') return [200, 401, 422];
  if (!caller.token?.startsWith('cairn_') || caller.name === 'a forged token') return [401];
  if (/^(GET|HEAD)/.test(route))
    return caller.member ? [200, 404, 422] : path.includes('compartment=') || path.includes(':id') ? [404] : [200, 404];
  return [204, 404, 422];
}

test('every caller gets, on every route and for every id, an allowed status and no marker', async () => {
  for (const caller of callers) {
    for (const one of calls()) {
      if (one.route === 'DELETE /api/v1/session') continue;
      const answer = await call(caller, one.method, one.path, one.body);
      const where = `${one.method} ${one.path} ${JSON.stringify(one.body) ?? ''}`;
      reached.add(one.route);
      expectNothingLeaks(caller, answer, where);
      expect(expectedStatuses(caller, one), `${where} as ${caller.name}: ${answer.text}`).toContain(answer.status);
    }
  }
});

test('answers are as the description says, field by field', async () => {
  const { paths } = JSON.parse((await call({ token: null }, 'GET', '/api/openapi.json')).text);
  let checked = 0;
  for (const { method, path, route } of calls().filter((one) => one.method === 'GET')) {
    const { status, text } = await call({ token: cairn.token }, method, path);
    const described = paths[route.replace('GET ', '').replace(/:([a-z]+)/, '{$1}')]?.get?.responses?.[status];
    const schema = described?.content?.['application/json']?.schema;
    if (schema === undefined) continue;
    const [right, errors] = Compile(schema).Errors(JSON.parse(text));
    expect(right, `${path}: ${JSON.stringify(errors)}`).toBe(true);
    checked++;
  }
  expect(checked).toBeGreaterThan(20);
});

test('the walk reached every route that the server has', () => {
  reached.add('DELETE /api/v1/session');
  const routes = cairn.server.routeTable.entries.map(({ method, url }) => `${method} ${url}`);
  expect([...new Set(routes)].filter((route) => !reached.has(route))).toEqual([]);
  expect(routes).toEqual(
    expect.arrayContaining(['GET /api/v1/records', 'PATCH /api/v1/records/:id', 'GET /checkpoint', 'GET /tile/*']),
  );
});

describe('what one may not see is answered like what does not exist', () => {
  // A refused new record is named by an id of its own, and headers hold the time.
  const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const without = (text: string) => text.replaceAll(UUID, 'ID').replaceAll(/date: .*/g, '');
  const attempts = (id: string): [string, string, unknown?][] => [
    ['GET', `/api/v1/records/${id}`],
    ['GET', `/api/v1/records/${id}/revisions`],
    ['GET', `/api/v1/records/${id}/related`],
    ['GET', `/api/v1/records/${id}/proof`],
    ['PATCH', `/api/v1/records/${id}`, { revision: 1, body: { title: 'x' }, reason: 'x' }],
    ['PATCH', `/api/v1/records/${id}`, { revision: 99, body: {}, reason: 'x' }],
    [
      'POST',
      '/api/v1/records',
      {
        kind: 'statement',
        compartment: 'Team',
        body: { sensitivity: 'public', about: [{ record: id, field: 'title' }] },
        reason: 'x',
      },
    ],
  ];

  test('to strangers, and below clearance', async () => {
    for (const caller of callers) {
      const hidden = caller.member
        ? caller.may.includes(MARKERS['case-only'])
          ? []
          : [records.closed]
        : Object.values(records);
      for (const id of hidden) {
        const real = attempts(id);
        for (const [i, [method, path, body]] of attempts(ABSENT).entries()) {
          const absent = await call(caller, method, path, body);
          const present = await call(caller, method, real[i]?.[1] ?? '', real[i]?.[2]);
          expect({ ...present, text: without(present.text) }, `${method} ${path} as ${caller.name}`).toEqual({
            ...absent,
            text: without(absent.text),
          });
        }
      }
    }
  });

  test('also where a compartment is named', async () => {
    for (const caller of callers.filter(({ member, token }) => !member && token !== null && token !== 'cairn_forged')) {
      for (const name of ['Team', 'TEA', cairn.compartment.id]) {
        const given = { kind: 'incident', body: { title: 'x' }, reason: 'x' };
        const there = await call(caller, 'POST', '/api/v1/records', { ...given, compartment: name });
        const nowhere = await call(caller, 'POST', '/api/v1/records', { ...given, compartment: 'Nowhere' });
        expect(there).toMatchObject({ status: 404, text: nowhere.text });
        const list = await call(caller, 'GET', `/api/v1/records?compartment=${name}`);
        expect(list.text).toBe((await call(caller, 'GET', '/api/v1/records?compartment=Nowhere')).text);
      }
    }
  });
});

test('members find what they may read, and only contributors write', async () => {
  for (const caller of callers.filter(({ member }) => member)) {
    const found = (await call(caller, 'GET', '/api/v1/records?limit=200')).text;
    for (const marker of [MARKERS.public, MARKERS['case-only'], MARKERS.identity]) {
      expect(found.includes(marker), `${caller.name}: ${marker}`).toBe(caller.may.includes(marker));
    }
    const given = {
      kind: 'incident',
      compartment: 'Team',
      body: { title: `By ${caller.name}`, sensitivity: 'public' },
      reason: 'test',
    };
    const { status, text } = await call(caller, 'POST', '/api/v1/records', given);
    expect(status, `${caller.name}: ${text}`).toBe(caller.writes ? 201 : 403);
    const change = { revision: 1, body: { title: `${MARKERS.public} again` }, reason: 'test' };
    const patched = await call(caller, 'PATCH', `/api/v1/records/${records.open}`, change);
    expect([200, 409].includes(patched.status), `${caller.name}: ${patched.status} ${patched.text}`).toBe(
      caller.writes,
    );
    expectNothingLeaks(caller, patched, `PATCH as ${caller.name}`);
  }
});

test('every kind refuses garbage bodies with problems, never with a fault', async () => {
  for (const kind of Object.keys(KINDS)) {
    for (const body of [
      { sensitivity: 'secret' },
      { title: 7, nonsense: 1 },
      { _sd: [] },
      { incident: ABSENT, constructor: 1 },
    ]) {
      const given = { kind, compartment: 'Team', body, reason: 'test' };
      const { status, text } = await call({ token: cairn.token }, 'POST', '/api/v1/records', given);
      expect(status, `${kind} ${JSON.stringify(body)}: ${text}`).toBe(422);
      expect(JSON.parse(text).problems.length).toBeGreaterThan(0);
    }
  }
});

test('a session ends by signing out, for its caller alone', async () => {
  const mine = callers.find(({ name }) => name === 'a reader');
  expect((await call(mine ?? { token: null }, 'DELETE', '/api/v1/session')).status).toBe(204);
  expect((await call({ token: cairn.token }, 'GET', '/api/v1/session')).status).toBe(200);
});
