import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import { compareAll, type Laid, layRelations, MANY } from './testing/relations.ts';
import { type ServerUnderTest, startServer } from './testing/server.ts';
import { shoot } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

const DESK = { width: 1440, height: 900 };
const PATIENT = { timeout: 15_000 };

describe.skipIf(!chromiumPath)('duplicates and relations in a browser (needs an installed Chromium)', () => {
  let pages: PagesToServe;
  let server: ServerUnderTest;
  let browser: Browser;
  let visited: VisitPage | undefined;
  let ids: Laid;

  async function call<T>(method: string, at: string, body?: unknown): Promise<T> {
    const response = await fetch(`${server.origin}/api/v1${at}`, {
      method,
      headers: { authorization: `Bearer ${server.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<T>;
  }

  beforeAll(async () => {
    pages = await pagesToServe();
    server = await startServer(pages.folder);
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
    ids = await layRelations(server);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await pages?.remove();
  });
  afterEach(async () => {
    const breaches = visited?.breaches ?? [];
    await visited?.page.context().close();
    visited = undefined;
    expect(breaches).toEqual([]);
  });

  const enter = async (at: string): Promise<Page> => {
    visited = await visit(browser, server.origin, { viewport: DESK });
    const { page } = visited;
    page.setDefaultTimeout(PATIENT.timeout);
    await signIn(page, server);
    await page.goto(at);
    return page;
  };
  const statusOf = async (id: string) =>
    (await call<{ body: { status?: string } }>('GET', `/records/${id}`)).body.status;

  test('a pair is compared, joined by keys alone, said on the incident, and separated again without loss', async () => {
    const page = await enter('/duplicates');
    await page.getByRole('heading', { level: 1, name: 'Possible duplicates' }).waitFor();
    const pair = page.getByRole('region', { name: / beside / });
    await pair.getByText('Times overlap').waitFor();
    expect(await pair.getByRole('row', { name: /^People harmed differs/ }).count()).toBe(1);
    expect(await pair.getByRole('row', { name: /^Place the same/ }).count()).toBe(1);
    await pair.getByText('1 statement, 1 item').waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'duplicates');

    // Later puts it off, and it can be brought back.
    const before = await page.getByRole('navigation', { name: 'Pairs' }).getByRole('listitem').count();
    await page.keyboard.press('l');
    await page.getByText('1 pair is put off.').waitFor();
    await page.getByRole('button', { name: 'Show them again' }).click();
    expect(await page.getByRole('navigation', { name: 'Pairs' }).getByRole('listitem').count()).toBe(before);

    await page
      .getByRole('navigation', { name: 'Pairs' })
      .getByRole('button', { name: /clinic/i })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'They are the same' });
    // The keyboard begins at the first decision, not at the way out.
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('radio');
    // The one on which work was done is offered as the main one; what was compared stands there.
    expect(
      await dialog.getByRole('radio', { checked: true }).evaluate((radio) => radio.parentElement?.textContent),
    ).toContain('Shelling of the clinic');
    expect(await dialog.getByRole('textbox').inputValue()).toContain('Times overlap');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'duplicates-same');
    await dialog.getByRole('button', { name: 'Join them' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/ count as one now\./).waitFor();
    expect(await statusOf(ids.twice)).toBe('duplicate');
    expect(await statusOf(ids.clinic)).toBe('open');

    await page.goto(`/incidents/${ids.twice}`);
    const banner = page.getByRole('region', { name: 'Recorded more than once' });
    await banner.getByText(/^The same as TEA-/).waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'same-banner');
    await banner.getByRole('button', { name: /^Separate them again: TEA/ }).click();
    await page.getByRole('textbox', { name: 'Why are they not the same?' }).fill('Two clinics of one name');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await banner.waitFor({ state: 'detached' });
    expect(await statusOf(ids.twice)).toBe('new');

    // What may be the same is said on the incident, and leads to its pairs alone.
    await page.reload();
    await page.getByRole('link', { name: '1 possible duplicate', exact: true }).click();
    await page.getByText('Pairs of one record only.').waitFor();
    await page.getByRole('region', { name: / beside / }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Pairs' }).getByRole('listitem').count()).toBe(1);

    // Different: it does not come back.
    await page.goto('/duplicates');
    await page
      .getByRole('navigation', { name: 'Pairs' })
      .getByRole('button', { name: /clinic/i })
      .first()
      .click();
    await page.keyboard.press('d');
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await page.getByRole('button', { name: 'Keep them apart' }).click();
    await page.getByText(/ are not proposed again\./).waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back. Both are as they were.').waitFor();

    // What comes in is compared after a while; until then nobody is told that there is nothing, and then it appears by itself.
    const later = {
      title: 'Depot in Osk on fire',
      place: { point: { latitude: 48, longitude: 37 }, precision: 'near' },
    };
    const time = { start: '2031-04-04', precision: 'day' };
    for (const title of [later.title, 'Depot on fire in Osk'])
      await call('POST', '/records', {
        kind: 'incident',
        compartment: 'Team',
        reason: 'x',
        body: { ...later, title, time },
      });
    await page.goto('/desk');
    await page.getByText(/^\d+ records are still being compared; more pairs may appear\.$/).waitFor();
    await shoot(page, 'desk-comparing');
    await page.goto('/duplicates');
    await page.getByText(/^\d+ records are still being compared; more pairs may appear\.$/).waitFor();
    await shoot(page, 'duplicates-comparing');
    expect(await violations(page)).toEqual([]);
    await compareAll(server);
    await page.getByText(/are still being compared/).waitFor({ state: 'detached' });
    await page
      .getByRole('navigation', { name: 'Pairs' })
      .getByRole('button', { name: /^Depot/ })
      .waitFor();
  });

  test('actors of two scripts meet; a phone is wide enough', async () => {
    const page = await enter('/duplicates?kind=actor');
    await page
      .getByText(/^Names across two scripts: “(Сіра колона” and “Sira kolona|Sira kolona” and “Сіра колона)”$/)
      .waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test('relations: numbers first, opened a page at a time, who says so by keyboard, one hop further', async () => {
    const page = await enter(`/incidents/${ids.march}/relations`);
    await page.getByRole('heading', { level: 1, name: 'Relations of March' }).waitFor();
    const graph = page.getByRole('img', { name: /^Graph of / });
    const groups = page.getByRole('region', { name: 'By type' });
    await groups.getByText(`0 of ${MANY} shown`).waitFor();
    await groups.getByRole('button', { name: 'Show: victim of, towards it' }).click();
    await groups.getByText(`200 of ${MANY} shown`).waitFor();
    // While hundreds of things find their place, frames go on: none of them keeps the page from a key.
    const longest = await page.evaluate(async () => {
      let most = 0;
      let last = performance.now();
      const canvas = document.querySelector('canvas') as HTMLCanvasElement;
      // It may have found its place already.
      do {
        await new Promise((next) => requestAnimationFrame(next));
        most = Math.max(most, performance.now() - last);
        last = performance.now();
      } while (canvas.dataset.settled !== 'true');
      return most;
    });
    process.stderr.write(`longest frame of a graph with ${MANY} links: ${Math.round(longest)} ms\n`);
    // The drawing is there: more than one colour stands on it.
    expect(await colours(page)).toBeGreaterThan(3);
    expect(await graph.getAttribute('aria-label')).toContain('202 links');
    const table = page.getByRole('table', { name: 'Links as a list' });
    const choose = table.getByRole('button', { name: /^Who says so: Сіра колона/ });
    await page.getByRole('checkbox', { name: 'victim of', exact: true }).uncheck();
    await choose.focus();
    await page.keyboard.press('Enter');
    const chosen = page.getByRole('region', { name: 'The chosen link' });
    await chosen.getByText('They came from the north.').waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'relations');
    await page.getByRole('checkbox', { name: 'victim of', exact: true }).check();
    await shoot(page, 'relations-many');
    // An act leads to its incident.
    const act = table.getByRole('link', { name: /^killing/i }).first();
    expect(await act.getAttribute('href')).toBe(`/incidents/${ids.march}`);
    await table.getByRole('button', { name: 'One hop further from February' }).click();
    await table.getByText('January').first().waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test('many relations are added in one step, found by another spelling', async () => {
    const page = await enter(`/incidents/${ids.march}/relations/add`);
    await page.getByLabel('How are they tied?').selectOption('witness-of');
    await page.getByLabel('Find actors by name').fill('Сіра');
    await page.getByRole('checkbox', { name: /Сіра колона/ }).check();
    await page.getByLabel('Find actors by name').fill('Household');
    await page.getByText(/^\d{2,} actors found$/).waitFor();
    await page.getByRole('button', { name: 'Tick all that are found' }).click();
    const told = await page.getByText(/^\d{2,} actors found$/).textContent();
    const all = Number.parseInt(told ?? '', 10) + 1;
    await page.getByText(`${all} chosen`).waitFor();
    await page.getByLabel('Who says so?').selectOption({ index: 1 });
    await page.getByLabel('Why now? Stands in the history').fill('By the list of the council');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'relations-add');
    await page.getByRole('button', { name: `Add ${all} relations` }).click();
    await page.getByText(`of ${all} shown`).waitFor();
  });
});

/** How many colours the drawing has. */
const colours = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    );
    return new Set(new Uint32Array(data.buffer)).size;
  });
