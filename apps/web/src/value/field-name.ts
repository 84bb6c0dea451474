import type { Say, WordId } from '../words/words.ts';

const KNOWN: Record<string, WordId> = {
  title: 'column.title',
  time: 'column.time',
  place: 'column.place',
  counts: 'column.counts',
  flags: 'flags',
  summary: 'field.summary',
  context: 'field.context',
  status: 'field.status',
  codes: 'field.codes',
  sensitivity: 'field.sensitivity',
  external: 'field.external',
  notes: 'field.notes',
  reference: 'field.reference',
  author: 'field.author',
  at: 'field.at',
  reason: 'field.reason',
  text: 'field.text',
  sourceCode: 'field.sourceCode',
  connection: 'field.connection',
  pinpoint: 'field.pinpoint',
  reliability: 'field.reliability',
  credibility: 'field.credibility',
  language: 'field.language',
  actorType: 'field.actorType',
  names: 'field.names',
  identity: 'field.identity',
};

/** A body field in the reader's language; one that has no word yet keeps its own name. */
export function fieldName(field: string, say: Say): string {
  const word = KNOWN[field];
  return word ? say(word) : field;
}
