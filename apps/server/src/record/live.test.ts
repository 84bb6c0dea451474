import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setMember } from '../access/index.ts';
import { openInstance } from '../database/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { type Heard, type OpenStream, openStream } from '../testing/stream.ts';
import { announceChange, closeSession, commit, commitDeed, newId, openOperatorSession } from './index.ts';
import { changedSince, currentSnapshot } from './live-store.ts';
import { withSession } from './session.ts';

let cairn: TestServer;
const open: OpenStream[] = [];

beforeAll(async () => {
  cairn = await startTestServer();
});
afterAll(() => cairn?.stop());
afterEach(async () => {
  for (const stream of open.splice(0)) await stream.close();
});

async function stream(token: string): Promise<OpenStream> {
  const opened = await openStream(`${cairn.origin}/api/v1/live`, { authorization: `Bearer ${token}` });
  open.push(opened);
  await opened.until((events) => events.length > 0);
  return opened;
}

async function send(method: string, path: string, body?: unknown, token = cairn.token): Promise<{ id: string }> {
  const answer = await fetch(cairn.origin + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect(answer.ok, text).toBe(true);
  return text === '' ? { id: '' } : JSON.parse(text);
}

function write(title: string, sensitivity = 'internal'): Promise<{ id: string }> {
  return send('POST', '/api/v1/records', {
    kind: 'incident',
    compartment: 'Team',
    body: { title, sensitivity },
    reason: 'test',
  });
}

interface Named {
  readonly id: string;
  readonly kind: string;
  readonly revision: number;
  readonly reference: string;
}

function named(events: readonly Heard[]): Named[] {
  return events.filter(({ event }) => event === 'records').flatMap(({ data }) => JSON.parse(data).records as Named[]);
}

const tells =
  (id: string, revision = 1) =>
  (events: Heard[]) =>
    named(events).some((one) => one.id === id && one.revision === revision);

describe('a stream', () => {
  test('tells of each record once, and nothing of what is in it', async () => {
    const live = await stream(cairn.token);
    const { id } = await write('A title that no event repeats');
    await live.until(tells(id));
    await send('PATCH', `/api/v1/records/${id}`, { revision: 1, body: { title: 'Another' }, reason: 'test' });
    await live.until(tells(id, 2));
    const last = await write('The last');
    await live.until(tells(last.id));
    expect(named(live.events()).map((one) => `${one.id} ${one.revision}`)).toEqual([
      `${id} 1`,
      `${id} 2`,
      `${last.id} 1`,
    ]);
    expect(named(live.events())[0]).toEqual({
      id,
      kind: 'incident',
      revision: 1,
      reference: expect.stringMatching(/^TEA-[0-9]+$/),
    });
    expect(live.text()).not.toMatch(/title|Another|Team/);
  });

  test('stays silent, heartbeats aside, about what its session may not see', async () => {
    const low = await cairn.addPerson('low', { role: 'reader', clearance: 'public' });
    const stranger = await cairn.addPerson('stranger');
    const streams = await Promise.all([stream(low), stream(stranger)]);
    const lead = await stream(cairn.token);
    const hidden = await write('Hidden', 'case-only');
    await lead.until(tells(hidden.id));
    const shown = await write('Shown', 'public');
    await lead.until(tells(shown.id));
    await streams[0]?.until(tells(shown.id));
    expect(named(streams[0]?.events() ?? []).map(({ id }) => id)).toEqual([shown.id]);
    expect(streams[1]?.events().filter(({ event }) => event !== '')).toEqual([]);
  });

  test('says that rights changed, and then tells what they newly show', async () => {
    const token = await cairn.addPerson('rising', { role: 'reader', clearance: 'public' });
    const live = await stream(token);
    const member = { compartment: 'Team', user: 'rising@example.org', role: 'reader' };
    await setMember(cairn.instance, TESTER, { ...member, clearance: 'case-only' });
    await live.until((events) => events.some(({ event }) => event === 'rights'));
    const { id } = await write('For the cleared', 'case-only');
    await live.until(tells(id));
    expect(live.events().find(({ event }) => event === 'rights')?.data).toBe('{}');
  });

  test('ends with its session: by signing out, by suspension, by a revoked token', async () => {
    const { owner } = cairn.instance;
    for (const [name, end] of [
      ['leaving', async (token: string) => send('DELETE', '/api/v1/session', undefined, token)],
      [
        'suspended',
        () => owner.query("update cairn.account set suspended = true where email = 'suspended@example.org'"),
      ],
      [
        'revoked',
        () =>
          owner.query(
            "update cairn.access_token set revoked = true where account = (select id from cairn.account where email = 'revoked@example.org')",
          ),
      ],
    ] as const) {
      const token = await cairn.addPerson(name, { role: 'reader', clearance: 'sealed' });
      const [one, two] = [await stream(token), await stream(token)];
      await end(token);
      await Promise.all([one.ended, two.ended]);
      for (const each of [one, two]) expect(each.events().at(-1), name).toEqual({ event: 'ended', data: '{}' });
    }
  });

  test('is the seventh of its session: the first one ends, without being told that the session ended', async () => {
    const token = await cairn.addPerson('many', { role: 'reader', clearance: 'sealed' });
    const streams: OpenStream[] = [];
    for (let i = 0; i < 7; i++) streams.push(await stream(token));
    await streams[0]?.ended;
    expect(streams[0]?.events().map(({ event }) => event)).toEqual(['']);
    const { id } = await write('Seen by the six');
    for (const each of streams.slice(1)) await each.until(tells(id));
  });

  test('is for who is signed in, by GET alone, and entered as a list', async () => {
    expect((await fetch(`${cairn.origin}/api/v1/live`)).status).toBe(401);
    const headers = { authorization: `Bearer ${cairn.token}` };
    expect((await fetch(`${cairn.origin}/api/v1/live`, { method: 'HEAD', headers })).status).toBe(405);
    const count = async () =>
      Number(
        (await cairn.instance.owner.query("select count(*) as n from cairn.activity where what = 'list'")).rows[0].n,
      );
    const before = await count();
    const live = await fetch(`${cairn.origin}/api/v1/live`, { headers });
    expect(live.headers.get('content-type')).toBe('text/event-stream');
    expect(live.headers.get('cache-control')).toBe('no-store');
    expect(live.headers.get('x-content-type-options')).toBe('nosniff');
    await live.body?.cancel();
    expect(await count()).toBe(before + 1);
  });
});

test('what a transaction commits later than others is told then, though it was written before them', async () => {
  const { instance, compartment } = cairn;
  const session = await openOperatorSession(instance);
  const asked = async (snapshot: string) =>
    withSession(instance, session, async (db) => ({
      ids: (await changedSince(db, session.secret, { snapshot, since: new Date(Date.now() - 900_000), most: 200 })).map(
        ({ id }) => id,
      ),
      snapshot: await currentSnapshot(db),
    }));
  const client = await instance.owner.connect();
  try {
    const start = await currentSnapshot(instance.app);
    await client.query('begin');
    const { rows } = await client.query(
      `insert into cairn.record (id, compartment, kind, reference, level, revision, at, author)
       values (gen_random_uuid(), $1, 'incident', 'TEA-999999', 'public', 1, now(), 'slow') returning id`,
      [compartment.id],
    );
    const { id: fast } = await write('Fast');
    const first = await asked(start);
    expect(first.ids).toEqual([fast]);
    expect((await asked(first.snapshot)).ids).toEqual([]);
    await client.query('commit');
    expect((await asked(first.snapshot)).ids).toEqual([rows[0].id]);
  } finally {
    await client.query("delete from cairn.record where reference = 'TEA-999999'");
    client.release();
    await closeSession(instance, session);
  }
});

test('announcements carry nothing, and many changes share one', async () => {
  const { instance } = cairn;
  const client = await instance.owner.connect();
  const heard: (string | undefined)[] = [];
  try {
    client.on('notification', ({ payload }) => heard.push(payload));
    await client.query('listen cairn_changed');
    const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => write(`Announced ${i}`)));
    await commitDeed(instance, {
      table: 'setting',
      row: { name: 'publish-log', value: false },
      by: TESTER,
      reason: 'test',
    });
    for (let i = 0; i < 5; i++) announceChange(instance);
    const live = await stream(cairn.token);
    const last = await write('After them');
    await live.until(tells(last.id));
    expect(ids.length).toBe(20);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(20);
    expect(new Set(heard)).toEqual(new Set(['']));
  } finally {
    await client.query('unlisten cairn_changed');
    client.removeAllListeners('notification');
    client.release();
  }
});

test('a lost connection is opened again, and what changed meanwhile is told', async () => {
  const live = await stream(cairn.token);
  const { rowCount } = await cairn.instance.owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'cairn % live'",
  );
  expect(rowCount).toBe(1);
  const { id } = await write('In the gap');
  await live.until(tells(id));
});

test('what another process on the same database writes is told too', async () => {
  const live = await stream(cairn.token);
  const other = await openInstance({ data: cairn.data });
  try {
    const session = await openOperatorSession(other);
    const change = { id: newId(), kind: 'incident', compartment: cairn.compartment.id, base: 0 } as const;
    await commit(other, session, [{ ...change, body: { title: 'From elsewhere' } }], 'test');
    await live.until(tells(change.id));
    await closeSession(other, session);
  } finally {
    await other.close();
  }
});

test('the end of the server ends its streams', async () => {
  const other = await startTestServer();
  const live = await openStream(`${other.origin}/api/v1/live`, { authorization: `Bearer ${other.token}` });
  await live.until((events) => events.length > 0);
  await other.stop();
  await live.ended;
  expect(live.events().map(({ event }) => event)).toEqual(['']);
});
