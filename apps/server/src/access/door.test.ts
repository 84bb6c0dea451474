import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitDeed } from '../record/index.ts';
import { SoftPasskey } from '../testing/authenticator.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { addUser } from './accounts.ts';
import { linkDeed } from './link-deed.ts';
import { pauseAfter } from './throttle.ts';
import { stepOf } from './totp.ts';

let cairn: TestServer;
beforeAll(async () => {
  cairn = await startTestServer();
});
afterAll(async () => cairn?.stop());

/** One browser: it keeps cookies and sends its own origin. */
class Browser {
  readonly cookies = new Map<string, string>();
  origin = '';

  async call(method: string, path: string, body?: unknown) {
    const headers: Record<string, string> = { origin: this.origin || cairn.origin };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (this.cookies.size > 0) headers.cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${cairn.origin}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? {} : JSON.parse(text) };
  }
}

const codeOf = (secret: string, at = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
let clock = 0;
/** A code that was not used before: each opens once, so tests go on step by step within what a clock may be off. */
const freshCode = (secret: string) => codeOf(secret, Date.now() + 30_000 * (clock++ % 2));

async function invited(email: string): Promise<string> {
  const account = await addUser(cairn.instance, TESTER, { email, name: email });
  const { deed, secret } = linkDeed('invitation', account.id, TESTER);
  await commitDeed(cairn.instance, deed);
  return secret;
}

const PASSWORD = 'four stones beside a river';

async function withPassword(email: string) {
  const link = await invited(email);
  const browser = new Browser();
  const offer = await browser.call('POST', '/links/offer', { link });
  const { secret } = offer.json.totp;
  const code = codeOf(secret, Date.now() - 30_000);
  const accepted = await browser.call('POST', '/links/accept', { link, password: PASSWORD, code });
  expect(accepted.status, JSON.stringify(accepted.json)).toBe(200);
  return { browser, secret, link, recoveryCodes: accepted.json.recoveryCodes as string[] };
}

async function withPasskey(email: string) {
  const link = await invited(email);
  const browser = new Browser();
  const key = new SoftPasskey('localhost');
  const { challenge } = (await browser.call('POST', '/links/offer', { link })).json.passkey;
  const passkey = { challenge, response: key.register(challenge, cairn.origin), label: 'Telephone' };
  const accepted = await browser.call('POST', '/links/accept', { link, passkey });
  expect(accepted.status, JSON.stringify(accepted.json)).toBe(200);
  return { browser, key, link };
}

describe('links', () => {
  test('an invitation gives its account a password with codes once, and signs in', async () => {
    const { browser, link, recoveryCodes } = await withPassword('ana@example.org');
    expect(recoveryCodes).toHaveLength(10);
    expect((await browser.call('GET', '/session')).json.account.email).toBe('ana@example.org');
    const again = await new Browser().call('POST', '/links/open', { link });
    expect(again).toMatchObject({ status: 404, json: { code: 'link-spent' } });
    const unknown = await new Browser().call('POST', '/links/open', { link: 'x' });
    expect(unknown.json.detail).toBe(again.json.detail);
  });

  test('of two who use one link at once, one wins', async () => {
    const link = await invited('both@example.org');
    const { secret } = (await new Browser().call('POST', '/links/offer', { link })).json.totp;
    // Each with a code of its own, so that the link alone decides.
    const accept = (off: number) =>
      new Browser().call('POST', '/links/accept', {
        link,
        password: PASSWORD,
        code: codeOf(secret, Date.now() + off * 30_000),
      });
    const statuses = [];
    for (const { status } of await Promise.all([accept(-1), accept(0), accept(1)])) statuses.push(status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404 || status === 401)).toHaveLength(2);
  });

  test('a weak password and a wrong code leave the link as it was', async () => {
    const link = await invited('weak@example.org');
    const browser = new Browser();
    const { secret } = (await browser.call('POST', '/links/offer', { link })).json.totp;
    const weak = await browser.call('POST', '/links/accept', { link, password: 'short', code: codeOf(secret) });
    expect(weak.status).toBe(422);
    const wrong = await browser.call('POST', '/links/accept', { link, password: PASSWORD, code: '000000' });
    expect(wrong).toMatchObject({ status: 401, json: { code: 'wrong' } });
    expect((await browser.call('POST', '/links/open', { link })).status).toBe(200);
  });
});

