import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WordId } from './src/words/words.ts';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { catalogue, LANGUAGES, type Language, labels, picture, picturesThere, readGuide } from './testing/guide.ts';
import { type Place, STOPS, STORIES, type Stop } from './testing/guide-stops.ts';
import { type PagesToServe, pagesToServe } from './testing/pages.ts';
import type { ServerUnderTest } from './testing/server.ts';
import { shoot as shootAll } from './testing/shots.ts';
import { signIn, type VisitPage, violations, visit } from './testing/visit.ts';

/** Where the pictures of the guide are written, `docs/guide/pictures` for instance; without it none are made. */
const FOLDER = process.env.CAIRN_GUIDE;
const SIZE = { width: 1280, height: 800 };
const SERVER = '../server/src';

const words = Object.fromEntries(LANGUAGES.map((language) => [language, catalogue(language)]));
const guides = Object.fromEntries(LANGUAGES.map((language) => [language, readGuide(language)]));
const say = (language: Language) => (id: WordId) => {
  const found = words[language]?.[id];
  if (found === undefined) throw new Error(`No words for ${id}`);
  return found;
};
const sectionsOf = (language: Language) => guides[language] ?? [];

describe('the guide as text', () => {
  test('both languages have the same parts with the same pictures', () => {
    expect(sectionsOf('en').length).toBeGreaterThan(15);
    const shape = (language: Language) => sectionsOf(language).map(({ pictures }) => pictures);
    expect(shape('uk')).toEqual(shape('en'));
    // After the title, every part has one or two.
    for (const { title, pictures } of sectionsOf('en').slice(1)) expect([1, 2], title).toContain(pictures.length);
  });

  test.each(LANGUAGES)('what it quotes in "%s" is what the pages say', (language) => {
    const said = new Set([...Object.values(words[language] ?? {}), ...labels(language)]);
    const quotes = sectionsOf(language).flatMap(({ quotes }) => quotes);
    expect(quotes.length).toBeGreaterThan(60);
    expect(quotes.filter((quote) => !said.has(quote))).toEqual([]);
  });

  test('every picture that is named is there, none is left over, and all together are small', async () => {
    const named = LANGUAGES.flatMap((language) =>
      sectionsOf(language).flatMap(({ pictures }) => pictures.map((name) => `${name}.${language}`)),
    );
    expect([...picturesThere()].sort()).toEqual([...named].sort());
    expect(named).toEqual(LANGUAGES.flatMap((language) => STOPS.map(({ name }) => `${name}.${language}`)));
    const bytes = named.reduce((sum, name) => sum + statSync(picture(name)).size, 0);
    expect(bytes).toBeLessThan(4_000_000);
    expect((await sharp(picture(named[0] as string)).metadata()).width).toBe(SIZE.width);
  });

  test.each(STOPS)('the part with the picture "$name" tells of the words that the page is asked for', (stop) => {
    for (const language of LANGUAGES) {
      const at = sectionsOf(language).find(({ pictures }) => pictures.includes(stop.name));
      expect(at?.quotes).toEqual(expect.arrayContaining(stop.shows.map(say(language))));
    }
  });
});

