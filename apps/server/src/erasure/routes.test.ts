import { afterAll, beforeAll, expect, test } from 'vitest';
import { SoftPasskey } from '../testing/authenticator.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

// The way of an erasure over HTTP: a look, a request, another person's passkey over exactly this request.

const VALUE = 'Halyna Merkulova';
let cairn: TestServer;
/** Bearer tokens by name. */
let tokens: Record<'lead' | 'writer' | 'reviewer' | 'reader', string>;
let incident: string;

beforeAll(async () => {
  cairn = await startTestServer();
  const member = (name: string, role: string, clearance = 'sealed') => cairn.addPerson(name, { role, clearance });
  tokens = {
    lead: cairn.token,
    writer: await member('writer', 'contributor'),
    reviewer: await member('reviewer', 'reviewer'),
    reader: await member('reader', 'reader'),
  };
  const body = { title: `Asked about ${VALUE}`, sensitivity: 'internal' };
  const made = { kind: 'incident', compartment: 'Team', body, reason: 'For a test' };
  incident = (await call('lead', 'POST', '/records', made)).json.id;
});
afterAll(async () => cairn?.stop());

async function call(who: keyof typeof tokens, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${cairn.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens[who]}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: text === '' ? {} : JSON.parse(text) };
}

async function addPasskey(who: keyof typeof tokens): Promise<SoftPasskey> {
  const key = new SoftPasskey('localhost');
  const { challenge } = (await call(who, 'POST', '/factors/passkeys/options', {})).json;
  const response = key.register(challenge, cairn.origin);
  const added = await call(who, 'POST', '/factors/passkeys', { challenge, response, label: 'Key' });
  expect(added.status, added.text).toBe(201);
  return key;
}

async function request(targets: unknown[], extra: object = {}) {
  const asked = await call('writer', 'POST', '/erasures', { targets, reason: 'The person asked for it', ...extra });
  expect(asked.status, asked.text).toBe(201);
  return asked.json as { id: string; digest: string };
}

test('a preview names every place and never repeats the value', async () => {
  const { status, json, text } = await call('writer', 'POST', '/erasures/preview', { targets: [], value: VALUE });
  expect(status, text).toBe(200);
  expect(json.places).toMatchObject([{ record: incident, claim: 'body.title', current: true, because: 'value' }]);
  expect(text).not.toContain(VALUE);
});

test('readers neither look nor ask, and see no request', async () => {
  await request([{ record: incident, fields: ['title'] }]);
  const looked = await call('reader', 'POST', '/erasures/preview', { targets: [{ record: incident }] });
  expect(looked).toMatchObject({ status: 403, json: { code: 'erasure-people' } });
  expect((await call('reader', 'GET', '/erasures')).json).toEqual({ erasures: [] });
});

test('a reason that repeats the value is refused, since it would stay', async () => {
  const given = { targets: [], value: VALUE, reason: `Remove ${VALUE}` };
  expect(await call('writer', 'POST', '/erasures', given)).toMatchObject({ status: 422 });
});

test('who asked cannot approve, nor can somebody without a passkey, nor a passkey that signed something else', async () => {
  const { id, digest } = await request([{ record: incident, fields: ['title'] }]);
  const none = await call('reviewer', 'POST', '/assertions/options', { subject: digest });
  expect(none).toMatchObject({ status: 403, json: { code: 'passkey-needed' } });

  const own = await addPasskey('writer');
  const mine = { challenge: digest, response: own.answer(digest, cairn.origin) };
  const refused = await call('writer', 'POST', `/erasures/${id}/approve`, mine);
  expect(refused, refused.text).toMatchObject({ status: 403, json: { code: 'erasure-people' } });

  const other = await request([{ record: incident, fields: ['reason'] }]);
  const key = await addPasskey('lead');
  await call('lead', 'POST', '/assertions/options', { subject: other.digest });
  const wrong = { challenge: other.digest, response: key.answer(other.digest, cairn.origin) };
  const answer = await call('lead', 'POST', `/erasures/${id}/approve`, wrong);
  expect(answer, answer.text).toMatchObject({ status: 401, json: { code: 'wrong' } });
  expect((await call('lead', 'GET', `/records/${incident}`)).text).toContain(VALUE);
});

test('a second person whose passkey signs the request erases it; the assertion is kept with it', async () => {
  const { id, digest } = await request([{ record: incident, fields: ['title'] }]);
  const shown = (await call('lead', 'GET', `/erasures/${id}`)).json;
  expect(shown).toMatchObject({
    erasure: { state: 'requested', complete: true, digest },
    preview: { places: [{ revision: 1 }] },
  });

  const key = await addPasskey('lead');
  const { challenge } = (await call('lead', 'POST', '/assertions/options', { subject: digest })).json;
  const response = key.answer(challenge, cairn.origin);
  const done = await call('lead', 'POST', `/erasures/${id}/approve`, { challenge, response });
  expect(done, done.text).toMatchObject({
    status: 200,
    json: { disclosures: 1, records: 1, erasure: { state: 'done', signed: true } },
  });
  expect((await call('lead', 'GET', `/records/${incident}`)).text).not.toContain(VALUE);
  expect((await call('lead', 'GET', `/records/${incident}/revisions`)).text).not.toContain(VALUE);
  expect((await call('writer', 'GET', `/erasures/${id}`)).json).toMatchObject({ preview: null, backups: [] });

  const gone = (await call('reviewer', 'GET', `/records/${incident}/erased`)).json;
  expect(gone.erased).toMatchObject([{ revision: 1, claim: 'body.title', erasure: id }]);

  const { rows } = await cairn.instance.owner.query('select assertions from cairn.erasure where id = $1', [id]);
  expect(rows[0].assertions).toMatchObject([{ subject: digest, signature: response.response.signature }]);
  const again = await call('lead', 'POST', `/erasures/${id}/refuse`, { reason: 'Too late' });
  expect(again).toMatchObject({ status: 409 });
});

test('a request is refused by another, or withdrawn by who made it', async () => {
  const mine = await request([{ record: incident, fields: ['reason'] }]);
  const withdrawn = await call('writer', 'POST', `/erasures/${mine.id}/refuse`, { reason: 'A mistake' });
  expect(withdrawn.json).toMatchObject({ state: 'withdrawn' });
  const theirs = await request([{ record: incident, fields: ['reason'] }]);
  const refused = await call('reviewer', 'POST', `/erasures/${theirs.id}/refuse`, { reason: 'It is needed' });
  expect(refused.json).toMatchObject({ state: 'refused' });
});
