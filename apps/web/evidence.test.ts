import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { DESK, type EvidenceUnderTest, picture, startEvidence, webm } from './testing/evidence.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

/** Pictures of the screen take their time. */
const PATIENT = { timeout: 15_000 };
const PHONE = { width: 360, height: 800 };
const SCRIPT = '<script>document.title = "ran"</script>';
const AVI = Buffer.concat([Buffer.from('RIFF\x20\0\0\0AVI LIST\x14\0\0\0hdrlavih'), Buffer.alloc(64)]);
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/>${SCRIPT}</svg>`;

describe.skipIf(!chromiumPath)('evidence in a browser (needs an installed Chromium)', () => {
  let evidence: EvidenceUnderTest;
  let items: Map<string, string>;
  let incident: string;

  beforeAll(async () => {
    evidence = await startEvidence();
    const page = await evidence.enter();
    const clip = await webm(page);
    await evidence.leaveAll();
    items = await evidence.add({
      'turned.jpg': await picture(800, 600, { orientation: 6 }),
      'plain.jpg': await picture(640, 480, { shade: 90 }),
      'harmless.jpg': await picture(320, 240, { shade: 150 }),
      'clip.webm': clip,
      'old.avi': AVI,
      'page.html': Buffer.from(`<!doctype html><title>page</title>${SCRIPT}`),
      'drawing.svg': Buffer.from(SVG),
    });
    const made = await evidence.call<{ id: string }>('POST', '/records', {
      kind: 'incident',
      compartment: 'Team',
      body: { title: 'Shelling of the clinic in Verlisk' },
      reason: 'Laid for a test',
    });
    incident = made.id;
  });

  afterAll(async () => {
    await evidence?.stop();
  });

  afterEach(async () => {
    expect(await evidence.leaveAll()).toEqual([]);
  });

  const idOf = (name: string): string => {
    const id = items.get(name);
    if (!id) throw new Error(`${name} was not laid`);
    return id;
  };
  const openItem = async (page: Page, name: string, panel = '') => {
    await page.goto(`/items/${idOf(name)}${panel && `?panel=${panel}`}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('What programs read from the file').waitFor();
  };
  const filterOf = (media: Locator) => media.evaluate((element) => getComputedStyle(element).filter);
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };
  /** Tab to what has this name. */
  const until = async (page: Page, name: string | RegExp, limit = 80) => {
    for (let i = 0; i < limit; i++) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        return element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
      });
      if (typeof name === 'string' ? here === name : name.test(here)) return;
    }
    throw new Error(`Tab does not lead to ${name}`);
  };

  test('the contact sheet covers every picture; uncovered ones are grey, and counted for oneself', async () => {
    const page = await evidence.enter();
    await page.getByRole('link', { name: 'Evidence' }).click();
    await page.getByText('7 items').waitFor();
    const card = page.getByRole('listitem').filter({ hasText: 'plain.jpg' });
    const small = card.locator('img');
    await expect.poll(() => small.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    for (const each of await page.locator('main img').all()) expect(await filterOf(each)).toContain('blur(');
    await look(page, 'evidence-list');

    await page.getByRole('button', { name: 'Uncover plain.jpg' }).click();
    expect(await filterOf(small)).toBe('grayscale(1)');
    await page.getByText('You have uncovered 1 picture or recording today.').waitFor();
    await page.getByLabel('In colour').check();
    expect(await filterOf(small)).toBe('none');
    expect(await filterOf(page.getByRole('listitem').filter({ hasText: 'turned.jpg' }).locator('img'))).toContain(
      'blur(',
    );

    await page.getByRole('button', { name: 'Uncover all' }).click();
    await page.getByRole('dialog').getByText('They may show death, injury or abuse.').waitFor();
    await page.getByRole('button', { name: 'Leave covered' }).click();
    expect(await filterOf(page.getByRole('listitem').filter({ hasText: 'turned.jpg' }).locator('img'))).toContain(
      'blur(',
    );
    await page.getByRole('button', { name: 'Uncover all' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Uncover all' }).click();
    expect(await page.getByRole('button', { name: 'Uncover all' }).count()).toBe(0);
    const kept = await page.evaluate(() => localStorage.getItem('cairn.uncovered'));
    expect(kept).toMatch(/^\d{4}-\d\d-\d\d \d+$/);

    await page.getByLabel('Type of file').selectOption({ label: 'Video' });
    await page.getByText('2 items').waitFor();
  });

  test('nothing of a picture is fetched before it is uncovered; it stands upright, and its copy says what made it', async () => {
    const page = await evidence.enter();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/f/')) asked.push(request.url());
    });
    await openItem(page, 'turned.jpg');
    const around = await evidence.call<{ derivatives: { item: string; role: string }[] }>(
      'GET',
      `/items/${idOf('turned.jpg')}/evidence`,
    );
    const thumbnail = around.derivatives.find(({ role }) => role === 'thumbnail')?.item as string;
    await page.getByText('Covered: nobody has judged yet').waitFor();
    await expect.poll(() => asked.length).toBe(1);
    expect(asked.every((url) => url.includes(thumbnail))).toBe(true);
    await look(page, 'evidence-item-covered');

    await page.getByRole('button', { name: 'Uncover the picture' }).click();
    const shown = page.getByRole('img', { name: 'turned.jpg' });
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(600);
    expect(await shown.evaluate((img: HTMLImageElement) => img.naturalHeight)).toBe(800);
    expect(await filterOf(shown)).toBe('grayscale(1)');
    await page.getByText(/This is the copy TEA-.*made for showing by sharp/).waitFor();

    await page.getByRole('button', { name: 'Show in colour' }).click();
    // The strip that lies along the upper edge of the stored picture is at the right of the upright one (EXIF 6).
    await expect.poll(async () => redness(await shown.screenshot()), PATIENT).toEqual({ left: false, right: true });
    await page.getByRole('button', { name: 'Show the file itself' }).click();
    await expect.poll(() => asked.some((url) => url.includes(idOf('turned.jpg')))).toBe(true);
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(600);
    await expect.poll(async () => redness(await shown.screenshot()), PATIENT).toEqual({ left: false, right: true });

    const before = await shown.evaluate((img) => img.getBoundingClientRect().width);
    for (const _ of [1, 2, 3]) await page.getByRole('button', { name: 'Larger' }).click();
    expect(await shown.evaluate((img) => img.getBoundingClientRect().width)).toBeGreaterThan(before);
    await look(page, 'evidence-item-open');
    await page.getByRole('button', { name: 'Cover', exact: true }).click();
    await page.getByText('Covered: nobody has judged yet').waitFor();
    expect(await shown.count()).toBe(0);
  });

  test('a recording is grey, silent and still until each is asked for', async () => {
    const page = await evidence.enter();
    await openItem(page, 'clip.webm');
    expect(await page.locator('video').count()).toBe(0);
    await page.getByRole('button', { name: 'Uncover the video' }).click();
    const video = page.locator('video');
    await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.videoWidth)).toBe(64);
    const state = () =>
      video.evaluate(({ muted, paused, autoplay }: HTMLVideoElement) => ({ muted, paused, autoplay }));
    expect(await state()).toEqual({ muted: true, paused: true, autoplay: false });
    expect(await filterOf(video)).toBe('grayscale(1)');
    await page.getByRole('button', { name: 'Sound' }).click();
    expect(await state()).toEqual({ muted: false, paused: true, autoplay: false });
    await look(page, 'evidence-item-video');
  });

  test('what a program that is missing would have shown says so (where ffmpeg is not installed)', async (context) => {
    if (await evidence.hasFfmpeg()) return context.skip('ffmpeg is installed here');
    const page = await evidence.enter();
    await openItem(page, 'old.avi');
    await page.getByText(/needs ffmpeg on the server, and it is not installed there/).waitFor();
    expect(await page.locator('video, main img').count()).toBe(0);
    await page.getByRole('button', { name: 'Examine again' }).click();
    await page.getByText('It will be examined again soon.').waitFor();
    await evidence.examine();
    await page.goto('/evidence');
    const card = page.getByRole('listitem').filter({ hasText: 'old.avi' });
    await card.getByText('Tool missing: ffmpeg is not installed').waitFor();
  });

  test('HTML and SVG are never shown as what they are; their addresses hand them out to be kept', async () => {
    const page = await evidence.enter();
    for (const name of ['page.html', 'drawing.svg']) {
      await openItem(page, name);
      expect(await page.locator('iframe, object, embed').count(), name).toBe(0);
      const { links } = await evidence.call<{ links: { url: string; disposition: string }[] }>('POST', '/items/links', {
        items: [{ item: idOf(name), as: 'show' }],
      });
      expect(links[0]?.disposition, name).toBe('attachment');
      const answer = await fetch((links[0]?.url ?? '').replace('files.localhost', '127.0.0.1'), {
        headers: { host: new URL(links[0]?.url ?? '').host },
      }).catch(() => null);
      if (answer?.ok) expect(answer.headers.get('content-disposition'), name).toMatch(/^attachment/);
      const download = page.waitForEvent('download');
      await page.goto(links[0]?.url ?? '').catch(() => undefined);
      expect((await download).suggestedFilename()).toBe(name);
    }
    expect(await page.title()).toBe('Cairn');
  });

  test('a person judges a picture harmless, and it is shown uncovered and in colour from then on', async () => {
    const page = await evidence.enter();
    await openItem(page, 'harmless.jpg');
    await page.getByRole('button', { name: 'Judge it' }).click();
    await page.getByLabel('Not graphic').check();
    await page.getByLabel('Why this change?').fill('Looked at by two of us');
    await page.getByRole('button', { name: 'Save change' }).click();
    await page.getByText('Judged not to be graphic').waitFor();
    const shown = page.getByRole('img', { name: 'harmless.jpg' });
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320);
    expect(await filterOf(shown)).toBe('none');
    await page.goto('/evidence');
    const small = page.getByRole('listitem').filter({ hasText: 'harmless.jpg' }).locator('img');
    await small.waitFor();
    expect(await filterOf(small)).toBe('none');
    expect(await page.getByRole('button', { name: 'Uncover harmless.jpg' }).count()).toBe(0);
  });

  test('the checklist leads to the field that is missing; what is written there is recorded, and custody goes on', async () => {
    const page = await evidence.enter();
    await openItem(page, 'plain.jpg');
    const panel = page.getByRole('complementary');
    await panel.getByText(/points are missing/).waitFor();
    await panel.getByRole('link', { name: 'Consent is recorded' }).click();
    await page.getByRole('heading', { level: 1, name: /^Edit TEA-/ }).waitFor();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLSelectElement).labels?.[0]?.textContent);
    await expect.poll(focused).toBe('What was agreed');
    await page.getByLabel('What was agreed').selectOption({ label: 'Given with limits' });
    await page.getByLabel('For which uses').fill('For the court alone');
    await page.getByLabel('How it was captured').selectOption({ label: 'Original' });
    await page.getByText('The first recording itself').waitFor();
    await page.getByLabel('Obtained from').fill('TEA-S-014');
    await page.getByLabel('Why this change?').fill('Asked by telephone');
    await look(page, 'evidence-item-edit');
    await page.getByRole('button', { name: 'Save change' }).click();
    await page.getByRole('heading', { level: 1, name: 'plain.jpg' }).waitFor();
    await page.getByText('For the court alone').first().waitFor();
    await expect.poll(() => panel.getByRole('link', { name: 'Consent is recorded' }).count(), PATIENT).toBe(0);

    await page.getByRole('button', { name: 'Add custody entry' }).click();
    await page.getByLabel('What happened').selectOption({ label: 'Packed under seal' });
    await page.getByLabel('When, as exactly').fill('2031-03-09');
    await page.getByLabel('From whom').fill('TEA-S-014');
    await page.getByLabel('Why this change?').fill('By the protocol of the day');
    // Somebody else changes the item while the entry is written: both stand.
    const { revision } = await evidence.call<{ revision: number }>('GET', `/records/${idOf('plain.jpg')}`);
    await evidence.call('PATCH', `/records/${idOf('plain.jpg')}`, {
      revision,
      body: { custody: [{ at: '2031-03-08', event: 'received' }] },
      reason: 'Entered elsewhere',
      absent: ['custody'],
    });
    await page.getByRole('button', { name: 'Save entry' }).click();
    const custody = page.getByRole('region', { name: 'Custody' });
    await custody.getByText('Packed under seal').waitFor();
    const steps = await custody.locator('li b').allTextContents();
    expect(steps.indexOf('Received')).toBeGreaterThan(-1);
    expect(steps.indexOf('Received')).toBeLessThan(steps.indexOf('Packed under seal'));
    await look(page, 'evidence-item');
  });

  test('the proof of an item is downloaded, holds in the browser, and holds for cairn verify', async () => {
    const page = await evidence.enter();
    await openItem(page, 'turned.jpg', 'proof');
    const panel = page.getByRole('complementary');
    await panel.getByRole('button', { name: 'Verify' }).click();
    await panel.getByText('What could be checked here agrees.').waitFor();
    await look(page, 'evidence-item-proof');
    const download = page.waitForEvent('download');
    await panel.getByRole('button', { name: 'Download proof' }).click();
    const file = path.join(evidence.folder, 'item.proof.json');
    await (await download).saveAs(file);
    const { status, out } = await evidence.verify(file);
    expect(status, out).toBe(0);
    const verdict = JSON.parse(out);
    const { body } = await evidence.call<{ body: { file: unknown } }>('GET', `/records/${idOf('turned.jpg')}`);
    expect(verdict).toMatchObject({ ok: true, claims: { record: idOf('turned.jpg'), 'body.file': body.file } });

    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.getByText('Laid for a test').waitFor();
    await look(page, 'evidence-item-history');
  });

  test('a file leaves only after it was said what that means, and custody tells of it', async () => {
    const page = await evidence.enter();
    await openItem(page, 'old.avi');
    await page.getByRole('button', { name: 'Download the file' }).click();
    await page.getByRole('dialog').getByText('is entered in the custody').waitFor();
    await look(page, 'evidence-download');
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Download the file' }).click();
    expect((await download).suggestedFilename()).toBe('old.avi');
    await page.reload();
    await page.getByRole('region', { name: 'Custody' }).getByText('Downloaded').waitFor();
  });

  test('items are attached to an incident, whose page shows them covered and leads to their sheet', async () => {
    const page = await evidence.enter();
    await page.goto(`/incidents/${incident}/evidence`);
    await page.getByText('No item belongs to this incident yet.').waitFor();
    await page.getByRole('button', { name: 'Attach items' }).click();
    const form = page.getByRole('form', { name: 'Attach items' });
    await form.getByLabel('plain.jpg').check();
    await form.getByLabel('turned.jpg').check();
    await form.getByLabel('Why do they belong to it?').fill('Both show the clinic');
    await look(page, 'evidence-attach');
    await form.getByRole('button', { name: 'Attach 2 items' }).click();
    await page.getByText('2 items', { exact: true }).waitFor();
    await look(page, 'evidence-incident-sheet');

    await page.goto(`/incidents/${incident}`);
    const strip = page.getByRole('link', { name: /^Covered pictures of this incident/ });
    await expect.poll(() => strip.locator('img').count(), { timeout: 20_000 }).toBe(2);
    for (const each of await strip.locator('img').all()) expect(await filterOf(each)).toContain('blur(');
    await look(page, 'evidence-strip');
    await page.goto(`/items/${idOf('plain.jpg')}`);
    await page.getByRole('link', { name: 'Shelling of the clinic in Verlisk' }).waitFor();
  });

  test('an item is detached, on its own page or on that of the incident, and attached again from its own', async () => {
    const page = await evidence.enter();
    await page.goto(`/items/${idOf('harmless.jpg')}`);
    const incidents = page.getByRole('region', { name: 'Incidents' });
    const attach = async () => {
      await incidents.getByRole('button', { name: 'Attach to an incident' }).click();
      await incidents.getByLabel('Incident', { exact: true }).fill('CLINIC');
      await incidents.getByRole('button', { name: /^Shelling of the clinic in Verlisk/ }).waitFor();
      await page.keyboard.press('Enter');
      await incidents.getByRole('button', { name: 'Choose another' }).waitFor();
      await incidents.getByLabel('Why does it belong').fill('It shows the gate');
      await look(page, 'evidence-attach-to');
      await incidents.getByRole('button', { name: 'Attach', exact: true }).click();
    };
    const detach = async (button: Locator) => {
      await button.click();
      await page.getByLabel('Why do they not belong together?').fill('Another gate');
      await look(page, 'evidence-detach');
      await page
        .getByRole('form', { name: /^Detach TEA-/ })
        .getByRole('button', { name: 'Detach' })
        .click();
    };
    await attach();
    await detach(incidents.getByRole('button', { name: /^Detach TEA-/ }));
    await incidents.getByText('It belongs to no incident').waitFor();
    await attach();
    await incidents.getByRole('button', { name: /^Detach TEA-/ }).waitFor();

    await page.goto(`/incidents/${incident}`);
    const line = page.getByRole('listitem').filter({ hasText: 'harmless.jpg' });
    await detach(line.getByRole('button', { name: /^Detach TEA-/ }));
    await expect.poll(() => line.count()).toBe(0);
  });

  test('the checklist leads to the member that is missing; the copies of a page are named there', async () => {
    const page = await evidence.enter();
    await openItem(page, 'page.html');
    const { revision } = await evidence.call<{ revision: number }>('GET', `/records/${idOf('page.html')}`);
    const body = { captureClass: 'platform-copy' };
    await evidence.call('PATCH', `/records/${idOf('page.html')}`, { revision, body, reason: 'Taken from a page' });
    await page.reload();
    const panel = page.getByRole('complementary');
    await panel.getByRole('link', { name: 'A capture of the whole page' }).click();
    const capture = page.getByLabel('Capture of the whole page');
    await expect.poll(() => capture.evaluate((it) => it === document.activeElement)).toBe(true);
    await capture.fill('drawing');
    await page.getByRole('button', { name: /^drawing.svg/ }).click();
    await page.getByText(/^drawing.svg · TEA-/).waitFor();
    await look(page, 'evidence-page-capture');
    await page.getByLabel('Why this change?').fill('Kept beside it');
    await page.getByRole('button', { name: 'Save change' }).click();
    await page.getByRole('heading', { level: 1, name: 'page.html' }).waitFor();
    await page
      .getByRole('link', { name: /^drawing.svg · TEA-/ })
      .first()
      .waitFor();
    await expect.poll(() => panel.getByRole('link', { name: 'A capture of the whole page' }).count(), PATIENT).toBe(0);
  });

  test('a paper of an incident belongs to it from the start', async () => {
    const page = await evidence.enter();
    await page.goto(`/incidents/${incident}/evidence`);
    await page.getByRole('link', { name: 'Add a link, a paper or an object' }).click();
    await page.getByRole('group', { name: 'Incident it belongs to' }).getByText('Shelling of the clinic').waitFor();
    await page.getByLabel('Kind of item').selectOption({ label: 'Paper' });
    await page.getByLabel('Title').fill('Log of the ambulance');
    await page.getByLabel('What occasions this record?').fill('Shown to us');
    await look(page, 'evidence-other-incident');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByRole('heading', { level: 1, name: 'Log of the ambulance' }).waitFor();
    await page
      .getByRole('region', { name: 'Incidents' })
      .getByRole('link', { name: /^Shelling of the clinic/ })
      .waitFor();
  });

  test('a paper is recorded with where it is kept', async () => {
    const page = await evidence.enter();
    await page.goto('/evidence');
    await page.getByRole('link', { name: 'Add a link, a paper or an object' }).click();
    await page.getByLabel('Kind of item').selectOption({ label: 'Paper' });
    await page.getByLabel('Title').fill('Admission book of the clinic');
    await page.getByLabel('Where it is kept').fill('Safe 2');
    await page.getByText('is seen by leads and those they name alone').waitFor();
    await look(page, 'evidence-other');
    await page.getByLabel('What occasions this record?').fill('Handed over at the office');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByRole('heading', { level: 1, name: 'Admission book of the clinic' }).waitFor();
    await page.getByText('Safe 2').waitFor();
    expect(await page.getByRole('button', { name: 'Download the file' }).count()).toBe(0);
  });

  test('without a host for files the pages say so, and files can be kept all the same', async () => {
    const page = await evidence.enter();
    await page.route('**/api/v1/items/links', async (route) => {
      const answer = await route.fetch();
      const told = await answer.json();
      for (const link of told.links) {
        link.disposition = 'attachment';
        link.url = link.url.replace('//files.', '//');
      }
      await route.fulfill({ json: told });
    });
    await page.goto('/evidence');
    await page.getByText('Previews are not available: the operator has not set up the host for files.').waitFor();
    await openItem(page, 'plain.jpg');
    await page.getByRole('button', { name: 'Uncover the picture' }).click();
    await page.getByText('Previews are not available').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
  });

  test('the keyboard alone leads from the sheet to an uncovered, enlarged picture and back under its cover', async () => {
    const page = await evidence.enter();
    await page.goto('/evidence');
    await page.getByRole('button', { name: 'Uncover plain.jpg' }).waitFor();
    await until(page, 'Uncover plain.jpg');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cover plain.jpg' }).waitFor();
    await until(page, 'plain.jpg');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'plain.jpg' }).waitFor();
    await page.getByText('Covered: nobody has judged yet').waitFor();
    await until(page, 'Uncover the picture');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'plain.jpg' }).waitFor();
    await until(page, 'Larger');
    await page.keyboard.press('Enter');
    await page.getByText('50%').waitFor();
    await page.keyboard.press('Shift+Tab');
    await until(page, 'plain.jpg');
    await page.keyboard.press('ArrowRight');
    for (let i = 0; i < 12 && (await page.getByRole('img', { name: 'plain.jpg' }).count()) > 0; i++) {
      await page.keyboard.press('Shift+Tab');
      if (await page.evaluate(() => document.activeElement?.textContent === 'Cover'))
        await page.keyboard.press('Enter');
    }
    await page.getByText('Covered: nobody has judged yet').waitFor();
  });

  test.each([
    ['dark', 'desk', DESK],
    ['light', 'phone', PHONE],
  ] as const)(
    'in the %s scheme at the %s axe finds nothing, and nothing is wider than the screen',
    async (scheme, _, viewport) => {
      const page = await evidence.enter({ viewport, colorScheme: scheme });
      const pages = ['/evidence', `/items/${idOf('turned.jpg')}`, `/items/${idOf('old.avi')}/edit`, '/evidence/other'];
      for (const each of [...pages, '/evidence/add', `/incidents/${incident}/evidence`]) {
        await page.goto(each);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await violations(page), each).toEqual([]);
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overhang, each).toBe(0);
      }
    },
  );
});

/** Whether the left and the right tenth of a picture are red. */
async function redness(png: Buffer): Promise<{ left: boolean; right: boolean }> {
  const { width = 0, height = 0 } = await sharp(png).metadata();
  const isRed = async (left: number) => {
    const part = { left, top: Math.floor(height / 2), width: 4, height: 4 };
    const [red, green, blue] = await sharp(png).removeAlpha().extract(part).raw().toBuffer();
    return (red ?? 0) > 150 && (green ?? 0) < 60 && (blue ?? 0) < 60;
  };
  return { left: await isRed(Math.floor(width / 20)), right: await isRed(Math.floor((width * 19) / 20)) };
}
