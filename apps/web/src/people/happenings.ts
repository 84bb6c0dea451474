import type { Say, WordId } from '../words/words.ts';

const KNOWN: Record<string, WordId> = {
  'compartment-added': 'people.change.compartment-added',
  'member-added': 'people.change.member-added',
  'member-changed': 'people.change.member-changed',
  'member-removed': 'people.change.member-removed',
  'member-left': 'people.change.member-left',
  travel: 'people.change.travel',
  'factor-reset': 'people.change.factor-reset',
  readmitted: 'people.change.readmitted',
  'lead-proposed': 'people.change.lead-proposed',
  'lead-refused': 'people.change.lead-refused',
  'lead-appointed': 'people.change.lead-appointed',
  'account-suspended': 'people.change.account-suspended',
  'account-readmitted': 'people.change.account-readmitted',
};

const ROLE_WORDS: Record<string, WordId> = {
  reader: 'people.role.reader',
  contributor: 'people.role.contributor',
  reviewer: 'people.role.reviewer',
  lead: 'people.role.lead',
};

const LEVEL_WORDS: Record<string, WordId> = {
  public: 'people.level.public',
  partner: 'people.level.partner',
  internal: 'people.level.internal',
  'case-only': 'people.level.case-only',
  sealed: 'people.level.sealed',
};

/** What was changed about rights, in words; a change that has none yet keeps its code. */
export function happening(what: string, say: Say): string {
  const word = KNOWN[what];
  return word ? say(word) : what;
}

/** Rights as one line, such as "Reviewer · Internal · reads identities"; '' where there is nothing to say. */
export function rightsInWords(rights: unknown, say: Say): string {
  if (typeof rights !== 'object' || rights === null) return '';
  const { role, clearance, identities, resting } = rights as Record<string, unknown>;
  const said: string[] = [];
  if (typeof role === 'string') said.push(ROLE_WORDS[role] ? say(ROLE_WORDS[role]) : role);
  if (typeof clearance === 'string') said.push(LEVEL_WORDS[clearance] ? say(LEVEL_WORDS[clearance]) : clearance);
  if (identities === true) said.push(say('people.identities.may'));
  if (resting === 'travel') said.push(say('people.state.travel'));
  if (resting === 'reset') said.push(say('people.state.reset'));
  if ((rights as { suspended?: unknown }).suspended === true) said.push(say('people.state.suspended'));
  return said.join(' · ');
}

/** What the server itself writes as the reason of a deed; the happening says the same in the reader's language. */
const OF_THE_SERVER: readonly string[] = [
  ...['Compartment added', 'First lead of the compartment', 'Set-up of the instance'],
  ...['Member added', 'Membership changed', 'Member removed', 'Member left', 'Member readmitted'],
  ...['Travel mode: the membership rests', 'Factors reset: the membership rests'],
  ...['New invitation by an administrator: the membership rests', 'Lead appointed where none was left'],
  ...['Lead proposed where none is left', 'Proposed lead refused', 'Account suspended', 'Account readmitted'],
];

/** The words that a person gave as the reason, behind those of the server; '' where nobody gave any. */
export function givenReason(reason: string): string {
  const head = OF_THE_SERVER.find((each) => reason === each || reason.startsWith(`${each}: `));
  return head === undefined ? reason : reason.slice(head.length + 2);
}
