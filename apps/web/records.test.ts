import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { changeElsewhere, OTHERS, PERSON, TITLE, WORDS } from './testing/data.ts';
import { DESK, PHONE, type RecordsUnderTest, startRecords } from './testing/records.ts';
import { setRole } from './testing/server.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

describe.skipIf(!chromiumPath)('the pages of records in a browser (needs an installed Chromium)', () => {
  let records: RecordsUnderTest;

  beforeAll(async () => {
    records = await startRecords();
  });

  afterAll(async () => {
    await records?.stop();
  });

  afterEach(async () => {
    expect(await records.leaveAll()).toEqual([]);
  });

  const enter: RecordsUnderTest['enter'] = (...given) => records.enter(...given);
  const openIncident: RecordsUnderTest['openIncident'] = (...given) => records.openIncident(...given);
  const openForm: RecordsUnderTest['openForm'] = (page) => records.openForm(page);
  /** Nothing for axe to find, and pictures of it where they are asked for. */
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };

  test('the list is narrowed by period and kind, which stand in the address, and by words, which do not', async () => {
    const page = await enter();
    const filters = page.getByRole('form', { name: 'Filters' });
    await filters.getByLabel('From').fill('2031-03-05');
    await filters.getByLabel('Through').fill('2031-03-05');
    await filters.getByRole('combobox', { name: 'Kind of act' }).click();
    await page.keyboard.type('killing of');
    await page.getByRole('option', { name: 'Killing of a person' }).click();
    await look(page, 'records-list-filters');
    await filters.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('1 incident', { exact: true }).waitFor();
    await page.getByRole('row', { name: TITLE }).waitFor();
    const address = `${records.server.origin}/library?from=2031-03-05&to=2031-03-06&act=killing`;
    expect(page.url()).toBe(address);

    await page.getByRole('searchbox').fill('nowhere');
    await page.keyboard.press('Enter');
    await page.getByText('No incident here matches.').waitFor();
    expect(page.url()).toBe(address);
    await look(page, 'records-list-nothing');
    await page.getByRole('button', { name: 'Remove: With the words “nowhere”' }).click();
    await page.getByText('1 incident', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.getByText(`${OTHERS + 1} incidents`).waitFor();
    expect(await filters.getByLabel('From').inputValue()).toBe('');
    expect(page.url()).toBe(`${records.server.origin}/library`);
  });

  test('a circle finds what reaches into it, one that is none is told at its field; a time outside does not count', async () => {
    const page = await enter();
    await page.getByText('Around a place').click();
    await page.getByLabel('Within, km').fill('2000');
    await page.getByLabel('of latitude').fill('48,5');
    await page.getByLabel('and longitude').fill('37');
    await page.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('Give a distance from above 0 to 1000 km.').waitFor();
    expect(await page.getByLabel('Within, km').evaluate((field) => field === document.activeElement)).toBe(true);
    await changeElsewhere(records.server, records.server.token, records.incident, {
      place: { point: { latitude: 48.6, longitude: 37.1 } },
    });
    await page.getByLabel('Within, km').fill('20');
    await page.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('1 incident', { exact: true }).waitFor();
    await page.getByText('Within 20 km of 48.5, 37').waitFor();
    await page.getByLabel('of latitude').fill('−48,5');
    await page.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('No incident here matches.').waitFor();
    await page.getByRole('button', { name: /^Remove: Within/ }).click();
    await page.getByLabel('From').fill('2031-04-01');
    await page.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('No incident here matches.').waitFor();
  });

  test('on a phone the filters are a sheet, and the form fits', async () => {
    const page = await enter(undefined, { viewport: PHONE });
    const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    await sheet.getByLabel('From').fill('2031-03-05');
    await sheet.getByRole('combobox', { name: 'Kind of act' }).click();
    await page.keyboard.type('killing of');
    await page.getByRole('option', { name: 'Killing of a person' }).click();
    await look(page, 'records-list-filters-phone');
    await sheet.getByRole('button', { name: 'Show these' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('1 incident', { exact: true }).waitFor();
    expect(await overhang()).toBe(0);
    await openForm(page);
    expect(await overhang()).toBe(0);
    await look(page, 'records-edit-phone');
  });

  test('what one person changes shows on the other page within seconds; rows wait until they are asked for', async () => {
    const one = await enter();
    const two = await enter(records.editor);
    await openIncident(two);
    await changeElsewhere(records.server, records.server.token, records.incident, {
      context: 'Power was cut at nine.',
    });
    await two.getByText('Power was cut at nine.').waitFor({ timeout: 10_000 });

    await one.getByText('1 new or changed').waitFor({ timeout: 10_000 });
    await look(one, 'records-list-news');
    await one.getByRole('button', { name: 'Show', exact: true }).click();
    await one.getByText('1 new or changed').waitFor({ state: 'detached' });
    expect(await one.locator('tbody tr').first().textContent()).toContain('Verlisk');
  });

  test('when rights change, what a person may do changes on the open page', async () => {
    const token = await records.server.addPerson('apprentice', { role: 'reader', clearance: 'internal' });
    const page = await enter(token);
    await openIncident(page);
    expect(await page.getByRole('link', { name: 'Edit', exact: true }).count()).toBe(0);
    await setRole(records.server, 'apprentice', 'contributor');
    await page.getByRole('link', { name: 'Edit', exact: true }).first().waitFor({ timeout: 10_000 });
    await setRole(records.server, 'apprentice', 'reader');
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
    const reader = await records.server.addPerson('reader', { role: 'reader', clearance: 'internal' });
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

  test.each([
    ['light', DESK],
    ['dark', DESK],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('in the %s scheme at %o axe finds nothing on the pages of records', async (colorScheme, viewport) => {
    const page = await enter(undefined, { viewport, colorScheme });
    if (viewport === PHONE) await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await page.getByRole('combobox', { name: 'Kind of act' }).click();
    expect(await violations(page), 'filters').toEqual([]);
    await page.goto('/incidents/new');
    await page.getByRole('button', { name: 'Add a count' }).click();
    expect(await violations(page), 'new incident').toEqual([]);
    await page.goto(`/incidents/${records.incident}/statements/new`);
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
