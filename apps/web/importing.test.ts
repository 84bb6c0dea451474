import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { type EvidenceUnderTest, startEvidence } from './testing/evidence.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

const TABLE = [
  'No;Date;Town;What happened;Weapon;Killed;Victims;Link',
  '1;24.02.2022 about 10:00;Dorba;A clinic was hit.;Drone;2;Inna Vydumana, Olena V;https://t.me/invented/5',
  '2;25.02.2022 early morning;Dorba;A school was hit.;Drone;many;unknown;Blue Radio',
  '3;31.02.2022;Velna;A bridge was hit.;Catapult;3-5;;Blue Radio',
  '',
].join('\n');

// By address, not by import: the browser's type check would otherwise take in the whole server.
const WORKBOOK = '../server/src/exchange/workbook/index.ts';

interface Row {
  id: string;
  kind: string;
  reference: string;
  revision: number;
  body: Record<string, unknown>;
}

describe.skipIf(!chromiumPath)('importing in a browser (needs an installed Chromium)', () => {
  let server: EvidenceUnderTest;
  let page: Page;

  beforeAll(async () => {
    server = await startEvidence();
    page = await server.enter();
  });
  afterAll(async () => {
    await server?.stop();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const choose = async (name: string, content: string | Uint8Array) => {
    await page.goto('/import');
    await button('Choose a file').waitFor();
    await page
      .getByLabel('Choose a file')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content as string) });
  };
  const figures = async () => {
    const terms = await page.locator('dl dt').allTextContents();
    const values = await page.locator('dl dd').allTextContents();
    return Object.fromEntries(terms.map((term, at) => [term, values[at]]));
  };
  const dryRun = async () => {
    await button('Dry run').click();
    await page.getByRole('heading', { name: 'Account of the dry run: nothing was written' }).waitFor();
  };
  const importNow = async () => {
    await button('Import now').click();
    await page.getByRole('heading', { name: 'Account of the import' }).waitFor();
  };
  const look = async (name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };

  test('a table gets its mapping, is looked at dry, and comes in as a batch', async () => {
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor();
    await look('importing-choose');
    await choose('clinics.csv', TABLE);
    await page.getByRole('heading', { name: 'Columns' }).waitFor();
    const use = (column: string) => page.getByLabel(column, { exact: true });
    expect(await use('No').inputValue()).toBe('id');
    expect(await use('Date').inputValue()).toBe('date');
    expect(await use('Victims').inputValue()).toBe('victims');
    await use('What happened').selectOption({ label: 'title' });
    await use('Weapon').selectOption({ label: 'type of act' });
    await use('Drone').selectOption('shelling-or-bombing');
    // The names in the cells, as they are cut.
    const cut = page.getByRole('list', { name: 'How the first cells are cut' });
    await cut.getByText('Olena V', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'comma' }).uncheck();
    await cut.getByText('Inna Vydumana, Olena V', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'comma' }).check();
    await button('Look at the first rows').click();
    await page.getByText('(24.02.2022 about 10:00)').waitFor();
    await dryRun();
    expect(await figures()).toMatchObject({ Rows: '3', 'New incidents': '3', 'With flags': '2', 'Not imported': '0' });
    await page.getByText('There is no such date').first().waitFor();
    // A word that the dry run met can be given its meaning above; then the look is over.
    await use('Catapult').selectOption('attack-on-protected-object');
    expect(await button('Import now').isDisabled()).toBe(true);
    await look('importing-map');
    await button('Keep this mapping').click();
    await button('Kept').waitFor();
    await dryRun();
    await importNow();
    await look('importing-done');
    const { records } = await server.call<{ records: Row[] }>('GET', '/records?kind=incident');
    expect(records.map(({ body }) => body.title).sort()).toEqual([
      'A bridge was hit.',
      'A clinic was hit.',
      'A school was hit.',
    ]);
    await page.getByRole('link', { name: 'To its batch in triage' }).click();
    await page.waitForURL(/\/triage\/[0-9a-f-]{36}$/);
  });

  test('with the mapping that was kept the same file changes nothing, by keyboard alone', async () => {
    await choose('clinics.csv', TABLE);
    await page.getByLabel('Begin from a kept mapping').selectOption({ index: 1 });
    await button('Dry run').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Account of the dry run/ }).waitFor();
    expect(await figures()).toMatchObject({ Rows: '3', 'New incidents': '0', 'In already': '3' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Account of the import' }).waitFor();
    const { records } = await server.call<{ records: Row[] }>('GET', '/records?kind=batch');
    expect(records).toHaveLength(1);
  });

  test('a mapping that is none says where, and nothing begins', async () => {
    await choose('clinics.csv', TABLE);
    await page.getByText('The mapping as text').click();
    const text = page.getByLabel('Mapping (JSON)');
    await text.fill((await text.inputValue()).replace('"incident"', '"incidents"'));
    await page.getByText('Nothing here is called that').waitFor();
    expect(await button('Use this text').isDisabled()).toBe(true);
  });

  test('a workbook that comes back shows its conflicts side by side, to take or to keep', async () => {
    const make = (title: string, more = {}) =>
      server.call<Row>('POST', '/records', {
        kind: 'incident',
        compartment: 'Team',
        body: { title, ...more },
        reason: 'Test',
      });
    const rows = [await make('Alpha'), await make('Beta', { summary: 'Beta stays' }), await make('Gamma')];
    const { writeWorkbook } = await import(WORKBOOK);
    const book: Uint8Array = await writeWorkbook(rows, { language: 'en', title: 'Test' });
    // As somebody edits it outside: the texts of two cells.
    const parts = Object.entries(unzipSync(book)).map(([name, bytes]) => {
      const text = strFromU8(bytes).replace(/>(Alpha|Beta|Gamma)</g, '>$1 of the book<');
      return [name, strToU8(text)] as const;
    });
    for (const { id, revision, body } of rows.slice(1))
      await server.call('PATCH', `/records/${id}`, {
        revision,
        body: { title: `${body.title} of a colleague` },
        reason: 'Meanwhile',
      });
    await choose('book.xlsx', zipSync(Object.fromEntries(parts)));
    await page.getByLabel('Reason for the changes').fill('Corrected in the field');
    await button('Bring it back').click();
    await page.getByRole('heading', { name: '2 open conflicts' }).waitFor();
    await page.getByText('Beta of a colleague').waitFor();
    await page.getByText('Beta of the book').waitFor();
    await look('importing-conflicts');
    const take = button('Take the workbook’s');
    await take.first().click();
    await page.getByText(/took the workbook’s value\.$/).waitFor();
    // Somebody else decides the other one in the moment in which this is sent.
    await page.route('**/api/v1/imports/conflicts', async (route) => {
      const { batch, revision } = route.request().postDataJSON();
      const decisions = [{ index: 1, take: false }];
      await server.call('POST', '/imports/conflicts', { batch, revision, decisions, reason: 'Quicker' });
      await route.continue();
    });
    await take.click();
    const alert = page.getByRole('alert').filter({ hasText: 'Somebody else decided this first.' });
    await alert.getByText(/kept ours\.$/).waitFor();
    await page.getByRole('heading', { name: 'Every conflict is decided' }).waitFor();
    await look('importing-decided-already');
    await page.unroute('**/api/v1/imports/conflicts');
    const titles = await Promise.all(
      rows.map(async ({ id }) => (await server.call<Row>('GET', `/records/${id}`)).body.title),
    );
    expect(titles).toEqual(['Alpha of the book', 'Beta of the book', 'Gamma of a colleague']);
  });

  test('it fits a phone, and nothing left the origin', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await choose('clinics.csv', TABLE);
    await page.getByRole('heading', { name: 'Columns' }).waitFor();
    const wide = await page.evaluate(() => (document.getElementById('main')?.scrollWidth ?? 0) > 360);
    expect(wide).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await server.leaveAll()).toEqual([]);
  });
});
