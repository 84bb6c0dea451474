import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import { type PeopleUnderTest, startPeople } from './testing/people.ts';
import { shoot } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

const DESK = { width: 1440, height: 900 };

describe.skipIf(!chromiumPath)('what leaves, in a browser (needs an installed Chromium)', () => {
  let pages: PagesToServe;
  let server: PeopleUnderTest;
  let browser: Browser;
  let incident: string;
  const tokens: Record<string, string> = {};
  const visits: VisitPage[] = [];

  beforeAll(async () => {
    pages = await pagesToServe();
    server = await startPeople(pages.folder);
    tokens.lead = server.token;
    tokens.contributor = await server.addPerson('contributor', { role: 'contributor', clearance: 'internal' });
    await server.givePasskey(server.token);
    incident = await add('incident', {
      title: 'Shelling of the market',
      time: { start: '2021-03-03', precision: 'day' },
      place: { point: { latitude: 50, longitude: 36.25 }, precision: 'near', name: { en: 'Lowmarket' } },
      counts: [{ outcome: 'killed', count: { low: 2, high: 5, unit: 'persons' } }],
      context: 'A depot 300 m to the north',
      sensitivity: 'public',
    });
    const about = [{ record: incident, field: 'counts', stance: 'contradicts' }];
    await add('statement', { about, text: 'Nobody was there', sensitivity: 'public' });
    const recent = { start: new Date(Date.now() - 3_600_000).toISOString(), precision: 'minute' };
    await add('incident', { title: 'An hour ago', time: recent, sensitivity: 'public' });
    await add('incident', { title: 'Put aside', status: 'set-aside', sensitivity: 'public' });
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await pages?.remove();
  });

  async function add(kind: string, body: object): Promise<string> {
    const answer = await fetch(`${server.origin}/api/v1/records`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind, compartment: 'TEA', body, reason: 'test' }),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    return ((await answer.json()) as { id: string }).id;
  }

  const come = async (who: string, address: string) => {
    const visited = await visit(browser, server.origin, { viewport: DESK });
    visits.push(visited);
    await signIn(visited.page, { token: tokens[who] as string });
    await server.confirmAll();
    await visited.page.goto(address);
    return visited.page;
  };
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  test('the register is empty and says how it fills', async () => {
    const page = await come('lead', '/departures');
    await page.getByText('Nothing has left yet.').waitFor();
    await look(page, 'departures-empty');
  });

  test('a lead sees what stays and why, chooses one field by name, accepts the warning, and the file stands in the register', async () => {
    const page = await come('lead', '/library');
    await page.getByRole('link', { name: /^Export/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Export' }).waitFor();
    await page.getByRole('radio', { name: /^Publication/ }).check();
    await page.getByLabel('To whom').fill('The readers of a report');
    await look(page, 'departures-new');
    await page.keyboard.press('Enter');
    await page.getByText('The query finds 3 records.').waitFor();
    await page.getByText('1 incident, 1 statement').waitFor();
    await page.getByText('Set aside or withdrawn.').waitFor();
    // A reason is told once, with the records that it keeps.
    expect(await page.getByText('Nearby military objects and control of the place.').count()).toBe(1);
    await page.getByText('Which ones').first().click();
    await page
      .getByRole('listitem')
      .getByRole('link', { name: /^[A-Z]+-\d+$/ })
      .first()
      .waitFor();
    await page.getByText('1 record is contradicted; what contradicts it goes along.').waitFor();
    const take = page.getByRole('button', { name: 'Export: XLSX workbook' });
    expect(await take.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: /^Context \(incident\)/ }).check();
    await page.getByText('Chosen: it leaves.').waitFor();
    await page.getByRole('checkbox', { name: /1 incident is recent/ }).check();
    await look(page, 'departures-preview');
    const file = page.waitForEvent('download');
    await take.click();
    expect((await file).suggestedFilename()).toMatch(/^cairn-incident-.*\.xlsx$/);
    await page.getByText('has left and stands in the register').waitFor();
    await page.getByRole('link', { name: 'What left', exact: true }).last().click();
    await page.getByText('To: The readers of a report').waitFor();
    await page.getByText('Details', { exact: true }).click();
    const main = (await page.getByRole('main').textContent()) ?? '';
    expect(main).toMatch(/Taken byLead/);
    expect(main).toMatch(/Guarded fields chosen by nameContext \(incident\)/);
    expect(main).toMatch(/SHA-256 of the file[0-9a-f]{64}/);
    await look(page, 'departures-register');
  });

  test('a contributor sees the guarded fields greyed with why, and of what others took only that it left', async () => {
    const page = await come('contributor', `/departures/new?record=${incident}`);
    await page.getByRole('radio', { name: /^GeoJSON/ }).check();
    await page.getByLabel('To whom').fill('A map');
    await press(page, 'See what leaves');
    await page.getByText('Only a lead of all compartments concerned may choose one of these.').waitFor();
    expect(await page.getByRole('checkbox', { name: /^Context/ }).isDisabled()).toBe(true);
    await look(page, 'departures-contributor');
    const file = page.waitForEvent('download');
    await press(page, 'Export: GeoJSON');
    expect((await file).suggestedFilename()).toMatch(/\.geojson$/);
    await page.goto('/departures');
    await page.getByText('Who took it and to whom is told to the leads.').waitFor();
    const main = (await page.getByRole('main').textContent()) ?? '';
    expect(main).toContain('To: A map');
    expect(main).not.toContain('The readers of a report');
  });

  test('the lead changes how young warns', async () => {
    const page = await come('lead', '/departures');
    await page.getByText('Incidents of the last 72 hours warn').waitFor();
    await page.getByLabel('Hours').fill('24');
    await page.keyboard.press('Enter');
    await page.getByText('Incidents of the last 24 hours warn').waitFor();
  });

  test('nothing was asked of another host, and nothing was refused by the policy of the page', () => {
    expect(visits.flatMap(({ breaches }) => breaches)).toEqual([]);
  });
});
