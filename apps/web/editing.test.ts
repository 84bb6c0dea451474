import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { changeElsewhere, WORDS } from './testing/data.ts';
import { type RecordsUnderTest, startRecords } from './testing/records.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

describe.skipIf(!chromiumPath)('editing records in a browser (needs an installed Chromium)', () => {
  let records: RecordsUnderTest;

  beforeAll(async () => {
    records = await startRecords();
  });

  afterAll(async () => {
    await records?.stop();
  });

  afterEach(async () => {
    expect(await records.leaveAll()).toEqual([]);
  });

  const enter: RecordsUnderTest['enter'] = (...given) => records.enter(...given);
  const openIncident: RecordsUnderTest['openIncident'] = (...given) => records.openIncident(...given);
  const openForm: RecordsUnderTest['openForm'] = (page) => records.openForm(page);
  const save = (page: Page) => page.getByRole('button', { name: 'Save change' }).click();
  const isBack = (page: Page) => page.getByRole('heading', { level: 1, name: /Verlisk/ }).waitFor();
  const bodyOf = async (id = records.incident) => {
    const { server } = records;
    const response = await fetch(`${server.origin}/api/v1/records/${id}`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    return ((await response.json()) as { body: Record<string, unknown> }).body;
  };
  /** Nothing for axe to find, and pictures of it where they are asked for. */
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };

  test('an incident is entered, and what is wrong stands at its field until it is right', async () => {
    const page = await enter();
    await page.getByRole('link', { name: 'New incident' }).click();
    // It stands in the form that nobody has looked at it yet: without a stage no facet of stages would find it.
    expect(await page.getByRole('combobox', { name: 'Stage' }).inputValue()).toBe('new');
    await page.getByLabel('Title').fill('Fire at the Lowmark depot');
    await page.getByLabel('Earliest').fill('2031-02-30');
    await page.getByRole('button', { name: 'Add a count' }).click();
    await page.getByLabel('Outcome').selectOption({ label: 'injured' });
    await page.getByLabel('At least').fill('4');
    await page.getByLabel('Likely').fill('two');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByText('Nothing was saved: 1 place').waitFor();
    expect(await page.getByLabel('Likely').evaluate((field) => field === document.activeElement)).toBe(true);

    await page.getByLabel('Likely').fill('2');
    await page.getByLabel('What occasions this record?').fill('A call to the office');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByText('There is no such date.').waitFor();
    await look(page, 'records-new-problems');
    await page.getByLabel('Earliest').fill('2031-02-28 14:05');
    await page.getByText('Reads as:').first().waitFor();
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByText('These figures cannot all be right.').waitFor();
    await page.getByLabel('The source gives these figures so').check();
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fire at the Lowmark depot' }).waitFor();
    await page.getByText('28 February 2031').first().waitFor();

    const [, id] = /incidents\/([0-9a-f-]{36})/.exec(page.url()) ?? [];
    expect(await bodyOf(id as string)).toMatchObject({ status: 'new' });
    await page.getByRole('article').getByRole('link', { name: 'Add statement' }).click();
    await page.getByLabel('Words of the source').fill('The smoke stood over the river until noon.');
    await page.getByLabel('Source code').fill('TEA-S-020');
    await page.getByLabel('Reliability of the source').selectOption('B');
    await page.getByLabel('It speaks about', { exact: true }).selectOption({ label: 'Time' });
    await page.getByLabel('What occasions this record?').fill('Told on the same call');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByRole('article').getByText('The smoke stood over the river until noon.').waitFor();
    await page.getByRole('button', { name: 'Who says so? Time' }).click();
    await page.getByRole('complementary').getByText('The smoke stood over the river').waitFor();
  });

  test('two people change the same field: both texts are kept, and what one alone changed is merged unasked', async () => {
    const one = await enter();
    const two = await enter(records.editor);
    await openForm(one);
    await openForm(two);
    await two.getByLabel('Summary').fill('Four munitions struck the clinic at dawn.');
    await two.getByLabel('Context').fill('Shelling had begun the day before.');
    await two.getByLabel('Why this change?').fill('The second report');
    await save(two);
    await isBack(two);

    await one.getByText('second-editor changed this record while you are writing.').waitFor();
    await one.getByLabel('Summary').fill('Three munitions struck the eastern wing.');
    await one.getByLabel('Name in English').fill('Verlisk town');
    await one.getByLabel('Why this change?').fill('The nurse called again');
    await save(one);
    const dialog = one.getByRole('dialog', { name: 'Someone else changed the same' });
    await dialog.getByText('by second-editor').waitFor();
    await dialog.getByText('Changed by others alone and taken in: Context.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Save as chosen' }).isDisabled()).toBe(true);
    await look(one, 'records-conflict');
    await dialog.getByLabel('Both, to edit').check();
    const both = dialog.getByLabel('Summary').last();
    expect(await both.inputValue()).toBe(
      'Four munitions struck the clinic at dawn.\n\nThree munitions struck the eastern wing.',
    );

    // A third change comes in between: the question is asked again, and nothing is lost.
    await changeElsewhere(records.server, records.editor, records.incident, {
      summary: 'Five munitions struck the clinic.',
    });
    await dialog.getByRole('button', { name: 'Save as chosen' }).click();
    await dialog.locator('ins', { hasText: 'Five' }).waitFor();
    await dialog.getByLabel('Mine').check();
    await dialog.getByRole('button', { name: 'Save as chosen' }).click();
    await isBack(one);
    expect(await bodyOf()).toMatchObject({
      summary: 'Four munitions struck the clinic at dawn.\n\nThree munitions struck the eastern wing.',
      context: 'Shelling had begun the day before.',
      place: { name: { en: 'Verlisk town', uk: 'Верліск' } },
    });

    await openIncident(one, 'history');
    const panel = one.getByRole('complementary');
    await panel.getByText('The nurse called again').waitFor();
    await panel.getByText('changed by second-editor').first().waitFor();
    expect(await panel.locator('del', { hasText: 'Five' }).count()).toBeGreaterThan(0);
    await look(one, 'records-history');
  });

  test('nothing typed is lost when the line is down, when the page is left, and when the session ends', async () => {
    const page = await enter();
    await openForm(page);
    await page.getByLabel('Notes').fill('Ask for the ward list.');
    await page.getByLabel('Why this change?').fill('To be remembered');
    await page.route('**/api/v1/records/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await save(page);
    await page.getByText('Cairn did not answer.').waitFor();
    records.forgive();
    await page.unroute('**/api/v1/records/*');

    await page.getByRole('link', { name: 'Back to the incident' }).click();
    await page.getByRole('link', { name: 'Continue your change' }).click();
    await page.getByText('what you wrote is back').waitFor();
    expect(await page.getByLabel('Notes').inputValue()).toBe('Ask for the ward list.');

    await page.context().clearCookies();
    await save(page);
    await page.getByText('Sign in with an access token').click();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'ward list',
    );
    await page.getByLabel('Token', { exact: true }).fill(records.server.token);
    await page.keyboard.press('Enter');
    await page.getByText('what you wrote is back').waitFor();
    expect(await page.getByLabel('Notes').inputValue()).toBe('Ask for the ward list.');
    await save(page);
    await isBack(page);
    await page.getByText('Ask for the ward list.').waitFor();
  });

  test('identity fields and a statement’s grade are edited, the source’s words are not', async () => {
    const page = await enter();
    await openIncident(page);
    await page.getByRole('link', { name: /^Edit Person TEA-/ }).click();
    // The page that is left has a button of that name too.
    await page.getByLabel('Why this change?').waitFor();
    await page.getByRole('button', { name: 'Show names' }).click();
    await page.getByLabel('Date of birth').fill('1984-02-11');
    await look(page, 'records-edit-identity');
    await page.getByLabel('Why this change?').fill('The passport was seen');
    await save(page);
    await isBack(page);
    await page.getByRole('button', { name: /^Show names/ }).click();
    await page.getByText('1984-02-11').waitFor();

    const figure = page.getByRole('article').getByRole('figure').filter({ hasText: WORDS });
    await figure.getByRole('link', { name: /^Edit TEA-/ }).click();
    await page.getByText('The words of a source stay as they were written down.').waitFor();
    expect(await page.getByLabel('Words of the source').count()).toBe(0);
    await page.getByLabel('Credibility of the words').selectOption('1');
    await page.getByLabel('Why this change?').fill('A second source says the same');
    await save(page);
    await page.getByRole('article').getByText('1 · Confirmed').waitFor();
  });

  test('the keyboard alone leads through an edit', async () => {
    const page = await enter();
    await openIncident(page);
    const until = async (name: string, limit = 80) => {
      for (let i = 0; i < limit; i++) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const element = document.activeElement as HTMLInputElement | null;
          return element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
        });
        if (here === name) return;
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    await until('Edit');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Edit TEA-/ }).waitFor();
    await until('Context');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Written by keyboard.');
    await until('Why this change?');
    await page.keyboard.type('Keys alone');
    await until('Save change');
    await page.keyboard.press('Enter');
    await page.getByText('Written by keyboard.').waitFor();
  });

  test('a reload asks first where an identity is typed, which is kept nowhere; quick exit asks nothing', async () => {
    const page = await enter();
    await openIncident(page);
    await page.getByRole('link', { name: /^Edit Person TEA-/ }).click();
    await page.getByRole('button', { name: 'Show names' }).click();
    await page.getByLabel('Place of birth').fill('Half a word');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.evaluate(() => location.reload()).catch(() => undefined);
    await expect.poll(() => asked).toEqual(['beforeunload']);
    expect(await page.getByLabel('Place of birth').inputValue()).toBe('Half a word');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL('about:blank');
    expect(asked).toEqual(['beforeunload']);
  });
});
