import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAuthenticator } from './testing/authenticator.ts';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { CodeApp, type DoorUnderTest, OUTSIDE, startDoor, startTlsProxy } from './testing/door.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import { shoot } from './testing/shots.ts';
import { type VisitPage, violations, visit } from './testing/visit.ts';

const DESK = { width: 1440, height: 900 };
const PASSWORD = 'four stones beside a river';

describe.skipIf(!chromiumPath)('the door in a browser (needs an installed Chromium)', () => {
  let pages: PagesToServe;
  let door: DoorUnderTest;
  let browser: Browser;
  const visits: VisitPage[] = [];

  beforeAll(async () => {
    pages = await pagesToServe();
    door = await startDoor(pages.folder);
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    await door?.stop();
    await pages?.remove();
  });

  const come = async (options: Parameters<typeof visit>[2] = {}, origin = door.origin, by = browser) => {
    const visited = await visit(by, origin, { viewport: DESK, ...options });
    visits.push(visited);
    return visited;
  };

  /** Nothing for axe to find, and pictures of it where they are asked for. */
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };

  const isIn = (page: Page) => page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
  const fill = async (page: Page, fields: Record<string, string>) => {
    for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const openAccount = async (page: Page) => {
    await press(page, 'Account and settings');
    await page.getByRole('link', { name: /^Your account/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    await page.getByRole('heading', { name: 'Travel mode' }).waitFor();
  };
  const signOut = async (page: Page) => {
    await press(page, 'Account and settings');
    await press(page, 'Sign out');
    await page.getByLabel('E-mail').waitFor();
    expect(await page.getByText('Your session has ended.').count()).toBe(0);
  };
  const keepCodes = async (page: Page) => {
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    const codes = await page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem').allTextContents();
    await page.getByLabel('I have kept them').check();
    await press(page, 'Go on');
    await isIn(page);
    return codes;
  };
  /** Takes an invitation with a password. Returns the app that makes its codes, and the recovery codes. */
  const enrolByPassword = async (page: Page, address: string) => {
    await page.goto(address);
    await press(page, 'Choose a password');
    const app = new CodeApp((await page.locator('form code').textContent()) ?? '');
    await fill(page, { 'New password': PASSWORD, 'One-time code': app.next() });
    await press(page, 'Set password and codes');
    return { app, codes: await keepCodes(page) };
  };
  const enterByPassword = async (page: Page, email: string, code: string) => {
    await page.goto('/');
    await fill(page, { 'E-mail': email, Password: PASSWORD });
    await press(page, 'Sign in');
    await fill(page, { 'One-time code': code });
    await press(page, 'Sign in');
    await isIn(page);
  };

  test('a new instance says where the set-up link stands; the link makes the first person, who comes back by passkey', async () => {
    const { page, breaches } = await come();
    const authenticator = await addAuthenticator(page);
    await page.goto('/');
    await page.getByText('Nobody has an account here yet.').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await look(page, 'door-set-up');

    await page.goto(await door.setUpLink());
    await page.getByRole('heading', { name: 'Set up Cairn' }).waitFor();
    expect(page.url()).toBe(`${door.origin}/enter`);
    await press(page, 'Go on');
    await page.getByRole('alert').getByText('Fill in a name').waitFor();
    await look(page, 'enter-person');
    await fill(page, { Name: 'Olena', 'E-mail': 'olena@example.org' });
    await press(page, 'Go on');

    await page.getByRole('heading', { name: 'A passkey (recommended)' }).waitFor();
    await look(page, 'enter-factor');
    await press(page, 'Make a passkey');
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    expect(await authenticator.count()).toBe(1);
    await look(page, 'enter-codes');
    const going = page.getByRole('button', { name: 'Go on' });
    expect(await going.isDisabled()).toBe(true);
    const download = page.waitForEvent('download');
    await press(page, 'Download');
    const file = await download;
    expect(file.suggestedFilename()).not.toMatch(/cairn/i);
    const kept = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    expect(kept).toEqual(await keepCodes(page));
    expect(new Set(kept).size).toBe(10);
    expect(page.url()).toBe(`${door.origin}/desk`);

    await signOut(page);
    await press(page, 'Use a passkey');
    await isIn(page);
    // The link is spent, and the way back to it shows nothing of it.
    expect(await page.evaluate(() => history.length)).toBeGreaterThan(1);
    await signOut(page);
    await authenticator.leave();
    await press(page, 'Use a passkey');
    await page.getByRole('alert').getByText('No passkey was used').waitFor();
    expect(breaches).toEqual([]);
  });

  test('a used or mangled link says one and the same', async () => {
    const { page, breaches } = await come();
    await page.goto(`/enter#${'a'.repeat(43)}`);
    await page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
    await look(page, 'enter-spent');
    await press(page, 'Go to sign-in');
    await page.getByLabel('E-mail').waitFor();
    await page.goto('/enter');
    await page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
    expect(breaches).toEqual([]);
  });

  test('an invitation is taken with password and one-time codes, which open the door afterwards; a recovery code opens it once', async () => {
    const { page, breaches } = await come();
    const link = await door.invite('bohdan@example.org', 'Bohdan');
    await page.goto(`/enter#${link}`);
    await page.getByText('bohdan@example.org').waitFor();
    await press(page, 'Choose a password');
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    await look(page, 'enter-password');
    await fill(page, { 'New password': 'short', 'One-time code': '000000' });
    await press(page, 'Set password and codes');
    await page.getByRole('alert').getByText('shorter than 12').waitFor();
    await fill(page, { 'New password': 'bohdan@example.org' });
    await press(page, 'Set password and codes');
    await page.getByRole('alert').getByText('too easy to guess').waitFor();
    await fill(page, { 'New password': PASSWORD });
    await press(page, 'Set password and codes');
    await page.getByRole('alert').getByText('The code does not match').waitFor();
    const app = new CodeApp((await page.locator('form code').textContent()) ?? '');
    await fill(page, { 'One-time code': app.next() });
    await press(page, 'Set password and codes');
    const codes = await keepCodes(page);
    await signOut(page);

    await look(page, 'door');
    await fill(page, { 'E-mail': 'bohdan@example.org', Password: 'another password altogether' });
    await press(page, 'Sign in');
    const wrong = 'This does not match.';
    await page.getByRole('alert').getByText(wrong).waitFor();
    await look(page, 'door-wrong');
    await fill(page, { Password: PASSWORD });
    await press(page, 'Sign in');
    await page.getByRole('heading', { name: 'One-time code' }).waitFor();
    await look(page, 'door-code');
    await fill(page, { 'One-time code': '000000' });
    await press(page, 'Sign in');
    await page.getByRole('alert').getByText(wrong).waitFor();
    await fill(page, { 'One-time code': app.next() });
    await press(page, 'Sign in');
    await isIn(page);
    await signOut(page);

    const recover = async () => {
      await page.goto('/');
      await press(page, 'Lost your passkey or your phone?');
      await page.getByRole('heading', { name: 'Sign in with a recovery code' }).waitFor();
      await fill(page, { 'E-mail': 'bohdan@example.org', Password: PASSWORD, 'Recovery code': codes[0] ?? '' });
      await press(page, 'Sign in');
    };
    await recover();
    await isIn(page);
    await signOut(page);
    await recover();
    await page.getByRole('alert').getByText(wrong).waitFor();
    await look(page, 'door-recovery');
    expect(breaches).toEqual([]);
  });

  test('an unknown e-mail is refused in the same words, and after many attempts the door says how long to wait', async () => {
    const { page, breaches } = await come();
    await page.goto('/');
    await press(page, 'Sign in');
    await page.getByRole('alert').getByText('not filled in').waitFor();
    for (let i = 0; i < 8; i++) {
      await fill(page, { 'E-mail': 'nobody@example.org', Password: `guess number ${i}` });
      await press(page, 'Sign in');
      await page
        .getByRole('alert')
        .getByText(/does not match|Too many attempts/)
        .waitFor();
      if (await page.getByText('Too many attempts').isVisible()) break;
    }
    await page.getByRole('alert').getByText('A passkey works meanwhile').waitFor();
    await look(page, 'door-throttled');
    expect(breaches).toEqual([]);
  });

  test('an invitation is taken in a browser of its own through a TLS proxy under another host name, by passkey too', async () => {
    const proxy = await startTlsProxy(door.port);
    const args = [...CHROMIUM_FLAGS, ...proxy.flags];
    const elsewhere = await chromium.launch({ executablePath: chromiumPath as string, args });
    try {
      const { page, breaches } = await come({}, OUTSIDE, elsewhere);
      await addAuthenticator(page);
      await page.goto(`/enter#${await door.invite('daryna@example.org', 'Daryna')}`);
      await press(page, 'Make a passkey');
      await keepCodes(page);
      expect(
        (await page.context().cookies()).every(({ secure, domain }) => secure && domain === 'cairn.example.org'),
      ).toBe(true);
      await openAccount(page);
      await page.getByText('works under cairn.example.org ·').waitFor();
      await signOut(page);
      await press(page, 'Use a passkey');
      await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();

      const another = await come({}, OUTSIDE, elsewhere);
      const link = await door.invite('fedir@example.org', 'Fedir');
      const { app } = await enrolByPassword(another.page, `/enter#${link}`);
      await signOut(another.page);
      await enterByPassword(another.page, 'fedir@example.org', app.next());
      expect([...breaches, ...another.breaches]).toEqual([]);
    } finally {
      await elsewhere.close();
      proxy.stop();
    }
  });

  test('a page that stood open while Cairn was renewed loads the new one; the same one, or without an answer, it stays', async () => {
    const { page } = await come();
    await page.goto('/');
    // The build tells the page by this event that a part of it did not arrive.
    const miss = () => page.evaluate(() => void dispatchEvent(new Event('vite:preloadError')));
    await page.evaluate(() => document.body.classList.add('older'));
    const older = () => page.evaluate(() => document.body.classList.contains('older'));
    let answer: 'none' | 'same' | 'renewed' = 'none';
    await page.route(`${door.origin}/`, (route) => {
      if (answer === 'none') return route.abort();
      const asked = route.request().resourceType() === 'fetch';
      return answer === 'renewed' && asked ? route.fulfill({ body: '<!doctype html>' }) : route.continue();
    });
    for (answer of ['none', 'same'] as const) {
      const done = answer === 'none' ? page.waitForEvent('requestfailed') : page.waitForEvent('requestfinished');
      await miss();
      await done;
      expect(await older()).toBe(true);
    }
    answer = 'renewed';
    const anew = page.waitForEvent('load');
    await miss();
    await anew;
    expect(await older()).toBe(false);
  });

  test('a session ended from another browser falls to the door', async () => {
    const here = await come();
    const there = await come();
    const { app } = await enrolByPassword(here.page, `/enter#${await door.invite('hanna@example.org', 'Hanna')}`);
    await enterByPassword(there.page, 'hanna@example.org', app.next());

    await openAccount(here.page);
    await here.page.getByText('by password and code').waitFor();
    await look(here.page, 'account');
    await here.page.getByRole('button', { name: /^End the session in / }).click();
    await here.page.getByText('Nowhere else.').waitFor();
    await there.page.getByRole('link', { name: 'Integrity' }).click();
    await there.page.getByLabel('E-mail').waitFor();
    await there.page.getByText('Your session has ended.').waitFor();
    await look(there.page, 'door-ended');
    expect([...here.breaches, ...there.breaches]).toEqual([]);
  });

  test('a change asks who is there, goes on by itself once it is answered, and is left alone when it is not', async () => {
    const { page, breaches } = await come();
    await addAuthenticator(page);
    await page.goto(`/enter#${await door.invite('ivan@example.org', 'Ivan')}`);
    await press(page, 'Make a passkey');
    await keepCodes(page);
    await openAccount(page);
    await door.forgetConfirmations();

    await press(page, 'Make new codes');
    await look(page, 'account-ask');
    await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
    const question = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await question.getByRole('button', { name: 'Confirm with a passkey' }).waitFor();
    await look(page, 'confirm');
    await question.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('alert').getByText('You did not confirm').waitFor();

    await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
    await question.getByRole('button', { name: 'Confirm with a passkey' }).click();
    await page.getByRole('dialog', { name: 'Your recovery codes' }).waitFor();
    await look(page, 'account-codes');
    await page.getByLabel('I have kept them').check();
    await press(page, 'Go on');
    await page.getByText('10 codes are left.').waitFor();

    await page.getByRole('button', { name: /^Remove the passkey/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alert').getByText('Nothing would be left').waitFor();
    await page.keyboard.press('Escape');
    expect(breaches).toEqual([]);
  });

  test('a password made at the command line opens nothing until an app for codes is set up', async () => {
    const { page, breaches } = await come();
    await door.addUser('yurii@example.org', 'Yurii', PASSWORD);
    await page.goto('/');
    await fill(page, { 'E-mail': 'yurii@example.org', Password: PASSWORD });
    await press(page, 'Sign in');
    await page.getByRole('heading', { name: 'A second lock' }).waitFor();
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    await look(page, 'door-enrol');
    const app = new CodeApp((await page.locator('form code').textContent()) ?? '');
    await fill(page, { 'One-time code': app.next() });
    await press(page, 'Sign in');
    await isIn(page);
    await openAccount(page);
    await page.getByText('None are left. Make new ones now').waitFor();
    expect(breaches).toEqual([]);
  });

  test('password and app are set up on the account page, confirm who is there, and a passkey that is not made changes nothing', async () => {
    const { page, breaches } = await come();
    const authenticator = await addAuthenticator(page);
    await page.goto(`/enter#${await door.invite('sofiia@example.org', 'Sofiia')}`);
    await press(page, 'Make a passkey');
    await keepCodes(page);
    await openAccount(page);
    await press(page, 'Set a password');
    const dialog = page.getByRole('dialog');
    await look(page, 'account-password');
    await fill(page, { 'New password': PASSWORD });
    await dialog.getByRole('button', { name: 'Save password' }).click();
    await page.getByText('Alone the password opens nothing.').waitFor();
    await press(page, 'Set up an app');
    await dialog.getByRole('img', { name: 'QR code for the app' }).waitFor();
    await look(page, 'account-app');
    const app = new CodeApp((await dialog.locator('code').textContent()) ?? '');
    await fill(page, { 'One-time code': app.next() });
    await dialog.getByRole('button', { name: 'Use this app' }).click();
    await page.getByText('App for one-time codes: set up').waitFor();

    await door.forgetConfirmations();
    await press(page, 'Add a passkey');
    await authenticator.leave();
    await fill(page, { 'What you call it': 'Telephone' });
    await dialog.getByRole('button', { name: 'Make the passkey' }).click();
    const question = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await question.getByLabel('Password').fill('another password altogether');
    await question.getByLabel('One-time code').fill('000000');
    await question.getByRole('button', { name: 'Confirm', exact: true }).click();
    await question.getByRole('alert').getByText('This does not match').waitFor();
    await look(page, 'confirm-both');
    await question.getByLabel('Password').fill(PASSWORD);
    await question.getByLabel('One-time code').fill(app.next());
    await question.getByRole('button', { name: 'Confirm', exact: true }).click();
    await dialog
      .getByRole('alert')
      .getByText(/No passkey was made|already holds a passkey/)
      .waitFor();
    await look(page, 'account-passkey');
    expect(await authenticator.count()).toBe(1);
    expect(breaches).toEqual([]);
  });

  test('under a bare address the door names the one where passkeys work, and a link offers a password alone', async () => {
    const bare = door.origin.replace('localhost', '127.0.0.1');
    const { page, breaches } = await come({}, bare);
    await page.goto('/');
    await page.getByRole('link', { name: door.origin }).waitFor();
    expect(await page.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0);
    await look(page, 'door-bare');
    await page.goto(`/enter#${await door.invite('taras@example.org', 'Taras')}`);
    await page.getByText('Passkeys do not work under this address').waitFor();
    await page.getByLabel('New password').waitFor();
    await look(page, 'enter-bare');
    expect(breaches).toEqual([]);
  });

  test('a token is made with its limits, shown once, and revoked; travel mode hides a compartment at once', async () => {
    const { page, breaches } = await come();
    await addAuthenticator(page);
    const lead = await door.invite('petro@example.org', 'Petro');
    const link = await door.invite('roksolana@example.org', 'Roksolana');
    await door.addCompartment('Harbour', 'petro@example.org', 'roksolana@example.org');
    await page.goto(`/enter#${link}`);
    await press(page, 'Make a passkey');
    await keepCodes(page);
    await openAccount(page);

    await press(page, 'Make a token');
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.locator(':focus').getAttribute('name')).toBe('label');
    await dialog.getByRole('button', { name: 'Make a token' }).click();
    await dialog.getByRole('alert').getByText('Give it a name').waitFor();
    await look(page, 'account-token');
    await fill(page, { 'What it is for': 'Weekly export' });
    await dialog.getByLabel('Harbour').check();
    await dialog.getByRole('button', { name: 'Make a token' }).click();
    const token = await dialog.locator('code').textContent();
    await look(page, 'account-token-once');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('read what you may read · Harbour · until').waitFor();
    const asToken = () =>
      fetch(`${door.origin}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } }).then(
        ({ status }) => status,
      );
    expect(await asToken()).toBe(200);
    await press(page, 'Revoke the token Weekly export');
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('· revoked').waitFor();
    expect(await asToken()).toBe(401);

    const travel = page.getByRole('region', { name: 'Travel mode' });
    await travel.getByRole('button', { name: 'Hide' }).click();
    await travel.getByRole('alert').getByText('Tick at least one').waitFor();
    await travel.getByLabel('Harbour').check();
    await travel.getByRole('button', { name: 'Hide' }).click();
    await dialog.getByText('disappears for you at once').waitFor();
    await look(page, 'account-travel');
    await dialog.getByRole('button', { name: 'Hide now' }).click();
    await dialog.getByRole('alert').getByText('No other lead is there').waitFor();
    // From here on the lead has ways in, and could let others in again.
    await enrolByPassword((await come()).page, `/enter#${lead}`);
    await dialog.getByRole('button', { name: 'Hide now' }).click();
    await isIn(page);
    expect(await page.getByRole('combobox', { name: 'Compartment' }).textContent()).not.toMatch(/Harbour/);
    expect(breaches).toEqual([]);
  });

  test('whoever is signed in as somebody else is told before a link changes that', async () => {
    const { page, breaches } = await come();
    await enrolByPassword(page, `/enter#${await door.invite('kateryna@example.org', 'Kateryna')}`);
    const link = await door.invite('lesia@example.org', 'Lesia');
    await page.goto(`/enter#${link}`);
    await page.getByRole('heading', { name: 'Someone is signed in here' }).waitFor();
    await look(page, 'enter-occupied');
    await press(page, 'Stay signed in');
    await isIn(page);
    await page.goto(`/enter#${link}`);
    await press(page, 'Sign out and go on');
    await page.getByText('lesia@example.org').waitFor();
    expect(breaches).toEqual([]);
  });

  test('quick exit forgets the browser too, and Back shows nothing of what was there', async () => {
    const { page } = await come();
    await enrolByPassword(page, `/enter#${await door.invite('maksym@example.org', 'Maksym')}`);
    await openAccount(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL('about:blank');
    await expect.poll(() => page.context().cookies()).toEqual([]);
    await page.goBack();
    await page.getByLabel('E-mail').waitFor();
    expect(await page.getByText('maksym@example.org').count()).toBe(0);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test('with the keyboard alone one gets from the door to the account page', async () => {
    const { page, breaches } = await come();
    const { app } = await enrolByPassword(page, `/enter#${await door.invite('nadia@example.org', 'Nadia')}`);
    await signOut(page);
    await page.goto('/');
    await page.getByLabel('E-mail').waitFor();
    const { keyboard } = page;
    await keyboard.type('nadia@example.org');
    await keyboard.press('Tab');
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'One-time code' }).waitFor();
    await keyboard.type(app.next());
    await keyboard.press('Enter');
    await isIn(page);
    const until = async (role: 'button' | 'link', name: string | RegExp) => {
      for (let i = 0; i < 40; i++) {
        const goal = page.getByRole(role, { name });
        if ((await goal.count()) > 0 && (await goal.first().evaluate((it) => it === document.activeElement))) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to the ${role} ${name}`);
    };
    await until('button', 'Account and settings');
    await keyboard.press('Enter');
    await until('link', /^Your account/);
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    await until('button', 'Add a passkey');
    expect(breaches).toEqual([]);
  });
});
