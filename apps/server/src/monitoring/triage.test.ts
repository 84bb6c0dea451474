import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { commit, newId, openOperatorSession, sequence } from '../record/index.ts';
import type { Change } from '../record/types.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

// Sorting as several people do it at once, over HTTP.

interface Entry {
  id: string;
  revision: number;
  kind: string;
  reference: string;
  title?: string;
}
interface Done {
  entry: string;
  as: string;
  revision: number;
  incident?: string;
  reference?: string;
}

let cairn: TestServer;
let colleague: string;
let reader: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  cairn = await startTestServer({ disk: true });
  colleague = await cairn.addPerson('colleague', { role: 'contributor', clearance: 'internal' });
  reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'sealed' });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await cairn?.stop();
});

/** A browser's session of an account: two of one account are two sessions. */
async function sessionOf(token: string): Promise<string> {
  const answer = await fetch(`${cairn.origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: cairn.origin },
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`No session: ${answer.status} ${await answer.text()}`);
  return cookie;
}

async function ask<T>(who: string, method: string, path: string, body?: unknown, origin = cairn.origin): Promise<T> {
  const credentials: Record<string, string> = who.includes('=')
    ? { cookie: who, origin }
    : { authorization: `Bearer ${who}` };
  const answer = await fetch(origin + path, {
    method,
    headers: { ...credentials, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

async function newBatch(title: string, parts: object = {}): Promise<string> {
  const given = { compartment: 'Team', title, batchKind: 'folder', reason: 'Evening', ...parts };
  return (await ask<{ id: string }>(cairn.token, 'POST', '/api/v1/batches', given)).id;
}

/** Items that wait in a batch, without files. */
async function fill(batch: string, count: number): Promise<string[]> {
  const session = await openOperatorSession(cairn.instance);
  const triage = { state: 'waiting', by: session.author, at: new Date().toISOString() };
  const changes = Array.from(
    { length: count },
    (_, i): Change => ({
      ...{ id: newId(), kind: 'item', compartment: cairn.compartment.id, base: 0 },
      body: { itemKind: 'paper', title: `Item ${i + 1}`, batch, triage },
    }),
  );
  await commit(cairn.instance, session, changes, 'test');
  return changes.map(({ id }) => id);
}

const take = (who: string, batch: string, n: number, origin?: string) =>
  ask<{ entries: Entry[]; waiting: number; later: number; closed: boolean; held: number; others: number }>(
    ...([who, 'POST', `/api/v1/batches/${batch}/take`, { n }, origin] as const),
  );
const decide = (who: string, batch: string, decisions: object[], origin?: string) =>
  ask<{ done: Done[]; refused: { entry: string; why: string }[] }>(
    ...([who, 'POST', `/api/v1/batches/${batch}/decide`, { decisions }, origin] as const),
  );

test('two people in four sessions sort four hundred at once: none is lost, none is sorted twice', async () => {
  const batch = await newBatch('Four hundred');
  const all = await fill(batch, 400);
  const incident = await ask<{ id: string }>(cairn.token, 'POST', '/api/v1/records', {
    ...{ kind: 'incident', compartment: 'Team', body: { title: 'The mill' }, reason: 'test' },
  });
  const sessions = await Promise.all([cairn.token, cairn.token, colleague, colleague].map(sessionOf));
  const done: Done[] = [];
  const inHand = new Map<string, string>();
  await Promise.all(
    sessions.map(async (who, turn) => {
      for (;;) {
        const { entries, waiting } = await take(who, batch, 15);
        for (const { id } of entries) {
          expect(inHand.get(id) ?? who, 'in two hands at once').toBe(who);
          inHand.set(id, who);
        }
        if (entries.length === 0 && waiting === 0) return;
        const decisions = entries.map(({ id, revision }, i) => ({
          ...{ entry: id, revision },
          ...[
            { as: 'attach', incident: incident.id },
            { as: 'irrelevant' },
            { as: 'later' },
            { as: 'new', title: `From ${id}` },
          ][(i + turn) % 4],
        }));
        if (decisions.length === 0) continue;
        const outcome = await decide(who, batch, decisions);
        expect(outcome.refused).toEqual([]);
        done.push(...outcome.done);
      }
    }),
  );
  expect(done.map(({ entry }) => entry).sort()).toEqual([...all].sort());
  const { owner } = cairn.instance;
  const { rows } = await owner.query(
    `select max(r.revision) as revision, count(*) filter (where r.revision <> 2) as twice from cairn.record r where r.id = any ($1)`,
    [all],
  );
  expect(rows[0]).toEqual({ revision: 2, twice: '0' });
  const { rows: parts } = await owner.query(
    "select source from cairn.record_link where type = 'part-of' and source = any ($1)",
    [all],
  );
  const belongs = done.filter(({ as }) => as === 'attach' || as === 'new');
  expect(parts.map(({ source }) => source).sort()).toEqual(belongs.map(({ entry }) => entry).sort());
  expect(await ask<object[]>(cairn.token, 'GET', `/api/v1/batches/${batch}`)).toMatchObject({
    ...{ total: 400, waiting: 0, later: done.filter(({ as }) => as === 'later').length, held: 0, others: 0 },
  });
});

test('what is in hand is refused to others, comes back with release and time, and ends with its session', async () => {
  const batch = await newBatch('In hand');
  const [first = '', second = '', third = ''] = await fill(batch, 3);
  const [mine, theirs] = await Promise.all([sessionOf(cairn.token), sessionOf(colleague)]);
  expect((await take(mine, batch, 2)).entries.map(({ id }) => id)).toEqual([first, second]);
  const left = await take(theirs, batch, 5);
  expect(left.entries.map(({ id }) => id)).toEqual([third]);
  expect(left).toMatchObject({ waiting: 3, held: 1, others: 2 });
  const one = [{ entry: first, revision: 1, as: 'irrelevant' }];
  expect((await decide(theirs, batch, one)).refused).toEqual([{ entry: first, why: 'held' }]);

  await ask(mine, 'POST', `/api/v1/batches/${batch}/release`, { entries: [first] });
  expect((await take(theirs, batch, 5)).entries.map(({ id }) => id)).toEqual([first, third]);
  const { owner } = cairn.instance;
  await owner.query("update cairn.triage_lease set until = clock_timestamp() - interval '1 second' where entry = $1", [
    second,
  ]);
  expect((await take(theirs, batch, 5)).entries).toHaveLength(3);
  await ask(theirs, 'DELETE', '/api/v1/session');
  expect((await take(mine, batch, 5)).entries).toHaveLength(3);
  await expect(take(reader, batch, 5)).rejects.toThrow('403');
});

test('a decision is taken back without a trace in what is found, and is heard again by whoever asks twice', async () => {
  const batch = await newBatch('Taken back');
  const [entry = ''] = await fill(batch, 1);
  await take(cairn.token, batch, 1);
  const asNew = [{ entry, revision: 1, as: 'new' }];
  const { done } = await decide(cairn.token, batch, asNew);
  expect(done).toEqual([
    { entry, as: 'new', revision: 2, incident: expect.any(String), reference: expect.stringMatching(/^TEA-/) },
  ]);
  expect(await decide(cairn.token, batch, asNew)).toEqual({ done, refused: [] });
  expect((await decide(cairn.token, batch, [{ entry, revision: 1, as: 'later' }])).refused).toEqual([
    { entry, why: 'changed' },
  ]);
  expect(await take(cairn.token, batch, 1)).toMatchObject({ entries: [], waiting: 0, closed: true });

  const incident = done[0]?.incident ?? '';
  expect(await ask(cairn.token, 'GET', `/api/v1/records/${incident}`)).toMatchObject({
    body: { title: 'Item 1', status: 'open' },
  });
  const back = await decide(cairn.token, batch, [{ entry, revision: 2, as: 'waiting', incident }]);
  expect(back.done).toEqual([{ entry, as: 'waiting', revision: 3 }]);
  expect(await ask(cairn.token, 'GET', `/api/v1/records/${incident}`)).toMatchObject({ body: { status: 'set-aside' } });
  const { rows } = await cairn.instance.owner.query('select from cairn.record_link where source = $1', [entry]);
  expect(rows).toEqual([]);
  const again = await take(cairn.token, batch, 1);
  expect(again.entries.map(({ id, revision }) => `${id} ${revision}`)).toEqual([`${entry} 3`]);
  expect(again.closed).toBe(false);
});

test('an imported incident is sorted by its stage, and attached as the same', async () => {
  const batch = await newBatch('An import', { batchKind: 'import' });
  const make = async (title: string, parts: object) =>
    (
      await ask<{ id: string }>(cairn.token, 'POST', '/api/v1/records', {
        ...{ kind: 'incident', compartment: 'Team', body: { title, ...parts }, reason: 'test' },
      })
    ).id;
  const known = await make('Known here', {});
  const [same, fresh, other] = await Promise.all(['a', 'b', 'c'].map((title) => make(title, { batch, status: 'new' })));
  const { entries } = await take(cairn.token, batch, 10);
  expect(entries.every(({ kind }) => kind === 'incident')).toBe(true);
  const decisions = [
    { entry: same, revision: 1, as: 'attach', incident: known },
    { entry: fresh, revision: 1, as: 'new' },
    { entry: other, revision: 1, as: 'attach', incident: other },
  ];
  const outcome = await decide(cairn.token, batch, decisions);
  expect(outcome.refused).toEqual([{ entry: other, why: 'no-incident' }]);
  expect(outcome.done).toMatchObject([{ incident: known }, { incident: fresh }]);
  const { rows } = await cairn.instance.owner.query('select type, target from cairn.record_link where source = $1', [
    same,
  ]);
  expect(rows).toEqual([{ type: 'same-as', target: known }]);
});

test('what comes into a guarded batch is guarded as it is', async () => {
  const batch = await newBatch('Guarded', { sensitivity: 'case-only' });
  const messages = [{ id: 1, type: 'message', date: '2026-03-01T10:00:00', text: 'Told in confidence' }];
  const piece = { chat: { name: 'x', type: 'x', id: '1' }, messages, files: [], reason: 'Evening' };
  type Taken = { items: { item: string }[] };
  const { items } = await ask<Taken>(cairn.token, 'POST', `/api/v1/batches/${batch}/telegram`, piece);
  const item = await ask<{ body: object }>(cairn.token, 'GET', `/api/v1/records/${items[0]?.item}`);
  expect(item.body).toMatchObject({ sensitivity: 'case-only', batch });
});

test('addresses become one batch; doubles and what is held are said, and an address stands in no index', async () => {
  const links = ['https://t.me/river/12', ' https://T.me/river/12#a', 'ftp://x', '', 'https://example.org/post/9'];
  const given = { compartment: 'Team', title: 'Links of the day', personal: true, reason: 'test' };
  const path = '/api/v1/batches/links';
  const taken = await ask<{ batch: string }>(colleague, 'POST', path, { ...given, links });
  expect(taken).toMatchObject({ added: 2, doubles: [2], held: [], refused: [{ line: 3, why: 'no-address' }] });
  const [mine] = (await ask<{ batches: object[] }>(colleague, 'GET', '/api/v1/batches')).batches;
  expect(mine).toMatchObject({ id: taken.batch, queue: 'mine', waiting: 2 });
  expect(await ask(cairn.token, 'GET', `/api/v1/batches/${taken.batch}`)).toMatchObject({ queue: 'other' });
  expect(await ask(colleague, 'POST', path, { ...given, links: [links[4]] })).toMatchObject({
    ...{ batch: null, added: 0, held: [{ line: 1 }] },
  });
  const { rows } = await cairn.instance.owner.query(
    "select b.level from cairn.record_body b join cairn.record_code k on k.record = b.record where k.code = $1 and body ->> 'url' is not null",
    [taken.batch],
  );
  expect(rows.map(({ level }) => level)).toEqual(['identity', 'identity']);
  const { rows: found } = await cairn.instance.owner.query(
    "select 1 from cairn.record_search where words @@ to_tsquery('simple', 'river') union all select 1 from cairn.external_record where id like '%river%'",
  );
  expect(found).toEqual([]);
});

test('the server is killed while people sort: what was answered stands, what was asked again is done once', {
  timeout: 120_000,
}, async () => {
  const batch = await newBatch('Killed');
  const all = await fill(batch, 60);
  const script = fileURLToPath(new URL('../testing/crash-server.ts', import.meta.url));
  const start = async (): Promise<{ child: ChildProcess; origin: string }> => {
    const child = spawn(process.execPath, [script, cairn.data], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const port = await new Promise<string>((done, fail) => {
      child.stdout?.once('data', (chunk: Buffer) => done(chunk.toString().trim()));
      child.once('exit', () => fail(new Error('The server did not start.')));
    });
    return { child, origin: `http://localhost:${port}` };
  };
  let server = await start();
  const told: Done[] = [];
  const person = async (who: string): Promise<void> => {
    let waiting: { entry: string; revision: number; as: string }[] = [];
    for (let tries = 0; ; tries++) {
      if (tries === 400) throw new Error('The server did not come back.');
      try {
        if (waiting.length === 0) {
          const { entries, waiting: left } = await take(who, batch, 5, server.origin);
          if (left === 0) return;
          waiting = entries.map(({ id, revision }) => ({ entry: id, revision, as: 'new' }));
        }
        if (waiting.length === 0) continue;
        const { done, refused } = await decide(who, batch, waiting, server.origin);
        expect(refused).toEqual([]);
        told.push(...done);
        waiting = [];
      } catch (error) {
        // The server is gone: the same decisions are sent again to the next one.
        if (!(error instanceof TypeError)) throw error;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
  };
  const people = (await Promise.all([cairn.token, colleague].map(sessionOf))).map(person);
  for (const enough of [10, 30]) {
    while (told.length < enough) await new Promise((done) => setTimeout(done, 5));
    server.child.kill('SIGKILL');
    server = await start();
  }
  await Promise.all(people);
  expect(told.map(({ entry }) => entry).sort()).toEqual([...all].sort());
  const { rows } = await cairn.instance.owner.query(
    `select count(distinct l.source)::integer as entries, count(*)::integer as links, count(distinct l.target)::integer as incidents
     from cairn.record_link l where l.source = any ($1)`,
    [all],
  );
  expect(rows[0]).toEqual({ entries: 60, links: 60, incidents: 60 });
  await sequence(cairn.instance);
  expect((await audit(cairn.instance)).findings).toEqual([]);
});
