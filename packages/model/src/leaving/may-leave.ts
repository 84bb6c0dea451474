import type { Body, FieldSpec, KindName } from '../kind.ts';
import { KINDS } from '../kinds.ts';
import { isPerson } from '../rules/actor.ts';
import { type FieldClass, levelOfField, SENSITIVITIES, type Sensitivity } from '../sensitivity.ts';
import { type FuzzyTime, periodOf, timeProblems } from '../values/fuzzy-time.ts';
import { type Contradiction, contradictionsOf, type Saying } from './contradicting.ts';
import { type DeparturePurpose, levelForPurpose } from './purposes.ts';

/** A record that is to leave, as its reader sees it. */
export interface LeavingRecord {
  readonly id: string;
  readonly kind: KindName;
  readonly body: Body;
}

/** What for, to whom, and what was decided by name. */
export interface Leaving {
  readonly purpose: DeparturePurpose;
  readonly recipient: string;
  /** Guarded fields that a lead chose, each by name: `incident.context`. Empty for whoever is no lead. */
  readonly chosen: ReadonlySet<string>;
  /** `set-aside` and `duplicate` stay unless they are asked for. */
  readonly included: ReadonlySet<string>;
  /** Codes of warnings that were accepted. */
  readonly accepted: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Incidents younger than this warn. */
  readonly delayHours: number;
}

/** What stands around the records; only what the reader sees. */
export interface LeavingContext {
  /** Statements about any of the records. */
  readonly statements: readonly Saying[];
  /** Links of actors to acts and incidents as alleged perpetrators, that of each actor to be judged. */
  readonly perpetrators: readonly { readonly actor: string; readonly level: number }[];
  /** Types of actors that links name, by id. */
  readonly actorTypes: ReadonlyMap<string, string>;
  /** Consent of items, by id: that of a statement follows its item. `not-asked` where the reader cannot tell. */
  readonly consents: ReadonlyMap<string, string>;
}

/** Why something stays. */
export type HeldBack =
  | 'level'
  | 'identity'
  | 'military'
  | 'sealed'
  | 'consent-refused'
  | 'consent-withdrawn'
  | 'consent-limited'
  | 'consent-not-asked'
  | 'perpetrator-level'
  | 'suspect'
  | 'set-aside'
  | 'duplicate'
  | 'young';

/** What goes, but only once somebody has said that it may. */
export type Warning = 'young' | 'consent-limited' | 'consent-not-asked' | 'contradicted';

/** Warnings without whose acceptance the record stays; the others are told and go. */
export const TICKED = ['young', 'consent-limited', 'consent-not-asked'] as const satisfies readonly Warning[];

/** What becomes of one record. */
export interface Verdict {
  readonly record: LeavingRecord;
  /** Why the whole record stays; null where it leaves. */
  readonly held: HeldBack | null;
  /** Fields that have a value and stay, with why. */
  readonly fields: ReadonlyMap<string, HeldBack>;
  /** What leaves; empty where the record stays. */
  readonly body: Body;
  readonly warnings: readonly Warning[];
  /**
   * What speaks against what leaves, and leaves with it. `value` is missing where the statement itself may not be shown: that
   * it contradicts is told all the same.
   */
  readonly contradictions: readonly (Contradiction & { readonly shown: boolean })[];
}

/**
 * The one function through which everything passes that leaves: exports, downloads of data, publications. Records and fields
 * stay unless they may leave, and what contradicts a value leaves with it.
 */
export function mayLeave(records: readonly LeavingRecord[], leaving: Leaving, context: LeavingContext): Verdict[] {
  const statements = new Map<string, Saying[]>();
  for (const said of context.statements)
    for (const { record } of (said.body.about ?? []) as { record: string }[])
      statements.set(record, [...(statements.get(record) ?? []), said]);
  return records.map((record) => verdictOf(record, leaving, context, statements.get(record.id) ?? []));
}

function verdictOf(
  record: LeavingRecord,
  leaving: Leaving,
  context: LeavingContext,
  statements: readonly Saying[],
): Verdict {
  const warnings = warningsOf(record, leaving, context);
  const unaccepted = TICKED.find((each) => warnings.includes(each) && !leaving.accepted.has(each)) ?? null;
  const fields = new Map<string, HeldBack>();
  const body: Body = {};
  for (const [field, value] of Object.entries(record.body)) {
    const why = heldField(record, field, leaving, context);
    if (why === null) body[field] = value;
    else fields.set(field, why);
  }
  const nothing = Object.keys(body).every((field) => field === 'sensitivity') ? 'level' : null;
  const held = heldRecord(record, leaving, context) ?? unaccepted ?? nothing;
  if (held !== null) return { record, held, fields, body: {}, warnings, contradictions: [] };
  const contradictions = contradictionsOf(record, statements)
    .filter(({ field }) => field === '' || body[field] !== undefined)
    .map((each) => shownAs(each, statements, leaving, context));
  return {
    record,
    held,
    fields,
    body,
    warnings: contradictions.length === 0 ? warnings : [...warnings, 'contradicted'],
    contradictions,
  };
}

/** A contradiction has no more guard than what it contradicts, but a statement that may not leave is only counted. */
function shownAs(
  { statement, field, value }: Contradiction,
  statements: readonly Saying[],
  { purpose }: Leaving,
  context: LeavingContext,
): Contradiction & { shown: boolean } {
  const body = statements.find(({ id }) => id === statement)?.body ?? {};
  const above = isAbove(levelOfField('public', (body.sensitivity as Sensitivity | undefined) ?? 'public'), purpose);
  const shown = !above && consentOf({ id: statement, kind: 'statement', body }, context) === null;
  return { statement, field, shown, ...(shown && value !== undefined ? { value } : {}) };
}

