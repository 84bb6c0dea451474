import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { type EvidenceUnderTest, pictureFolder, startEvidence, webm } from './testing/evidence.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

const PHONE = { width: 360, height: 800 };

describe.skipIf(!chromiumPath)('sorting and the desk in a browser (needs an installed Chromium)', () => {
  let evidence: EvidenceUnderTest;

  beforeAll(async () => {
    evidence = await startEvidence();
  });
  afterAll(async () => {
    await evidence?.stop();
  });
  afterEach(async () => {
    expect(await evidence.leaveAll()).toEqual([]);
  });

  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };
  const current = (page: Page) => page.locator('[aria-current="true"][id^="entry-"]');
  const decided = (page: Page) => page.locator('button[data-state="done"]');
  const newBatch = async (title: string) =>
    (
      await evidence.call<{ id: string }>('POST', '/batches', {
        ...{ compartment: 'Team', title, batchKind: 'folder', reason: 'test' },
      })
    ).id;
  /** Items without files, by the way of programs. */
  const fill = async (batch: string, titles: readonly string[]) => {
    const by = (await evidence.call<{ account: { id: string } }>('GET', '/session')).account.id;
    const triage = { state: 'waiting', by, at: new Date().toISOString() };
    for (const title of titles)
      await evidence.call('POST', '/records', {
        ...{ kind: 'item', compartment: 'Team', reason: 'test' },
        body: { itemKind: 'paper', title, notes: `Words of ${title}`, batch, triage },
      });
  };

  test('a desk without anything to do is a quiet cairn with the state of the log', async () => {
    const page = await evidence.enter();
    await page.goto('/');
    await page.getByText('Nothing needs you now.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/desk');
    await look(page, 'desk-empty');
  });

  test('a folder becomes a batch; it is sorted by keys alone, two for each repeated decision, without a new page', async () => {
    const folder = path.join(evidence.folder, 'evening');
    await pictureFolder(folder, 12);
    const page = await evidence.enter();
    await page.getByRole('link', { name: 'Triage' }).click();
    await page.getByText('Nothing waits to be sorted.').waitFor();
    await look(page, 'triage-empty');
    await page.getByRole('link', { name: 'Take in a batch' }).first().click();
    await page.getByLabel('Title of the batch').fill('Evening of the mill');
    await look(page, 'triage-new');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await (await choosing).setFiles(folder);
    await page.getByRole('button', { name: 'Make a batch of 12 files' }).click();
    await page.getByText('The batch is ready.').waitFor();
    await evidence.examine();
    await page.getByRole('link', { name: 'Sort it now' }).click();
    await current(page).waitFor();
    await page.getByText('0 of 12 sorted').waitFor();
    const images = page.locator('main img');
    await expect.poll(() => images.count()).toBe(12);
    for (const image of await images.all())
      expect(await image.evaluate((img) => getComputedStyle(img).filter)).toContain('blur(');
    await page.evaluate(() => Object.assign(globalThis, { samePage: true }));
    await look(page, 'triage-sheet-covered');

    // One reason uncovers the batch.
    await page.keyboard.press('r');
    await page.getByLabel('Why do you look at it?').waitFor();
    await look(page, 'triage-uncover');
    await page.keyboard.press('Enter');
    await expect.poll(() => images.first().evaluate((img) => getComputedStyle(img).filter)).toBe('grayscale(1)');
    await page.getByText('You have uncovered 12 pictures or recordings today.').waitFor();
    await page.keyboard.press(' ');
    await page.getByRole('region', { name: 'Enlarge' }).locator('img:not([hidden])').waitFor();
    await look(page, 'triage-large');
    await page.keyboard.press('Escape');

    let strokes = 0;
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      strokes += keys.length;
    };
    await press('2', 'Enter');
    await page.getByText('1 of 12 sorted').waitFor();
    await press('1');
    const mine = page.getByRole('dialog').getByRole('option').first();
    await mine.waitFor();
    await look(page, 'triage-attach');
    await press('Enter');
    await page.getByText('2 of 12 sorted').waitFor();
    strokes = 0;
    await press('1', 'Enter', '3', '1', 'Enter', '3', '4', '1', 'Enter', '1', 'Enter');
    await page.getByText('8 of 12 sorted · 1 put off').waitFor();
    expect(strokes / 7).toBeLessThanOrEqual(2);
    await expect.poll(() => decided(page).count()).toBe(9);
    await look(page, 'triage-sheet-under-way');

    // Taken back, and decided otherwise.
    const back = await current(page).getAttribute('id');
    await press('3');
    await expect.poll(() => decided(page).count()).toBe(10);
    await press('u');
    await expect.poll(() => decided(page).count()).toBe(9);
    expect(await current(page).getAttribute('id')).toBe(back);
    await press('ArrowRight', 'ArrowLeft', '3', '3', '3');
    await page.getByText('All are sorted but 1 that was put off.').waitFor();
    await look(page, 'triage-done');
    await page.getByRole('button', { name: 'Look at them now' }).click();
    await current(page).waitFor();
    await press('3');
    await page.getByText('Everything in this batch is sorted.').waitFor();
    expect(await page.evaluate(() => 'samePage' in globalThis)).toBe(true);

    const { records } = await evidence.call<{ records: { id: string }[] }>('GET', '/records?kind=incident');
    expect(records).toHaveLength(1);
    const [incident] = records;
    const { items } = await evidence.call<{ items: object[] }>('GET', `/items?about=${incident?.id}`);
    expect(items).toHaveLength(6);
  });

  test('videos play without sound once they are uncovered, by key, and the next is there before it is asked for', async () => {
    const page = await evidence.enter();
    await page.goto('/triage/new');
    await page.getByLabel('Title of the batch').fill('Films of the bridge');
    const folder = path.join(evidence.folder, 'films');
    await mkdir(folder);
    for (let i = 0; i < 4; i++) await writeFile(path.join(folder, `film-${i}.webm`), await webm(page));
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await (await choosing).setFiles(folder);
    await page.getByRole('button', { name: 'Make a batch of 4 files' }).click();
    await page.getByText('The batch is ready.').waitFor();
    await evidence.examine();
    await page.getByRole('link', { name: 'Sort it now' }).click();
    await current(page).waitFor();
    const video = page.getByRole('region', { name: 'Enlarge' }).locator('video:not([hidden])');
    const ahead = page.locator('video[hidden]');
    const plays = () => video.evaluate((one: HTMLVideoElement) => one.muted && !one.paused && one.currentTime > 0);
    await page.getByText('0 of 4 sorted').waitFor();
    await page.keyboard.press(' ');
    await page.getByText('Covered. Nothing of this batch is shown').first().waitFor();
    expect(await page.locator('video').count()).toBe(0);

    await page.keyboard.press('r');
    await page.getByLabel('Why do you look at it?').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(plays).toBe(true);
    expect(await video.evaluate((one) => getComputedStyle(one).filter)).toBe('grayscale(1)');
    await look(page, 'triage-video');
    await expect.poll(() => ahead.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThanOrEqual(2);
    expect(await ahead.evaluate((one: HTMLVideoElement) => [one.paused, one.muted, one.currentTime])).toEqual([
      true,
      true,
      0,
    ]);
    expect(await ahead.isVisible()).toBe(false);
    // The same element, not another that reads it anew.
    await ahead.evaluate((one) => Object.assign(one, { fetched: true }));
    await page.keyboard.press('3');
    await expect.poll(() => video.evaluate((one) => 'fetched' in one)).toBe(true);
    await expect.poll(plays).toBe(true);
    await expect.poll(() => page.locator('video').count()).toBe(2);

    // Pause and go on by key, a frame and a leap, and on to the next.
    await page.keyboard.press('k');
    await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.paused)).toBe(true);
    const at = () => video.evaluate((one: HTMLVideoElement) => one.currentTime);
    await page.keyboard.press('j');
    await expect.poll(at).toBe(0);
    for (const _ of [1, 2, 3]) await page.keyboard.press('.');
    await expect.poll(at).toBeCloseTo(0.12, 2);
    await page.keyboard.press(',');
    await expect.poll(at).toBeCloseTo(0.08, 2);
    await page.keyboard.press('l');
    await expect.poll(at).toBeGreaterThan(0.3);
    await page.keyboard.press('k');
    await expect.poll(plays).toBe(true);

    // Covered again, nothing of it is left on the page.
    await page.keyboard.press('r');
    await expect.poll(() => page.locator('video').count()).toBe(0);

    // Where the system asks for calm, nothing moves before it is told to.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.keyboard.press('r');
    await page.getByLabel('Why do you look at it?').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThanOrEqual(2);
    expect(await video.evaluate((one: HTMLVideoElement) => [one.paused, one.currentTime])).toEqual([true, 0]);
    await page.keyboard.press('k');
    await expect.poll(plays).toBe(true);
  });

  test('a list of links and a Telegram export become batches; what is double, missing or malformed is said', async () => {
    const page = await evidence.enter();
    await page.goto('/triage/new');
    await page.getByLabel('Links').check();
    await page.getByLabel('Addresses').fill('https://t.me/river/1\nhttps://t.me/river/1\nno address');
    await page.getByRole('button', { name: 'Make a batch of 3 links' }).click();
    await page.getByText('1 link was taken in.').waitFor();
    await page.getByText('Line 2 says the same as an earlier one').waitFor();
    await page.getByText('Line 3 is no web address').waitFor();

    const folder = path.join(evidence.folder, 'ChatExport_2024-03-01');
    await pictureFolder(path.join(folder, 'photos'), 2);
    const message = (id: number, parts: object) => ({
      id,
      type: 'message',
      date: '2024-03-01T10:00:00',
      text: '',
      ...parts,
    });
    await mkdir(folder, { recursive: true });
    const messages = [
      message(1, {
        photo: 'photos/IMG_0001.jpg',
        text: ['Smoke over ', { type: 'bold', text: 'the mill' }],
        from: 'River',
      }),
      message(2, { text: 'They say that the road is cut.', forwarded_from: 'Somebody' }),
      message(3, { photo: 'photos/gone.jpg', text: 'Its picture is lost.' }),
      { id: 4, type: 'message' },
      message(5, { file: '(File not included. Change data exporting settings to download.)', text: 'Left out.' }),
    ];
    const result = { name: 'River news', type: 'public_channel', id: 77, messages };
    await writeFile(path.join(folder, 'result.json'), JSON.stringify(result));
    await page.getByLabel('Telegram export').check();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await (await choosing).setFiles(folder);
    await page.getByText('Which ones').click();
    await page.getByText('photos/gone.jpg is missing').waitFor();
    await look(page, 'triage-telegram');
    await page.getByRole('button', { name: 'Make a batch of 4 messages' }).click();
    await page.getByText('4 items are in the batch.').waitFor();
    await page.getByRole('link', { name: 'Sort it now' }).click();
    await page.getByText('Smoke over the mill').first().waitFor();
    await expect.poll(() => page.locator('[id^="entry-"]').count()).toBe(4);
    expect(await page.locator('main').innerText()).not.toContain('They say that the road is cut.\nThey');
  });

  test('on a phone four buttons do it; in Ukrainian, in the dark, and after the line was cut', async () => {
    const batch = await newBatch('Надвечір’я');
    await fill(batch, ['Перший', 'Другий', 'Третій']);
    const page = await evidence.enter({ viewport: PHONE, locale: 'uk-UA', colorScheme: 'dark' });
    await page.goto(`/triage/${batch}`);
    await page.getByText('розібрано 0 з 3').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Не стосується' }).click();
    await page.getByText('розібрано 1 з 3').waitFor();
    await evidence.restart();
    await page.getByRole('button', { name: 'Пізніше' }).click();
    await page.getByText('розібрано 1 з 3 · 1 відкладено на потім').waitFor();
    await expect.poll(() => decided(page).count()).toBe(2);
    evidence.forgive();
    await page.goto('/desk');
    await page.getByRole('listitem').filter({ hasText: 'Надвечір’я' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('the desk says what, why and what to do, and changes as others work', async () => {
    const { account } = await evidence.call<{ account: { id: string } }>('GET', '/session');
    const make = (kind: string, body: object) =>
      evidence.call<{ id: string }>('POST', '/records', { kind, compartment: 'Team', body, reason: 'test' });
    const incident = await make('incident', {
      title: 'Shelling of the mill',
      assigned: [account.id],
      due: '2024-01-01',
    });
    await make('incident', { title: 'The road to Verlisk', assigned: [account.id] });
    await make('incident', { title: 'From a file', status: 'new', flags: [{ problem: 'no date' }] });
    const page = await evidence.enter();
    await page.getByRole('link', { name: 'Desk' }).click();
    const now = page.getByRole('region', { name: /^Now/ });
    await now.getByRole('link', { name: 'Open Shelling of the mill' }).waitFor();
    await now.getByText('was due 1 Jan').waitFor();
    await page.getByRole('region', { name: /^Soon/ }).getByRole('link', { name: 'Open The road to Verlisk' }).waitFor();
    await page
      .getByRole('region', { name: /^Later/ })
      .getByText('Flags from an import')
      .waitFor();
    await look(page, 'desk');
    await make('incident', { title: 'Told just now', assigned: [account.id] });
    await page.getByRole('link', { name: 'Open Told just now' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Shelling of the mill' }).waitFor();
    expect(page.url()).toContain(incident.id);
  });
});
