import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addCompartment, addUser, createToken, setMember } from '../access/index.ts';
import { MANIFEST } from '../database/manifest.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { type OpenStream, openStream } from '../testing/stream.ts';
import { sequence } from './index.ts';

// What identifies a hundred persons is entered as a team would enter it, and then looked for wherever else it could have
// got to: it may stand in the identity level of bodies and disclosures, and in what leads and whom they name are shown.

const PERSONS = 100;

/** Each string of a person begins with a stem that stands nowhere else, so that one search finds all of a sort. */
const person = (n: number) => ({
  names: [
    { text: `Plantolena${n} Vyhadivska${n}`, lang: 'en' },
    { text: `Насаджена${n} Вигадівська${n}`, lang: 'uk' },
  ],
  contacts: [
    { kind: 'phone', value: `+380997${String(n).padStart(6, '0')}` },
    { kind: 'e-mail', value: `plantmail${n}@letters.example` },
  ],
  birth: { date: `1891-0${1 + (n % 9)}-1${n % 10}`, place: `Plantivka${n}` },
  documents: [{ kind: 'passport', number: `PLT${600_000 + n}`, issuer: `Plantissuer${n}` }],
});
const STEMS =
  /plantolena\d|vyhadivska\d|насаджена\d|вигадівська\d|380997\d{6}|plantmail\d|1891-0\d-1\d|plantivka\d|plt6\d{5}|plantissuer\d/i;

let cairn: TestServer;
let persons: string[];
let statements: string[];
let live: OpenStream;
/** What the process wrote to its standard output and error meanwhile, and what was heard of notifications. */
let written = '';
const heard: string[] = [];
let listener: pg.PoolClient;
const callers: Record<string, string> = {};

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
    vi.spyOn(stream, 'write').mockImplementation((...given: unknown[]) => {
      written += String(given[0]);
      return write(...given);
    });
  }
  cairn = await startTestServer();
  const { instance } = cairn;
  listener = await instance.owner.connect();
  listener.on('notification', ({ channel, payload }) => heard.push(`${channel} ${payload}`));
  await listener.query('listen cairn_changed');
  for (const role of ['reader', 'contributor', 'reviewer'])
    callers[role] = await cairn.addPerson(role, { role, clearance: 'sealed' });
  callers.stranger = await cairn.addPerson('stranger');
  callers.administrator = await cairn.addPerson('administrator', undefined, true);
  await addUser(instance, TESTER, { email: 'other@example.org', name: 'Lead elsewhere' });
  await addCompartment(instance, TESTER, { name: 'Other', lead: 'other@example.org', code: 'OTH' });
  callers['lead of another compartment'] = (await createToken(instance, TESTER, { user: 'other@example.org' })).token;
  live = await openStream(`${cairn.origin}/api/v1/live`, { authorization: `Bearer ${cairn.token}` });
  await enter();
  await sequence(instance);
}, 120_000);
afterAll(async () => {
  await live?.close();
  listener?.release(true);
  await cairn?.stop();
  vi.restoreAllMocks();
});

/** The persons, each with a statement by source code, a later change, and an incident that the statement is about. */
async function enter(): Promise<void> {
  const { id: incident } = await made('incident', { title: 'Shelling of a bridge', summary: 'Two witnesses' });
  persons = [];
  statements = [];
  for (let n = 1; n <= PERSONS; n++) {
    const sourceCode = `TEA-S-${String(n).padStart(3, '0')}`;
    const { id } = await made('actor', { actorType: 'person', sourceCode, identity: person(n) });
    const said = { source: id, sourceCode, summary: 'Two shells fell.', about: [{ record: incident }] };
    persons.push(id);
    statements.push((await made('statement', said)).id);
    if (n % 10 !== 0) continue;
    const change = { revision: 1, body: { notes: 'Spoke again', identity: { birth: null } }, reason: 'Corrected' };
    expect((await ask(cairn.token, 'PATCH', `/api/v1/records/${id}`, change)).status).toBe(200);
  }
}

async function made(kind: string, body: object): Promise<{ id: string }> {
  const given = { kind, compartment: 'Team', body, reason: 'First entry' };
  const answer = await ask(cairn.token, 'POST', '/api/v1/records', given);
  expect(answer.status, answer.text).toBe(201);
  return JSON.parse(answer.text) as { id: string };
}

async function ask(
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
): Promise<{ status: number; text: string; told: string }> {
  const headers: Record<string, string> = { ...more };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] ??= 'application/json';
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const answer = await fetch(cairn.origin + path, { method, headers, ...sent });
  if (answer.headers.get('content-type') === 'text/event-stream') {
    await answer.body?.cancel();
    return { status: answer.status, text: '', told: '' };
  }
  const told = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return { status: answer.status, text: await answer.text(), told };
}

