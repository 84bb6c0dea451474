import type { Say, WordId } from '../words/words.ts';

const KINDS: readonly string[] = ['incident', 'act', 'actor', 'item', 'statement', 'link'];

/** "12 incidents, 3 acts"; of other kinds the word of the program and the number. */
export function countsIn(records: Readonly<Record<string, number>>, say: Say): string {
  return Object.entries(records)
    .map(([kind, n]) => countOf(kind, n, say))
    .join(', ');
}

export function countOf(kind: string, n: number, say: Say): string {
  return KINDS.includes(kind) ? say(`departures.count.${kind}` as WordId, { n }) : `${kind}: ${n}`;
}

const WHY: readonly string[] = [
  'level',
  'identity',
  'military',
  'sealed',
  'consent-refused',
  'consent-withdrawn',
  'consent-limited',
  'consent-not-asked',
  'perpetrator-level',
  'suspect',
  'set-aside',
  'duplicate',
  'young',
];

/** Why something stays. */
export function whyOf(why: string, say: Say): string {
  return WHY.includes(why) ? say(`departures.why.${why}` as WordId) : why;
}

const WARNINGS: readonly string[] = ['young', 'consent-limited', 'consent-not-asked', 'contradicted'];

export function warningOf(code: string, n: number, say: Say): string {
  return WARNINGS.includes(code) ? say(`departures.warns.${code}` as WordId, { n }) : `${code}: ${n}`;
}

const TAKEN: readonly string[] = ['young', 'consent-limited', 'consent-not-asked'];

/** What was accepted, in a few words. */
export function tookOf(code: string, say: Say): string {
  return TAKEN.includes(code) ? say(`departures.took.${code}` as WordId) : code;
}

const FORMATS: readonly string[] = ['csv', 'xlsx', 'geojson', 'workbook', 'cairn', 'proof', 'files', 'plot'];

export function formatOf(format: string, say: Say): string {
  return FORMATS.includes(format) ? say(`departures.format.${format}` as WordId) : format;
}
