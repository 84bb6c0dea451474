import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { changeElsewhere, TITLE } from './testing/data.ts';
import { type RecordsUnderTest, startRecords } from './testing/records.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

type Body = Record<string, unknown>;
interface Answer {
  id: string;
  revision: number;
  reference: string;
  kind: string;
  body: Body;
}

describe.skipIf(!chromiumPath)('the incident page in a browser (needs an installed Chromium)', () => {
  let records: RecordsUnderTest;
  let reviewer: string;

  beforeAll(async () => {
    records = await startRecords();
    reviewer = await records.server.addPerson('second-reviewer', { role: 'reviewer', clearance: 'case-only' });
  });

  afterAll(async () => {
    await records?.stop();
  });

  afterEach(async () => {
    expect(await records.leaveAll()).toEqual([]);
  });

  const call = async <T = Answer>(method: string, path: string, body?: unknown, token = records.server.token) => {
    const response = await fetch(`${records.server.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const read = (id = records.incident) => call('GET', `/api/v1/records/${id}`);
  const around = async () =>
    (await call<{ records: Answer[] }>('GET', `/api/v1/records/${records.incident}/related`)).records;
  const look = async (page: Page, name: string) => {
    expect(await violations(page), name).toEqual([]);
    await shoot(page, name);
  };
  const pencil = (page: Page, name: string) => page.getByRole('button', { name: `Edit: ${name}`, exact: true });
  const editor = (page: Page, name: string) => page.getByRole('form', { name: `Edit: ${name}`, exact: true });
  const save = (form: ReturnType<typeof editor>) => form.getByRole('button', { name: 'Save change' }).click();
  const saved = (page: Page, fields: string) => page.getByText(`Saved: ${fields}`).waitFor();

  test('a field is edited where it stands, by keys alone; undone, and brought back from the history', async () => {
    const page = await records.enter();
    await records.openIncident(page);
    await pencil(page, 'Time').focus();
    await page.keyboard.press('Enter');
    const form = editor(page, 'Time');
    expect(await form.getByLabel('Earliest').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await pencil(page, 'Time').waitFor();
    expect(await pencil(page, 'Time').evaluate((button) => button === document.activeElement)).toBe(true);

    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Add a period' }).click();
    await form.getByLabel('Earliest').last().fill('2031-03-09');
    await look(page, 'incident-time');
    await page.keyboard.press('Control+Enter');
    await saved(page, 'Further periods');
    await page.getByText('9 March 2031').first().waitFor();
    const now = await read();
    expect(now.body.moreTimes).toEqual([{ start: '2031-03-09', precision: 'day' }]);
    const { revisions } = await call<{ revisions: { reason: string }[] }>(
      'GET',
      `/api/v1/records/${records.incident}/revisions`,
    );
    expect(revisions.some(({ reason }) => reason === 'Changed: Further periods')).toBe(true);

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await read()).body.moreTimes).toBeUndefined();
    await page.getByRole('tab', { name: 'History' }).click();
    await page
      .getByRole('button', { name: `Bring this value back: Further periods, revision ${now.revision}` })
      .click();
    await saved(page, 'Further periods');
    expect((await read()).body.moreTimes).toHaveLength(1);
    expect((await read()).revision).toBe(now.revision + 2);
  });

  test('two people change the same field on the page: each is asked, nothing is lost, the other field is merged', async () => {
    const page = await records.enter();
    await records.openIncident(page);
    await pencil(page, 'Summary').click();
    await editor(page, 'Summary').getByLabel('Summary').fill('Three munitions struck the eastern wing.');
    await changeElsewhere(records.server, records.editor, records.incident, {
      summary: 'Four munitions struck the clinic.',
      context: 'Shelling had begun the day before.',
    });
    await page.getByText('Shelling had begun the day before.').waitFor();
    await save(editor(page, 'Summary'));
    const dialog = page.getByRole('dialog', { name: 'Someone else changed the same' });
    await dialog.getByText('Changed by others alone and taken in: Context.').waitFor();
    await dialog.getByLabel('Mine').check();
    await dialog.getByRole('button', { name: 'Save as chosen' }).click();
    await saved(page, 'Summary');
    expect((await read()).body).toMatchObject({
      summary: 'Three munitions struck the eastern wing.',
      context: 'Shelling had begun the day before.',
    });
  });

  test('an act is entered, a person tied to it without a name in sight, and two people give it level 3', async () => {
    const page = await records.enter();
    await records.openIncident(page);
    await page.getByRole('link', { name: 'Add act' }).click();
    await page.getByLabel('Kind of act').selectOption('killing');
    await page.getByRole('button', { name: 'What “Killing of a person” means' }).click();
    await page.getByLabel(/TEA-S-014/).check();
    await page.getByRole('button', { name: 'Add a count' }).click();
    await page.getByLabel('Outcome').selectOption('killed');
    await page.getByLabel('At least').fill('2');
    await look(page, 'incident-new-act');
    await page.getByRole('button', { name: 'Save record' }).click();
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();

    const act = (await around()).find(({ kind, body }) => kind === 'act' && (body.harm as unknown[])?.length === 1);
    if (!act) throw new Error('The act was not saved');
    const line = page.getByRole('listitem').filter({ has: page.locator('details'), hasText: 'at least 2 killed' });
    await line.locator('summary').click();
    await line.getByRole('button', { name: `Add a victim, ${act.reference}` }).click();
    const victim = page.getByRole('form', { name: `Add a victim, ${act.reference}` });
    await victim.getByLabel('New').check();
    await victim.getByLabel('Kind').selectOption('person');
    await victim.getByText('The name of a person goes into the identity').waitFor();
    await victim.getByLabel('Name', { exact: true }).fill('Milna Oresk');
    await look(page, 'incident-tie');
    await victim.getByRole('button', { name: 'Save record' }).click();
    await victim.waitFor({ state: 'detached' });
    const actors = (await around()).filter(({ kind, body }) => kind === 'actor' && body.identity !== undefined);
    expect(actors.some(({ body }) => JSON.stringify(body.identity).includes('Milna') && !body.names)).toBe(true);
    expect(await page.getByText('Milna Oresk').count()).toBe(0);

    await line.getByRole('button', { name: `Add who did it, ${act.reference}` }).click();
    const accused = page.getByRole('form', { name: `Add who did it, ${act.reference}` });
    await accused.getByLabel('Who?').fill('grey');
    await accused.getByRole('button', { name: /Grey column/ }).click();
    await accused.getByLabel('Involvement').selectOption('ordered');
    await accused.getByRole('button', { name: 'Save record' }).click();
    await line.getByText('Ordered it').first().waitFor();

    await line.getByRole('button', { name: /^Set level: Killing/ }).click();
    const level = page.getByRole('form', { name: /^Set level: Killing/ });
    await level.getByLabel(/^3 · /).check();
    await level.getByLabel('Reasons').fill('An assessed witness and the ward list.');
    await look(page, 'incident-level');
    await level.getByRole('button', { name: 'Propose' }).click();
    await line.getByText('waits for a second person').first().waitFor();

    const second = await records.enter(reviewer);
    await records.openIncident(second);
    const same = second.getByRole('listitem').filter({ has: second.locator('details'), hasText: 'at least 2 killed' });
    await same.locator('summary').click();
    await same.getByRole('button', { name: /^Agree to the proposal: Killing/ }).click();
    const agree = second.getByRole('form', { name: /^Agree to the proposal/ });
    await agree.getByLabel('Reasons').fill('Read both; they fit.');
    await agree.getByRole('button', { name: 'Agree to the proposal' }).click();
    await expect.poll(async () => (await read(act.id)).body.level).toBe(3);
    await same.getByText('Two people gave this claim its level').waitFor();

    await same.getByRole('button', { name: /^Withdraw this link: Grey column/ }).click();
    const withdraw = second.getByRole('form', { name: /^Withdraw this link/ });
    await withdraw.getByLabel('Why does it not hold?').fill('Another unit was meant.');
    await withdraw.getByRole('button', { name: 'Withdraw this link' }).click();
    await saved(second, 'Withdrawn');
    await same.getByText('Ordered it').waitFor({ state: 'detached' });
    await second.getByRole('button', { name: 'Undo' }).click();
    await same.getByText('Ordered it').first().waitFor();
  });

  test('sources speak for and against fields, side by side; the team concludes apart from them', async () => {
    const page = await records.enter();
    await records.openIncident(page);
    const say = async (code: string, start: string, stance?: string) => {
      await page.getByRole('link', { name: 'Add statement' }).first().click();
      await page.getByLabel('Words of the source').fill(`${code} speaks of ${start}.`);
      await page.getByLabel('Source code').fill(code);
      await page.getByLabel('It speaks about', { exact: true }).selectOption({ label: 'Time' });
      if (stance) await page.getByLabel('How it stands to what is recorded').selectOption(stance);
      await page.getByLabel('The source gives a value: Time').check();
      await page.getByLabel('Earliest').fill(start);
      if (stance) await look(page, 'incident-statement');
      await page.getByRole('button', { name: 'Save record' }).click();
      await page.getByRole('article').getByText(`${code} speaks of`).first().waitFor();
    };
    await say('TEA-S-031', '2031-03-04');
    await say('TEA-S-032', '2031-03-11', 'contradicts');
    const table = page.getByRole('region', { name: 'Contradictions, source by source' });
    await table.getByText('11 March 2031').waitFor();
    await table.getByText('4 March 2031').waitFor();

    await page.getByRole('button', { name: 'Who says so? Time', exact: true }).click();
    const panel = page.getByRole('complementary', { name: 'Answers' });
    await panel
      .getByRole('region', { name: 'Says otherwise or contradicts it' })
      .getByText('TEA-S-032 speaks of')
      .waitFor();
    await panel.getByText('Since when do we believe it?').waitFor();
    // Graded where it is read, by keys alone: reliability and credibility apart.
    const grade = panel.getByRole('button', { name: /^Grade: TEA-S-032/ });
    await grade.focus();
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => (document.activeElement as HTMLSelectElement).labels?.[0]?.textContent);
    expect(await focused()).toContain('Reliability of the source');
    await look(page, 'incident-grading');
    await panel.getByLabel('Reliability of the source').focus();
    await page.keyboard.press('b');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Credibility of the words');
    await page.keyboard.press('2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panel.getByText(/^B · /).waitFor();
    await panel.getByText(/^2 · /).waitFor();
    await expect.poll(() => grade.evaluate((button) => button === document.activeElement)).toBe(true);
    const graded = (await around()).filter(({ body }) => body.sourceCode === 'TEA-S-032');
    expect(graded).toMatchObject([{ revision: 2, body: { reliability: 'B', credibility: 2 } }]);
    // Of many sources the table keeps to its sheet, and is scrolled within it.
    const asserts = { time: { start: '2031-03-12', precision: 'day' } };
    for (const sourceCode of ['TEA-S-041', 'TEA-S-042', 'TEA-S-043', 'TEA-S-044'])
      await call('POST', '/api/v1/records', {
        ...{ kind: 'statement', compartment: 'Team', reason: 'Told' },
        body: { sourceCode, text: 'Later.', about: [{ record: records.incident, field: 'time' }], asserts },
      });
    await page.setViewportSize({ width: 1280, height: 900 });
    await table.getByText('TEA-S-044').waitFor();
    const reach = await table.evaluate((region) => {
      const right = (element: Element | null) => element?.getBoundingClientRect().right ?? 0;
      region.scrollLeft = region.scrollWidth;
      return {
        within: right(region) <= right(region.closest('article')),
        last: right(region.querySelector('tr > :last-child')) <= right(region) + 1,
        scrolls: region.scrollLeft > 0,
      };
    });
    expect(reach).toEqual({ within: true, last: true, scrolls: true });
    await look(page, 'incident-contradictions-1280');
    await page.setViewportSize({ width: 1440, height: 900 });
    await panel.getByRole('button', { name: 'Write a conclusion' }).click();
    await panel.getByLabel('Conclusion', { exact: true }).fill('The ward list dates the first impact to 4 March.');
    await panel.getByLabel('How firmly does it stand?').selectOption('2');
    await panel.getByRole('checkbox', { name: /TEA-S-031/ }).check();
    await panel.getByRole('button', { name: 'Save change' }).click();
    await panel.getByText('Concluded by').waitFor();
    expect((await read()).body.conclusions).toMatchObject([{ field: 'time', level: 2 }]);
    await look(page, 'incident-who');
  });

  test('what was reviewed goes back into work with its change, and the reason is asked once', async () => {
    const step = async (body: Body, token?: string) => {
      const { revision } = await read();
      await call('PATCH', `/api/v1/records/${records.incident}`, { revision, body, reason: 'A step' }, token);
    };
    const { account } = await call<{ account: { id: string } }>('GET', '/api/v1/session');
    const other = await call<{ account: { id: string } }>('GET', '/api/v1/session', undefined, reviewer);
    await step({ status: 'review', review: { readyBy: account.id } });
    await step({ status: 'reviewed', review: { reviewedBy: other.account.id } }, reviewer);

    const page = await records.enter();
    await records.openIncident(page);
    await pencil(page, 'Title').click();
    const form = editor(page, 'Title');
    await form.getByText('A second person reviewed this.').waitFor();
    await form.getByLabel('Title').fill('Shelling of the clinic in Verlisk, east wing');
    await save(form);
    await form.getByText('This cannot stay empty.').waitFor();
    await form.getByLabel('Why this change?').fill('The nurse called again');
    await look(page, 'incident-reviewed');
    await save(form);
    await page.getByRole('heading', { level: 1, name: /east wing/ }).waitFor();
    expect((await read()).body).toMatchObject({ status: 'open' });
    await pencil(page, 'Counts').click();
    expect(await editor(page, 'Counts').getByLabel('Why this change?').count()).toBe(0);
  });

  test('drafts survive a reload, identities never lie in storage, and leaving takes all of it away', async () => {
    const page = await records.enter();
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    await records.openIncident(page);
    await page.getByRole('button', { name: 'Add: Notes', exact: true }).click();
    await editor(page, 'Notes').getByLabel('Notes').fill('Ask for the ward list.');
    await page.reload();
    await page.getByText('what you wrote stands open again').waitFor();
    expect(await editor(page, 'Notes').getByLabel('Notes').inputValue()).toBe('Ask for the ward list.');

    await page
      .getByRole('link', { name: /^Edit Person TEA-/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Show names', exact: true }).click();
    await page.getByLabel('Place of birth').fill('Planted-in-Orvel');
    await page.getByLabel('Notes').fill('A neighbour knows more.');
    expect(await kept()).toContain('A neighbour knows more.');
    expect(await kept()).not.toMatch(/Planted-in-Orvel|Orvela|XA 000123/);
    const databases = await page.evaluate(async () => (await indexedDB.databases()).length);
    expect(databases).toBe(0);
    await page.getByLabel('Sensitivity').selectOption('sealed');
    expect(await kept()).not.toContain('A neighbour knows more.');
    await page.getByLabel('Sensitivity').selectOption('');
    expect(await kept()).toContain('A neighbour knows more.');

    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL('about:blank');
    await page.goto('/');
    await page.getByText(/Sign in with an access token/).waitFor();
    expect(await kept()).not.toMatch(/ward list|neighbour/);
  });

  test('the organisation’s own fields stand with definition and rule; tags are words of the team', async () => {
    const both = (text: string) => ({ en: text, uk: text });
    const field = {
      key: 'shelter',
      kind: 'incident',
      label: both('Shelter nearby'),
      type: 'choice',
      options: [
        { code: 'open', label: both('Open shelter') },
        { code: 'locked', label: both('Locked shelter') },
      ],
      definition: both('Whether people could go below ground.'),
      rule: both('Within 500 m on foot.'),
    };
    const { name: compartment } = records.server.compartment;
    await call('PUT', '/api/v1/fields', { compartment, field, reason: 'Asked in every incident' });
    const page = await records.enter();
    await records.openIncident(page);
    await page.getByRole('button', { name: 'Add: Own fields', exact: true }).click();
    const own = editor(page, 'Own fields');
    await own.getByRole('button', { name: 'What “Shelter nearby” means' }).click();
    await own.getByText('Within 500 m on foot.').waitFor();
    await own.getByLabel('Shelter nearby', { exact: true }).selectOption('locked');
    await page.getByRole('button', { name: 'Add: Tags', exact: true }).click();
    const tags = editor(page, 'Tags');
    await tags.getByLabel('Tags').fill('clinic');
    await page.keyboard.press('Enter');
    await tags.getByRole('button', { name: 'Take away clinic' }).waitFor();
    await look(page, 'incident-own');
    await tags.getByRole('button', { name: 'Save all 2 open fields' }).click();
    await page.getByText('Locked shelter').waitFor();
    expect((await read()).body).toMatchObject({ custom: { shelter: 'locked' }, tags: ['clinic'] });
  });

  test('more relations than are drawn at once are read by their kind, page by page', async () => {
    const title = 'A crossing with many who were there';
    const create = (kind: string, body: Body) =>
      call('POST', '/api/v1/records', {
        kind,
        compartment: records.server.compartment.name,
        body,
        reason: 'Laid for a test',
      });
    const { id: incident } = await create('incident', { title });
    const heard = await create('statement', { sourceCode: 'TEA-S-040', summary: 'A list of names.' });
    const basis = [{ statementId: heard.id }];
    await create('act', { incident, type: { scheme: 'act-type', code: 'killing' }, basis });
    const actor = await create('actor', { actorType: 'group', names: [{ text: 'Heron watch' }] });
    const links = Array.from({ length: 260 }, () => ({ from: actor.id, to: incident, type: 'present-at', basis }));
    for (let i = 0; i < 2; i++) await call('POST', '/api/v1/relations', { links, reason: 'Laid for a test' });

    const page = await records.enter();
    await page.goto(`/incidents/${incident}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    // What is needed first is among those that are read at once, however many links there are.
    await page.getByRole('heading', { level: 2, name: 'Acts 1' }).waitFor();
    await page.getByText('There are more relations here than this page draws at once.').waitFor();
    const group = page.getByRole('group').filter({ hasText: 'present at' });
    await group.getByText('520').waitFor();
    await group.getByText('present at').click();
    await expect.poll(() => group.getByRole('listitem').count()).toBe(50);
    await group.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => group.getByRole('listitem').count()).toBe(100);
  });
});
