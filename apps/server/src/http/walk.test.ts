import { KINDS } from '@cairn/model';
import { Compile } from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Caller,
  type Level,
  MARKERS,
  type Matrix,
  markerOf,
  PLACES,
  type Planted,
  startMatrix,
} from '../testing/matrix.ts';
import { meaningfulBody } from '../testing/walk-bodies.ts';

// Every route of the server, new ones too, by every kind of caller: whoever may not read a field never meets its marker,
// wherever it could hide, nor the id or reference of a record that they may not see.

const ABSENT = '00000000-0000-4000-8000-000000000000';
const GARBAGE: readonly unknown[] = [null, [], 'text', 7, {}, { kind: 'incident' }, { body: { title: { $gt: '' } } }];
/** Callers who try everything: those from outside, and two members. */
const FIRST = 6;
/** Calls under way at once. */
const ABREAST = 6;
/** Queries of one route that a caller asks, but the first few: with the next caller the next ones. */
const QUERIES = 6;
/** Records that a caller sees and tries to write to by one route: with the next caller, and by the next route, the next ones. */
const SEEN = 4;

let matrix: Matrix;
/** Ids of whatever else there is: accounts, compartments, tokens, sessions, deeds and what later versions add. */
let others: string[];
const reached = new Set<string>();

beforeAll(async () => {
  matrix = await startMatrix();
  others = await idsOfTables();
});
afterAll(async () => matrix?.cairn.stop());