/** A text as it stands, and as it reads once what is escaped or encoded in it is taken out of its code. */
function readings(text: string): string[] {
  const runs = [...text.matchAll(/[A-Za-z0-9_+/-]{16,}/g)].map(([run]) => run);
  return [
    text,
    text.replaceAll(/\\+u([0-9a-f]{4})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    text.replaceAll(/(%[0-9a-f]{2})+/gi, (all) => Buffer.from(all.replaceAll('%', ''), 'hex').toString('utf8')),
    ...runs.map((run) => Buffer.from(run, 'base64url').toString('utf8')),
    ...[...text.matchAll(/[0-9a-f]{16,}/gi)].map(([run]) => Buffer.from(run, 'hex').toString('utf8')),
  ];
}

/** What identifies somebody in a text, or null. */
function planted(text: string): string | null {
  for (const reading of readings(text)) {
    const found = STEMS.exec(reading);
    if (found !== null) return found[0];
  }
  return null;
}

test('the search for them finds them in every form in which they could stand', () => {
  const { names, contacts } = person(7);
  const text = JSON.stringify({ names, contacts });
  for (const form of [
    text,
    text.toUpperCase(),
    Buffer.from(text).toString('base64url'),
    `"a" ~${Buffer.from(names[1]?.text ?? '').toString('base64')}~`,
    `\\x${Buffer.from(names[1]?.text ?? '').toString('hex')}`,
    encodeURIComponent(names[1]?.text ?? ''),
    [...(names[1]?.text ?? '')].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    `date ${person(7).birth.date}`,
  ])
    expect(planted(form), form).not.toBeNull();
  expect(planted('Plan to leave: TEA-S-007, 2031-03-03, a plant, посаджена')).toBeNull();
});

test('of all tables only identity rows of bodies and disclosures hold them', async () => {
  const { owner } = cairn.instance;
  const holding: string[] = [];
  for (const table of Object.keys(MANIFEST)) {
    const { rows } = await owner.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${table} t`);
    for (const { row } of rows)
      if (planted(JSON.stringify(row)) !== null) holding.push(`${table} ${row.level ?? ''}`.trim());
  }
  const count = (place: string) => holding.filter((one) => one === place).length;
  expect(count('cairn.record_body identity')).toBe(PERSONS);
  expect(count('cairn.disclosure identity')).toBe(PERSONS + PERSONS / 10);
  expect([...new Set(holding)].sort()).toEqual(['cairn.disclosure identity', 'cairn.record_body identity']);
});

test('what the planner keeps of columns for its estimates is closed to the application role', async () => {
  const { rows } = await cairn.instance.app
    .query("select * from pg_stats where schemaname = 'cairn'")
    .catch(() => ({ rows: [] }));
  expect(rows).toEqual([]);
});

test('leads, and whom they name, are shown them; they are what the others are not', async () => {
  const { instance } = cairn;
  const named = await cairn.addPerson('named', { role: 'reader', clearance: 'internal' });
  await setMember(instance, TESTER, {
    ...{ compartment: 'Team', user: 'named@example.org', role: 'reader', clearance: 'internal' },
    identities: true,
  });
  for (const token of [cairn.token, named])
    expect(planted((await ask(token, 'GET', `/api/v1/records/${persons[0]}`)).text)).not.toBeNull();
});

test('no other caller meets them on any route', async () => {
  const ids = [...persons.slice(0, 3), persons[9], statements[0]];
  const paths = cairn.server.routeTable.entries
    .filter(({ method }) => method === 'GET')
    .flatMap(({ url }) => (/:[A-Za-z]/.test(url) ? ids.map((id) => url.replaceAll(/:[A-Za-z]+/g, id ?? '')) : [url]));
  paths.push('/api/v1/records?kind=actor&limit=200', '/api/v1/records?kind=statement&limit=200');
  paths.push(...persons.map((id) => `/api/v1/records/${id}`));
  for (const [name, token] of [...Object.entries(callers), ['nobody', null] as const]) {
    for (const path of paths) {
      const { text, told } = await ask(token, 'GET', path);
      expect(planted(`${text}\n${told}`), `${path} as ${name}`).toBeNull();
    }
  }
}, 120_000);

test('nobody finds a record by them, leads neither', async () => {
  for (const token of [cairn.token, callers.reviewer ?? '']) {
    for (const n of [1, 10, 42, PERSONS]) {
      const { names, contacts, birth, documents } = person(n);
      const words = [names[0]?.text, names[1]?.text, contacts[0]?.value, contacts[1]?.value, birth.place];
      for (const text of [...words, documents[0]?.number]) {
        for (const query of [`text=${encodeURIComponent(text ?? '')}`, `place=${encodeURIComponent(text ?? '')}`]) {
          const { text: found } = await ask(token, 'GET', `/api/v1/search?${query}`);
          expect(JSON.parse(found).records, query).toEqual([]);
        }
      }
    }
  }
});

test('a proof discloses them only where it is asked for them by name, and only to those who read them', async () => {
  const path = `/api/v1/records/${persons[0]}/proof`;
  expect(planted((await ask(cairn.token, 'GET', path)).text)).toBeNull();
  expect(planted((await ask(cairn.token, 'GET', `${path}?disclose=actorType`)).text)).toBeNull();
  expect(planted((await ask(cairn.token, 'GET', `${path}?disclose=identity`)).text)).not.toBeNull();
  const refused = await ask(callers.reviewer ?? '', 'GET', `${path}?disclose=identity`);
  expect(refused.status).toBe(422);
  expect(planted(refused.text)).toBeNull();
});

test('errors repeat nothing of what was sent', async () => {
  const { names, contacts, birth, documents } = person(3);
  const name = encodeURIComponent(names[1]?.text ?? '');
  const post = (body: unknown) => ['POST', '/api/v1/records', body] as const;
  const actor = (identity: unknown, more: object = {}) =>
    post({ kind: 'actor', compartment: 'Team', body: { actorType: 'person', identity, ...more }, reason: 'x' });
  const attempts: (readonly [string, string, unknown?, Record<string, string>?])[] = [
    actor(names[0]?.text),
    actor({ names: names[0]?.text }),
    actor({ names: [names[0]?.text] }),
    actor({ names, contacts: [{ kind: contacts[0]?.value }] }),
    actor({ names, documents: [{ number: documents[0]?.number, kind: 7 }] }),
    actor({ names, birth: { ...birth, date: { of: birth.date } } }),
    actor({ names }, { actorType: names[0]?.text }),
    actor({ names }, { sensitivity: names[0]?.text }),
    post({ kind: names[0]?.text, compartment: 'Team', body: { identity: person(3) }, reason: 'x' }),
    post({
      kind: 'actor',
      compartment: names[1]?.text,
      body: { actorType: 'person', identity: person(3) },
      reason: 'x',
    }),
    post({ kind: 'actor', compartment: 'Team', body: { identity: person(3) }, reason: 7 }),
    post(`{"kind": "actor", "body": {"identity": {"names": [{"text": "${names[0]?.text}"`),
    ['POST', '/api/v1/records', names[0]?.text, { 'content-type': 'text/plain' }],
    ['POST', '/api/v1/session', { token: names[0]?.text }],
    [
      'PATCH',
      `/api/v1/records/${persons[0]}`,
      { revision: 99, body: { identity: { names: [names[0]?.text] } }, reason: 'x' },
    ],
    ['PATCH', `/api/v1/records/${statements[0]}`, { revision: 99, body: { source: names[0]?.text }, reason: 'x' }],
    ['GET', `/api/v1/records/${name}`],
    ['GET', `/api/v1/records/${persons[0]}/proof?disclose=${name}`],
    ['GET', `/api/v1/records?reference=${name}`],
    ['GET', `/api/v1/records?compartment=${name}`],
    ['GET', `/api/v1/records?cursor=${name}`],
    ['GET', `/api/v1/search?near=${name}&bbox=${name}`],
    ['GET', `/api/v1/${name}`],
    ['GET', '/api/v1/records', undefined, { host: 'plantmail3.example' }],
    ['GET', '/api/v1/records', undefined, { cookie: `cairn_session=${name}` }],
  ];
  for (const token of [cairn.token, callers.contributor ?? '', callers.stranger ?? '', null]) {
    for (const [method, path, body, headers] of attempts) {
      const { status, text, told } = await ask(token, method, path, body, headers);
      if (status < 400) continue;
      expect(planted(`${text}\n${told}`), `${method} ${path} ${JSON.stringify(body)}: ${text}`).toBeNull();
    }
  }
});

test('a fault while they are written tells nobody of them: not the caller, not the logs', async () => {
  const { owner } = cairn.instance;
  const before = written.length;
  await owner.query('alter table cairn.record_search rename to record_search_gone');
  try {
    const body = { actorType: 'person', sourceCode: 'TEA-S-999', identity: person(1) };
    const { status, text } = await ask(cairn.token, 'POST', '/api/v1/records', {
      ...{ kind: 'actor', compartment: 'Team', body, reason: 'x' },
    });
    expect(status).toBe(500);
    expect(planted(text)).toBeNull();
  } finally {
    await owner.query('alter table cairn.record_search_gone rename to record_search');
  }
  expect(written.length).toBeGreaterThan(before);
});

test('standard output and error, the log of PostgreSQL, notifications and live streams hold none', async () => {
  expect(planted(written)).toBeNull();
  expect(planted(readFileSync(join(cairn.data, 'postgres.log'), 'utf8'))).toBeNull();
  await live.until((events) => events.some(({ event }) => event === 'records'));
  expect(planted(live.text())).toBeNull();
  expect(heard.length).toBeGreaterThan(0);
  expect([...new Set(heard)]).toEqual(['cairn_changed ']);
});
