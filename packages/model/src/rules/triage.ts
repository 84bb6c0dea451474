import type { Body } from '../kind.ts';

/** What can be decided on an entry of a batch; `waiting` takes a decision back. */
export const TRIAGE_DECISIONS = ['attach', 'new', 'irrelevant', 'later', 'waiting'] as const;
export type TriageDecision = (typeof TRIAGE_DECISIONS)[number];

/** Where sorting left an entry. */
export type TriageStanding = 'waiting' | 'later' | 'done';

/** Kinds of record that are sorted. */
export type SortedKind = 'item' | 'incident';

const ITEM_STATES: Readonly<Record<TriageDecision, string>> = {
  attach: 'attached',
  new: 'attached',
  irrelevant: 'irrelevant',
  later: 'later',
  waiting: 'waiting',
};

/** An incident that an import brought has its decision in its stage. */
const INCIDENT_STAGES: Readonly<Record<TriageDecision, string>> = {
  attach: 'duplicate',
  new: 'open',
  irrelevant: 'set-aside',
  later: 'triage',
  waiting: 'new',
};

interface Triage {
  readonly state: string;
  readonly by: string;
  readonly at: string;
  readonly reasons?: string;
}

/** Where sorting left a record: an item by its decision, an incident by its stage. */
export function standingOf(kind: SortedKind, body: Body): TriageStanding {
  const state = kind === 'item' ? (body.triage as Partial<Triage> | undefined)?.state : body.status;
  if (state === undefined || state === 'waiting' || state === 'new') return 'waiting';
  return state === 'later' || state === 'triage' ? 'later' : 'done';
}

/** The body of an entry after a decision, written by `by` at the instant `at` (ISO 8601). */
export function sortedBody(
  kind: SortedKind,
  body: Body,
  decision: { readonly as: TriageDecision; readonly by: string; readonly at: string; readonly reasons?: string },
): Body {
  const { as, by, at, reasons } = decision;
  if (kind === 'incident') return { ...body, status: INCIDENT_STAGES[as] };
  const triage: Triage = { state: ITEM_STATES[as], by, at, ...(reasons === undefined ? {} : { reasons }) };
  return { ...body, triage };
}

/** Whether a body says what a decision of this person would make it say: the answer to whoever asks a second time. */
export function isSortedAs(kind: SortedKind, body: Body, as: TriageDecision, by: string): boolean {
  if (kind === 'incident') return body.status === INCIDENT_STAGES[as];
  const { state, by: who } = (body.triage ?? {}) as Partial<Triage>;
  return state === ITEM_STATES[as] && who === by;
}

const SHORT_TITLE = 200;

/** A first title of an incident, of what is known of an entry: its title, else the name of its file without path and ending. */
export function titleFrom(body: Body): string {
  const { title, file } = body as { title?: string; file?: { name?: string } };
  const name = (file?.name ?? '').replace(/^.*[/\\]/, '').replace(/\.[^.]{1,5}$/, '');
  const words = (title ?? name).replaceAll(/\s+/g, ' ').trim();
  const letters = [...words];
  return letters.length > SHORT_TITLE ? `${letters.slice(0, SHORT_TITLE - 1).join('')}…` : words;
}
