import type { LibraryKind } from '@cairn/model';

const COMMON = ['sensitivity', 'tags', 'custom', 'assigned', 'due', 'batch', 'flags'];

/** The fields of each kind that a row of the library has: what a table shows, and no long texts. */
const LISTED: Readonly<Record<LibraryKind, readonly string[]>> = {
  incident: ['title', 'time', 'place', 'status', 'counts', 'codes', 'review'],
  act: [
    'incident',
    'type',
    'method',
    'object',
    'omission',
    'time',
    'place',
    'endStatus',
    'harm',
    'level',
    'proposal',
    'confirmation',
  ],
  actor: ['actorType', 'names', 'sourceCode', 'codes'],
  item: [
    ...['itemKind', 'title', 'file', 'publicUrl', 'captureClass', 'source', 'sourceCode', 'graphic', 'technical'],
    ...['consent', 'derivative', 'triage'],
  ],
  statement: [
    'source',
    'sourceCode',
    'text',
    'summary',
    'language',
    'item',
    'about',
    'reliability',
    'credibility',
    'time',
  ],
};

export function listedFields(kind: LibraryKind): readonly string[] {
  return [...LISTED[kind], ...COMMON];
}

/** Characters of a text of several sentences that a row of a table can show. */
const LONGEST = 300;

/** Texts cut to what a table shows; of flags only what is wrong, not with which value. */
export function listedBody(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).map(([field, value]) => [field, shortened(field, value)]));
}

function shortened(field: string, value: unknown): unknown {
  if (field === 'flags') return (value as { problem: string }[]).map(({ problem }) => ({ problem }));
  if (typeof value !== 'string' || value.length <= LONGEST) return value;
  return `${value.slice(0, LONGEST).toWellFormed().replace(/�$/, '')}…`;
}
