import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { type EvidenceUnderTest, largeFile, picture, pictureFolder, startEvidence } from './testing/evidence.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

const LARGE = 300_000_000;
const PICTURES = 200;

interface UploadRow {
  id: string;
  bytes: number;
  received: number;
}

describe.skipIf(!chromiumPath)('uploads in a browser (needs an installed Chromium)', () => {
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

  const openAdd = async (page: Page) => {
    // Whoever leaves on purpose says yes to the browser's question.
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto('/evidence/add');
    await page.getByRole('heading', { level: 1, name: 'Add files' }).waitFor();
  };
  const filesOf = (page: Page) => page.locator('input[type=file]').first();
  const folderOf = (page: Page) => page.locator('input[type=file]').last();
  const rows = async () => (await evidence.call<{ uploads: UploadRow[] }>('GET', '/uploads')).uploads;
  /** Waits until so many bytes of the one upload have arrived, and no more than half of what is left. */
  const arrived = async (bytes: number) => {
    for (;;) {
      const [row] = await rows();
      if (row && row.received >= bytes) return row;
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  const giveReason = (page: Page, reason: string) => page.getByLabel('What occasions this record?').fill(reason);
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };

  test('300 MB that are cut off, and left by a reload while the server starts anew, arrive whole', async () => {
    const place = path.join(evidence.folder, 'Interview of the night guard.bin');
    const digest = await largeFile(place, LARGE);
    const page = await evidence.enter();
    let broken = 0;
    page.on('requestfailed', (request) => {
      if (request.method() === 'PATCH') broken++;
    });
    page.on('response', (response) => {
      // A browser sends a piece again by itself where a line breaks: then the first still holds the upload, or has moved it.
      if (response.request().method() === 'PATCH' && [409, 423].includes(response.status())) broken++;
    });
    await openAdd(page);
    await filesOf(page).setInputFiles(place);
    expect((await arrived(40_000_000)).received).toBeLessThan(LARGE);
    // Between two pieces a cut line harms nothing: it is cut until it hits one.
    while (broken === 0) {
      evidence.cut();
      await new Promise((done) => setTimeout(done, 40));
    }
    const first = await arrived(130_000_000);
    expect(first.received).toBeLessThan(LARGE);

    const again = evidence.restart();
    await page.goto('about:blank');
    await again;
    await page.goto('/evidence/add');
    await page.getByText('1 file is not here yet').waitFor();
    await page.getByText('Choose the same files again: they go on from where they stopped.').waitFor();
    await look(page, 'upload-unfinished');
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toMatch(/night guard/i);
    const [left] = await rows();
    expect(left).toMatchObject({ id: first.id, bytes: LARGE });
    expect(left?.received).toBeGreaterThanOrEqual(first.received);

    const pieces: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') pieces.push(request.headers()['upload-offset'] ?? '');
    });
    await filesOf(page).setInputFiles(place);
    await giveReason(page, 'Handed over on a stick');
    await page.getByRole('button', { name: 'Record 1 file' }).click();
    const done = page.getByRole('region', { name: 'Recorded' });
    await done.getByText('1 new item').waitFor();
    expect(Number(pieces[0])).toBe(left?.received);
    expect(await done.locator('code').textContent()).toBe(digest);
    expect(await rows()).toEqual([]);
    expect(await page.evaluate(() => sessionStorage.getItem('cairn.uploads'))).toBeNull();
    await done.getByRole('link', { name: /^TEA-/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Interview of the night guard.bin' }).waitFor();
    await page.getByText(digest).waitFor();
    evidence.forgive();
  });

  test('a folder of 200 pictures becomes 200 items with their paths', async () => {
    const place = path.join(evidence.folder, 'Night of the sixth');
    await pictureFolder(place, PICTURES);
    const page = await evidence.enter();
    await openAdd(page);
    await folderOf(page).setInputFiles(place);
    await page.getByLabel('How it was captured').selectOption({ label: 'Original' });
    await page.getByText('The first recording itself').waitFor();
    await page.getByLabel('Source code').fill('TEA-S-014');
    await look(page, 'upload-queue');
    await giveReason(page, 'The memory card of a camera');
    await page.getByRole('button', { name: /^Record \d+ files$/ }).click();
    const done = page.getByRole('region', { name: 'Recorded' });
    await done.getByText(`${PICTURES} new items`).waitFor({ timeout: 60_000 });
    await look(page, 'upload-done');
    const { items, next } = await evidence.call<{ items: { name: string; captureClass: string }[]; next: string }>(
      'GET',
      '/items?limit=200&type=image',
    );
    expect(items).toHaveLength(PICTURES);
    expect(next).toBeNull();
    expect(items.filter(({ name }) => name.startsWith('Night of the sixth/below/'))).toHaveLength(PICTURES / 4);
    expect(items.every(({ captureClass }) => captureClass === 'original')).toBe(true);
  });

  test('what is wrong stands at its field, and files belong to the incident that they were added from', async () => {
    const { id } = await evidence.call<{ id: string }>('POST', '/records', {
      kind: 'incident',
      compartment: 'Team',
      body: { title: 'Fire at the Lowmark depot' },
      reason: 'Laid for a test',
    });
    const page = await evidence.enter();
    await page.goto(`/incidents/${id}`);
    await page.getByRole('link', { name: 'Add files' }).click();
    await page.getByText(/They will belong to TEA-\d+ Fire at the Lowmark depot/).waitFor();
    await filesOf(page).setInputFiles([
      { name: 'depot.jpg', mimeType: 'image/jpeg', buffer: await picture(64, 48) },
      { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('one\ntwo') },
    ]);
    await page.getByText('2 of 2 files sent').waitFor();
    await page.getByRole('button', { name: 'Take out list.txt' }).click();
    await page.getByText('1 of 1 file sent').waitFor();
    await page.getByLabel('For which uses').fill('For the court alone');
    await page.getByRole('button', { name: 'Record 1 file' }).click();
    await page.getByText('Nothing was saved: 1 place').waitFor();
    await giveReason(page, 'Sent by a neighbour');
    await page.getByRole('button', { name: 'Record 1 file' }).click();
    await expect
      .poll(() => page.getByRole('alert').allTextContents())
      .toContainEqual(expect.stringMatching(/Nothing was saved/));
    await look(page, 'upload-problems');
    await page.getByLabel('What was agreed').selectOption({ label: 'Given with limits' });
    await page.getByRole('button', { name: 'Record 1 file' }).click();
    await page.getByText('1 new item').waitFor();
    // The same once more adds nothing, and says so.
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await filesOf(page).setInputFiles({ name: 'depot.jpg', mimeType: 'image/jpeg', buffer: await picture(64, 48) });
    await page.getByRole('button', { name: 'Record 1 file' }).click();
    await page.getByText('Already here: nothing was added').waitFor();
    await page.getByText('0 new items').waitFor();
    await page.getByRole('link', { name: 'To the incident' }).click();
    await page.getByRole('link', { name: 'depot.jpg' }).waitFor();
    await expect.poll(async () => (await rows()).length).toBe(0);
  });

  test('the keyboard alone adds a file; paused, it stays until it is told to go on', async () => {
    const page = await evidence.enter();
    await openAdd(page);
    const until = async (name: string) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const element = document.activeElement as HTMLInputElement | null;
          return element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent;
        });
        if (here === name) return;
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    const chooser = page.waitForEvent('filechooser');
    await until('Choose files');
    await page.keyboard.press('Enter');
    // Nothing gets through until the line is back.
    await page.context().setOffline(true);
    await (await chooser).setFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('told by phone') });
    await page.getByText('The line is cut; it goes on by itself').waitFor();
    expect(await violations(page)).toEqual([]);
    await until('Pause note.txt');
    await page.keyboard.press('Enter');
    await page.getByText('Paused', { exact: true }).waitFor();
    await page.context().setOffline(false);
    await until('Go on with note.txt');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1 file sent').waitFor();
    await until('What occasions this record?');
    await page.keyboard.type('A call');
    await page.keyboard.press('Enter');
    await page.getByText('1 new item').waitFor();
    evidence.forgive();
  });

  test('quick exit asks nothing and forgets which files were on their way', async () => {
    const page = await evidence.enter();
    await page.goto('/evidence/add');
    await filesOf(page).setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await page.getByText('1 of 1 file sent').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(1);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL('about:blank');
    await page.goto('/');
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(asked).toEqual([]);
  });
});
