import type { Part } from './record-form.tsx';

export const INCIDENT_PARTS: readonly Part[] = [
  { title: 'edit.part.what', fields: ['title', 'summary', 'context'] },
  { title: 'edit.part.when', fields: ['time'] },
  { title: 'edit.part.where', fields: ['place'] },
  { title: 'edit.part.harm', help: 'edit.part.harmHelp', fields: ['counts'] },
  { title: 'edit.part.team', fields: ['status', 'sensitivity', 'notes'] },
];

const SOURCE: Part = {
  title: 'edit.part.source',
  help: 'edit.part.sourceHelp',
  fields: ['sourceCode', 'connection', 'pinpoint', 'reliability', 'credibility'],
};
const TEAM: Part = { title: 'edit.part.team', fields: ['sensitivity', 'notes'] };

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
