import { copyFile, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import { type ServerUnderTest, startServer } from './testing/server.ts';
import { shoot } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

const DESK = { width: 1440, height: 900 };

const ROAD = {
  type: 'LineString',
  coordinates: [
    [34.95, 47.76],
    [35.02, 47.79],
    [35.25, 47.75],
  ],
};
const QUARTER = {
  type: 'Polygon',
  coordinates: [
    [
      [35.0, 47.8],
      [35.2, 47.82],
      [35.22, 47.92],
      [35.05, 47.94],
      [35.0, 47.8],
    ],
  ],
};

/** Invented incidents, each with another way of knowing its place. */
const INCIDENTS = [
  { title: 'At the bridge', place: place(49.21, 37.26, 'exact'), time: day('2031-03-03') },
  { title: 'Near Izium', place: place(49.2, 37.28, 'near', 5000), time: day('2031-03-09') },
  { title: 'In the district', place: place(49.22, 37.2, 'adm2', 30_000), time: day('2031-04-01') },
  { title: 'Along the road', place: place(49.25, 37.3, 'line', 9000), time: day('2031-06-20') },
  { title: 'At the station', place: place(44.95, 34.1, 'exact'), time: day('2031-06-21') },
  { title: 'On the highway', place: { shape: ROAD, precision: 'line' }, time: day('2031-06-22') },
  { title: 'In the quarter', place: { shape: QUARTER, precision: 'line' }, time: day('2031-06-23') },
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
  let folder: string;
  let tiles: string;
  const visits: VisitPage[] = [];

  beforeAll(async () => {
    pages = await pagesToServe();
    folder = await mkdtemp(path.join(tmpdir(), 'cairn-tiles-'));
    tiles = path.join(folder, 'lake.pmtiles');
    await copyFile(new URL('./testing/tiles/lake.pmtiles', import.meta.url), tiles);
    server = await startServer(pages.folder, tiles);
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
    if (folder) await rm(folder, { recursive: true });
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
    await page.getByText('7 records in sight').click();
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

  test('a line and an area are drawn as they are, chosen by a click, and told in words', async () => {
    const page = await come('/library?see=map&bbox=34.9,47.7,35.3,48');
    const map = page.locator('[data-map]');
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-map]')?.dataset.shapes === 'area line');
    await page.getByText('somewhere along this line').waitFor();
    await page.getByText('somewhere within this area').waitFor();
    await page.getByText('2 records in sight').click();
    await page.getByRole('button', { name: /On the highway.*a drawn line/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'shapes');
    const { width = 0, height = 0 } = (await map.boundingBox()) ?? {};
    await map.click({ position: { x: width / 2, y: height / 2 } });
    await page.getByRole('heading', { name: 'In the quarter' }).waitFor();
    await page.getByRole('button', { name: 'Show on a map' }).click();
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-map]')?.dataset.shapes === 'area');
    await page
      .getByText(/within a drawn area \(about 1\d\d km²\)/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText(/^[0-9]+ fields$/).click();
    await page.getByText('4 points of the line or area').first().click();
    await page.getByText('47.8, 35; 47.82, 35.2').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'shape-of-one');
  });

  test('a line is typed with the keyboard and drawn with clicks; what is wrong is told as it is typed', async () => {
    const page = await come('/incidents/new');
    await page.getByLabel('Title').first().fill('Along the drawn road');
    await page.getByLabel('Line or area').first().selectOption('area');
    const points = page.getByLabel('Its points').first();
    await points.fill('47.8, 35\n47.9, 35.1\n47.8, 35.1\n47.9, 35');
    await page.getByText(/Line 1 of the text: The outline crosses/).waitFor();
    await page.getByLabel('Line or area').first().selectOption('line');
    await points.fill('47.8, 35\nby the river');
    await page.getByText('Line 2 of the text: This is no latitude').waitFor();
    await points.fill('47.8, 35\n47.9, 35.1');
    await page.getByText(/along a drawn line \(about 13 km long\)/).waitFor();
    await page.getByRole('button', { name: 'Draw it on the map' }).first().click();
    const drawnOn = page.locator('[data-map]');
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-map]')?.dataset.shapes === 'line');
    await drawnOn.click({ position: { x: 200, y: 60 } });
    await expect.poll(async () => (await points.inputValue()).split('\n').length).toBe(3);
    await page.getByRole('button', { name: 'Add the middle of the map' }).press('Enter');
    await expect.poll(async () => (await points.inputValue()).split('\n').length).toBe(4);
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'drawing');
    await page.getByRole('button', { name: 'Take back the last point' }).press('Enter');
    await page.getByRole('button', { name: 'Done drawing' }).press('Enter');
    await expect.poll(async () => (await points.inputValue()).split('\n').length).toBe(3);
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

  test("an operator's own tiles are drawn; where they are damaged or gone, that is said, and the map stays", async () => {
    const sight = '/library?see=map&bbox=36.8,48.9,37.8,49.5';
    const whole = await come(sight);
    const withTiles = () =>
      whole.waitForFunction(() => Number(document.querySelector<HTMLElement>('[data-map]')?.dataset.tiles) > 0);
    await drawn(whole);
    await withTiles();
    await shoot(whole, 'tiles');
    const told = 'the file of tiles of this instance is damaged or gone';
    expect(await whole.getByText(told).count()).toBe(0);
    const { headers, status } = await whole.evaluate(async () => {
      const answer = await fetch('/api/v1/map/tiles', { headers: { range: 'bytes=0-6' } });
      return { status: answer.status, headers: [answer.headers.get('content-range'), await answer.text()] };
    });
    expect([status, ...headers]).toEqual([206, 'bytes 0-6/1621', 'PMTiles']);

    // The tiles alone are spoilt, not what says where they lie.
    const file = await open(tiles, 'r+');
    const at = Number((await file.read(Buffer.alloc(8), 0, 8, 56)).buffer.readBigUInt64LE());
    await file.write(Buffer.alloc(1621 - at), 0, 1621 - at, at);
    await file.close();
    await whole.reload();
    await drawn(whole);
    await whole.getByText(told).waitFor();
    await shoot(whole, 'tiles-damaged');
    expect(await violations(whole)).toEqual([]);

    await rm(tiles);
    await whole.reload();
    await drawn(whole);
    await whole.getByText(told).waitFor();
  });

  test('nothing left the origin, nothing was refused by the policy', () => {
    expect(visits.flatMap(({ breaches }) => breaches)).toEqual([]);
  });
});
