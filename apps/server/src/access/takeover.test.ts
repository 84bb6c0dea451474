import http from 'node:http';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { buildServer } from '../http/server.ts';
import { commitDeed, sequence } from '../record/index.ts';
import { SoftPasskey } from '../testing/authenticator.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { addUser, createToken, setMember } from './accounts.ts';
import { isEmail, tidiedEmail } from './email.ts';
import { linkDeed } from './link-deed.ts';

// What thieves, insiders and administrators try in order to come in as somebody else, or to stay.

let cairn: TestServer;
let team: string;
beforeAll(async () => {
  cairn = await startTestServer();
  team = cairn.compartment.id;
});
afterAll(async () => cairn?.stop());

const PASSWORD = 'four stones beside a river';

class Browser {
  readonly cookies = new Map<string, string>();

  get cookie(): string {
    return [...this.cookies].map((pair) => pair.join('=')).join('; ');
  }

  async call(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
    const headers: Record<string, string> = { origin: cairn.origin, cookie: this.cookie, ...more };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(`${cairn.origin}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      this.cookies.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? {} : JSON.parse(text) };
  }
}

const bearer = (token: string) => (method: string, path: string, body?: unknown) =>
  new Browser().call(method, path, body, { authorization: `Bearer ${token}` });

async function invited(name: string, admin = false) {
  const account = await addUser(cairn.instance, TESTER, { email: `${name}@example.org`, name, admin });
  const { deed, secret } = linkDeed('invitation', account.id, TESTER);
  await commitDeed(cairn.instance, deed);
  return { link: secret, id: account.id };
}

async function enter(link: string) {
  const browser = new Browser();
  const key = new SoftPasskey('localhost');
  const { challenge } = (await browser.call('POST', '/links/offer', { link })).json.passkey;
  const passkey = { challenge, response: key.register(challenge, cairn.origin) };
  const accepted = await browser.call('POST', '/links/accept', { link, passkey });
  expect(accepted.status, JSON.stringify(accepted.json)).toBe(200);
  return { browser, key };
}

async function person(name: string, role?: string, admin = false) {
  const { link, id } = await invited(name, admin);
  const user = `${name}@example.org`;
  if (role !== undefined)
    await setMember(cairn.instance, TESTER, { compartment: 'Team', user, role, clearance: 'internal' });
  return { ...(await enter(link)), id };
}

const fragment = (address: string): string => address.split('#')[1] ?? '';

/** A request of which the server has all but the end of its body. */
async function held(browser: Browser, method: string, path: string, body: unknown): Promise<() => Promise<number>> {
  const text = JSON.stringify(body);
  const { hostname, port } = new URL(cairn.origin);
  const request = http.request({
    hostname,
    port,
    method,
    path: `/api/v1${path}`,
    headers: {
      origin: cairn.origin,
      cookie: browser.cookie,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    },
  });
  const status = new Promise<number>((done) =>
    request.on('response', (answer) => done(answer.resume().statusCode ?? 0)),
  );
  await new Promise((sent) => request.write(text.slice(0, 1), sent));
  // By now it has been let in: a later request of the same browser was answered.
  for (let i = 0; i < 3; i++) await browser.call('GET', '/session');
  return () => {
    request.end(text.slice(1));
    return status;
  };
}

describe('a session that was taken', () => {
  test('leaves no factor behind a reset, however slowly its requests arrive', async () => {
    const admin = await person('reset-admin', undefined, true);
    const victim = await person('victim');
    const thiefs = new SoftPasskey('localhost');
    const { challenge } = (await victim.browser.call('POST', '/factors/passkeys/options', {})).json;
    const response = thiefs.register(challenge, cairn.origin);
    const passkey = await held(victim.browser, 'POST', '/factors/passkeys', { challenge, response, label: '' });
    const password = await held(victim.browser, 'PUT', '/factors/password', { password: PASSWORD });
    const codes = await held(victim.browser, 'POST', '/factors/recovery-codes', {});
    expect((await admin.browser.call('POST', `/accounts/${victim.id}/reset`, { reason: 'x' })).status).toBe(200);
    expect([await passkey(), await password(), await codes()]).toEqual([401, 401, 401]);
    const { accounts } = (await admin.browser.call('GET', '/accounts')).json;
    expect(accounts.find(({ id }: { id: string }) => id === victim.id)).toMatchObject({
      invited: true,
      factors: { password: false, totp: false, passkeys: 0 },
    });
  });

  test('by a token gives a browser no more than the token', async () => {
    const owner = await person('owner');
    const user = 'owner@example.org';
    const { token } = await createToken(cairn.instance, TESTER, { user, scopes: ['read'] });
    const other = await createToken(cairn.instance, TESTER, { user });
    const thief = new Browser();
    expect((await thief.call('POST', '/session', { token })).status).toBe(204);
    for (const [method, path] of [
      ['DELETE', `/tokens/${other.id}`],
      ['DELETE', '/sessions'],
    ] as const)
      expect(await thief.call(method, path), path).toMatchObject({ status: 403, json: { code: 'scope' } });
    const { token: writing } = await createToken(cairn.instance, TESTER, { user, scopes: ['read', 'write'] });
    expect((await bearer(writing)('DELETE', `/tokens/${other.id}`)).status).toBe(403);
    expect((await owner.browser.call('GET', '/session')).status).toBe(200);
    expect((await thief.call('DELETE', '/session')).status).toBe(204);
  });
});

describe('an account', () => {
  test('that has a way in by now is opened by no link of before', async () => {
    const { link } = await invited('early');
    const { token } = await createToken(cairn.instance, TESTER, { user: 'early@example.org' });
    const key = new SoftPasskey('localhost');
    const { challenge } = (await bearer(token)('POST', '/factors/passkeys/options', {})).json;
    const response = key.register(challenge, cairn.origin);
    const added = await bearer(token)('POST', '/factors/passkeys', { challenge, response, label: '' });
    expect(added.status).toBe(201);
    expect(await new Browser().call('POST', '/links/open', { link })).toMatchObject({ status: 404 });
  });

  test('with a passkey is not opened by a password alone', async () => {
    const { browser } = await person('halfway');
    expect((await browser.call('PUT', '/factors/password', { password: PASSWORD })).status).toBe(204);
    const given = { email: 'halfway@example.org', password: PASSWORD };
    const asked = await new Browser().call('POST', '/sign-in/password', given);
    expect(asked).toMatchObject({ status: 401, json: { code: 'wrong' } });
    const { secret } = (await browser.call('POST', '/factors/totp', {})).json;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect((await browser.call('PUT', '/factors/totp', { code })).status).toBe(204);
    expect(await new Browser().call('POST', '/sign-in/password', given)).toMatchObject({
      json: { code: 'code-needed' },
    });
  });

  test('is not given the passkey of another', async () => {
    const { key } = await person('first');
    const { browser } = await person('second');
    const copy = Object.assign(new SoftPasskey('localhost'), { id: key.id });
    const { challenge } = (await browser.call('POST', '/factors/passkeys/options', {})).json;
    const response = copy.register(challenge, cairn.origin);
    const refused = await browser.call('POST', '/factors/passkeys', { challenge, response, label: '' });
    expect(refused).toMatchObject({ status: 401, json: { code: 'wrong' } });
  });

  test('whose journey was used for a reset says so to who ends the journey', async () => {
    const admin = await person('journey-admin', undefined, true);
    const traveller = await person('traveller', 'reviewer');
    const lead = bearer(cairn.token);
    const token = { label: 'Team feed', scopes: ['read'], compartments: [team] };
    expect((await traveller.browser.call('POST', '/tokens', token)).status).toBe(201);
    expect((await traveller.browser.call('POST', '/travel', { compartments: [team] })).status).toBe(204);
    expect((await traveller.browser.call('GET', '/tokens')).json).toEqual({ tokens: [] });
    const reset = await admin.browser.call('POST', `/accounts/${traveller.id}/reset`, { reason: 'x' });
    await enter(fragment(reset.json.link));
    const { people } = (await lead('GET', `/compartments/${team}/people`)).json;
    expect(people.find(({ account }: { account: string }) => account === traveller.id).resting).toBe('reset');
  });

  test('is one, however its address is typed; characters that nobody sees are none of it', () => {
    expect(tidiedEmail(' \uff21na@Example.org ')).toBe('ana@example.org');
    for (const text of ['ana@example.org', 'олена@приклад.укр', 'o+x@a.b']) expect(isEmail(text), text).toBe(true);
    for (const text of [
      'ana\u200b@example.org',
      'ana@example.org.',
      'ana\u202e@a.b',
      'a\u00ad@a.b',
      'a@',
      'a b@c.d',
      '@',
    ])
      expect(isEmail(text), JSON.stringify(text)).toBe(false);
  });
});

describe('an id in capitals', () => {
  test('is no way around a rule, and no deed says what was not done', async () => {
    const admin = await person('capital', undefined, true);
    const member = await person('small', 'reader');
    const lead = bearer(cairn.token);
    const own = `/accounts/${admin.id.toUpperCase()}`;
    expect((await admin.browser.call('POST', `${own}/suspend`, { reason: 'x' })).status).toBe(404);
    expect((await admin.browser.call('POST', `${own}/reset`, { reason: 'x' })).status).toBe(404);
    expect((await lead('DELETE', `/compartments/${team.toUpperCase()}/people/${member.id}`)).status).toBe(404);
    const remove = {
      table: 'member',
      row: { compartment: team.toUpperCase(), account: member.id },
      remove: true,
    } as const;
    await expect(commitDeed(cairn.instance, { ...remove, by: TESTER, reason: 'x' })).rejects.toThrow('not there');
    expect((await member.browser.call('GET', '/session')).json.compartments).toHaveLength(1);
  });

  test('of something that was read is no finding', async () => {
    expect((await bearer(cairn.token)('GET', `/records?compartment=${team.toUpperCase()}`)).status).toBe(200);
    await sequence(cairn.instance);
    expect((await audit(cairn.instance)).findings).toEqual([]);
  });
});

test('a passkey answers for its own host and its own account alone', async () => {
  const { key, id } = await person('handle');
  const other = 'https://cairn.example.org';
  const server = buildServer(cairn.instance, { origin: other });
  const status = async (origin: string, userHandle?: string) => {
    const inject = (url: string, payload: object) =>
      server.inject({ method: 'POST', url, headers: { host: new URL(origin).host, origin }, payload });
    const { challenge } = (await inject('/api/v1/sign-in/passkey/options', {})).json();
    const { response, ...answer } = key.answer(challenge, origin);
    const given = { ...answer, response: userHandle === undefined ? response : { ...response, userHandle } };
    return (await inject('/api/v1/sign-in/passkey', { challenge, response: given })).statusCode;
  };
  const here = 'http://localhost:80';
  const own = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
  expect(await status(other)).toBe(401);
  expect(await status(here, Buffer.from('somebody else').toString('base64url'))).toBe(401);
  expect(await status(here, own)).toBe(204);
  await server.close();
});

test('behind TLS no neighbouring host can set a cookie that is taken for ours', async () => {
  const origin = 'https://cairn.example.org';
  const server = buildServer(cairn.instance, { origin });
  const headers = { host: 'cairn.example.org', origin };
  const payload = { token: cairn.token };
  const signedIn = await server.inject({ method: 'POST', url: '/api/v1/session', headers, payload });
  const [set] = signedIn.cookies as { name: string; value: string }[];
  expect(signedIn.headers['set-cookie']).toMatch(/^__Host-cairn_session=[^;]+; Path=\/; .*Secure/);
  const status = async (name: string) =>
    (await server.inject({ url: '/api/v1/session', headers: { ...headers, cookie: `${name}=${set?.value}` } }))
      .statusCode;
  expect(await status('__Host-cairn_session')).toBe(200);
  expect(await status('cairn_session')).toBe(401);
  await server.close();
});

describe('strangers', () => {
  test('leave no rows behind by answering challenges with nonsense', async () => {
    const before = await challenges();
    for (let i = 0; i < 3; i++) {
      const browser = new Browser();
      const { challenge } = (await browser.call('POST', '/sign-in/passkey/options', {})).json;
      const answer = { challenge, response: new SoftPasskey('localhost').answer(challenge, cairn.origin) };
      expect((await browser.call('POST', '/sign-in/passkey', answer)).status).toBe(401);
    }
    expect(await challenges()).toBe(before);
  });
});

async function challenges(): Promise<number> {
  return Number((await cairn.instance.owner.query('select count(*) as n from cairn.challenge')).rows[0].n);
}
