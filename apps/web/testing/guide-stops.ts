import type { Locator, Page } from 'playwright-core';
import type { WordId } from '../src/words/words.ts';

/** Records of the demonstration, by their titles, to which the guide goes. */
export const STORIES = {
  drone: 'Drone follows a car near Pelgosk',
  fire: 'Fire in a classroom in Issenvey',
  asked: 'Computers taken from a newspaper in Kvellin',
  yard: 'Ambulance yard fired upon in Ombrel',
} as const;

/** What the addresses of a stop are made of. */
export interface Place {
  drone: string;
  fire: string;
  asked: string;
  yard: string;
  act: string;
  item: string;
  batch: string;
  compartment: string;
}

/** A page of the guide: where it is, what is done there, and which words must stand there in either language. */
export interface Stop {
  /** Name of the picture. */
  name: string;
  address: (place: Place) => string;
  does?: (page: Page, say: (id: WordId) => string) => Promise<void>;
  shows: readonly WordId[];
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const upTo = (what: Locator) => what.first().evaluate((it) => it.scrollIntoView({ block: 'start' }));
const upToWords = (page: Page, name: string) => upTo(page.getByText(name, { exact: true }));

/** A table of another team, invented. */
const TABLE = `No;Date;Town;What;Weapon;Killed;Source
1;03.03.2025;Ombrel;Clinic struck;Drone;1-2;Radio Solmarey
2;05.03.2025;Quarnoy;Bus shot at;Rifle;0;Tin Lantern Relief
3;about 10:00, 09.03.2025;Nethrin;House burnt;;at least 1;Radio Solmarey
`;

export const STOPS: readonly Stop[] = [
  {
    name: 'desk',
    address: () => '/desk',
    shows: ['area.desk', 'desk.column.now', 'desk.column.soon', 'desk.do.review'],
  },
  {
    name: 'batch',
    address: () => '/triage/new',
    shows: ['triage.takeIn', 'triage.way.files', 'triage.way.links', 'triage.way.telegram', 'triage.personal'],
  },
  {
    name: 'triage',
    address: ({ batch }) => `/triage/${batch}`,
    does: async (page, say) => {
      await page.locator('[id^="entry-"]').first().waitFor();
      await press(page, `${say('triage.uncover')} R`);
      await page.getByLabel(say('triage.uncover.why')).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    shows: ['triage.key.attach', 'triage.key.new', 'triage.key.irrelevant', 'triage.key.later', 'triage.key.undo'],
  },
  {
    name: 'incident',
    address: ({ drone }) => `/incidents/${drone}`,
    shows: ['who.ask', 'facts.act.add', 'records.addStatement', 'verification.step.review', 'verification.assign'],
  },
  {
    name: 'who',
    address: ({ fire }) => `/incidents/${fire}?panel=who&field=counts`,
    shows: ['facts.recorded', 'facts.concludes', 'facts.conclude'],
  },
  {
    name: 'contradictions',
    address: ({ yard }) => `/incidents/${yard}`,
    does: (page, say) => upTo(page.getByRole('heading', { name: new RegExp(`^${say('facts.contradictions')}`) })),
    shows: ['facts.contradictions'],
  },
  {
    name: 'place',
    address: ({ drone }) => `/incidents/${drone}/edit`,
    does: (page, say) => upToWords(page, say('edit.part.when')),
    shows: ['edit.time.start', 'edit.time.end', 'edit.time.precision', 'place.find', 'edit.save'],
  },
  {
    name: 'act',
    address: ({ fire }) => `/incidents/${fire}`,
    does: async (page) => {
      await page
        .locator('details > summary')
        .filter({ has: page.locator('[class*=sentence]') })
        .first()
        .click();
      await upTo(page.locator('details[open] > summary'));
    },
    shows: ['facts.tie.victim-of', 'facts.tie.perpetrator-of', 'facts.tie.add.victim-of', 'facts.level.set'],
  },
  {
    name: 'relations',
    address: ({ drone }) => `/incidents/${drone}/relations`,
    shows: ['relations.groups', 'relations.table', 'relations.hop', 'relations.add'],
  },
  {
    name: 'discussion',
    address: ({ asked }) => `/incidents/${asked}?panel=discussion`,
    shows: ['verification.discussion', 'verification.send', 'verification.answer', 'verification.settle'],
  },
  {
    name: 'step',
    address: ({ drone }) => `/incidents/${drone}?panel=verification`,
    does: (page, say) => press(page, say('verification.addStep')),
    shows: [
      'verification.steps',
      'verification.addStep',
      'verification.compared',
      'verification.outcome',
      'verification.saveStep',
    ],
  },
  {
    name: 'second-coding',
    address: ({ fire, act }) => `/incidents/${fire}/acts/${act}/second`,
    shows: ['verification.second', 'verification.saveSecond'],
  },
  { name: 'duplicates', address: () => '/duplicates', shows: ['duplicates.title'] },
  {
    name: 'library',
    address: () => '/library?status=open&status=needs-help',
    does: async (page, say) => {
      await page.locator('tbody tr').first().waitFor();
      await press(page, say('library.select'));
      for (const row of [0, 1, 3]) await page.locator('tbody input[type="checkbox"]').nth(row).check();
    },
    shows: ['library.view.save', 'library.columns', 'library.select', 'library.copy', 'library.export', 'bulk.reason'],
  },
  {
    name: 'map',
    address: () => '/library?see=map,timeline&status=reviewed',
    // The panel of the stop before stays open within the library.
    does: (page, say) => press(page, say('library.select')),
    shows: ['map.takeSight', 'timeline.month', 'library.see.map', 'library.see.timeline'],
  },
  {
    name: 'import',
    address: () => '/import',
    does: async (page, say) => {
      const choosing = page.waitForEvent('filechooser');
      await press(page, say('importing.choose'));
      await (await choosing).setFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) });
      await page.getByText(say('importing.columns'), { exact: true }).first().waitFor();
    },
    shows: ['importing.columns', 'importing.try', 'importing.dryRun', 'importing.import', 'importing.keepMapping'],
  },
  {
    name: 'figures',
    address: () => '/figures?count=persons&by=month',
    shows: ['figures.count', 'figures.by', 'figures.behind'],
  },
  {
    name: 'method',
    address: ({ compartment }) => `/figures?count=acts&by=act-type&compartment=${compartment}`,
    does: (page, say) => upToWords(page, say('figures.notes')),
    shows: ['figures.notes', 'figures.method.change', 'figures.download'],
  },
  {
    name: 'export',
    address: () => '/departures/new?status=documented',
    does: async (page, say) => {
      await page
        .getByRole('group', { name: say('departures.purpose') })
        .getByRole('radio')
        .first()
        .check();
      await page.getByLabel(say('departures.recipient')).first().fill('Readers of the monthly report');
      await press(page, say('departures.look'));
      await upToWords(page, say('departures.preview'));
    },
    shows: ['departures.preview', 'departures.stays', 'departures.guarded', 'departures.warnings'],
  },
  { name: 'register', address: () => '/departures', shows: ['departures.title', 'departures.new', 'departures.delay'] },
  {
    name: 'fields',
    address: () => '/fields',
    does: (page, say) => press(page, say('fields.add')),
    shows: ['fields.title', 'fields.addTerm'],
  },
  {
    name: 'covered',
    address: ({ item }) => `/items/${item}`,
    shows: ['evidence.uncover.image', 'graphic.judge', 'checklist', 'checklist.title'],
  },
  {
    name: 'travel',
    address: () => '/account',
    does: async (page, say) => {
      // What stands above it comes in piece by piece.
      await page.waitForLoadState('networkidle');
      await upToWords(page, say('account.travel'));
    },
    shows: ['account.travel', 'exit'],
  },
  {
    name: 'keys',
    address: () => '/library?',
    does: async (page, say) => {
      await page.getByRole('heading', { level: 1, name: say('area.library') }).waitFor();
      await page.keyboard.press('?');
    },
    shows: ['keys.title', 'keys.here', 'keys.everywhere', 'keys.single'],
  },
];
