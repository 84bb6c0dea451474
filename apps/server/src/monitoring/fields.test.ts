import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';

// Fields, terms and coding rules that a lead adds without code, and what the engine makes of them; reviews by a second person.

let cairn: TestServer;
let contributor: string;
let reviewer: string;
let stranger: string;

beforeAll(async () => {
  cairn = await startTestServer();
  contributor = await cairn.addPerson('contributor', { role: 'contributor', clearance: 'internal' });
  reviewer = await cairn.addPerson('reviewer', { role: 'reviewer', clearance: 'internal' });
  stranger = await cairn.addPerson('stranger');
});
afterAll(async () => cairn?.stop());

async function ask(
  token: string,
  method: string,
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
): Promise<{ status: number; body: any }> {
  const answer = await fetch(cairn.origin + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

const both = (text: string) => ({ en: text, uk: text });
const shelter = {
  key: 'shelter',
  kind: 'incident',
  label: both('Shelter'),
  type: 'choice',
  options: [
    { code: 'open', label: both('Open') },
    { code: 'locked', label: both('Locked') },
  ],
  definition: both('Whether the nearest shelter was open.'),
};
const slingshot = { scheme: 'method', code: 'own-slingshot', label: both('Slingshot'), definition: both('A sling.') };

const setField = (token: string, field: unknown) =>
  ask(token, 'PUT', '/api/v1/fields', { compartment: 'Team', field, reason: 'We need it' });
const setTerm = (token: string, term: unknown) =>
  ask(token, 'PUT', '/api/v1/terms', { compartment: 'Team', term, reason: 'We need it' });
const create = (token: string, kind: string, body: unknown) =>
  ask(token, 'POST', '/api/v1/records', { kind, compartment: 'Team', body, reason: 'Entered' });
const amend = (token: string, id: string, revision: number, body: unknown) =>
  ask(token, 'PATCH', `/api/v1/records/${id}`, { revision, body, reason: 'Changed' });

test('a lead adds a field; members read it, others are told nothing', async () => {
  expect((await setField(contributor, shelter)).status).toBe(403);
  expect((await setField(stranger, shelter)).status).toBe(404);
  expect(await setField(cairn.token, shelter)).toMatchObject({ status: 200, body: { fields: [shelter] } });
  expect((await ask(contributor, 'GET', '/api/v1/fields?compartment=TEA')).body.fields).toEqual([shelter]);
  expect((await ask(stranger, 'GET', '/api/v1/fields?compartment=TEA')).status).toBe(404);
});

test('values are held against their field, and found by it', async () => {
  const open = { title: 'Raid', custom: { shelter: 'open' } };
  expect((await create(contributor, 'incident', open)).status).toBe(201);
  for (const custom of [{ shelter: 'ajar' }, { shelter: true }, { roof: 'open' }])
    expect(await create(contributor, 'incident', { title: 'Raid', custom })).toMatchObject({ status: 422 });
  expect((await create(contributor, 'actor', { actorType: 'armed-group', custom: { shelter: 'open' } })).status).toBe(
    422,
  );
  const found = await ask(contributor, 'GET', '/api/v1/search?code=custom:shelter:open');
  expect(found.body.records).toHaveLength(1);
});

test('a field keeps what values mean: no other type, no option taken away; retired, its values stay', async () => {
  expect((await setField(cairn.token, { ...shelter, type: 'text', options: undefined })).status).toBe(422);
  expect((await setField(cairn.token, { ...shelter, options: shelter.options.slice(1) })).status).toBe(422);
  const { body: before } = await create(contributor, 'incident', { title: 'Raid', custom: { shelter: 'locked' } });
  expect((await setField(cairn.token, { ...shelter, retired: true })).status).toBe(200);
  expect((await amend(contributor, before.id, 1, { title: 'Raid at night' })).status).toBe(200);
  expect((await create(contributor, 'incident', { title: 'Raid', custom: { shelter: 'open' } })).status).toBe(422);
});

test('a term of one’s own is used like ours, with its rule shown; closed lists stay closed', async () => {
  const act = async (code: string) => {
    const { body: incident } = await create(contributor, 'incident', { title: 'Raid' });
    const { body: statement } = await create(contributor, 'statement', { text: 'So it was.' });
    const basis = [{ statementId: statement.id }];
    const body = { incident: incident.id, type: { scheme: 'act-type', code: 'killing' }, basis };
    return create(contributor, 'act', { ...body, method: { scheme: 'method', code } });
  };
  expect((await act('own-slingshot')).status).toBe(422);
  expect((await setTerm(contributor, slingshot)).status).toBe(403);
  expect((await setTerm(cairn.token, slingshot)).status).toBe(200);
  expect((await act('own-slingshot')).status).toBe(201);
  expect((await act('own-catapult')).status).toBe(422);
  const rule = both('Only where it was seen.');
  expect((await setTerm(cairn.token, { scheme: 'method', code: 'unknown', rule })).status).toBe(200);
  const { body: lists } = await ask(contributor, 'GET', '/api/v1/vocabularies?compartment=TEA');
  const methods = lists.find(({ scheme }: { scheme: string }) => scheme === 'method').codes;
  expect(methods.at(-1)).toMatchObject({ code: 'own-slingshot', own: true, label: slingshot.label });
  const { body: all } = await ask(contributor, 'GET', '/api/v1/vocabularies');
  expect(all).toEqual(lists);
  expect((await ask(stranger, 'GET', '/api/v1/vocabularies')).body).not.toEqual(lists);
  expect(methods.find(({ code }: { code: string }) => code === 'unknown').rule).toEqual(rule);
  for (const wrong of [
    { ...slingshot, code: 'slingshot' },
    { ...slingshot, scheme: 'proof-level' },
    { ...slingshot, broader: 'own-nothing' },
    { scheme: 'method', code: 'unknown', label: both('Other name') },
  ])
    expect((await setTerm(cairn.token, wrong)).status, JSON.stringify(wrong)).toBe(422);
});

test('a review takes a second person, and that person a reviewer', async () => {
  const me = (await ask(contributor, 'GET', '/api/v1/session')).body.account.id;
  const them = (await ask(reviewer, 'GET', '/api/v1/session')).body.account.id;
  const lead = (await ask(cairn.token, 'GET', '/api/v1/session')).body.account.id;
  const { body: made } = await create(cairn.token, 'incident', {
    title: 'Raid',
    status: 'review',
    review: { readyBy: lead },
  });
  const reviewedBy = (by: string) => ({ status: 'reviewed', review: { readyBy: lead, reviewedBy: by } });
  expect((await amend(contributor, made.id, 1, reviewedBy(me))).status).toBe(403);
  expect((await amend(cairn.token, made.id, 1, reviewedBy(lead))).status).toBe(422);
  expect((await amend(reviewer, made.id, 1, reviewedBy(them))).status).toBe(200);
  expect((await amend(contributor, made.id, 2, { title: 'Other' })).status).toBe(422);
  expect((await amend(contributor, made.id, 2, { title: 'Other', status: 'open' })).status).toBe(200);
});

test('a fact that is reviewed stays as it is for a contributor who may not read that there is a review', async () => {
  const outer = await cairn.addPerson('outer', { role: 'contributor', clearance: 'partner' });
  const lead = (await ask(cairn.token, 'GET', '/api/v1/session')).body.account.id;
  const raid = { title: 'Raid', sensitivity: 'public' };
  const ready = { ...raid, status: 'review', review: { readyBy: lead } };
  const { body: open } = await create(cairn.token, 'incident', raid);
  const { body: waiting } = await create(cairn.token, 'incident', ready);
  const { body: merged } = await create(cairn.token, 'incident', ready);
  const set = { status: 'duplicate', merged: { status: 'review' } };
  expect((await amend(cairn.token, merged.id, 1, set)).status).toBe(200);
  expect((await amend(outer, open.id, 1, { title: 'Other' })).status).toBe(200);
  for (const [{ id }, revision] of [[waiting, 1] as const, [merged, 2] as const]) {
    const { status, body } = await amend(outer, id, revision, { title: 'Other' });
    expect([status, body.problems?.[0]?.code]).toEqual([422, 'review-covers-fact']);
  }
  expect((await ask(outer, 'GET', `/api/v1/records/${waiting.id}`)).body).toMatchObject({ revision: 1, body: raid });
});
