import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from './build.ts';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { changeElsewhere, layPerson, layRecords, PERSON, TITLE, WORDS } from './testing/data.ts';
import { type ServerUnderTest, setRole, startServer } from './testing/server.ts';
import { shoot } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

const PHONE = { width: 360, height: 800 };
const DESK = { width: 1440, height: 900 };

describe.skipIf(!chromiumPath)('the pages of records in a browser (needs an installed Chromium)', () => {
  let server: ServerUnderTest;
  let browser: Browser;
  let incident: string;
  let pages: string;
  let editor: string;
  let reader: string;
  let visits: VisitPage[] = [];

  beforeAll(async () => {
    pages = await mkdtemp(path.join(tmpdir(), 'cairn-pages-'));
    await buildWeb(pages);
    server = await startServer(pages);
    incident = await layRecords(server);
    await layPerson(server, incident);
    editor = await server.addPerson('second-editor', { role: 'contributor', clearance: 'case-only' });
    reader = await server.addPerson('reader', { role: 'reader', clearance: 'internal' });
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(pages, { recursive: true, force: true });
  });

  afterEach(async () => {
    const breaches = visits.flatMap((each) => each.breaches);
    for (const { page } of visits) await page.context().close();
    visits = [];
    expect(breaches).toEqual([]);
  });

  const enter = async (token = server.token, options: Parameters<typeof visit>[2] = {}) => {
    const visited = await visit(browser, server.origin, { viewport: DESK, ...options });
    visits.push(visited);
    await signIn(visited.page, { token });
    return visited.page;
  };
  const openIncident = async (page: Page, panel = '') => {
    await page.goto(`/incidents/${incident}${panel && `?panel=${panel}`}`);
    await page.getByRole('heading', { level: 1, name: /Verlisk/ }).waitFor();
  };
  const openForm = async (page: Page) => {
    await openIncident(page);
    await page.getByRole('link', { name: /^(Edit|Continue your change)$/ }).click();
    await page.getByRole('heading', { level: 1, name: /^Edit TEA-/ }).waitFor();
  };
  const save = (page: Page) => page.getByRole('button', { name: 'Save change' }).click();
  const isBack = (page: Page) => page.getByRole('heading', { level: 1, name: /Verlisk/ }).waitFor();
  const bodyOf = async () => {
    const response = await fetch(`${server.origin}/api/v1/records/${incident}`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    return ((await response.json()) as { body: Record<string, unknown> }).body;
  };
  /** Nothing for axe to find, and pictures of it where they are asked for. */
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };

  test('the list is narrowed by period, kind and place, and nothing of it stands in the address', async () => {
    const page = await enter();
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    const filters = page.getByRole('region', { name: 'Filters' });
    await filters.getByText('counts when any part of it lies within').waitFor();
    await filters.getByLabel('From').fill('2031-03-05');
    await filters.getByLabel('To, included').fill('2031-03-05');
    await filters.getByRole('combobox').click();
    await page.keyboard.type('killing of');
    await page.getByRole('option', { name: 'Killing of a person' }).click();
    await look(page, 'records-list-filters');
    await filters.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('1 incident', { exact: true }).waitFor();
    await page.getByRole('row', { name: TITLE }).waitFor();

    await filters.getByLabel('Words of its name').fill('nowhere');
    await filters.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('No incident here matches.').waitFor();
    await look(page, 'records-list-nothing');
    await page.getByRole('button', { name: 'Remove: Place: nowhere' }).click();
    await page.getByText('1 incident', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.getByText(/shown, there are more/).waitFor();
    expect(await filters.getByLabel('From').inputValue()).toBe('');
    expect(page.url()).toBe(`${server.origin}/incidents`);
  });

  test('a circle that is none is told at its field; a time outside the period does not count', async () => {
    const page = await enter();
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByLabel('Within, km').fill('2000');
    await page.getByLabel('of latitude').fill('48,5');
    await page.getByLabel('and longitude').fill('37');
    await page.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('Give a distance from above 0 to 1000 km.').waitFor();
    expect(await page.getByLabel('Within, km').evaluate((field) => field === document.activeElement)).toBe(true);
    for (const name of ['Within, km', 'of latitude', 'and longitude']) await page.getByLabel(name).fill('');
    await page.getByLabel('From').fill('2031-04-01');
    await page.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('No incident here matches.').waitFor();
  });

  test('on a phone the filters are a sheet, and the form fits', async () => {
    const page = await enter(server.token, { viewport: PHONE });
    const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    await sheet.getByLabel('Words of its name').fill('Verl');
    await look(page, 'records-list-filters-phone');
    await sheet.getByRole('button', { name: 'Show these' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('1 incident', { exact: true }).waitFor();
    expect(await overhang()).toBe(0);
    await openForm(page);
    expect(await overhang()).toBe(0);
    await look(page, 'records-edit-phone');
  });

  test('an incident is entered, and what is wrong stands at its field until it is right', async () => {
    const page = await enter();
    await page.getByRole('link', { name: 'New incident' }).click();
    await page.getByLabel('Title').fill('Fire at the Lowmark depot');
    await page.getByLabel('Earliest').fill('2031-02-30');
    await page.getByRole('button', { name: 'Add a count' }).click();
    await page.getByLabel('Outcome').selectOption({ label: 'injured' });
    await page.getByLabel('At least').fill('4');
    await page.getByLabel('Likely').fill('two');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByText('Nothing was saved: 2 places').waitFor();
    expect(await page.getByLabel('Likely').evaluate((field) => field === document.activeElement)).toBe(true);

    await page.getByLabel('Likely').fill('2');
    await page.getByLabel('Why this change?').fill('A call to the office');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByText('There is no such date.').waitFor();
    await look(page, 'records-new-problems');
    await page.getByLabel('Earliest').fill('2031-02-28 14:05');
    await page.getByText('Reads as:').first().waitFor();
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByText('These figures cannot all be right.').waitFor();
    await page.getByLabel('The source gives these figures so').check();
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fire at the Lowmark depot' }).waitFor();
    await page.getByText('28 February 2031').first().waitFor();

    await page.getByRole('link', { name: 'Add statement' }).click();
    await page.getByLabel('Words of the source').fill('The smoke stood over the river until noon.');
    await page.getByLabel('Source code').fill('TEA-S-020');
    await page.getByLabel('Reliability of the source').selectOption('B');
    await page.getByLabel('It speaks about').selectOption({ label: 'Its time' });
    await page.getByLabel('Why this change?').fill('Told on the same call');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByRole('article').getByText('The smoke stood over the river until noon.').waitFor();
    await page.getByRole('button', { name: 'Who says so? Time' }).click();
    await page.getByRole('complementary').getByText('The smoke stood over the river').waitFor();
  });

  test('two people change the same field: both texts are kept, and what one alone changed is merged unasked', async () => {
    const one = await enter();
    const two = await enter(editor);
    await openForm(one);
    await openForm(two);
    await two.getByLabel('Summary').fill('Four munitions struck the clinic at dawn.');
    await two.getByLabel('Context').fill('Shelling had begun the day before.');
    await two.getByLabel('Why this change?').fill('The second report');
    await save(two);
    await isBack(two);

    await one.getByText('second-editor changed this record while you are writing.').waitFor();
    await one.getByLabel('Summary').fill('Three munitions struck the eastern wing.');
    await one.getByLabel('Name in English').fill('Verlisk town');
    await one.getByLabel('Why this change?').fill('The nurse called again');
    await save(one);
    const dialog = one.getByRole('dialog', { name: 'Someone else changed the same' });
    await dialog.getByText('by second-editor').waitFor();
    await dialog.getByText('Changed by others alone and taken in: Context.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Save as chosen' }).isDisabled()).toBe(true);
    await look(one, 'records-conflict');
    await dialog.getByLabel('Both, to edit').check();
    const both = dialog.getByLabel('Summary').last();
    expect(await both.inputValue()).toBe(
      'Four munitions struck the clinic at dawn.\n\nThree munitions struck the eastern wing.',
    );

    // A third change comes in between: the question is asked again, and nothing is lost.
    await changeElsewhere(server, editor, incident, { summary: 'Five munitions struck the clinic.' });
    await dialog.getByRole('button', { name: 'Save as chosen' }).click();
    await dialog.locator('ins', { hasText: 'Five' }).waitFor();
    await dialog.getByLabel('Mine').check();
    await dialog.getByRole('button', { name: 'Save as chosen' }).click();
    await isBack(one);
    expect(await bodyOf()).toMatchObject({
      summary: 'Four munitions struck the clinic at dawn.\n\nThree munitions struck the eastern wing.',
      context: 'Shelling had begun the day before.',
      place: { name: { en: 'Verlisk town', uk: 'Верліск' } },
    });

    await openIncident(one, 'history');
    const panel = one.getByRole('complementary');
    await panel.getByText('The nurse called again').waitFor();
    await panel.getByText('changed by second-editor').first().waitFor();
    expect(await panel.locator('del', { hasText: 'Five' }).count()).toBeGreaterThan(0);
    await look(one, 'records-history');
  });

  test('nothing typed is lost when the line is down, when the page is left, and when the session ends', async () => {
    const page = await enter();
    await openForm(page);
    await page.getByLabel('Notes').fill('Ask for the ward list.');
    await page.getByLabel('Why this change?').fill('To be remembered');
    await page.route('**/api/v1/records/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await save(page);
    await page.getByText('Cairn did not answer.').waitFor();
    visits[0]?.breaches.splice(0);
    await page.unroute('**/api/v1/records/*');

    await page.getByRole('link', { name: 'Back to the incident' }).click();
    await page.getByRole('link', { name: 'Continue your change' }).click();
    await page.getByText('what you wrote is back').waitFor();
    expect(await page.getByLabel('Notes').inputValue()).toBe('Ask for the ward list.');

    await page.context().clearCookies();
    await save(page);
    await page.getByText('Sign in with an access token').click();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'ward list',
    );
    await page.getByLabel('Token', { exact: true }).fill(server.token);
    await page.keyboard.press('Enter');
    await page.getByText('what you wrote is back').waitFor();
    expect(await page.getByLabel('Notes').inputValue()).toBe('Ask for the ward list.');
    await save(page);
    await isBack(page);
    await page.getByText('Ask for the ward list.').waitFor();
  });

  test('what one person changes shows on the other page within seconds; rows wait until they are asked for', async () => {
    const one = await enter();
    const two = await enter(editor);
    await openIncident(two);
    await changeElsewhere(server, server.token, incident, { context: 'Power was cut at nine.' });
    await two.getByText('Power was cut at nine.').waitFor({ timeout: 10_000 });

    await one.getByText('1 new or changed').waitFor({ timeout: 10_000 });
    await look(one, 'records-list-news');
    await one.getByRole('button', { name: 'Show', exact: true }).click();
    await one.getByText('1 new or changed').waitFor({ state: 'detached' });
    expect(await one.locator('tbody tr').first().textContent()).toContain('Verlisk');
  });

  test('when rights change, what a person may do changes on the open page', async () => {
    const token = await server.addPerson('apprentice', { role: 'reader', clearance: 'internal' });
    const page = await enter(token);
    await openIncident(page);
    expect(await page.getByRole('link', { name: 'Edit', exact: true }).count()).toBe(0);
    await setRole(server, 'apprentice', 'contributor');
    await page.getByRole('link', { name: 'Edit', exact: true }).first().waitFor({ timeout: 10_000 });
    await setRole(server, 'apprentice', 'reader');
    await page.getByRole('link', { name: 'Edit', exact: true }).first().waitFor({ state: 'detached', timeout: 10_000 });
  });

  test('Verify says in words what holds, on which condition, and what it does not show', async () => {
    const page = await enter();
    await openIncident(page, 'proof');
    const panel = page.getByRole('complementary');
    await panel.getByRole('button', { name: 'Verify' }).click();
    await panel.getByText('What could be checked here agrees.').waitFor();
    await panel.getByText('is what was signed, field by field').waitFor();
    await panel.getByText('nobody outside holds a checkpoint that covers it').first().waitFor();
    await panel.getByText('It does not show that what the record says is true').waitFor();
    expect(await panel.textContent()).not.toMatch(/proven/i);
    await look(page, 'records-verify');

    await page.route('**/proof?*', async (route) => {
      const answer = await route.fetch();
      const file = (await answer.json()) as { token: string };
      const [token = '', ...rest] = file.token.split('~');
      const turned = token.endsWith('A') ? 'B' : 'A';
      await route.fulfill({ json: { ...file, token: [`${token.slice(0, -4)}${turned}AAA`, ...rest].join('~') } });
    });
    await panel.getByRole('button', { name: 'Verify' }).click();
    await panel.getByText('Something does not hold.').waitFor();
  });

  test('a name is covered until a lead asks for it, and is nowhere on a reader’s page', async () => {
    const lead = await enter();
    await openIncident(lead);
    await lead.getByText('Identity: seen by leads and those they name').waitFor();
    expect(await lead.getByRole('article').textContent()).not.toContain(PERSON);
    await look(lead, 'records-identity-covered');
    await lead.getByRole('button', { name: /^Show names/ }).click();
    await lead.getByText(PERSON).waitFor();
    await look(lead, 'records-identity-shown');

    const answers: Promise<string>[] = [];
    const page = await enter(reader);
    page.on('response', (response) => {
      if (response.url().includes('/api/v1/records')) answers.push(response.text().catch(() => ''));
    });
    await openIncident(page);
    await page.getByRole('heading', { name: /Persons and groups/ }).waitFor();
    expect(await page.getByText('Identity: seen by leads').count()).toBe(0);
    expect(await page.getByRole('link', { name: /^Edit/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Add statement' }).count()).toBe(0);
    expect((await Promise.all(answers)).join()).not.toContain(PERSON);
    expect(await page.getByRole('article').textContent()).toContain(WORDS);
  });

  test('identity fields and a statement’s grade are edited, the source’s words are not', async () => {
    const page = await enter();
    await openIncident(page);
    await page.getByRole('link', { name: /^Edit Person TEA-/ }).click();
    await page.getByRole('button', { name: 'Show names' }).click();
    await page.getByLabel('Date of birth').fill('1984-02-11');
    await look(page, 'records-edit-identity');
    await page.getByLabel('Why this change?').fill('The passport was seen');
    await save(page);
    await isBack(page);
    await page.getByRole('button', { name: /^Show names/ }).click();
    await page.getByText('1984-02-11').waitFor();

    const figure = page.getByRole('article').getByRole('figure').filter({ hasText: WORDS });
    await figure.getByRole('link', { name: /^Edit TEA-/ }).click();
    await page.getByText('The words of a source stay as they were written down.').waitFor();
    expect(await page.getByLabel('Words of the source').count()).toBe(0);
    await page.getByLabel('Credibility of the words').selectOption('1');
    await page.getByLabel('Why this change?').fill('A second source says the same');
    await save(page);
    await page.getByRole('article').getByText('1 · Confirmed').waitFor();
  });

  test('the keyboard alone leads through an edit', async () => {
    const page = await enter();
    await openIncident(page);
    const until = async (name: string, limit = 80) => {
      for (let i = 0; i < limit; i++) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const element = document.activeElement as HTMLInputElement | null;
          return element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
        });
        if (here === name) return;
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    await until('Edit');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Edit TEA-/ }).waitFor();
    await until('Context');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Written by keyboard.');
    await until('Why this change?');
    await page.keyboard.type('Keys alone');
    await until('Save change');
    await page.keyboard.press('Enter');
    await page.getByText('Written by keyboard.').waitFor();
  });

  test.each([
    ['light', DESK],
    ['dark', DESK],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('in the %s scheme at %o axe finds nothing on the pages of records', async (colorScheme, viewport) => {
    const page = await enter(server.token, { viewport, colorScheme });
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByRole('combobox', { name: 'Kind of act' }).click();
    expect(await violations(page), 'filters').toEqual([]);
    await page.goto('/incidents/new');
    await page.getByRole('button', { name: 'Add a count' }).click();
    expect(await violations(page), 'new incident').toEqual([]);
    await page.goto(`/incidents/${incident}/statements/new`);
    await page.getByLabel('Words of the source').waitFor();
    expect(await violations(page), 'new statement').toEqual([]);
    await openForm(page);
    expect(await violations(page), 'edit').toEqual([]);
    await openIncident(page, 'history');
    await page.getByRole('tabpanel').getByText('The place was confirmed.').waitFor();
    expect(await violations(page), 'history').toEqual([]);
    await openIncident(page, 'proof');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('What could be checked here agrees.').waitFor();
    expect(await violations(page), 'verify').toEqual([]);
    await page.goto('/integrity');
    await page.getByText('No audit was run here yet.').waitFor();
    expect(await violations(page), 'integrity').toEqual([]);
  });
});
