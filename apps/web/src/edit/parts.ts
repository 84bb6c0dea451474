import type { Part } from './record-form.tsx';

export const INCIDENT_PARTS: readonly Part[] = [
  { title: 'edit.part.what', fields: ['title', 'summary', 'context', 'codes'] },
  { title: 'edit.part.when', fields: ['time', 'moreTimes'] },
  { title: 'edit.part.where', fields: ['place', 'morePlaces'] },
  { title: 'edit.part.harm', help: 'edit.part.harmHelp', fields: ['counts'] },
  { title: 'edit.part.team', fields: ['status', 'tags', 'custom', 'sensitivity', 'notes'] },
];

const SOURCE: Part = {
  title: 'edit.part.source',
  help: 'edit.part.sourceHelp',
  fields: ['source', 'sourceCode', 'anonymous', 'connection', 'item', 'pinpoint', 'reliability', 'credibility'],
};
const TEAM: Part = { title: 'edit.part.team', fields: ['sensitivity', 'notes'] };

export const ACT_PARTS: readonly Part[] = [
  { title: 'edit.part.what', fields: ['type', 'omission', 'object', 'method'] },
  { title: 'act.basis', fields: ['basis'] },
  { title: 'edit.part.when', fields: ['time'] },
  { title: 'edit.part.where', fields: ['place'] },
  { title: 'edit.part.harm', help: 'edit.part.harmHelp', fields: ['harm'] },
  { title: 'facts.part.more', fields: ['statedReason', 'endStatus'] },
  { title: 'edit.part.team', fields: ['tags', 'custom', 'sensitivity', 'notes'] },
];

export const NEW_STATEMENT_PARTS: readonly Part[] = [
  { title: 'edit.part.said', fields: ['text', 'language', 'summary'] },
  SOURCE,
  TEAM,
];

/** What a source said stays as it was written down; what the team makes of it can change. */
export const STATEMENT_PARTS: readonly Part[] = [{ title: 'edit.part.said', fields: ['summary'] }, SOURCE, TEAM];

/** @param identity whether the person reads identities here */
export function actorParts(identity: boolean): readonly Part[] {
  return [
    { title: 'edit.part.who', help: 'edit.part.whoHelp', fields: ['actorType', 'sourceCode', 'names'] },
    ...(identity ? [{ title: 'edit.part.identity', fields: ['identity'] } as const] : []),
    TEAM,
  ];
}
