import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import { type ServerUnderTest, startServer } from './testing/server.ts';
import { shoot } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

const DESK = { width: 1440, height: 900 };

/** Invented incidents, each with another way of knowing its place. */
const INCIDENTS = [
  { title: 'At the bridge', place: place(49.21, 37.26, 'exact'), time: day('2031-03-03') },
  { title: 'Near Izium', place: place(49.2, 37.28, 'near', 5000), time: day('2031-03-09') },
  { title: 'In the district', place: place(49.22, 37.2, 'adm2', 30_000), time: day('2031-04-01') },
  { title: 'Along the road', place: place(49.25, 37.3, 'line', 9000), time: day('2031-06-20') },
  { title: 'At the station', place: place(44.95, 34.1, 'exact'), time: day('2031-06-21') },
  { title: 'Somewhere', place: { name: { en: 'Ukraine' }, precision: 'country' } },
];

function place(latitude: number, longitude: number, precision: string, radiusM?: number) {
  return { point: { latitude, longitude }, precision, ...(radiusM ? { radiusM } : {}) };
}

function day(start: string) {
  return { start, precision: 'day' };
}

describe.skipIf(!chromiumPath)('maps in a browser (needs an installed Chromium)', () => {
  let pages: PagesToServe;
  let server: ServerUnderTest;
  let browser: Browser;
  const visits: VisitPage[] = [];

  beforeAll(async () => {
    pages = await pagesToServe();
    server = await startServer(pages.folder);
    for (const body of INCIDENTS) {
      const given = { kind: 'incident', compartment: server.compartment.name, body, reason: 'Laid for a test' };
      const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
      const sent = { method: 'POST', headers, body: JSON.stringify(given) };
      const response = await fetch(`${server.origin}/api/v1/records`, sent);
      if (!response.ok) throw new Error(await response.text());
    }
    // Draws in software: the machines that run this have no graphics.
    const args = [...CHROMIUM_FLAGS.filter((flag) => flag !== '--disable-gpu'), '--enable-unsafe-swiftshader'];
    browser = await chromium.launch({ executablePath: chromiumPath as string, args });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await pages?.remove();
  });

  const come = async (address: string, viewport = DESK): Promise<Page> => {
    const visited = await visit(browser, server.origin, { viewport });
    visits.push(visited);
    await signIn(visited.page, server);
    await visited.page.goto(address);
    return visited.page;
  };
  /** Waits until MapLibre has drawn and come to rest, with marks on it: its worker has cut them into tiles by then. */
  const drawn = (page: Page) =>
    page.waitForFunction(() => {
      const map = document.querySelector<HTMLElement>('[data-map]');
      return Number(map?.dataset.drawn) > 0 && Number(map?.dataset.ground) > 0;
    });

  test('what a query finds is drawn; an area and days narrow it', async () => {
    const page = await come('/library?see=map,timeline');
    await drawn(page);
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'library');
    // With the keyboard: into the list of what is in sight, and closer, where single places stand.
    await page.getByText('5 records in sight').click();
    await page
      .getByRole('button', { name: /^2 records around 49/ })
      .first()
      .press('Enter');
    const bridge = page.getByRole('region', { name: 'Map' }).getByRole('button', { name: /At the bridge/ });
    await bridge.waitFor();
    await drawn(page);
    await page.getByText('somewhere in this circle').waitFor();
    await page.getByText('stands for a whole administrative unit').waitFor();
    await shoot(page, 'library-near');
    await page.getByRole('button', { name: 'Only what is in sight' }).click();
    await page.waitForURL(/bbox=/);
    await page.getByRole('button', { name: 'No area' }).waitFor();
    await page.getByRole('row', { name: /At the station/ }).waitFor({ state: 'detached' });

    const bars = page.getByRole('listbox', { name: /^Bars of time/ });
    await bars.focus();
    for (const key of ['Home', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(/from=2031-03-01/);
    await page.getByRole('row', { name: /Along the road/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /At the bridge/ }).waitFor();
  });

  test('a place is found by its former name and set on a map', async () => {
    const page = await come('/incidents/new');
    const find = page.getByRole('combobox', { name: 'Find a place' }).first();
    await find.fill('Артемівськ');
    await page.getByRole('option', { name: /Bakhmut.*Donetsk Oblast, Ukraine.*formerly/ }).waitFor();
    await find.press('Enter');
    expect(await page.getByLabel('Latitude').first().inputValue()).toBe('48.59419');
    await page.getByText('Codes: UA1402, UA14').waitFor();
    await page.getByRole('button', { name: 'Set it on a map' }).first().click();
    await drawn(page);
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'place');
    await find.fill(`49°12'36" пн. ш. 37°15'36" сх. д.`);
    await find.press('Enter');
    expect(await page.getByLabel('Longitude').first().inputValue()).toBe('37.26');
    await page.getByText('Nearest: Izium').waitFor();
  });

  test('nothing left the origin, nothing was refused by the policy', () => {
    expect(visits.flatMap(({ breaches }) => breaches)).toEqual([]);
  });
});
