import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './testing/chromium.ts';
import { type RecordsUnderTest, startRecords } from './testing/records.ts';
import { shoot } from './testing/shots.ts';
import { violations } from './testing/visit.ts';

describe.skipIf(!chromiumPath)(
  'verification, own fields and figures in a browser (needs an installed Chromium)',
  () => {
    let records: RecordsUnderTest;
    /** Of a reviewer named `checker`. */
    let checker: string;

    beforeAll(async () => {
      records = await startRecords();
      checker = await records.server.addPerson('checker', { role: 'reviewer', clearance: 'case-only' });
    });

    afterAll(async () => {
      await records?.stop();
    });

    afterEach(async () => {
      expect(await records.leaveAll()).toEqual([]);
    });

    const look = async (page: Page, name: string) => {
      expect(await violations(page), name).toEqual([]);
      await shoot(page, name);
    };

    test('work is said to be ready, reviewed by a second person, closed, and taken back into work by a change', async () => {
      const page = await records.enter();
      await records.openIncident(page);
      const stage = page.getByRole('region', { name: 'Stage of the work' });
      await stage.getByRole('button', { name: 'Ready for review' }).click();
      await stage.getByText('Somebody else reviews it now.').waitFor();
      expect(await stage.getByRole('button', { name: 'Mark as reviewed' }).count()).toBe(0);
      await look(page, 'verification-stage');

      // A contributor sees the stage, and no step that is a reviewer's.
      const contributor = await records.enter(records.editor);
      await records.openIncident(contributor);
      await contributor.getByText('Ready for review', { exact: true }).first().waitFor();
      expect(await contributor.getByRole('button', { name: 'Mark as reviewed' }).count()).toBe(0);

      const second = await records.enter(checker);
      await records.openIncident(second);
      const theirs = second.getByRole('region', { name: 'Stage of the work' });
      await theirs.getByRole('button', { name: 'Mark as reviewed' }).click();
      await theirs.getByText('Reviewed by checker').waitFor();
      await theirs.getByRole('button', { name: 'Close' }).click();
      await theirs.getByText('Closed', { exact: true }).waitFor();
      await theirs.getByRole('button', { name: 'Take into work' }).click();
      await theirs.getByText('In work', { exact: true }).waitFor();
    });

    test('work is assigned with a day, and says when it is overdue', async () => {
      const page = await records.enter();
      await records.openIncident(page);
      await page.getByRole('button', { name: 'Assign', exact: true }).click();
      await page.getByLabel('second-editor').check();
      await page.getByLabel('To be done by').fill('2031-01-05');
      await page.getByRole('form', { name: 'Assign' }).getByRole('button', { name: 'Save' }).click();
      await page.getByText('due 5 Jan 2031').waitFor();
      await page.getByRole('button', { name: 'Assign', exact: true }).click();
      await page.getByLabel('To be done by').fill('2021-01-05');
      await page.getByRole('form', { name: 'Assign' }).getByRole('button', { name: 'Save' }).click();
      await page.getByText('overdue since 5 Jan 2021').waitFor();
    });

    test('a comment names a colleague by keys alone, is answered and settled', async () => {
      const page = await records.enter();
      await records.openIncident(page, 'discussion');
      const field = page.getByRole('textbox', { name: 'Comment' });
      await field.fill('Which yard is meant? ');
      await field.press('End');
      await page.keyboard.type('@sec');
      await page.getByRole('option', { name: 'second-editor' }).waitFor();
      await look(page, 'verification-mention');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Add comment' }).click();
      await page.getByText('Which yard is meant? @second-editor').waitFor();
      await look(page, 'verification-discussion');

      const theirs = await records.enter(records.editor);
      await records.openIncident(theirs, 'discussion');
      await theirs.getByRole('button', { name: 'Answer' }).click();
      await theirs.getByRole('textbox', { name: 'Answer' }).fill('The northern one.');
      await theirs.getByRole('button', { name: 'Add comment' }).first().click();
      await theirs.getByText('The northern one.').waitFor();
      await theirs.getByRole('button', { name: 'Settle' }).click();
      await theirs.getByText('1 settled thread').waitFor();
    });

    test('a step of verification that found nothing is recorded with what was compared', async () => {
      const page = await records.enter();
      await records.openIncident(page, 'verification');
      await page.getByRole('button', { name: 'Record a step' }).click();
      const form = page.getByRole('form', { name: 'Record a step' });
      await look(page, 'verification-step-form');
      // A panel that changes its place begins anew.
      if (!(await form.isVisible())) await page.getByRole('button', { name: 'Record a step' }).click();
      await form.getByLabel('What was compared').fill('The water tower left of the church');
      await form.getByLabel('Or with something else').fill('Satellite picture of 3 March');
      await form.getByLabel('What came of it').selectOption('not-found');
      await form.getByLabel('How sure').selectOption('moderate');
      await look(page, 'verification-step-form');
      await form.getByRole('button', { name: 'Save step' }).click();
      await page.getByRole('heading', { name: 'Geolocation: Not found' }).waitFor();
      await page.getByText('Satellite picture of 3 March').waitFor();
      await look(page, 'verification-steps');
    });

    test('an act is coded a second time without sight of the first coding, and what differs stays', async () => {
      const around = await fetch(`${records.server.origin}/api/v1/records/${records.incident}/related`, {
        headers: { authorization: `Bearer ${records.server.token}` },
      });
      const { records: found } = (await around.json()) as { records: { id: string; kind: string }[] };
      const act = found.find(({ kind }) => kind === 'act')?.id;
      const page = await records.enter(checker);
      await page.goto(`/incidents/${records.incident}/acts/${act}/second`);
      await page.getByRole('heading', { level: 1, name: 'Second coding' }).waitFor();
      await page.getByLabel('Type of act').selectOption('torture');
      await look(page, 'verification-second');
      await page.getByRole('button', { name: 'Save second coding' }).click();
      await page.getByText('You have coded this act.').waitFor();
      await page.getByRole('link', { name: 'Agreement of coders' }).click();
      await page.getByText('Second coding: Torture').waitFor();
      await page.getByRole('button', { name: 'Write how it was resolved' }).first().click();
      await page.getByLabel('How it was resolved').fill('No purpose was named.');
      await page.getByRole('button', { name: 'Save change' }).click();
      await page.getByText('No purpose was named.').waitFor();
      await look(page, 'verification-agreement');
    });

    test('a lead adds a field without code, and it stands at the incident with its definition', async () => {
      const page = await records.enter();
      await page.goto('/fields');
      await page.getByRole('button', { name: 'Add a field' }).click();
      const form = page.getByRole('form', { name: 'Add a field' });
      await form.getByLabel('Name, in English').fill('Shelter nearby');
      await form.getByLabel('Name, in Ukrainian').fill('Укриття поруч');
      await form.getByLabel('Short key').fill('shelter');
      await form.getByLabel('Holds').selectOption('yes-no');
      await form.getByLabel('Definition, in English').fill('Whether a shelter was within reach.');
      await form.getByLabel('Definition, in Ukrainian').fill('Чи було поруч укриття.');
      await look(page, 'fields-form');
      await form.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Whether a shelter was within reach.').waitFor();
      await page.getByRole('button', { name: 'Add a term or a rule' }).click();
      const term = page.getByRole('form', { name: 'Add a term or a rule' });
      await term.getByLabel('Short key').fill('slingshot');
      await term.getByLabel('Vocabulary').selectOption('method');
      for (const [label, text] of [
        ['Name, in English', 'Slingshot'],
        ['Name, in Ukrainian', 'Рогатка'],
        ['Definition, in English', 'A sling.'],
        ['Definition, in Ukrainian', 'Праща.'],
      ] as const)
        await term.getByLabel(label).fill(text);
      await term.getByRole('button', { name: 'Save' }).click();
      await page.getByText('own-slingshot').waitFor();
      await look(page, 'fields');
      await records.openIncident(page);
      await page.getByRole('button', { name: 'Add: Own fields' }).click();
      await page.getByLabel('Shelter nearby', { exact: true }).waitFor();
    });

    test('figures stand with their unit as plot and table, and leave through the register', async () => {
      const page = await records.enter();
      await page.goto('/figures');
      await page.getByRole('heading', { level: 1, name: 'Figures' }).waitFor();
      await page.getByText('Each number counts incidents.').waitFor();
      await look(page, 'figures');
      await page.getByRole('combobox', { name: 'Count' }).selectOption('persons');
      await page.getByText('Each number counts persons').waitFor();
      await look(page, 'figures-persons');
      await page.getByLabel('For whom').fill('The monthly note');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('figures.csv');
    });
  },
);
