import type { Instance } from '../../database/index.ts';
import { exportQuery } from '../leaving/index.ts';
import type { Book } from './book.ts';
import type { Team } from './decisions.ts';
import type { Stage } from './stage.ts';

/** How the invented team counts, written by its lead: what goes along with each of its figures. */
const METHOD = {
  title: 'How we count in Vesna',
  scope:
    'Incidents of armed violence and unlawful detention in Vesna Province and the Lowland since 1 March 2025, whoever did it.',
  definitions:
    'An incident is what happened at one time and place. Killed and injured are persons, civilian or not; where a source does not say, the group is left open.',
  inclusion:
    'An incident is entered as soon as one source tells of it. It is counted whatever its stage, except what was set aside and duplicates.',
  sources:
    'Accounts taken by our own people, registers of clinics and of the fire service, pictures with their files, and three newspapers. Sources are graded by the reader, not by the editor.',
  verification:
    'A second person reviews each incident. From level 3 up two people have agreed on each act. A single source without a grade carries no more than level 2.',
  corrections:
    'Corrections are entered as new revisions on the day they reach us; nothing is overwritten. Last read through on 1 September 2025.',
  sensitivity: 'public',
} as const;

/** The note that stands beside the figures. */
export async function methodNote(book: Book, { lead }: Team, { record }: Pick<Stage, 'record'>): Promise<void> {
  await book.write(lead, [record('method-note', METHOD)], 'Agreed at the meeting of the team');
}

/** What left once: a small table for a partner, taken out as anybody would, so that the register has a page to read. */
export async function firstDeparture(instance: Instance, { lead }: Team, compartment: string): Promise<void> {
  const { chunks } = await exportQuery(instance, lead, {
    query: `compartment=${compartment}&status=documented&from=2025-03-01&to=2025-04-01`,
    format: 'csv',
    purpose: 'partner',
    recipient: 'Tin Lantern Relief, desk for journeys',
    terms: 'For planning journeys. Not to be passed on; to be deleted by the end of the year.',
    fields: [],
    include: [],
    accept: ['young', 'consent-limited', 'consent-not-asked'],
    language: 'en',
  });
  for await (const _ of chunks);
}