async function idsOfTables(): Promise<string[]> {
  const { owner } = matrix.cairn.instance;
  const { rows } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where table_schema = 'cairn' and column_name = 'id' and data_type = 'uuid' and table_type = 'BASE TABLE' and table_name <> 'record'`,
  );
  const found = await Promise.all(
    rows.map(({ name }) => owner.query(`select id from cairn.${name} order by id limit 1`)),
  );
  return found.flatMap(({ rows: ids }) => ids.map(({ id }) => id as string));
}

interface Call {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly access: string;
  readonly body?: unknown;
}

function queriesOf(url: string): readonly string[] {
  const high = matrix.planted.filter(({ level }) => level === 'sealed');
  const queries: Record<string, readonly string[]> = {
    '/api/v1/records': [
      ...['', '?compartment=NOR', '?compartment=South', '?kind=incident&limit=200', '?kind=actor'],
      ...[`?compartment=${ABSENT}`, ...high.map(({ reference }) => `?reference=${reference}`)],
    ],
    '/api/v1/search': [
      ...['', ...MARKERS.map((marker) => `?text=${marker}`), '?bbox=-180,-90,180,90', '?act=killing', '?place=marker'],
      ...['?near=0,0,1000', '?from=1900-01-01&to=2100-01-01'],
    ],
    '/api/v1/library': [
      ...[
        '',
        '?kind=item&sort=when',
        '?bbox=-180,-90,180,90&limit=200',
        '?act=killing',
        '?near=0,0,1000',
        '?sort=reference',
      ],
      ...[...MARKERS.map((marker) => `?text=${marker}`), ...high.map(({ id }) => `?record=${id}&about=${id}`)],
    ],
    '/api/v1/library/facets': ['?of=incident-status,sha256,tag', '?of=method&kind=item', '?of=level&from=1900-01-01'],
    '/api/v1/library/map': ['?zoom=3', '?zoom=5&from=1900-01-01', '?zoom=9&bbox=-180,-90,180,90', '?zoom=12&kind=act'],
    '/api/v1/library/timeline': ['', '?by=day', '?by=year&kind=act'],
    '/api/v1/gazetteer': ['?q=Bakhmut'],
    '/api/v1/gazetteer/reverse': ['?latitude=49.2&longitude=37.3'],
    '/api/v1/names': MARKERS.map((marker) => `?q=${marker}`),
    '/api/v1/items': ['', '?compartment=NOR', '?type=other', ...high.map(({ id }) => `?about=${id}`)],
    '/api/v1/figures': [
      ...['', '?by=incident-status', '?by=month&count=acts', '?by=place&count=persons&compartment=NOR'],
      '?by=tag&text=MARKER',
    ],
    '/api/v1/desk': ['', '?compartment=NOR', '?today=2031-01-01'],
    '/api/v1/departures': ['', '?compartment=NOR&limit=200'],
    '/api/v1/records/:id/about': ['?kind=comment', '?kind=step', '?kind=second-coding'],
    '/api/v1/batches/:id/incidents': [
      '?text=MARKER',
      ...high.map(({ id, reference }) => `?entry=${id}&text=${reference}`),
    ],
    '/api/v1/log/consistency': ['', '?from=0', '?from=1'],
    '/api/v1/duplicates': ['', '?compartment=NOR', '?kind=actor', `?record=${high[0]?.id}`],
    '/api/v1/duplicates/comparing': ['', '?compartment=NOR', `?record=${high[0]?.id}`],
    '/api/v1/records/:id/relations': ['', '?group=1&limit=0'],
    '/api/v1/records/:id/proof': ['', '?revision=1', '?disclose=title,notes', '?disclose=identity'],
  };
  return queries[url] ?? (/:[A-Za-z]/.test(url) ? [''] : ['', '?compartment=NOR']);
}

/**
 * Every route of the running server for one caller: with the id of every record where it is about records, else with ids of
 * what else there is; with several queries and bodies. What does not bear on who calls is left to the first few callers,
 * and ids and bodies that all say the same go round among the callers.
 */
function calls(unsafe: boolean, caller: Caller, turn: number): Call[] {
  const first = turn < FIRST;
  return matrix.cairn.server.routeTable.entries
    .filter(({ method }) => !/GET|HEAD|OPTIONS/.test(method) === unsafe)
    .filter(({ method, access }) => first || (access === 'account' && method !== 'HEAD'))
    .flatMap(({ method, url, access }, n) => {
      const all = pathsOf(url, caller, { turn, n, unsafe });
      const paths = method === 'HEAD' ? all.slice(0, 1) : all;
      return paths.flatMap((path, i) =>
        bodiesFor(`${method} ${url}`, caller, { all: first && i === 0, turn: turn + n + i }).map((body) => ({
          ...{ method, route: `${method} ${url}`, path, access: access ?? '' },
          ...(body === undefined ? {} : { body }),
        })),
      );
    });
}

/** What means something to the route, where something does, and garbage: all of it, or what comes next. */
function bodiesFor(route: string, caller: Caller, { all, turn }: { all: boolean; turn: number }): readonly unknown[] {
  if (!/^(POST|PATCH|PUT) /.test(route)) return [undefined];
  const meant = meaningfulBody(matrix, caller, route, turn);
  if (all) return [...(meant === undefined ? [] : [meant]), ...GARBAGE];
  return [meant === undefined || turn % 4 === 0 ? GARBAGE[turn % GARBAGE.length] : meant];
}

/** Without an id, each query; with ids, each plainly, and where there are queries with one of them. */
function pathsOf(url: string, caller: Caller, { turn, n, unsafe }: Turn): string[] {
  const queries = queriesOf(url);
  if (!/:[A-Za-z]/.test(url))
    return (turn < FIRST ? queries : round(queries, turn * QUERIES, QUERIES)).map((query) => filled(url, '') + query);
  const paths = idsFor(url, caller, { turn, n, unsafe }).flatMap((id, i) =>
    ['', queries[(i + turn) % queries.length]].map((query) => filled(url, id) + query),
  );
  return [...new Set(paths)];
}

/** Which caller's turn it is, at which route of the table, and whether the route writes. */
interface Turn {
  readonly turn: number;
  readonly n: number;
  readonly unsafe: boolean;
}

/**
 * Of what lies in no compartment of the caller some go round among the callers: nothing of it is theirs, whoever they are.
 * Where the route writes, so do those that the caller sees anyway: whoever reads them reads each of them.
 */
function idsFor(url: string, caller: Caller, { turn, n, unsafe }: Turn): readonly string[] {
  const idsOf = (list: readonly Planted[]) => list.map(({ id }) => id);
  if (/\/batches\//.test(url)) return [...idsOf(matrix.planted.filter(({ kind }) => kind === 'batch')), ABSENT];
  if (!/\/(records|items)\//.test(url)) {
    const some = turn < FIRST ? 3 : 2;
    return [
      ...round(others, turn * some, some),
      ...round(idsOf(matrix.planted), turn * some, some),
      ABSENT,
      ...(turn < FIRST ? ['nonsense'] : []),
    ];
  }
  const own = matrix.planted.filter(({ place }) => turn < FIRST || place === caller.place);
  const foreign = matrix.planted.filter((each) => !own.includes(each));
  const seen = own.filter(({ place, level }) => caller.sees(place, level));
  const asked =
    unsafe && turn >= FIRST
      ? [...own.filter((each) => !seen.includes(each)), ...round(seen, (turn + n) * SEEN, SEEN)]
      : own;
  return [...idsOf(asked), ...round(idsOf(foreign), turn * 2, 2), ABSENT, ...(turn % 4 === 0 ? ['nonsense'] : [])];
}

/** So many of a list, from one place on, round its end. */
function round<T>(list: readonly T[], from: number, most: number): T[] {
  return Array.from({ length: Math.min(most, list.length) }, (_, i) => list[(from + i) % list.length] as T);
}

function filled(url: string, id: string): string {
  return url.replaceAll(/:[A-Za-z]+/g, id).replace('*', url.startsWith('/tile') ? '0/000' : 'x');
}

function expectNothingLeaks(
  caller: Caller,
  text: string,
  { method, path, body }: Omit<Call, 'route' | 'access'>,
): void {
  const asked = `${path} ${JSON.stringify(body) ?? ''}`;
  const where = `${method} ${asked} as ${caller.name}`;
  for (const place of PLACES) {
    for (const level of ['public', 'partner', 'internal', 'case-only', 'sealed', 'identity'] as Level[]) {
      const marker = markerOf(place, level);
      if (!caller.sees(place, level) && text.includes(marker)) expect.fail(`${where} shows ${marker}`);
    }
  }
  for (const { id, reference, place, level } of matrix.planted) {
    if (caller.sees(place, level)) continue;
    // What was asked for may be named in the answer.
    for (const name of [id, reference])
      if (text.includes(name) && !asked.includes(name)) expect.fail(`${where} names ${name} of ${place}, ${level}`);
  }
  if (/\bat .+\.ts:\d+|node_modules|select |\/home\//.test(text)) expect.fail(`${where} tells of the inside: ${text}`);
}

function allowed(caller: Caller, { access, method }: Call): readonly number[] {
  if (access === 'witness') return [404];
  if (caller.token === null || caller.name === 'a forged token') {
    if (access !== 'public') return [401];
  }
  const refused = [400, 401, 403, 404, 409, 410, 422, 429];
  return method === 'GET' || method === 'HEAD' ? [200, ...refused] : [200, 201, 202, 204, ...refused];
}

async function isSignedOut({ token }: Caller): Promise<boolean> {
  return (await matrix.call(token, 'GET', '/api/v1/session')).status === 401;
}

/** One caller's way through a list of calls; how often one of them signed the caller out. Whom a call signs out or shuts out is let in again, and asks once more. */
async function walk(caller: Caller, list: readonly Call[]): Promise<number> {
  const waiting = [...list];
  let signedOut = 0;
  await Promise.all(
    Array.from({ length: ABREAST }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        let { status, text } = await matrix.call(caller.token, one.method, one.path, one.body);
        if (status === 401 && one.access === 'account' && caller.email !== null && (await isSignedOut(caller))) {
          signedOut += 1;
          await matrix.revive(caller);
          ({ status, text } = await matrix.call(caller.token, one.method, one.path, one.body));
        }
        reached.add(one.route);
        expectNothingLeaks(caller, text, one);
        const where = `${one.method} ${one.path} ${JSON.stringify(one.body) ?? ''} as ${caller.name}: ${text}`;
        if (!allowed(caller, one).includes(status)) expect.fail(`${where}: ${status}`);
      }
    }),
  );
  return signedOut;
}

test('no answer to a reading request shows what its caller may not read', async () => {
  for (const [turn, caller] of matrix.callers.entries()) {
    // One first: its token opens the session that the others share.
    await matrix.call(caller.token, 'GET', '/api/v1/session');
    expect(await walk(caller, calls(false, caller, turn)), `how often reading signed out ${caller.name}`).toBe(0);
  }
}, 1_200_000);

test('no answer to a writing request shows what its caller may not read', async () => {
  for (const [turn, caller] of matrix.callers.entries()) {
    await walk(caller, calls(true, caller, turn));
    await matrix.revive(caller);
  }
}, 1_200_000);

test('what is shown is what may be seen: the walk has something to find', async () => {
  for (const caller of matrix.callers.filter(({ email }) => email !== null)) {
    const { text } = await matrix.call(caller.token, 'GET', '/api/v1/records?limit=200');
    const wrong = PLACES.flatMap((place) =>
      (['public', 'partner', 'internal', 'case-only', 'sealed', 'identity'] as Level[])
        .filter((level) => text.includes(markerOf(place, level)) !== caller.sees(place, level))
        .map((level) => `${caller.name}: ${place} ${level}`),
    );
    expect(wrong).toEqual([]);
  }
});

test('answers are as the description says, field by field', async () => {
  const { paths } = JSON.parse((await matrix.call(null, 'GET', '/api/openapi.json')).text);
  const lead = matrix.callers.find(({ name }) => name.startsWith('lead of NOR cleared for sealed'));
  const callsOfLead = calls(false, lead as Caller, 0);
  let checked = 0;
  for (const { method, path, route } of callsOfLead.filter((one) => one.method === 'GET')) {
    const { status, text } = await matrix.call(lead?.token ?? null, method, path);
    const described = paths[route.replace('GET ', '').replaceAll(/:([A-Za-z]+)/g, '{$1}')]?.get?.responses?.[status];
    const schema = described?.content?.['application/json']?.schema;
    if (schema === undefined) continue;
    const [right, errors] = Compile(schema).Errors(JSON.parse(text));
    if (!right) expect.fail(`${path}: ${JSON.stringify(errors)}`);
    checked++;
  }
  expect(checked).toBeGreaterThan(20);
});

test('the walk reached every route that the server has', () => {
  const routes = matrix.cairn.server.routeTable.entries.map(({ method, url }) => `${method} ${url}`);
  expect([...new Set(routes)].filter((route) => !reached.has(route))).toEqual([]);
  expect(routes).toEqual(
    expect.arrayContaining(['GET /api/v1/records', 'PATCH /api/v1/records/:id', 'GET /api/v1/live', 'GET /tile/*']),
  );
});

describe('what one may not see is answered like what does not exist', () => {
  // A refused new record is named by an id of its own, and headers hold the time.
  const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const without = (text: string) => text.replaceAll(UUID, 'ID').replaceAll(/date: .*/g, '');
  const attempts = (id: string, compartment: string): [string, string, unknown?][] => [
    ['GET', `/api/v1/records/${id}`],
    ['GET', `/api/v1/records/${id}/revisions`],
    ['GET', `/api/v1/records/${id}/related`],
    ['GET', `/api/v1/records/${id}/proof`],
    ['PATCH', `/api/v1/records/${id}`, { revision: 1, body: { title: 'x' }, reason: 'x' }],
    ['PATCH', `/api/v1/records/${id}`, { revision: 99, body: {}, reason: 'x' }],
    ['POST', '/api/v1/exports', { query: `record=${id}`, format: 'geojson', purpose: 'own-work', recipient: 'x' }],
    [
      'POST',
      '/api/v1/records',
      {
        ...{ kind: 'statement', compartment, reason: 'x' },
        body: { sensitivity: 'public', about: [{ record: id, field: 'title' }] },
      },
    ],
  ];

  test('in other compartments, and above clearance', async () => {
    for (const [turn, caller] of matrix.callers.entries()) {
      const compartment = caller.place ?? 'NOR';
      const absent = await Promise.all(
        attempts(ABSENT, compartment).map(([method, path, body]) => matrix.call(caller.token, method, path, body)),
      );
      const expected = absent.map((answer) => ({ ...answer, text: without(answer.text) }));
      const hidden = matrix.planted.filter(({ place, level }) => !caller.sees(place, level));
      // Of what lies in no compartment of theirs, some go round among the callers.
      const [above, elsewhere] = [true, false].map((own) =>
        hidden.filter(({ place }) => (place === caller.place) === own),
      );
      const few = caller.place === null ? hidden : [...(above ?? []), ...round(elsewhere ?? [], turn * 3, 3)];
      for (const { id } of few) {
        const present = await Promise.all(
          attempts(id, compartment).map(([method, path, body]) => matrix.call(caller.token, method, path, body)),
        );
        expect(
          present.map((answer) => ({ ...answer, text: without(answer.text) })),
          `${id} as ${caller.name}`,
        ).toEqual(expected);
      }
    }
  }, 300_000);

  test('also where a compartment is named', async () => {
    const names = { NOR: ['North', 'NOR'], SOU: ['South', 'sou'] };
    for (const caller of matrix.callers.filter(({ email }) => email !== null)) {
      for (const name of PLACES.filter((place) => place !== caller.place).flatMap((place) => names[place])) {
        const given = { kind: 'incident', body: { title: 'x' }, reason: 'x' };
        const there = await matrix.call(caller.token, 'POST', '/api/v1/records', { ...given, compartment: name });
        const nowhere = await matrix.call(caller.token, 'POST', '/api/v1/records', {
          ...given,
          compartment: 'Nowhere',
        });
        expect(there).toEqual({ status: 404, text: nowhere.text });
        const list = await matrix.call(caller.token, 'GET', `/api/v1/records?compartment=${name}`);
        expect(list.text).toBe((await matrix.call(caller.token, 'GET', '/api/v1/records?compartment=Nowhere')).text);
      }
    }
  });
});

test('what leaves is no more than its caller reads, and nothing above the level of its purpose', async () => {
  const left: string[] = [];
  for (const caller of matrix.callers.filter(({ role }) => role === 'contributor' || role === 'lead')) {
    for (const kind of ['incident', 'actor', 'item']) {
      const body = { query: `kind=${kind}`, format: 'geojson', purpose: 'own-work', recipient: 'x' };
      const { status, text } = await matrix.call(caller.token, 'POST', '/api/v1/exports', body);
      expect(status, `${caller.name}: ${text}`).toBe(200);
      expectNothingLeaks(caller, text, { method: 'POST', path: '/api/v1/exports', body });
      expect(text).not.toMatch(/MARKER-[A-Z]+-(CASE-ONLY|SEALED|IDENTITY)/);
      left.push(...MARKERS.filter((marker) => text.includes(marker)));
    }
  }
  expect([...new Set(left)].sort()).toEqual(
    PLACES.flatMap((place) =>
      (['internal', 'partner', 'public'] as const).map((level) => markerOf(place, level)),
    ).sort(),
  );
});

test('only contributors write, and only in their compartment', async () => {
  for (const caller of matrix.callers.filter(({ role }) => role !== null)) {
    const writes = caller.role !== 'reader';
    const body = { title: 'By a caller', sensitivity: 'public' };
    const given = { kind: 'incident', compartment: caller.place, body, reason: 'test' };
    const { status, text } = await matrix.call(caller.token, 'POST', '/api/v1/records', given);
    expect(status, `${caller.name}: ${text}`).toBe(writes ? 201 : 403);
    for (const { id, place } of matrix.planted.filter(({ level }) => level === 'public').slice(0, 4)) {
      const change = { revision: 99, body: { sensitivity: 'public' }, reason: 'test' };
      const patched = await matrix.call(caller.token, 'PATCH', `/api/v1/records/${id}`, change);
      expectNothingLeaks(caller, patched.text, { method: 'PATCH', path: id });
      expect(patched.status, `${caller.name}: ${patched.text}`).toBe(place !== caller.place ? 404 : writes ? 409 : 403);
    }
  }
});

test('every kind refuses garbage bodies with problems, never with a fault', async () => {
  const lead = matrix.callers.find(({ name }) => name.startsWith('lead of NOR cleared for sealed'));
  for (const kind of Object.keys(KINDS)) {
    for (const body of [
      { sensitivity: 'secret' },
      { title: 7, nonsense: 1 },
      { _sd: [] },
      { incident: ABSENT, constructor: 1 },
    ]) {
      const given = { kind, compartment: 'North', body, reason: 'test' };
      const { status, text } = await matrix.call(lead?.token ?? null, 'POST', '/api/v1/records', given);
      expect(status, `${kind} ${JSON.stringify(body)}: ${text}`).toBe(422);
      expect(JSON.parse(text).problems.length).toBeGreaterThan(0);
    }
  }
});

test('a session ends by signing out, for its caller alone', async () => {
  const [mine, other] = matrix.callers.filter(({ role }) => role === 'reader');
  expect((await matrix.call(mine?.token ?? null, 'DELETE', '/api/v1/session')).status).toBe(204);
  expect((await matrix.call(other?.token ?? null, 'GET', '/api/v1/session')).status).toBe(200);
});
