import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openCheckpoint, parseVerifierKey } from '@cairn/ledger';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AIMS, buildWeb } from './build.ts';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';
import { EMPTY, growLog, layRecords, OTHERS, TITLE, WORDS } from './testing/data.ts';
import {
  addCompartment,
  checkProofFile,
  type ServerUnderTest,
  signedElsewhere,
  startServer,
} from './testing/server.ts';
import { signIn, violations, visit } from './testing/visit.ts';

const PHONE = { width: 360, height: 800 };
const DESK = { width: 1440, height: 900 };
/** What each view of the panel shows once it has all that it asked for. */
const SIGNS = { who: WORDS, history: 'The place was confirmed.', proof: 'Checkpoint' };

describe.skipIf(!chromiumPath)('the first page in a browser (needs an installed Chromium)', () => {
  let server: ServerUnderTest;
  let browser: Browser;
  let incident: string;
  let pages: string;
  let weights: Awaited<ReturnType<typeof buildWeb>>;

  beforeAll(async () => {
    pages = await mkdtemp(path.join(tmpdir(), 'cairn-pages-'));
    weights = await buildWeb(pages);
    server = await startServer(pages);
    incident = await layRecords(server);
    await addCompartment(server, EMPTY);
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(pages, { recursive: true, force: true });
  });

  const enter = async (options: Parameters<typeof visit>[2] = {}) => {
    const visited = await visit(browser, server.origin, { viewport: DESK, ...options });
    await signIn(visited.page, server);
    return visited;
  };

  test('sign-in and shell weigh no more on the wire than was aimed at', () => {
    expect(weights.signIn).toBeLessThanOrEqual(AIMS.signIn);
    expect(weights.shell).toBeLessThanOrEqual(AIMS.shell);
  });

  test('a wrong token is refused in clear words, and the field is ready for the next', async () => {
    const { page, breaches } = await visit(browser, server.origin);
    await page.goto('/');
    await page.getByText('Sign in with an access token').click();
    await page.getByLabel('Token').focus();
    await page.keyboard.type('not-a-token');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('does not know this token').waitFor();
    expect(await page.getByLabel('Token').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(breaches).toEqual([]);
  });

  test('with a token and the keyboard alone one gets from the door to an incident and its history', async () => {
    const { page, breaches } = await visit(browser, server.origin, { viewport: DESK });
    await page.goto('/library');
    await page.getByLabel('E-mail').waitFor();
    const fold = page.locator('summary');
    for (let i = 0; i < 10 && !(await fold.evaluate((it) => it === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(server.token);
    await page.keyboard.press('Enter');
    await page.getByRole('table').waitFor();
    const until = async (name: string | RegExp, role: 'link' | 'tab') => {
      const goal = page.getByRole(role, { name }).first();
      for (let i = 0; i < 90; i++) {
        if (await goal.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to the ${role} ${name}`);
    };
    await until(TITLE, 'link');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await until(/Who says so/, 'tab');
    const history = page.getByRole('tab', { name: 'History' });
    for (let i = 0; i < 6 && (await history.getAttribute('aria-selected')) !== 'true'; i++)
      await page.keyboard.press('ArrowRight');
    await page.getByText('The place was confirmed.').waitFor();
    expect(breaches).toEqual([]);
  });

  test('the list pages by key without gap or double, and narrows to words', async () => {
    const { page, breaches } = await enter();
    // Small pages, so that there are several: the next comes when its place comes near the eye.
    await page.route('**/api/v1/library?*', (route) =>
      route.continue({ url: route.request().url().replace('limit=100', 'limit=20') }),
    );
    await page.reload();
    await page.getByText(`${OTHERS + 1} incidents`).waitFor();
    await page.waitForFunction((n) => document.querySelectorAll('tbody tr').length === n, OTHERS + 1);
    const references = await page.locator('tbody th > span').allTextContents();
    expect(new Set(references).size).toBe(OTHERS + 1);

    await page.getByRole('searchbox').fill('clinic');
    await page.keyboard.press('Enter');
    await page.getByText('1 incident', { exact: true }).waitFor();
    const row = page.getByRole('row', { name: TITLE });
    expect(await row.textContent()).toMatch(/between 3 and 6 March 2031/);
    expect(await row.textContent()).toMatch(/3–5 killed, likely 4/);
    expect(page.url()).not.toContain('clinic');
    expect(breaches).toEqual([]);
  });

  test('a reference leads to its incident, and words that only look like one are searched as words', async () => {
    const { page, breaches } = await enter();
    const search = async (text: string) => {
      await page.getByRole('searchbox').fill(text);
      await page.keyboard.press('Enter');
      await page.getByText(`With the words “${text}”`).waitFor();
    };
    const reference = await page.getByRole('row', { name: TITLE }).locator('th > span').first().textContent();
    await search((reference ?? '').toLowerCase());
    await page.getByText('1 incident', { exact: true }).waitFor();
    await page.getByRole('row', { name: TITLE }).waitFor();
    await search('KAB-500');
    await page.getByText('No incident here matches.').waitFor();
    expect(breaches).toEqual([]);
  });

  test('a compartment without incidents says so, and how to begin', async () => {
    const { page, breaches } = await enter();
    await page.getByRole('combobox', { name: 'Compartment' }).selectOption({ label: `LAN · ${EMPTY}` });
    await page.getByText('Nothing is recorded here yet.').waitFor();
    await page.getByText('Begin with “New incident”').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Import' }).waitFor();
    expect(breaches).toEqual([]);
  });

  test('whatever has a field to fill or choose from shows when the keyboard is in it', async () => {
    const { page } = await enter();
    const reach = async (name: string) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const [label, outline] = await page.evaluate(() => {
          const element = document.activeElement as HTMLSelectElement | null;
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element ?? document.body);
          const label = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? '';
          return [label, `${outlineStyle} ${outlineWidth} ${outlineColor}`] as const;
        });
        if (label === name) return outline;
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    const accent = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = 'var(--accent)';
      return getComputedStyle(probe).color;
    });
    const visible = `solid 2px ${accent}`;
    expect(await reach('Compartment')).toBe(visible);
    expect(await reach('Search the library')).toBe(visible);
    await page.goto(`/incidents/${incident}?panel=proof`);
    await page.getByLabel('Revision').waitFor();
    expect(await reach('Revision')).toBe(visible);
    expect(await reach('Reference')).toBe(visible);
  });

  test('an incident shows acts as sentences, statements with source and grade, and flags as the source wrote them', async () => {
    const { page, breaches } = await enter();
    await page.goto(`/incidents/${incident}`);
    await page.getByText(/alleged: Grey column/).waitFor();
    const statement = page.getByRole('article').getByRole('figure');
    expect(await statement.textContent()).toContain(WORDS);
    expect(await statement.textContent()).toMatch(/TEA-S-014.*B · .*2 · .*Notebook of a nurse, page 3/);
    await page.getByText('The low figure is above the best one.').waitFor();
    expect(await page.getByRole('article').textContent()).toMatch(/low 9best 5/);

    await page.getByRole('button', { name: 'Who says so? Counts' }).click();
    await page.getByRole('complementary').getByText(WORDS).waitFor();
    await page.getByRole('button', { name: 'Who says so? Place' }).click();
    await page.getByRole('complementary').getByText('No statement that you may read').waitFor();
    expect(breaches).toEqual([]);
  });

  test('history tells who, when and what; the downloaded proof holds, with nothing but the chosen fields', async () => {
    const { page, breaches } = await enter();
    await page.goto(`/incidents/${incident}?panel=history`);
    const panel = page.getByRole('complementary');
    await panel.getByText('The place was confirmed.').waitFor();
    expect(await panel.locator('ins').first().textContent()).toBe('added: of the clinic ');
    expect(await panel.textContent()).toMatch(/Kyiv.*UTC/s);

    await panel.getByRole('tab', { name: 'Proof' }).click();
    await panel.getByText('Not anchored', { exact: true }).waitFor();
    const boxes = panel.getByRole('checkbox');
    for (const box of await boxes.all()) await box.uncheck();
    expect(await panel.getByRole('button', { name: 'Download proof' }).isDisabled()).toBe(true);
    await panel.getByText('Nothing is ticked').waitFor();
    for (const box of await boxes.all()) await box.check();
    await panel.getByLabel('Summary').uncheck();
    const download = page.waitForEvent('download');
    await panel.getByRole('button', { name: 'Download proof' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    const { claims } = await checkProofFile(text);
    expect(claims).toMatchObject({ record: incident, revision: 2, 'body.title': TITLE });
    expect(claims).not.toHaveProperty('body.summary');
    expect(breaches).toEqual([]);
  });

  test('the language changes on the spot and stays in this browser, which keeps but a checkpoint beside it', async () => {
    const { page } = await enter();
    await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.startsWith('cairn.log.')));
    await page.getByRole('button', { name: 'Account and settings' }).click();
    await page.getByRole('button', { name: 'Українська' }).click();
    await page.getByRole('heading', { level: 1, name: 'Бібліотека' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Бібліотека' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('uk');
    const kept = await page.evaluate(() => ({ ...localStorage }));
    const memory = `cairn.log.${server.instance.keys.origin}`;
    expect(kept).toEqual({ 'cairn.language': 'uk', [memory]: expect.any(String) });
    expect(Object.keys(JSON.parse(kept[memory] as string)).sort()).toEqual(['key', 'note']);
    expect(await page.title()).toBe('Cairn');
  });

  test('this browser keeps the largest checkpoint it has seen, as an anchor of its own, while the log only grows', async () => {
    const { page, breaches } = await enter();
    await page.goto('/integrity');
    const section = page.locator('section', { hasText: 'What this browser has seen' });
    const seen = async () => Number(/has seen ([0-9]+) entries/.exec((await section.textContent()) ?? '')?.[1]);
    await section.getByText(/has seen [0-9]+ entries/).waitFor();
    const before = await seen();
    expect(before).toBeGreaterThan(OTHERS);

    await growLog(server);
    await page.reload();
    await section.getByText(`This browser has seen ${before + 1} entries.`).waitFor();
    const download = page.waitForEvent('download');
    await section.getByRole('button', { name: 'Download checkpoint' }).click();
    const note = await readFile(await (await download).path(), 'utf8');
    const key = parseVerifierKey(server.instance.keys.logKey);
    expect(openCheckpoint(note, [key]).size).toBe(BigInt(before + 1));
    expect(breaches).toEqual([]);

    await page.route('**/api/v1/log/**', (route) => route.fulfill({ status: 404, json: {} }));
    await page.reload();
    await section.getByText('The log could not be compared').waitFor();
    await section.getByText(`This browser has seen ${before + 1} entries.`).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('a log smaller than what this browser saw lights the lamp, and neither checkpoint is overwritten', async () => {
    const { page, breaches } = await enter();
    const name = `cairn.log.${server.instance.keys.origin}`;
    await page.waitForFunction((key) => localStorage.getItem(key) !== null, name);
    const larger = signedElsewhere(server, 900n);
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [name, JSON.stringify(larger)] as const);
    await page.reload();
    await page.getByRole('link', { name: 'Another log than before' }).click();

    await page.getByRole('alert').getByText('has seen 900 entries').waitFor();
    const alarm = page.locator('section[data-state="alarm"]');
    await alarm.getByText('This log is not the one that this browser saw before.').waitFor();
    await alarm.getByText(/has seen 900 entries, and the server now shows a log of only [0-9]+/).waitFor();
    expect(await violations(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await alarm.getByRole('button', { name: 'Download checkpoint: Seen before, kept here' }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toBe(larger.note);

    await growLog(server);
    await page.route('**/api/v1/log/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('This log is not the one').waitFor();
    const kept = JSON.parse((await page.evaluate((key) => localStorage.getItem(key), name)) ?? '');
    expect(kept).toMatchObject({ ...larger, contradiction: { why: 'smaller', key: larger.key } });
    expect(breaches).toEqual([]);
  });

  test('Escape twice empties the page, ends the session and leaves nothing behind Back', async () => {
    const { page } = await enter();
    await page.goto(`/incidents/${incident}`);
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await page.waitForFunction(() => localStorage.length > 0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL('about:blank');
    expect(await page.context().cookies()).toEqual([]);
    await page.goBack();
    await page.getByLabel('E-mail').waitFor();
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test.each([
    ['light', 'desk', DESK],
    ['dark', 'desk', DESK],
    ['light', 'phone', PHONE],
  ] as const)('in the %s scheme at the %s axe finds nothing on any page', async (colorScheme, _, viewport) => {
    const { page, breaches } = await visit(browser, server.origin, { viewport, colorScheme });
    await page.goto('/');
    await page.getByText('Sign in with an access token').click();
    await page.getByLabel('Token').waitFor();
    expect(await violations(page), 'sign-in').toEqual([]);
    await signIn(page, server);
    await page.getByText('Plain incident', { exact: false }).first().waitFor();
    expect(await violations(page), 'list').toEqual([]);
    for (const panel of ['who', 'history', 'proof'] as const) {
      await page.goto(`/incidents/${incident}?panel=${panel}`);
      await page.getByRole('tabpanel').getByText(SIGNS[panel]).first().waitFor();
      expect(await violations(page), panel).toEqual([]);
    }
    await page.goto('/integrity');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Account and settings' }).click();
    expect(await violations(page), 'integrity').toEqual([]);
    expect(breaches).toEqual([]);
  });

  test('on a phone nothing is wider or longer than the screen, and the panel comes from below', async () => {
    const { page, breaches } = await enter({ viewport: PHONE });
    const overhang = () =>
      page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return Math.max(scrollWidth - innerWidth, scrollHeight - innerHeight);
      });
    expect(await overhang()).toBe(0);
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByText('The low figure is above the best one.').waitFor();
    expect(await overhang()).toBe(0);
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('dialog').getByText('The place was confirmed.').waitFor();
    expect(await overhang()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(breaches).toEqual([]);
  });
});
