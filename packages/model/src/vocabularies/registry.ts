import { DEPARTURE_PURPOSES } from '../leaving/purposes.ts';
import { ACT_TYPES } from './act-types.ts';
import { ACTOR_TYPES } from './actor-types.ts';
import { ATTACK_CONTEXTS, VIOLENCE_TYPES } from './circumstances.ts';
import { DEGREES } from './degrees.ts';
import { OUTCOMES, VICTIM_GROUPS } from './harm.ts';
import {
  CAPTURE_CLASSES,
  CONSENT_STATUS,
  CUSTODY_EVENTS,
  DERIVATIVE_ROLES,
  EXAMINATION_OUTCOMES,
  GRAPHIC,
  ITEM_KINDS,
} from './items.ts';
import { LINK_TYPE_TERMS } from './link-types.ts';
import { METHODS } from './methods.ts';
import { OBJECTS } from './objects.ts';
import { PLACE_PRECISION_TERMS, TIME_PRECISION_TERMS } from './precision.ts';
import { PROOF_LEVELS, SENSITIVITY_TERMS } from './scales.ts';
import { CONNECTIONS, CREDIBILITY, RELIABILITY } from './sources.ts';
import { END_STATUS, INCIDENT_STATUS } from './status.ts';
import type { Term, Vocabulary } from './vocabulary.ts';
import { BATCH_KINDS, CONFIDENCE, STEP_OUTCOMES, STEP_TECHNIQUES, TRIAGE_STATES } from './work.ts';

/** Every controlled list that Cairn ships, each by its scheme. */
export const VOCABULARIES: readonly Vocabulary[] = [
  ACT_TYPES,
  METHODS,
  OBJECTS,
  ATTACK_CONTEXTS,
  VIOLENCE_TYPES,
  DEGREES,
  ACTOR_TYPES,
  OUTCOMES,
  VICTIM_GROUPS,
  CONNECTIONS,
  RELIABILITY,
  CREDIBILITY,
  ITEM_KINDS,
  CAPTURE_CLASSES,
  CONSENT_STATUS,
  GRAPHIC,
  EXAMINATION_OUTCOMES,
  DERIVATIVE_ROLES,
  CUSTODY_EVENTS,
  PROOF_LEVELS,
  SENSITIVITY_TERMS,
  INCIDENT_STATUS,
  END_STATUS,
  BATCH_KINDS,
  TRIAGE_STATES,
  STEP_TECHNIQUES,
  STEP_OUTCOMES,
  CONFIDENCE,
  LINK_TYPE_TERMS,
  TIME_PRECISION_TERMS,
  PLACE_PRECISION_TERMS,
  DEPARTURE_PURPOSES,
];

const terms = new Map<string, ReadonlyMap<string, Term>>(
  VOCABULARIES.map(({ scheme, codes }) => [scheme, new Map(codes.map((term) => [term.code, term]))]),
);

/** Whether the scheme is one of ours, so that its codes are checked. */
export function hasScheme(scheme: string): boolean {
  return terms.has(scheme);
}

/** The term of a code, or undefined when the vocabulary has none. */
export function findTerm(scheme: string, code: string): Term | undefined {
  return terms.get(scheme)?.get(code);
}

/** Whether a code is a term or lies below it: `isWithin('act-type', 'rape', 'sexual-violence')`. */
export function isWithin(scheme: string, code: string, wider: string): boolean {
  for (let term = findTerm(scheme, code); term !== undefined; ) {
    if (term.code === wider) return true;
    term = term.broader === undefined ? undefined : findTerm(scheme, term.broader);
  }
  return false;
}

/**
 * Our term for a category of a file that we read, whatever its case, blanks and punctuation:
 * `termFor('method', 'awsd', 'Landmine ')`. Undefined when no term of the scheme names it as a counterpart.
 */
export function termFor(scheme: string, source: string, category: string): Term | undefined {
  return counterparts(scheme).get(slug(`${source}:${category}`));
}

const counterpartsByScheme = new Map<string, Map<string, Term>>();

function counterparts(scheme: string): Map<string, Term> {
  let found = counterpartsByScheme.get(scheme);
  if (found === undefined) {
    found = new Map();
    for (const term of terms.get(scheme)?.values() ?? []) for (const other of term.mapsTo) found.set(slug(other), term);
    counterpartsByScheme.set(scheme, found);
  }
  return found;
}

function slug(category: string): string {
  return category
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** The codes of one of our vocabularies, in its order. */
export function codesOf(scheme: string): string[] {
  return [...(terms.get(scheme)?.keys() ?? [])];
}
