import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { EMPTY, layRecords, TITLE } from './testing/data.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import { addCompartment, type ServerUnderTest, startServer } from './testing/server.ts';
import { shoot } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

const PHONE = { width: 360, height: 800 };
const DESK = { width: 1440, height: 900 };

describe.skipIf(!chromiumPath)('library and comfort in a browser (needs an installed Chromium)', () => {
  let server: ServerUnderTest;
  let browser: Browser;
  let pages: PagesToServe;
  let incident: string;
  let visits: VisitPage[] = [];

  async function make(kind: string, body: object): Promise<{ id: string; reference: string }> {
    const answer = await fetch(`${server.origin}/api/v1/records`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind, compartment: 'Team', body, reason: 'Laid for a test' }),
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as { id: string; reference: string };
  }

  beforeAll(async () => {
    pages = await pagesToServe();
    server = await startServer(pages.folder);
    incident = await layRecords(server);
    await addShelter();
    for (const status of ['open', 'open', 'triage', 'review', 'review']) {
      const review = status === 'review' ? { review: { readyBy: await readyBy() } } : {};
      await make('incident', {
        title: `Market in ${status}`,
        status,
        tags: ['market'],
        custom: { shelter: 'locked' },
        ...review,
      });
    }
    await addCompartment(server, EMPTY);
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await pages?.remove();
  });

  afterEach(async () => {
    const breaches = visits.flatMap((each) => each.breaches);
    for (const { page } of visits) await page.context().close();
    visits = [];
    expect(breaches).toEqual([]);
  });

  /** A field that the team added without code. */
  async function addShelter(): Promise<void> {
    const both = (en: string, uk: string) => ({ en, uk });
    const options = [{ code: 'locked', label: both('Locked door', 'Замкнено') }];
    const field = { key: 'shelter', kind: 'incident', label: both('Shelter', 'Укриття'), type: 'choice', options };
    const answer = await fetch(`${server.origin}/api/v1/fields`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        compartment: 'Team',
        field: { ...field, definition: both('Whether the nearest one was open.', 'Чи було найближче відчинене.') },
        reason: 'Laid for a test',
      }),
    });
    expect(answer.status).toBe(200);
  }

  async function readyBy(): Promise<string> {
    const answer = await fetch(`${server.origin}/api/v1/session`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    return ((await answer.json()) as { account: { id: string } }).account.id;
  }

  const enter = async (options: Parameters<typeof visit>[2] = {}): Promise<Page> => {
    const visited = await visit(browser, server.origin, { viewport: DESK, ...options });
    visits.push(visited);
    await signIn(visited.page, server);
    await visited.page.getByText(TITLE).first().waitFor();
    return visited.page;
  };
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const rowsInSight = (page: Page) =>
    page.evaluate(() => {
      const inSight = (row: Element) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      };
      return [...document.querySelectorAll('tbody tr')].filter(inSight).length;
    });

  test('forty rows are in sight; a facet narrows, counts its unit, and stands in the address', async () => {
    const page = await enter();
    expect(await rowsInSight(page)).toBeGreaterThanOrEqual(40);
    const facet = page.getByRole('group', { name: /^Stage incidents/ });
    await facet.getByRole('checkbox', { name: /In work/ }).check();
    await page.getByText('2 incidents', { exact: true }).waitFor();
    expect(page.url()).toBe(`${server.origin}/library?status=open`);
    await facet.getByRole('checkbox', { name: /Ready for review/ }).check();
    await page.getByText('4 incidents', { exact: true }).waitFor();
    await page.goBack();
    await page.getByText('2 incidents', { exact: true }).waitFor();
    await look(page, 'library-facet');
  });

  test('a link gives the question to somebody else, words included, and keeps the words out of the address', async () => {
    const page = await enter();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('searchbox').fill('market');
    await page.keyboard.press('Enter');
    await page.getByText('5 incidents', { exact: true }).waitFor();
    await page.getByText('in English, Ukrainian and Russian').waitFor();
    await page.getByRole('checkbox', { name: /In work/ }).check();
    await page.getByText('2 incidents', { exact: true }).waitFor();
    await press(page, 'Copy link');
    await page.getByRole('button', { name: 'Link copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(`${server.origin}/library?text=market&status=open`);
    const other = await enter();
    await other.goto(link);
    await other.getByText('2 incidents', { exact: true }).waitFor();
    await other.getByText('With the words “market”').waitFor();
    expect(other.url()).toBe(`${server.origin}/library?status=open`);
  });

  test('a view is saved for the team with its columns, and found again by its name', async () => {
    const page = await enter();
    await page.getByRole('checkbox', { name: /Being sorted/ }).check();
    await page.getByText('1 incident', { exact: true }).waitFor();
    await press(page, 'Columns');
    await page.getByLabel('Tags', { exact: true }).check();
    await page.getByLabel('Shelter', { exact: true }).check();
    await page.getByLabel('Flags', { exact: true }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Tags' }).waitFor();
    await press(page, 'Save this view');
    await page.getByLabel('Name of the view').fill('To be sorted');
    await page.getByRole('dialog').getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const other = await enter();
    await other.getByRole('link', { name: 'To be sorted' }).click();
    await other.getByText('1 incident', { exact: true }).waitFor();
    expect(await other.getByRole('columnheader').allTextContents()).toEqual([
      'Reference and name',
      'Time',
      'Place',
      'Counts',
      'Stage',
      'Tags',
      'Shelter',
    ]);
    expect(await other.locator('tbody tr').first().textContent()).toMatch(/market.*Locked door/);
    await other
      .getByRole('group', { name: /^Shelter incidents/ })
      .getByText('1', { exact: true })
      .waitFor();
  });

  test('many are changed at once with one reason: what was done is told, and what a second person must do is refused', async () => {
    const page = await enter();
    await page.getByRole('checkbox', { name: /Ready for review/ }).check();
    await page.getByText('2 incidents', { exact: true }).waitFor();
    await page.keyboard.press('x');
    const panel = page.getByRole('region', { name: 'What to do with the chosen rows' });
    await panel.getByText('Nothing is chosen').first().waitFor();
    await look(page, 'library-select');
    await panel.getByRole('button', { name: 'Choose all 2 incidents' }).click();
    await panel.getByLabel('What', { exact: true }).selectOption('status');
    await panel.getByLabel('Set stage', { exact: true }).selectOption('reviewed');
    await panel.getByLabel('Why', { exact: true }).fill('Gone through in the evening');
    await panel.getByRole('button', { name: 'Change all 2 incidents' }).click();
    await panel.getByText('2 refused, and left as they were').waitFor();
    await panel.getByText(/^A second person, reviewer or lead, must take this step/).waitFor();
    await look(page, 'library-bulk-refused');
    await panel.getByRole('button', { name: 'Back to the list' }).click();

    await press(page, 'Select');
    await page.locator('tbody input[type="checkbox"]').first().check();
    await panel.getByLabel('What', { exact: true }).selectOption('tag');
    await panel.getByLabel('Tag', { exact: true }).fill('evening');
    await panel.getByLabel('Why', { exact: true }).fill('Found together');
    await panel.getByRole('button', { name: 'Change 1 record' }).click();
    await panel.getByText('1 changed').waitFor();
    await panel.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('checkbox', { name: /evening/ }).waitFor();
  });

  test('of a thousand rows only those near the eye are drawn, and what was printed is all that was read', async () => {
    const page = await enter();
    const n = 1_000;
    await page.route('**/api/v1/library?*', async (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      const records = Array.from({ length: 100 }, (_, i) => ({
        ...{ id: `00000000-0000-4000-8000-${String(from + i).padStart(12, '0')}`, kind: 'incident' },
        ...{ compartment: 'Team', reference: `TEA-${String(from + i).padStart(6, '0')}`, revision: 1 },
        ...{ at: '2031-03-03T00:00:00Z', author: 'operator:tester', body: { title: `Row ${from + i}` } },
      }));
      const next = from + 100 < n ? String(from + 100) : null;
      await route.fulfill({ json: { records, next, total: { n, exact: true } } });
    });
    await page.reload();
    await page.getByText('1,000 incidents', { exact: true }).waitFor();
    const drawn = () => page.locator('tbody tr').count();
    for (let i = 0; i < 40 && (await page.getByText('Row 700', { exact: true }).count()) === 0; i++)
      await page.evaluate(() => document.getElementById('main')?.scrollBy({ top: 1_000 }));
    await page.getByText('Row 700', { exact: true }).waitFor();
    expect(await drawn()).toBeLessThan(200);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await drawn()).toBeGreaterThan(700);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.unrouteAll();
  });

  test('a name is found in the other script, and it is said why', async () => {
    await make('actor', { actorType: 'organisation', names: [{ text: 'Бригада Зеленського', lang: 'uk' }] });
    const page = await enter();
    await page.getByRole('link', { name: 'Actors', exact: true }).click();
    await page.getByRole('searchbox').fill('Zelenskoho');
    await page.keyboard.press('Enter');
    await page.getByText('1 actor', { exact: true }).waitFor();
    expect(await page.locator('tbody tr').textContent()).toMatch(/Бригада Зеленського.*in another script/);
    await page.getByText('public names in Latin and Cyrillic spellings').waitFor();
  });

  test('command palette: a record by its reference, areas, languages and the dark, by keyboard alone', async () => {
    const page = await enter();
    const { reference } = await make('incident', { title: 'Found by its number' });
    const type = async (text: string) => {
      await page.keyboard.press('Control+k');
      const field = page.getByRole('combobox', { name: 'Go to, do, or search' });
      await field.waitFor();
      expect(await field.evaluate((it) => it === document.activeElement)).toBe(true);
      await page.keyboard.type(text);
    };
    await type('');
    await look(page, 'comfort-palette');
    await page.keyboard.type(reference.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Found by its number' }).waitFor();
    await type('TEA-999999');
    await page.keyboard.press('Enter');
    await page.getByText('No record TEA-999999 is open to you.').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await type('integ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Integrity' }).waitFor();
    await type('dark');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
    await type('Укр');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Цілісність' }).waitFor();
  });

  test('shortcuts with help sheet: letters are letters while one types, and single keys can be switched off', async () => {
    const page = await enter();
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-row-link'))).toBe(true);
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard' });
    await sheet.getByText('Next row').waitFor();
    await look(page, 'comfort-keys');
    await sheet.getByLabel('Keys of a single letter work').uncheck();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('x');
    expect(await page.getByRole('button', { name: 'Select' }).getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor();
    await page.keyboard.type('switch keys');
    await page.keyboard.press('Enter');
    await page.keyboard.press('/');
    await page.keyboard.type('x?');
    expect(await page.getByRole('searchbox').inputValue()).toBe('x?');
    expect(await page.getByRole('button', { name: 'Select' }).getAttribute('aria-pressed')).toBe('false');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    // `t` alone is the timeline here; after `g` it is not.
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { level: 1, name: 'Triage' }).waitFor();
  });

  test('dark mode: system, light or dark, chosen by hand and kept', async () => {
    const page = await enter({ colorScheme: 'dark' });
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    expect(await scheme()).toBe('dark');
    await press(page, 'Account and settings');
    await page.getByLabel('Light', { exact: true }).check();
    expect(await scheme()).toBe('light');
    await page.reload();
    await page.getByText(TITLE).first().waitFor();
    expect(await scheme()).toBe('light');
  });

  test('print styles: incident and library come out in ink on white, without rail, bar and buttons', async () => {
    const page = await enter({ colorScheme: 'dark' });
    const paper = async (name: string) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation', { name: 'Areas' }).isVisible()).toBe(false);
      expect(await page.getByRole('searchbox').isVisible()).toBe(false);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
      expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)');
      const bytes = await page.pdf();
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      if (process.env.CAIRN_SHOTS)
        await page.screenshot({ path: `${process.env.CAIRN_SHOTS}/${name}.png`, fullPage: true });
      await page.emulateMedia({ media: 'screen' });
    };
    await paper('print-library');
    await page.goto(`/incidents/${incident}`);
    await page.getByText(/alleged: Grey column/).waitFor();
    await paper('print-incident');
  });

  test('empty states teach: each kind of an empty compartment says what belongs there', async () => {
    const page = await enter();
    await page.getByRole('combobox', { name: 'Compartment' }).selectOption({ label: `LAN · ${EMPTY}` });
    await page.getByText('Nothing is recorded here yet.').waitFor();
    for (const [kind, words] of Object.entries({
      Acts: 'Acts are added on the page of an incident',
      Actors: 'Persons and groups are added',
      Items: 'are what statements rest on',
      Statements: 'write down who says what',
    })) {
      await page.getByRole('link', { name: kind, exact: true }).click();
      await page.getByText(words).waitFor();
    }
    await look(page, 'library-empty');
    // The other areas of a compartment in which nothing has happened yet: a quiet cairn and a sentence, not a bare page.
    for (const area of ['Desk', 'Triage', 'Evidence', 'Duplicates', 'What left', 'Erasures']) {
      await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: area, exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForFunction(() => {
        const main = document.getElementById('main');
        const said = [...(main?.querySelectorAll('p') ?? [])].map(({ textContent }) => textContent).join(' ');
        return main?.querySelector('svg') != null && said.length > 10;
      });
    }
  });

  test('guided first hour: steps tick themselves, and quick exit forgets them', async () => {
    const page = await enter();
    const hour = page.getByRole('region', { name: 'First hour' });
    expect(await hour.count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to, do, or search' }).fill('first hour');
    await page.keyboard.press('Enter');
    await hour.getByText('0 of 9 done').waitFor();
    await look(page, 'comfort-hour');
    await page.getByRole('link', { name: TITLE }).click();
    await hour.getByText('1 of 9 done').waitFor();
    await page.goto(`/incidents/${incident}?panel=who&field=counts`);
    await hour.getByText('2 of 9 done').waitFor();
    await page.goto('/figures');
    await hour.getByText('3 of 9 done').waitFor();
    expect(await hour.locator('li[data-done="true"]').allTextContents()).toHaveLength(3);
    await page.goto('/library');
    await hour.getByRole('button', { name: 'Put this list away' }).click();
    await hour.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => Object.keys(localStorage).some((name) => name.startsWith('cairn.hour.')))).toBe(
      true,
    );
    await press(page, 'Quick exit');
    await page.waitForURL('about:blank');
    await page.goBack();
    await page.getByLabel('E-mail').waitFor();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('on a phone: cards, filters from below, nothing wider than the screen, four areas and the rest behind More', async () => {
    const page = await enter({ viewport: PHONE, colorScheme: 'dark' });
    const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overhang()).toBe(0);
    await look(page, 'library-phone');
    await press(page, 'Filters');
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    await sheet.getByRole('checkbox', { name: /In work/ }).check();
    await look(page, 'library-phone-filters');
    await sheet.getByRole('button', { name: 'Close filters' }).click();
    await page.getByText('2 incidents', { exact: true }).waitFor();
    // Of an actor few words are known: a screen holds many of them, not four.
    await page.goto('/library?kind=actor');
    const card = page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: /TEA-\d+/ })
      .first();
    expect((await card.boundingBox())?.height).toBeLessThan(90);
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'More' }).click();
    await page.locator('#more-areas').getByRole('link', { name: 'Integrity' }).click();
    await page.getByRole('heading', { level: 1, name: 'Integrity' }).waitFor();
    expect(await overhang()).toBe(0);
  });
});
