import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { type IntegrityUnderTest, startIntegrity } from './testing/integrity.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 800 };

describe.skipIf(!chromiumPath)('the integrity page in a browser (needs an installed Chromium)', () => {
  let under: IntegrityUnderTest;

  beforeAll(async () => {
    // The server says aloud that a partner showed two histories.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    under = await startIntegrity();
  });
  afterAll(async () => {
    await under?.stop();
  });
  afterEach(async () => {
    expect(await under.leaveAll()).toEqual([]);
  });

  const part = (page: Page, title: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: title, exact: true }) });
  const lamp = (page: Page) => page.locator('header a[href="/integrity"]');
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };
  const overhang = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  test('while nobody outside holds the log, nothing is proven against its owner, and what to do stands there', async () => {
    const page = await under.open({ viewport: DESK });
    await part(page, 'What can be proven today').getByText('nothing: nobody outside holds a checkpoint').waitFor();
    await part(page, 'Time stamps').getByText('npx cairn stamp authority add').waitFor();
    await part(page, 'Witnesses').getByText('npx cairn witness add').waitFor();
    await part(page, 'Logs that this instance watches').getByText('Partners are not answered over HTTP.').waitFor();
    await part(page, 'The life of the log')
      .getByText(/entries not anchored/)
      .waitFor();
    await look(page, 'integrity-bare');
  });

  test('a stamp and a cosignature are stones in one order of time; what came after lies beside them', async () => {
    await under.anchor();
    await under.grow();
    const page = await under.open({ viewport: DESK });
    const life = part(page, 'The life of the log');
    await life.getByText(/Stamped by time-office/).waitFor();
    await life.getByText(/Cosigned by cairn\.invalid/).waitFor();
    const kinds = await life.getByRole('listitem').evaluateAll((all) => all.map((each) => each.dataset.kind));
    expect(kinds.slice(0, 2)).toEqual(['loose', 'anchor']);
    const today = part(page, 'What can be proven today');
    await today.getByText(/cannot be altered, dropped or put in another order without an audit naming it/).waitFor();
    await today.getByText(/time-office vouches for it/).waitFor();
    await today.getByText(/could still be rewritten unseen/).waitFor();
    await part(page, 'Time stamps')
      .getByText(/Asked every 6 hours/)
      .waitFor();
    await part(page, 'Witnesses')
      .getByText(/Cosigned \d+ entries/)
      .waitFor();
    await look(page, 'integrity-anchored');
  });

  test('a fork that a partner shows, and a witness that fails, are told; the lamp says so on every page', async () => {
    expect(await under.fork()).toEqual([200, 409]);
    await under.grow();
    await under.losePartner();
    const page = await under.open({ viewport: DESK });
    const forks = part(page, "A partner's log shows two histories");
    await forks.getByText(/It signed two different roots for its first \d+ entries\./).waitFor();
    await forks.getByText('River group').waitFor();
    await part(page, 'Witnesses')
      .getByText(/It cannot be reached/)
      .waitFor();
    await part(page, 'Logs that this instance watches')
      .getByText(/Last refused:/)
      .waitFor();
    expect(await lamp(page).getAttribute('data-state')).toBe('alarm');
    await look(page, 'integrity-fork');
    await page.goto('/library');
    await lamp(page).getByText('Partner shows two histories').waitFor();
  });

  test('a file that is not as it came in is named, with what to do; what reads foreign files is told', async () => {
    const reference = await under.damageFile();
    const page = await under.open({ viewport: DESK });
    const files = part(page, 'Files in the store');
    await files.getByRole('link', { name: `Item ${reference}` }).waitFor();
    await files.getByText('Altered', { exact: true }).waitFor();
    await files.getByText('Put nothing in its place by hand.').waitFor();
    await part(page, 'What can be proven today').getByText('1 file in the store is not as it came in').waitFor();
    await part(page, 'Reading foreign files')
      .getByText(/sharp \d/)
      .waitFor();
    await lamp(page).getByText('Files damaged').waitFor();
    await look(page, 'integrity-files');
    await files.getByRole('link', { name: `Item ${reference}` }).click();
    await page.getByRole('heading', { level: 1, name: 'given.txt' }).waitFor();
  });

  test('on a phone nothing is wider than the screen; in Ukrainian and in the dark axe finds nothing', async () => {
    const page = await under.open({ viewport: PHONE, colorScheme: 'dark' });
    await part(page, 'Witnesses').waitFor();
    expect(await overhang(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => localStorage.setItem('cairn.language', 'uk'));
    await page.reload();
    await part(page, 'Що можна довести сьогодні').waitFor();
    await part(page, 'Свідки')
      .getByText(/Підписано/)
      .waitFor();
    expect(await overhang(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  test('the keyboard alone leads from the lamp to the page', async () => {
    const page = await under.open({ viewport: DESK });
    await page.goto('/library');
    await lamp(page).waitFor();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      if (await lamp(page).evaluate((it) => it === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Integrity' }).waitFor();
    await part(page, 'Keys of this log').waitFor();
  });
});
