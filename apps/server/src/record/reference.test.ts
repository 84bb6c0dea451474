import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';

let cairn: TestServer;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  cairn = await startTestServer();
  tokens.stranger = await cairn.addPerson('stranger');
  tokens.reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'internal' });
});
afterAll(async () => cairn?.stop());

async function asked(token: string, path: string, body?: unknown) {
  const answer = await fetch(cairn.origin + path, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: records and problems alike
  return { status: answer.status, body: (await answer.json()) as any };
}

async function made(sensitivity: string): Promise<string> {
  const body = { title: 'Shelling of the mill', sensitivity };
  const given = { kind: 'incident', compartment: cairn.compartment.id, body, reason: 'First report' };
  return (await asked(cairn.token, '/api/v1/records', given)).body.reference;
}

test('a reference finds its one record, in any case of its letters, within kind and compartment', async () => {
  const reference = await made('internal');
  await made('internal');
  const found = async (rest: string, token = cairn.token) => {
    const { body } = await asked(token, `/api/v1/records?reference=${rest}`);
    return body.records.map((record: { reference: string }) => record.reference);
  };
  expect(await found(reference)).toEqual([reference]);
  expect(await found(reference.toLowerCase())).toEqual([reference]);
  expect(await found(reference, tokens.reader)).toEqual([reference]);
  expect(await found(`${reference}&kind=incident&compartment=${cairn.compartment.code}`)).toEqual([reference]);
  expect(await found(`${reference}&kind=actor`)).toEqual([]);
  expect((await asked(cairn.token, '/api/v1/records?reference=%27%20or%201')).status).toBe(400);
});

test('a record that one may not see and one that does not exist are answered alike: an empty list', async () => {
  const [sealed, plain] = [await made('sealed'), await made('internal')];
  const nothing = { status: 200, body: { records: [], next: null } };
  const absent = `${cairn.compartment.code}-999999`;
  expect(await asked(tokens.reader as string, `/api/v1/records?reference=${sealed}`)).toEqual(nothing);
  expect(await asked(tokens.stranger as string, `/api/v1/records?reference=${plain}`)).toEqual(nothing);
  expect(await asked(cairn.token, `/api/v1/records?reference=${absent}`)).toEqual(nothing);
});
