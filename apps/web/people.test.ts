import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAuthenticator } from './testing/authenticator.ts';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import { laySecrets, makePasskey, type PeopleUnderTest, SECRETS, startPeople } from './testing/people.ts';
import { shoot } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 800 };

describe.skipIf(!chromiumPath)('people and their rights in a browser (needs an installed Chromium)', () => {
  let pages: PagesToServe;
  let server: PeopleUnderTest;
  let browser: Browser;
  let incident: string;
  const tokens: Record<string, string> = {};
  const visits: VisitPage[] = [];

  beforeAll(async () => {
    pages = await pagesToServe();
    server = await startPeople(pages.folder);
    incident = await laySecrets(server);
    tokens.lead = server.token;
    const member = (name: string, role: string, clearance: string) => server.addPerson(name, { role, clearance });
    tokens.second = await member('second', 'lead', 'sealed');
    tokens.reviewer = await member('reviewer', 'reviewer', 'sealed');
    tokens.reader = await member('reader', 'reader', 'internal');
    tokens.leaving = await member('leaving', 'contributor', 'internal');
    tokens.warden = await server.addPerson('warden', undefined, true);
    for (const token of Object.values(tokens)) await server.givePasskey(token);
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await pages?.remove();
  });

  const come = async (who: string, address = '/people', options: Parameters<typeof visit>[2] = {}) => {
    const visited = await visit(browser, server.origin, { viewport: DESK, ...options });
    visits.push(visited);
    await signIn(visited.page, { token: tokens[who] as string });
    await server.confirmAll();
    if (address !== '/') await visited.page.goto(address);
    return visited.page;
  };
  /** Nothing for axe to find, and pictures of it where they are asked for. */
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const open = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
  const sheetOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

  test('a member who leads nothing sees names and roles, and not so much as an address', async () => {
    const page = await come('reader');
    await page.getByRole('row', { name: 'reviewer Reviewer' }).waitFor();
    await page.getByText('You see names and roles.').waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/@example|Sealed|Who opened what|Invite/);
    await open(page, 'reader');
    await sheetOf(page, 'reader').getByRole('button', { name: 'Leave this compartment' }).waitFor();
    await look(page, 'people-member');
  });

  test('a lead invites; the link is shown once and opens the door in another browser', async () => {
    const page = await come('lead');
    await press(page, 'Invite');
    await page.getByLabel('Name', { exact: true }).fill('Nadiia Koval');
    await page.getByLabel('E-mail').fill('nadiia@example.org');
    await page.getByRole('radio', { name: /^Contributor/ }).check();
    await page.getByRole('radio', { name: /^Case only/ }).check();
    await look(page, 'people-invite');
    await page.getByRole('form', { name: 'Invite' }).getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('heading', { name: 'A link for Nadiia Koval' }).waitFor();
    // The server of the tests has no address but the machine's own.
    await page.getByText('This link opens only on the machine that Cairn runs on.').waitFor();
    const link = await page.getByLabel('Invitation link').inputValue();
    expect(link).toMatch(new RegExp(`^${server.origin}/enter#[A-Za-z0-9_-]{22,}$`));
    await look(page, 'people-link');
    await press(page, 'I have handed it over');
    await page.getByRole('row', { name: /Nadiia Koval.*Contributor.*Case only.*Invited/ }).waitFor();
    expect(await page.content()).not.toContain(link);

    const other = await visit(browser, server.origin);
    visits.push(other);
    await other.page.goto(link);
    await other.page.getByText('nadiia@example.org').waitFor();
  });

  test('what a person can see is told in a sentence, and a change says what follows before it is saved', async () => {
    const page = await come('lead');
    await open(page, 'reader');
    const sheet = sheetOf(page, 'reader');
    await sheet.getByText('reader can open 3 records here; 1 stays closed.').waitFor();
    expect(await sheet.textContent()).toMatch(/Internal: open.*Case only: closed.*Identities: closed/);
    await look(page, 'people-sees');
    await press(page, 'Change rights');
    await sheet.getByRole('radio', { name: /^Public/ }).check();
    await sheet.getByText('reader will read less; open pages close it within seconds.').waitFor();
    await sheet.getByText('What was read or copied before cannot be called back.').waitFor();
    await look(page, 'people-change');
    await press(page, 'Save change');
    await sheet.getByText('reader can open 2 records here; 2 stay closed.').waitFor();
    await page.getByRole('row', { name: /reader.*Reader.*Public/ }).waitFor();
    await page.getByRole('link', { name: 'Changes of rights' }).click();
    await page.getByText('Reader · Public').waitFor();
    await look(page, 'people-changes');
    await page.getByRole('link', { name: 'Who opened what' }).click();
    await page.getByText('administrators do not').waitFor();
    await look(page, 'people-opened');
  });

  test('the keyboard alone leads from the rail to an invitation', async () => {
    const page = await come('second', '/');
    const reach = async (name: string | RegExp, role: 'link' | 'button' | 'textbox' | 'radio') => {
      const goal = page.getByRole(role, { name }).first();
      for (let i = 0; i < 60; i++) {
        if ((await goal.count()) > 0 && (await goal.evaluate((element) => element === document.activeElement))) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to the ${role} ${name}`);
    };
    await reach(/^People/, 'link');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Invite' }).waitFor();
    await reach('Invite', 'button');
    await page.keyboard.press('Enter');
    await page.getByRole('form', { name: 'Invite' }).waitFor();
    // The first field has the keyboard already.
    await page.keyboard.type('Keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.type('keyboard@example.org');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A link for Keyboard' }).waitFor();
    await reach('I have handed it over', 'button');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /Keyboard/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Invite' }).evaluate((it) => it === document.activeElement)).toBe(
      true,
    );
  });

  test('an administrator suspends, and a page that is open elsewhere clears within five seconds', async () => {
    const theirs = await come('leaving', `/incidents/${incident}`);
    await theirs.getByRole('heading', { level: 1, name: SECRETS.title }).waitFor();
    const page = await come('warden', '/administration');
    await open(page, 'leaving');
    const sheet = sheetOf(page, 'leaving');
    await press(page, 'Suspend');
    await sheet.getByText('Within seconds leaving is signed out everywhere').waitFor();
    await look(page, 'admin-suspend');
    await page.getByLabel('Reason').fill('The laptop was taken.');
    await sheet.getByRole('button', { name: 'Suspend' }).click();
    await theirs.getByRole('heading', { level: 1, name: SECRETS.title }).waitFor({ state: 'detached', timeout: 5_000 });
    await theirs.getByLabel('E-mail').waitFor();
    expect(await theirs.content()).not.toContain(SECRETS.title);
    await sheet.getByText('Suspended', { exact: true }).waitFor();
    await sheet.getByRole('button', { name: 'Readmit' }).click();
    await sheet.getByText('Tokens that ended stay ended.').waitFor();
    await sheet.getByRole('button', { name: 'Readmit' }).click();
    await sheet.getByText('Active', { exact: true }).waitFor();
  });

  test('an administrator keeps the doors and meets no word of a record', async () => {
    const visited = await visit(browser, server.origin, { viewport: DESK });
    visits.push(visited);
    const { page } = visited;
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/') && !response.url().endsWith('/live'))
        bodies.push(response.text().catch(() => ''));
    });
    await signIn(page, { token: tokens.warden as string });
    await server.confirmAll();
    await page.getByRole('link', { name: 'Admin' }).click();
    await page.getByRole('row', { name: /reviewer@example.org.*1 passkey/ }).waitFor();
    await look(page, 'admin-accounts');
    await page.getByRole('link', { name: 'Compartments' }).click();
    await page.getByRole('row', { name: /Team.*TEA/ }).waitFor();
    await press(page, 'Add compartment');
    await page.getByLabel('Name').fill('River group');
    await page.getByLabel('First lead').selectOption({ label: 'second · second@example.org' });
    await look(page, 'admin-compartment');
    await page.getByRole('form').getByRole('button', { name: 'Add compartment' }).click();
    await page.getByRole('row', { name: /River group.*1.*1/ }).waitFor();
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByText('How often something was done').waitFor();
    await page
      .getByRole('listitem')
      .getByText(/opened: \d/)
      .waitFor();
    await look(page, 'admin-totals');
    await page.goto('/people');
    await page.getByText('You belong to no compartment now').waitFor();
    const told = (await Promise.all(bodies)).join('\n') + (await page.content());
    for (const secret of [...Object.values(SECRETS), incident]) expect(told).not.toContain(secret);
  });

  test('the only lead of a compartment cannot go, and is told so', async () => {
    const page = await come('second');
    const choice = page.getByRole('combobox', { name: 'Compartment of these people' });
    const label = await choice.locator('option', { hasText: 'River group' }).textContent();
    await choice.selectOption({ label: label ?? '' });
    await page.getByRole('row', { name: /second/ }).waitFor();
    await open(page, 'second');
    await press(page, 'Leave this compartment');
    await page.getByText('You will see nothing of River group from now on.').waitFor();
    await press(page, 'Leave this compartment');
    await page.getByRole('alert').getByText('no lead would be left who can act here').waitFor();
    await look(page, 'people-only-lead');
    await press(page, 'Leave as it is');
    await page.getByRole('row', { name: /second/ }).waitFor();
  });

  test('travel mode hides a compartment until another lead readmits', async () => {
    const page = await come('second', `/people?compartment=${server.compartment.id}`);
    await open(page, 'second');
    await press(page, 'Go into travel mode');
    await page.getByText('will be hidden from you everywhere').waitFor();
    await press(page, 'Go into travel mode');
    await page.getByRole('row', { name: /reviewer/ }).waitFor({ state: 'detached' });
    await page.goto(`/incidents/${incident}`);
    await page.getByText('Nothing is found here.').waitFor();

    const lead = await come('lead');
    await lead.getByText('second went into travel mode').waitFor();
    await open(lead, 'second');
    const sheet = sheetOf(lead, 'second');
    await sheet.getByText('The membership of second rests').waitFor();
    await look(lead, 'people-travelling');
    await sheet.getByRole('button', { name: 'Readmit' }).click();
    await sheet.getByText('This ends travel mode').waitFor();
    await sheet.getByRole('button', { name: 'Readmit' }).click();
    await sheet.getByText('Active', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: SECRETS.title }).waitFor();
  });

  test('two people erase: one asks after a look at every place, the other decides with a passkey', async () => {
    const page = await come('lead', `/incidents/${incident}`);
    await page.getByRole('link', { name: 'Erase…' }).click();
    await page.getByRole('link', { name: /^Only some fields/ }).click();
    await page.getByRole('group', { name: /^TEA-/ }).getByText('They came before dawn').waitFor();
    await page.goBack();
    await page.getByRole('checkbox', { name: /^Title/ }).check();
    await page.getByLabel('A value to look for').fill('night guard');
    await look(page, 'erasure-new');
    await press(page, 'Preview');
    await page.getByText('4 places in 1 record').waitFor();
    expect(await page.getByRole('main').textContent()).toMatch(/revisions 1, 2.*shown now/);
    await page.getByText('What no erasure reaches').waitFor();
    await look(page, 'erasure-preview');
    await page.getByRole('textbox', { name: 'Reason' }).fill('The night guard asked');
    await press(page, 'Ask for it');
    await page.getByRole('alert').getByText('the reason repeats the very value').waitFor();
    await page.getByRole('textbox', { name: 'Reason' }).fill('The person concerned asked for it.');
    await press(page, 'Ask for it');
    await page.getByText('You asked for this yourself').waitFor();
    expect(await page.getByRole('button', { name: 'Erase for good' }).count()).toBe(0);
    expect(await page.content()).not.toContain('night guard');
    await look(page, 'erasure-own');
    const address = new URL(page.url()).pathname;

    const second = await come('reviewer', address);
    await second.getByText('Look at every place above.').waitFor();
    await look(second, 'erasure-second');
    await press(second, 'Erase for good');
    await second.getByText('Your browser will ask for your passkey.').waitFor();
    // The passkey of this account is on another device.
    const authenticator = await addAuthenticator(second);
    await press(second, 'Erase for good');
    await second.getByRole('alert').getByText('no passkey was used').waitFor();
    await makePasskey(second);
    expect(await authenticator.count()).toBe(1);
    await press(second, 'Erase for good');
    await second.getByText('places in 1 record are gone for good').waitFor({ timeout: 60_000 });
    await look(second, 'erasure-done');

    await page.goto(`/incidents/${incident}?panel=history`);
    await page.getByText('The place is known now.').waitFor();
    for (const gone of [SECRETS.title, SECRETS.notes]) expect(await page.content()).not.toContain(gone);
    await page.getByText('Erased for good: Title (revisions 1, 2).').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Title erased' }).waitFor();
    await look(page, 'erasure-incident');
    await page.goto('/erasure');
    await page.getByText('Erased', { exact: true }).waitFor();
    await look(page, 'erasure-list');
  });

  test('after a reset nobody comes in with the administrator’s link alone: the membership rests', async () => {
    const page = await come('warden', '/administration');
    await open(page, 'reader');
    const sheet = sheetOf(page, 'reader');
    await press(page, 'Reset ways to sign in');
    await sheet.getByText('every membership rests until a lead readmits').waitFor();
    await page.getByLabel('Reason').fill('The telephone is lost.');
    await sheet.getByRole('button', { name: 'Reset ways to sign in' }).click();
    await page.getByRole('heading', { name: 'A link for reader' }).waitFor();
    await look(page, 'admin-reset');

    const lead = await come('second', `/people?compartment=${server.compartment.id}`);
    await lead.getByText('warden reset the ways to sign in of reader.').waitFor();
    await open(lead, 'reader');
    await press(lead, 'Readmit');
    await lead.getByText('Make sure by voice or in person that it is really reader').waitFor();
    await press(lead, 'Readmit');
    await lead.getByRole('alert').getByText('has not set up a new way to sign in yet').waitFor();
    await lead.getByRole('row', { name: /reader.*Rests until a lead readmits/ }).waitFor();
  });

  test('whoever has no passkey is told that one is needed, and where to add it', async () => {
    tokens.keyless = await server.addPerson('keyless', { role: 'reviewer', clearance: 'sealed' });
    const asked = await server.call<{ id: string }>(tokens.lead as string, 'POST', '/erasures', {
      targets: [{ record: incident, fields: ['summary'] }],
      reason: 'It is not needed.',
    });
    const page = await come('keyless', `/erasure/${asked.id}`);
    await press(page, 'Erase for good');
    await press(page, 'Erase for good');
    await page.getByRole('alert').getByText('this needs a passkey').waitFor();
    await page.getByRole('link', { name: 'Go to your account to add a passkey' }).waitFor();
    await look(page, 'erasure-keyless');
    expect(await page.getByLabel('Password').count()).toBe(0);
  });

  test('whoever decides on an erasure is told that the search for its value was partial', async () => {
    const partial = await server.addPerson('partial', { role: 'contributor', clearance: 'internal' });
    const { id } = await server.call<{ id: string }>(partial, 'POST', '/erasures', {
      targets: [],
      value: 'two lorries',
      reason: 'It gives somebody away.',
    });
    const page = await come('second', `/erasure/${id}`);
    await page.getByText('could not see everything in the compartment').waitFor();
    await page.getByText('Words of the source', { exact: true }).waitFor();
    await look(page, 'erasure-partial');
    await server.call(tokens.second as string, 'POST', `/erasures/${id}/refuse`, { reason: 'Ask again' });
  });

  test('where no lead is left, administrator and reviewer appoint another, and everybody is told', async () => {
    const team = await server.call<{ id: string }>(tokens.lead as string, 'POST', '/compartments', {
      name: 'Bridge group',
      lead: await accountOf('lone'),
    });
    const lone = tokens.lone as string;
    const add = (name: string, role: string) =>
      server.call(lone, 'POST', `/compartments/${team.id}/people`, {
        email: `${name}@example.org`,
        name,
        role,
        clearance: 'internal',
      });
    await add('reviewer', 'reviewer');
    await add('leaving', 'reader');
    const account = await accountOf('lone');
    await server.call(tokens.lead as string, 'POST', `/accounts/${account}/suspend`, { reason: 'Taken away' });

    const page = await come('warden', '/administration?view=compartments');
    const row = page.getByRole('row', { name: /Bridge group/ });
    await row.getByText('No lead left').waitFor();
    await row.getByRole('button', { name: 'Propose a lead' }).click();
    await row.getByLabel('Who should lead').selectOption({ label: 'second · second@example.org' });
    await look(page, 'admin-appoint');
    await row.getByRole('button', { name: 'Propose a lead' }).click();
    await row.getByText('second is proposed').waitFor();

    const reviewer = await come('reviewer', '/');
    await reviewer.getByRole('link', { name: 'People something new' }).click();
    await reviewer.getByText('warden, an administrator, proposes second as lead of Bridge group').waitFor();
    await look(reviewer, 'people-proposal');
    await press(reviewer, 'Appoint');
    await reviewer.getByText('Make sure by voice or in person').waitFor();
    await press(reviewer, 'Appoint');
    await reviewer.getByText('second leads Bridge group now').waitFor();
    tokens.leaving = await server.tokenOf('leaving');
    const reader = await come('leaving', `/people?compartment=${team.id}`);
    await reader.getByText('second leads Bridge group now: warden, reviewer decided it together').waitFor();
    await look(reader, 'people-told');
  });

  /** The id of an account, which is made where there is none. */
  async function accountOf(name: string): Promise<string> {
    if (!tokens[name]) {
      tokens[name] = await server.addPerson(name);
      await server.givePasskey(tokens[name]);
    }
    const { accounts } = await server.call<{ accounts: { id: string; name: string }[] }>(
      server.token,
      'GET',
      '/accounts',
    );
    return accounts.find((account) => account.name === name)?.id ?? '';
  }

  test.each([
    ['dark', 'desk', DESK],
    ['light', 'phone', PHONE],
  ] as const)(
    'in the %s scheme at the %s axe finds nothing, and nothing is wider than the screen',
    async (colorScheme, _, viewport) => {
      const page = await come('lead', '/people', { viewport, colorScheme });
      const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const wide = async (address: string, sign: string) => {
        await page.goto(address);
        await page.getByRole('main').getByText(sign).first().waitFor();
        expect(await violations(page), address).toEqual([]);
        expect(await overhang(), address).toBeLessThanOrEqual(0);
      };
      await wide('/people', 'reviewer@example.org');
      await open(page, 'reviewer');
      await page.getByText('What can this person see?').waitFor();
      await press(page, 'Change rights');
      expect(await violations(page)).toEqual([]);
      expect(await overhang()).toBeLessThanOrEqual(0);
      await wide('/people?view=opened', 'TEA-000001');
      await page
        .getByRole('listitem')
        .filter({ hasText: /leaving · opened TEA-000001/ })
        .first()
        .waitFor();
      await wide('/people?view=changes', 'Reader · Internal');
      await wide('/administration', 'warden@example.org');
      await wide('/administration?view=compartments', 'Bridge group');
      await wide('/administration?view=totals', 'opened:');
      await wide('/erasure', 'Asked by');
      await wide(`/erasure/new?record=${incident}`, 'All of this record');
    },
  );

  test('no page asked another host for anything, and none broke the content security policy', () => {
    expect(visits.length).toBeGreaterThan(12);
    expect(visits.flatMap(({ breaches }) => breaches)).toEqual([]);
  });
});