/** Why the whole of a record stays, whatever is chosen. */
function heldRecord(record: LeavingRecord, leaving: Leaving, context: LeavingContext): HeldBack | null {
  const { kind, body } = record;
  if (kind === 'incident' && (body.status === 'set-aside' || body.status === 'duplicate'))
    if (!leaving.included.has(body.status)) return body.status;
  const refused = consentOf(record, context);
  if (refused !== null) return refused;
  if (kind === 'link' && body.withdrawn !== undefined) return 'set-aside';
  if (kind !== 'link' || body.type !== 'perpetrator-of' || leaving.purpose !== 'publication') return null;
  if (Number(body.level ?? 0) < NAMED_FROM) return 'perpetrator-level';
  return isSuspect(String(body.from), context) && !leaving.chosen.has('actor.names') ? 'suspect' : null;
}

/** Below this level nobody is named as a perpetrator in public. */
const NAMED_FROM = 3;

function isSuspect(actor: string, { actorTypes }: LeavingContext): boolean {
  const type = actorTypes.get(actor);
  // Of an actor that is not known nobody can say that it is no person.
  return type === undefined || isPerson(type);
}

/** Consent that was refused or withdrawn: of the item itself, or of the item that a statement rests on. */
function consentOf({ id, kind, body }: LeavingRecord, { consents }: LeavingContext): HeldBack | null {
  const status = consentStatus({ id, kind, body }, consents);
  return status === 'refused' ? 'consent-refused' : status === 'withdrawn' ? 'consent-withdrawn' : null;
}

function consentStatus({ id, kind, body }: LeavingRecord, consents: ReadonlyMap<string, string>): string | undefined {
  if (kind === 'item') return (body.consent as { status?: string } | undefined)?.status ?? consents.get(id);
  return kind === 'statement' && typeof body.item === 'string' ? consents.get(body.item) : undefined;
}

function warningsOf({ id, kind, body }: LeavingRecord, leaving: Leaving, { consents }: LeavingContext): Warning[] {
  const warnings: Warning[] = [];
  if (kind === 'incident' && isYoung(body, leaving)) warnings.push('young');
  const consent = consentStatus({ id, kind, body }, consents);
  if (leaving.purpose !== 'own-work' && (consent === 'limited' || consent === 'not-asked'))
    warnings.push(`consent-${consent}`);
  return warnings;
}

/** Whether the latest moment at which it may have been is less than the delay ago. */
function isYoung(body: Body, { now, delayHours }: Leaving): boolean {
  const times = [body.time, ...((body.moreTimes ?? []) as unknown[])].filter((each) => each !== undefined);
  const since = now - delayHours * 3_600_000;
  return (times as FuzzyTime[]).some((time) => {
    if (timeProblems(time, '').length > 0) return false;
    const { start, end } = periodOf(time);
    const latest = end ?? start;
    return latest !== null && Date.parse(latest) > since;
  });
}

/** Why one field stays; null where it leaves. */
function heldField(record: LeavingRecord, field: string, leaving: Leaving, context: LeavingContext): HeldBack | null {
  const { kind, body } = record;
  const chosen = leaving.chosen.has(`${kind}.${field}`);
  const spec = (KINDS[kind].fields as Readonly<Record<string, FieldSpec>>)[field];
  if (spec === undefined) return 'level';
  const level = levelOfField(spec.class, body.sensitivity as Sensitivity | undefined);
  if (level === 'sealed') return 'sealed';
  if (kind === 'actor' && NAMING.includes(field) && leaving.purpose === 'publication') {
    const links = context.perpetrators.filter(({ actor }) => actor === record.id);
    if (isPerson(String(body.actorType ?? '')) && links.length > 0) {
      if (links.some(({ level: proof }) => proof < NAMED_FROM)) return 'perpetrator-level';
      if (!chosen) return 'suspect';
    }
  }
  if (leaving.purpose === 'handover' || chosen) return null;
  if (isMilitary(kind, field)) return 'military';
  if (level === 'identity') return 'identity';
  return isAbove(level, leaving.purpose) ? 'level' : null;
}

/** What names an actor. */
const NAMING: readonly string[] = ['names', 'namesPublic', 'codes', 'identity'];

/** Nearby military objects and who controls the place. */
function isMilitary(kind: KindName, field: string): boolean {
  return kind === 'incident' && field === 'context';
}

function isAbove(level: FieldClass, purpose: DeparturePurpose): boolean {
  if (level === 'identity') return true;
  return SENSITIVITIES.indexOf(level) > SENSITIVITIES.indexOf(levelForPurpose(purpose));
}

/** How a field of a kind stands for a purpose, where its record says nothing of its own sensitivity. */
export interface FieldStanding {
  /** `incident.context` */
  readonly field: string;
  readonly state: 'in' | 'choosable';
  readonly why: HeldBack | null;
}

/** The fields of a kind, and which of them a lead may choose by name. What is sealed cannot be chosen. */
export function fieldsFor(kind: KindName, purpose: DeparturePurpose): FieldStanding[] {
  return Object.entries(KINDS[kind].fields as Readonly<Record<string, FieldSpec>>).map(([name, { class: level }]) => {
    const why: HeldBack | null = isMilitary(kind, name)
      ? 'military'
      : level === 'identity'
        ? 'identity'
        : isAbove(level, purpose)
          ? 'level'
          : kind === 'actor' && name === 'names' && purpose === 'publication'
            ? 'suspect'
            : null;
    return { field: `${kind}.${name}`, state: why === null ? 'in' : 'choosable', why };
  });
}
