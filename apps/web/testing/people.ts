import type { Page } from 'playwright-core';
import type { ServerUnderTest } from './server.ts';

const SERVER = '../../server/src';

/** Words that stand in records only: wherever else they turn up, something leaks. */
export const SECRETS = { title: 'Raid on the print shop', notes: 'Ask the night guard', name: 'Ostap Verbytskyi' };

interface Member {
  role: string;
  clearance: string;
  compartment?: string;
}

/** A server with people of several roles, and what they are to see or not. */
export interface PeopleUnderTest extends ServerUnderTest {
  addPerson(name: string, member?: Member, admin?: boolean): Promise<string>;
  /** A passkey in software, so that the account counts as one that can sign in. Returns nothing that a browser could use. */
  givePasskey(token: string): Promise<void>;
  /** Another access token for an account. */
  tokenOf(name: string): Promise<string>;
  /** Lets every session count as one in which a factor was shown just now. */
  confirmAll(): Promise<void>;
  call<T = unknown>(token: string, method: string, path: string, body?: unknown): Promise<T>;
}

export async function startPeople(pages: string): Promise<PeopleUnderTest> {
  // By address, not by import: the browser's type check would otherwise take in the whole server.
  const { startTestServer } = await import(`${SERVER}/testing/server.ts`);
  const { SoftPasskey } = await import(`${SERVER}/testing/authenticator.ts`);
  const server = await startTestServer({ pages });
  const call: PeopleUnderTest['call'] = async (token, method, path, body) => {
    const answer = await fetch(`${server.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    ...server,
    call,
    givePasskey: async (token) => {
      const key = new SoftPasskey('localhost');
      const { challenge } = await call<{ challenge: string }>(token, 'POST', '/factors/passkeys/options', {});
      const response = key.register(challenge, server.origin);
      await call(token, 'POST', '/factors/passkeys', { challenge, response, label: 'Key' });
    },
    tokenOf: async (name) => {
      const access = await import(`${SERVER}/access/index.ts`);
      const made = await access.createToken(server.instance, 'operator:tester', { user: `${name}@example.org` });
      return made.token;
    },
    confirmAll: async () => {
      await server.instance.owner.query('update cairn.live_session set confirmed = now()');
    },
  };
}

/** An incident, changed once, with notes below what most may read, a statement about it, and a person beside it. Returns the incident's id. */
export async function laySecrets({ call, token }: PeopleUnderTest): Promise<string> {
  const create = (kind: string, body: unknown) =>
    call<{ id: string }>(token, 'POST', '/records', { kind, compartment: 'Team', body, reason: 'Laid for a test' });
  const { id } = await create('incident', {
    title: 'Raid',
    summary: 'Two presses were taken away.',
    notes: SECRETS.notes,
    sensitivity: 'public',
  });
  await call(token, 'PATCH', `/records/${id}`, {
    revision: 1,
    body: { title: SECRETS.title },
    reason: 'The place is known now.',
  });
  await create('statement', {
    sourceCode: 'TEA-S-007',
    text: 'They came before dawn with two lorries.',
    sensitivity: 'public',
    about: [{ record: id, field: 'summary' }],
  });
  await create('incident', { title: 'Closed matter', sensitivity: 'case-only' });
  await create('actor', {
    actorType: 'person',
    sensitivity: 'internal',
    identity: { names: [{ text: SECRETS.name }] },
  });
  return id;
}

/** Makes a passkey of the browser's own authenticator for whoever is signed in on the page. */
export async function makePasskey(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const post = async (path: string, body: unknown) => {
      const answer = await fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const { challenge, options } = await post('/factors/passkeys/options', {});
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    await post('/factors/passkeys', { challenge, response: made.toJSON(), label: 'Of this browser' });
  });
}