describe.skipIf(!chromiumPath)('the guide, page by page, in the demonstration (needs an installed Chromium)', () => {
  let pages: PagesToServe;
  let server: ServerUnderTest;
  let browser: Browser;
  let visited: VisitPage;
  let place: Place;

  beforeAll(
    async () => {
      pages = await pagesToServe();
      // By address, not by import: the browser's type check would otherwise take in the whole server.
      const { startTestServer } = await import(`${SERVER}/testing/server.ts`);
      server = await startTestServer({ seed: true, pages: pages.folder });
      if (FOLDER) await settle(server);
      const access = await import(`${SERVER}/access/index.ts`);
      const { token } = await access.createToken(server.instance, 'operator:tester', { user: 'lead@vesna.example' });
      place = await findPlaces(server.origin, token);
      const args = [...CHROMIUM_FLAGS.filter((flag) => flag !== '--disable-gpu'), '--enable-unsafe-swiftshader'];
      browser = await chromium.launch({ executablePath: chromiumPath as string, args });
      const files = `http://files.localhost:${new URL(server.origin).port}`;
      visited = await visit(browser, server.origin, { viewport: SIZE }, files);
      await signIn(visited.page, { token });
      await visited.page.getByRole('button', { name: say('en')('hour.dismiss') }).click();
      // Previews of all files and a first round of comparing take minutes; only pictures need them.
    },
    FOLDER ? 1_800_000 : undefined,
  );

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await pages?.remove();
  });

  test.each(STOPS)('$name', async (stop) => {
    const { page } = visited;
    const now = (await page.evaluate(() => document.documentElement.lang)) as Language;
    await go(page, stop.address(place));
    await page.locator('#main h1').first().waitFor();
    await stop.does?.(page, say(now));
    // Each page in the language that is there already, then in the other.
    for (const language of LANGUAGES.toSorted((one) => (one === now ? -1 : 1))) {
      await speak(page, language);
      await sees(page, stop.shows.map(say(language)));
      if (FOLDER) await shoot(page, stop, language, FOLDER);
    }
  });

  test('the guide itself is a page: parts with addresses, in the language of the reader, its pictures and all', async () => {
    const { page } = visited;
    await go(page, '/desk');
    await page.keyboard.press('?');
    // From the sheet of keys, which closes behind whoever follows it.
    await page
      .getByRole('dialog')
      .getByRole('link', { name: say('en')('guide.more') })
      .click();
    await page.getByRole('heading', { level: 1, name: 'A day with Cairn' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    const contents = page.getByRole('navigation', { name: say('en')('guide.contents') });
    const titles = sectionsOf('en')
      .slice(1)
      .map(({ title }) => title);
    expect(await contents.getByRole('link').allInnerTexts()).toEqual(titles);
    // Far down: its picture is not asked for before.
    await contents.getByRole('link', { name: 'Figures', exact: true }).click();
    expect(new URL(page.url()).hash).toBe('#figures');
    const picture = page.locator('section[aria-labelledby=figures] img').first();
    const loaded = () => picture.evaluate((each) => (each as HTMLImageElement).naturalWidth);
    await expect.poll(loaded, { timeout: 10_000 }).toBe(SIZE.width);
    expect(await page.locator('#figures').evaluate((each) => each.getBoundingClientRect().top)).toBeLessThan(300);
    await speak(page, 'uk');
    await page.getByRole('heading', { level: 2, name: 'Числа', exact: true }).waitFor();
    expect(await picture.getAttribute('src')).toMatch(/guide-figures\.uk-[^/]+\.png$/);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    const wide = () => page.locator('#main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(await wide()).toBe(0);
    await shootAll(page, 'guide');
    await page.setViewportSize(SIZE);
    // Whoever comes with the address of a part is led to it.
    await page.goto('/desk');
    await page.goto('/guide#care');
    await page.getByRole('heading', { level: 2, name: /^(Care|Турбота)$/ }).waitFor();
    const top = () => page.locator('#care').evaluate((each) => each.getBoundingClientRect().top);
    await expect.poll(top, { timeout: 10_000 }).toBeLessThan(300);
  });

  test('nothing left the origin, nothing was refused by the policy', () => {
    expect(visited.breaches).toEqual([]);
  });
});

/** What programs add in the background, as far as pictures need it: previews of files, and pairs that look alike. */
async function settle({ instance, origin, token }: ServerUnderTest): Promise<void> {
  const { examineNow } = await import(`${SERVER}/evidence/index.ts`);
  const { startComparing } = await import(`${SERVER}/monitoring/index.ts`);
  await examineNow(instance);
  const comparing = startComparing(instance, () => undefined);
  for (;;) {
    const { pairs } = await ask<{ pairs: object[] }>(origin, token, '/duplicates');
    if (pairs.length > 2) break;
    await new Promise((on) => setTimeout(on, 2_000));
  }
  await comparing.stop();
}

async function ask<T>(origin: string, token: string, address: string): Promise<T> {
  const answer = await fetch(`${origin}/api/v1${address}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface Found {
  id: string;
  kind: string;
  body: { title?: string; file?: { mediaType?: string } };
}

async function findPlaces(origin: string, token: string): Promise<Place> {
  const find = async (title: string) => {
    const { records } = await ask<{ records: Found[] }>(origin, token, `/library?text=${encodeURIComponent(title)}`);
    const found = records.find(({ body }) => body.title === title);
    if (!found) throw new Error(`The demonstration has no incident called "${title}".`);
    return found.id;
  };
  const around = async (id: string) =>
    (await ask<{ records: Found[] }>(origin, token, `/records/${id}/related`)).records;
  const [drone, fire] = [await find(STORIES.drone), await find(STORIES.fire)];
  const [asked, yard] = [await find(STORIES.asked), await find(STORIES.yard)];
  const act = (await around(fire)).find(({ kind }) => kind === 'act')?.id ?? '';
  const item =
    (await around(drone)).find(({ kind, body }) => kind === 'item' && body.file?.mediaType?.startsWith('image/'))?.id ??
    '';
  const { batches } = await ask<{ batches: { id: string; compartment: string }[] }>(origin, token, '/batches');
  const [first] = batches;
  return { drone, fire, asked, yard, act, item, batch: first?.id ?? '', compartment: first?.compartment ?? '' };
}

/** To another page without loading everything anew. */
async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => history.pushState({}, '', to), address);
  await page.waitForFunction((to) => location.pathname === to, address.split('?')[0]);
}

async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((name) => {
    const buttons = [...document.querySelectorAll('button[lang]')] as HTMLButtonElement[];
    buttons.find((button) => button.textContent === name)?.click();
  }, { en: 'English', uk: 'Українська' }[language]);
  await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
}

/** Waits until each of these stands on the page by itself: as a piece of text in sight, or as the name of a control. */
async function sees(page: Page, wanted: readonly string[]): Promise<void> {
  const missing = () =>
    page.evaluate((all) => {
      const there = new Set<string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.checkVisibility()) there.add(node.nodeValue?.trim() ?? '');
      }
      for (const name of ['aria-label', 'placeholder', 'title'])
        for (const element of document.querySelectorAll(`[${name}]`)) there.add(element.getAttribute(name) ?? '');
      return all.filter((each) => !there.has(each));
    }, wanted);
  await expect.poll(missing, { timeout: 15_000 }).toEqual([]);
}

async function shoot(page: Page, { name }: Stop, language: Language, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (name === 'map')
    await page.waitForFunction(() => {
      const map = document.querySelector<HTMLElement>('[data-map]');
      return Number(map?.dataset.drawn) > 0;
    });
  if (name === 'duplicates') await page.locator('#main dl, #main table').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const bytes = await page.screenshot();
  await sharp(bytes)
    .png({ palette: true, colours: 96, effort: 10 })
    .toFile(path.join(folder, `${name}.${language}.png`));
}
