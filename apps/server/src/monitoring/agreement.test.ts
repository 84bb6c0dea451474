import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';

// What is said and done about a record, and how far two coders agree.

let cairn: TestServer;
let first: string;
let second: string;
let low: string;
let incident: string;
let statement: string;

beforeAll(async () => {
  cairn = await startTestServer();
  first = await cairn.addPerson('first', { role: 'contributor', clearance: 'internal' });
  second = await cairn.addPerson('second', { role: 'contributor', clearance: 'internal' });
  low = await cairn.addPerson('low', { role: 'reader', clearance: 'public' });
  incident = (await create(first, 'incident', { title: 'Raid', sensitivity: 'public' })).id;
  statement = (await create(first, 'statement', { text: 'They came at night.' })).id;
});
afterAll(async () => cairn?.stop());

async function ask(
  token: string,
  method: string,
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
): Promise<any> {
  const answer = await fetch(cairn.origin + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { ...((await answer.json()) as object), status: answer.status };
}

const create = (token: string, kind: string, body: unknown) =>
  ask(token, 'POST', '/api/v1/records', { kind, compartment: 'Team', body, reason: 'Entered' });
const type = (code: string) => ({ scheme: 'act-type', code });
const idOf = async (token: string) => (await ask(token, 'GET', '/api/v1/session')).account.id as string;

async function coded(one: string, other: string | undefined): Promise<{ act: string; coding: string }> {
  const basis = [{ statementId: statement }];
  const act = await create(first, 'act', { incident, type: type(one), basis });
  const fields = other === undefined ? {} : { type: type(other) };
  const coding = await create(second, 'second-coding', { about: act.id, coder: await idOf(second), fields });
  return { act: act.id, coding: coding.id };
}

test('agreement is counted with kappa, and each disagreement is named', async () => {
  const before = await ask(first, 'GET', '/api/v1/agreement?compartment=Team');
  expect(before.fields).toContainEqual({ field: 'type', pairs: 0, agreed: 0, kappa: null });
  await coded('killing', 'killing');
  await coded('killing', 'killing');
  await coded('torture', 'torture');
  const { act, coding } = await coded('torture', 'killing');
  const { fields, disagreements, more } = await ask(first, 'GET', '/api/v1/agreement?compartment=Team');
  // Agreed 3 of 4; by chance (2·3 + 2·1)/16 = 1/2.
  expect(fields).toContainEqual({ field: 'type', pairs: 4, agreed: 3, kappa: 0.5 });
  expect(more).toBe(false);
  expect(disagreements).toMatchObject([
    { act, secondCoding: coding, incident, field: 'type', first: 'act-type:torture', second: 'act-type:killing' },
  ]);
});

test('a code that only one of them gave is a disagreement, which stays when it is resolved in words', async () => {
  const { coding } = await coded('killing', undefined);
  const patched = await ask(first, 'PATCH', `/api/v1/records/${coding}`, {
    revision: 1,
    body: { resolution: { by: await idOf(first), reasons: 'The statement names a death.' } },
    reason: 'Resolved',
  });
  expect(patched.status).toBe(200);
  const { disagreements } = await ask(first, 'GET', '/api/v1/agreement?compartment=Team');
  expect(disagreements.find((each: { secondCoding: string }) => each.secondCoding === coding)).toMatchObject({
    second: null,
    resolution: { reasons: 'The statement names a death.' },
  });
});

test('comments on a record are read in their order by whoever may read them', async () => {
  for (const text of ['Which night?', 'The second.']) await create(first, 'comment', { about: incident, text });
  const { records } = await ask(second, 'GET', `/api/v1/records/${incident}/about?kind=comment`);
  expect(records.map(({ body }: { body: { text: string } }) => body.text)).toEqual(['Which night?', 'The second.']);
  // Whoever settles a comment did not say it.
  const [said] = records;
  const change = { revision: 1, body: { resolved: { by: await idOf(second), at: '2026-01-02' } }, reason: 'Settled' };
  expect((await ask(second, 'PATCH', `/api/v1/records/${said.id}`, change)).revision).toBe(2);
  const [settled] = (await ask(second, 'GET', `/api/v1/records/${incident}/about?kind=comment`)).records;
  expect(settled).toMatchObject({ id: said.id, revision: 2, author: said.author, at: said.at });
  expect((await ask(low, 'GET', `/api/v1/records/${incident}/about?kind=comment`)).records).toEqual([]);
  expect((await ask(low, 'GET', `/api/v1/agreement?compartment=Team`)).fields[0]).toMatchObject({ pairs: 0 });
  expect((await ask(second, 'GET', `/api/v1/records/${incident}/about?kind=actor`)).status).toBe(400);
});

test('whoever ever coded an act does not code it a second time; whoever wrote something else of it may', async () => {
  const act = await create(first, 'act', { incident, type: type('killing'), basis: [{ statementId: statement }] });
  const fields = { type: type('torture') };
  const change = { revision: 1, body: { tags: ['gate'] }, reason: 'More was said' };
  expect((await ask(second, 'PATCH', `/api/v1/records/${act.id}`, change)).status).toBe(200);
  const own = await create(first, 'second-coding', { about: act.id, coder: await idOf(first), fields });
  expect(own).toMatchObject({ status: 422, problems: [{ code: 'same-person' }] });
  const other = await create(second, 'second-coding', { about: act.id, coder: await idOf(second), fields: {} });
  expect(other.status).toBe(201);
});
