import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';

// The same done to many records: what is done, what was so already, what is refused and why, and that nothing is half done.

let cairn: TestServer;
let contributor: string;
let reader: string;
let stranger: string;

beforeAll(async () => {
  cairn = await startTestServer();
  contributor = await cairn.addPerson('contributor', { role: 'contributor', clearance: 'internal' });
  reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'internal' });
  stranger = await cairn.addPerson('stranger');
});
afterAll(async () => cairn?.stop());

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
type Answer = { status: number; body: any };

async function ask(token: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(cairn.origin + path, { method, headers, ...given });
  return { status: answer.status, body: await answer.json() };
}

async function make(kind: string, body: object): Promise<string> {
  const given = { kind, compartment: 'Team', body, reason: 'For the test' };
  return (await ask(cairn.token, 'POST', '/api/v1/records', given)).body.id;
}

const read = async (id: string) => (await ask(cairn.token, 'GET', `/api/v1/records/${id}`)).body;
const bulk = (token: string, records: string[], change: object) =>
  ask(token, 'POST', '/api/v1/library/bulk', { records, change, reason: 'Sorted together' });

test('a tag is added to each that lacks it, with the reason in the history of each', async () => {
  const ids = await Promise.all(
    [1, 2, 3].map((n) => make('incident', { title: `Bulk ${n}`, ...(n === 3 ? { tags: ['hospital'] } : {}) })),
  );
  const { status, body } = await bulk(contributor, [...ids, ids[0] as string], { do: 'tag', tag: 'hospital' });
  expect(status).toBe(200);
  expect(body.done.map(({ id }: { id: string }) => id).sort()).toEqual(ids.slice(0, 2).sort());
  expect(body.same.map(({ id }: { id: string }) => id)).toEqual([ids[2]]);
  expect(body.refused).toEqual([]);
  for (const id of ids) expect((await read(id)).body.tags).toEqual(['hospital']);
  const { revisions } = (await ask(cairn.token, 'GET', `/api/v1/records/${ids[0]}/revisions`)).body;
  expect(revisions.map(({ reason }: { reason: string }) => reason)).toContain('Sorted together');
  expect(await read(ids[2] as string)).toMatchObject({ revision: 1 });
});

test('rules refuse one by one: whoever says that it is ready does not review it, and the others are done', async () => {
  const mine = await make('incident', { title: 'Mine', status: 'open' });
  const other = await make('incident', { title: 'Other', status: 'open' });
  expect((await bulk(cairn.token, [mine], { do: 'status', status: 'review' })).body.done).toHaveLength(1);
  expect((await bulk(contributor, [other], { do: 'status', status: 'review' })).body.done).toHaveLength(1);
  const { body } = await bulk(cairn.token, [mine, other], { do: 'status', status: 'reviewed' });
  expect(body.done).toMatchObject([{ id: other }]);
  expect(body.refused).toMatchObject([{ id: mine, why: 'rule', problems: [{ code: 'same-person' }] }]);
  expect((await read(mine)).body.status).toBe('review');
  expect((await read(other)).body).toMatchObject({ status: 'reviewed', review: { reasons: 'Sorted together' } });
});

test('guarding is raised and never lowered; what has no status is told', async () => {
  const open = await make('incident', { title: 'Open' });
  const closed = await make('incident', { title: 'Closed', sensitivity: 'case-only' });
  const actor = await make('actor', { actorType: 'group', names: [{ text: 'Grey column' }] });
  const raised = (await bulk(cairn.token, [open, closed], { do: 'sensitivity', level: 'internal' })).body;
  expect(raised.refused).toMatchObject([{ id: closed, why: 'less-strict' }]);
  expect((await read(closed)).body.sensitivity).toBe('case-only');
  const { body } = await bulk(cairn.token, [actor], { do: 'status', status: 'open' });
  expect(body.refused).toMatchObject([{ id: actor, why: 'no-status' }]);
});

test('whoever only reads changes nothing, and what one may not see is as if it were not there', async () => {
  const id = await make('incident', { title: 'Untouched' });
  const hidden = await make('incident', { title: 'Hidden', sensitivity: 'sealed' });
  const change = { do: 'due', day: '2031-03-04' };
  expect((await bulk(reader, [id], change)).body).toMatchObject({ done: [], refused: [{ id, why: 'forbidden' }] });
  const unknown = '00000000-0000-4000-8000-000000000000';
  const { refused } = (await bulk(stranger, [id, unknown], change)).body;
  expect(refused.map(({ why, reference }: { why: string; reference: null }) => [why, reference])).toEqual([
    ['gone', null],
    ['gone', null],
  ]);
  expect((await bulk(contributor, [hidden], change)).body.refused).toMatchObject([{ why: 'gone', reference: null }]);
  expect((await read(id)).revision).toBe(1);
});

test('fifty at once get fifty revisions; more than five hundred are too many', async () => {
  const ids = await Promise.all(Array.from({ length: 50 }, (_, n) => make('incident', { title: `Many ${n}` })));
  const { body } = await bulk(contributor, ids, { do: 'assign', account: '00000000-0000-4000-8000-000000000001' });
  expect(body.done).toHaveLength(50);
  expect(new Set(body.done.map(({ revision }: { revision: number }) => revision))).toEqual(new Set([2]));
  const many = Array.from({ length: 501 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  expect((await bulk(contributor, many, { do: 'tag', tag: 'x' })).status).toBe(422);
});