describe('password and code', () => {
  test('a code is asked for, opens once, and a wrong one says no more than a wrong password', async () => {
    const { secret } = await withPassword('code@example.org');
    const browser = new Browser();
    const given = { email: 'Code@Example.org ', password: PASSWORD };
    expect(await browser.call('POST', '/sign-in/password', given)).toMatchObject({
      status: 401,
      json: { code: 'code-needed' },
    });
    const code = codeOf(secret);
    expect((await browser.call('POST', '/sign-in/password', { ...given, code })).status).toBe(204);
    expect((await browser.call('GET', '/session')).json.account.email).toBe('code@example.org');
    const replayed = await new Browser().call('POST', '/sign-in/password', { ...given, code });
    const mistyped = await new Browser().call('POST', '/sign-in/password', {
      ...given,
      password: 'not this one at all',
    });
    const nobody = await new Browser().call('POST', '/sign-in/password', { ...given, email: 'nobody@example.org' });
    expect(replayed).toMatchObject({ status: 401, json: { code: 'wrong' } });
    expect(mistyped).toEqual(replayed);
    expect(nobody).toEqual(replayed);
  });

  test('a recovery code opens once', async () => {
    const { recoveryCodes } = await withPassword('lost@example.org');
    const given = { email: 'lost@example.org', password: PASSWORD, code: recoveryCodes[3]?.toUpperCase() };
    expect((await new Browser().call('POST', '/sign-in/password', { ...given, password: 'x' })).status).toBe(401);
    const browser = new Browser();
    expect((await browser.call('POST', '/sign-in/password', given)).status).toBe(204);
    expect((await browser.call('GET', '/factors')).json).toMatchObject({ recoveryCodes: 9 });
    expect((await new Browser().call('POST', '/sign-in/password', given)).status).toBe(401);
  });

  test('a password alone opens nothing: the second factor is made first', async () => {
    await addUser(cairn.instance, TESTER, { email: 'old@example.org', name: 'Old', password: PASSWORD });
    const browser = new Browser();
    const given = { email: 'old@example.org', password: PASSWORD };
    const asked = await browser.call('POST', '/sign-in/password', given);
    expect(asked).toMatchObject({ status: 401, json: { code: 'enrol-needed' } });
    expect((await browser.call('GET', '/session')).status).toBe(401);
    const code = codeOf(asked.json.enrol.secret);
    expect((await browser.call('POST', '/sign-in/password', { ...given, code: '123123' })).status).toBe(401);
    expect((await browser.call('POST', '/sign-in/password', { ...given, code })).status).toBe(204);
    expect((await browser.call('GET', '/factors')).json).toMatchObject({ password: true, totp: true });
  });

  test('after too many attempts one waits, while a known browser and a passkey still open', async () => {
    const { browser, secret } = await withPassword('target@example.org');
    const wrong = { email: 'target@example.org', password: 'a guess of twelve', code: '111111' };
    const stranger = new Browser();
    const answers = [];
    for (let i = 0; i < 8; i++) answers.push(await stranger.call('POST', '/sign-in/password', wrong));
    expect(answers.slice(0, 5).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(answers.at(-1)).toMatchObject({ status: 429, json: { code: 'throttled' } });
    expect(answers.at(-1)?.json.retryAfter).toBeGreaterThan(0);
    const known = new Browser();
    known.cookies.set('cairn_device', browser.cookies.get('cairn_device') ?? '');
    const right = { email: 'target@example.org', password: PASSWORD, code: freshCode(secret) };
    expect((await known.call('POST', '/sign-in/password', right)).status).toBe(204);
    // Another account is not slowed down by it, whatever address the attempts came from.
    const other = await stranger.call('POST', '/sign-in/password', { ...wrong, email: 'else@example.org' });
    expect(other.status).toBe(401);
  });

  test('pauses grow to a quarter of an hour and no further', () => {
    expect([1, 5, 6, 7, 8, 15, 40].map(pauseAfter)).toEqual([0, 0, 2, 4, 8, 900, 900]);
  });

  // RFC 6238 Appendix B has eight digits; RFC 4226 Appendix D gives the six of the same secret by counter.
  test.each([
    [0, '755224'],
    [1, '287082'],
    [5, '254676'],
    [9, '520489'],
  ])('step %i has the code of RFC 4226', (step, code) => {
    const secret = Secret.fromLatin1('12345678901234567890').base32;
    expect(stepOf(secret, code, step * 30_000)).toBe(step);
    expect(stepOf(secret, code, (step + 3) * 30_000)).toBe(null);
  });
});

describe('passkeys', () => {
  test('one opens without a name; the same answer opens nothing again', async () => {
    const { key } = await withPasskey('key@example.org');
    const browser = new Browser();
    const { challenge } = (await browser.call('POST', '/sign-in/passkey/options', {})).json;
    const response = key.answer(challenge, cairn.origin);
    expect((await browser.call('POST', '/sign-in/passkey', { challenge, response })).status).toBe(204);
    expect((await browser.call('GET', '/session')).json.account.email).toBe('key@example.org');
    expect((await new Browser().call('POST', '/sign-in/passkey', { challenge, response })).status).toBe(401);
  });

  test.each([
    ['for another origin', (key: SoftPasskey, challenge: string) => key.answer(challenge, 'https://cairn.example.net')],
    ['to another challenge', (key: SoftPasskey) => key.answer('AAAA', cairn.origin)],
    [
      'without being unlocked',
      (key: SoftPasskey, challenge: string) => Object.assign(key, { verified: false }).answer(challenge, cairn.origin),
    ],
    [
      'with a counter that went back',
      (key: SoftPasskey, challenge: string) => {
        key.counter = -1;
        return key.answer(challenge, cairn.origin);
      },
    ],
    ['by nobody', (_: SoftPasskey, challenge: string) => new SoftPasskey('localhost').answer(challenge, cairn.origin)],
    ['of nonsense', () => ({ id: 7, response: null })],
  ])('an answer %s is refused', async (name, answer) => {
    const { key, browser } = await withPasskey(`${name.replaceAll(' ', '-')}@example.org`);
    // Used once, so that its counter stands above zero.
    const first = (await browser.call('POST', '/sign-in/passkey/options', {})).json.challenge;
    await browser.call('POST', '/sign-in/passkey', { challenge: first, response: key.answer(first, cairn.origin) });
    const { challenge } = (await browser.call('POST', '/sign-in/passkey/options', {})).json;
    const refused = await new Browser().call('POST', '/sign-in/passkey', {
      challenge,
      response: answer(key, challenge),
    });
    expect(refused).toMatchObject({ status: 401, json: { code: 'wrong' } });
  });

  test('a challenge for one purpose opens nothing else', async () => {
    const { key, browser } = await withPasskey('purpose@example.org');
    const { challenge } = (await browser.call('POST', '/session/confirm/options', {})).json.passkey;
    const response = key.answer(challenge, cairn.origin);
    expect((await new Browser().call('POST', '/sign-in/passkey', { challenge, response })).status).toBe(401);
  });
});

describe('sessions and factors', () => {
  test('sessions are listed with their browsers, and ended', async () => {
    const { browser, key } = await withPasskey('many@example.org');
    const other = new Browser();
    const { challenge } = (await other.call('POST', '/sign-in/passkey/options', {})).json;
    await other.call('POST', '/sign-in/passkey', { challenge, response: key.answer(challenge, cairn.origin) });
    const { sessions } = (await browser.call('GET', '/sessions')).json;
    expect(sessions.map((s: { how: string; current: boolean }) => [s.how, s.current]).sort()).toEqual([
      ['link', true],
      ['passkey', false],
    ]);
    const elsewhere = sessions.find((s: { current: boolean }) => !s.current).id;
    expect((await browser.call('DELETE', `/sessions/${elsewhere}`)).status).toBe(204);
    expect((await other.call('GET', '/session')).status).toBe(401);
    expect((await browser.call('GET', '/session')).status).toBe(200);
  });

  test("nobody ends another's session", async () => {
    const mine = await withPasskey('mine@example.org');
    const theirs = await withPasskey('theirs@example.org');
    const { id } = (await theirs.browser.call('GET', '/session')).json.session;
    expect((await mine.browser.call('DELETE', `/sessions/${id}`)).status).toBe(404);
    expect((await theirs.browser.call('GET', '/session')).status).toBe(200);
  });

  test('factors change only after one was shown just now, and the last way in stays', async () => {
    const { browser, key } = await withPasskey('change@example.org');
    const { passkeys } = (await browser.call('GET', '/factors')).json;
    const path = `/factors/passkeys/${passkeys[0].id}`;
    expect(await browser.call('DELETE', path)).toMatchObject({ status: 409, json: { code: 'last-factor' } });
    const { id } = (await browser.call('GET', '/session')).json.session;
    await cairn.instance.owner.query(
      "update cairn.live_session set confirmed = clock_timestamp() - interval '11 minutes' where id = $1",
      [id],
    );
    for (const [method, where, body] of [
      ['POST', '/factors/passkeys/options', {}],
      ['POST', '/factors/totp', {}],
      ['PUT', '/factors/password', { password: PASSWORD }],
      ['POST', '/factors/recovery-codes', {}],
      ['DELETE', path],
    ] as const) {
      expect(await browser.call(method, where, body), `${method} ${where}`).toMatchObject({
        status: 403,
        json: { code: 'confirm' },
      });
    }
    const { challenge } = (await browser.call('POST', '/session/confirm/options', {})).json.passkey;
    const response = key.answer(challenge, cairn.origin);
    expect((await browser.call('POST', '/session/confirm', { challenge, response })).status).toBe(204);
    const { secret } = (await browser.call('POST', '/factors/totp', {})).json;
    expect((await browser.call('PUT', '/factors/totp', { code: codeOf(secret) })).status).toBe(204);
    expect((await browser.call('PUT', '/factors/password', { password: PASSWORD })).status).toBe(204);
    expect((await browser.call('DELETE', path)).status).toBe(204);
    expect(await browser.call('DELETE', '/factors/totp')).toMatchObject({ status: 409 });
  });

  test("another's passkey does not confirm", async () => {
    const { browser } = await withPasskey('self@example.org');
    const { key } = await withPasskey('friend@example.org');
    const { challenge } = (await browser.call('POST', '/session/confirm/options', {})).json.passkey;
    const response = key.answer(challenge, cairn.origin);
    expect((await browser.call('POST', '/session/confirm', { challenge, response })).status).toBe(401);
  });

  test('a new password ends all other sessions', async () => {
    const { browser, secret } = await withPassword('newpass@example.org');
    const other = new Browser();
    const given = { email: 'newpass@example.org', password: PASSWORD, code: codeOf(secret) };
    expect((await other.call('POST', '/sign-in/password', given)).status).toBe(204);
    expect((await browser.call('PUT', '/factors/password', { password: `${PASSWORD} too` })).status).toBe(204);
    expect((await other.call('GET', '/session')).status).toBe(401);
    expect((await browser.call('GET', '/session')).status).toBe(200);
  });

  test('signing out for good leaves no cookie behind', async () => {
    const { browser } = await withPasskey('away@example.org');
    expect([...browser.cookies.keys()].sort()).toEqual(['cairn_device', 'cairn_session']);
    expect((await browser.call('DELETE', '/session?forget=1')).status).toBe(204);
    expect([...browser.cookies.keys()]).toEqual([]);
  });
});
