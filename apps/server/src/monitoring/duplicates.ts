import {
  asBeforeMerge,
  asDuplicate,
  type Body,
  guardAmong,
  type KindName,
  type Likeness,
  type Mergeable,
  POSSIBLE_DUPLICATE_FROM,
  speaksFor,
  validate,
} from '@cairn/model';
import type { Instance } from '../database/index.ts';
import {
  type Change,
  type Committed,
  type Cursor,
  commit,
  compartmentOf,
  Invalid,
  NotFound,
  newId,
  type RecordRow,
  readRecord,
  type Session,
  withSession,
} from '../record/index.ts';
import { candidatesFor, compareReady, readySide } from './duplicates-compare.ts';
import {
  type DecisionRow,
  decisionsOn,
  mergedGroup,
  type SideRow,
  sidesById,
  stillCompared,
  undecidedPairs,
} from './duplicates-store.ts';

/** Kinds that can be one record told twice. */
export const COMPARED_KINDS = ['incident', 'actor'] as const;
export type ComparedKind = (typeof COMPARED_KINDS)[number];

export interface Candidate extends Likeness {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
}

/** Most that a form is shown. */
const SHOWN = 8;
/** A pair that somebody who reads more finds less alike than this is not shown to them. */
const SHOWN_FROM = POSSIBLE_DUPLICATE_FROM - 0.1;
const LONGEST_SUMMARY = 1500;

/**
 * Records that may be the same as one that is being written, by what is written of it so far. Fields that do not hold yet are left
 * out of the comparison.
 */
export async function checkDuplicates(
  instance: Instance,
  session: Session,
  given: { kind: ComparedKind; compartment: string; body: Body; record: string | null; names: readonly string[] },
): Promise<Candidate[]> {
  const { kind, compartment, body, record, names } = given;
  const level = 'public';
  const side: SideRow = {
    ...{ id: record ?? '', compartment, kind, reference: '', revision: 0, at: new Date(), level },
    bodies: [{ level, value: holding(kind, body) }],
    names: names.map((value) => ({ level, value })),
    ...{ acts: [], files: [] },
  };
  return withSession(instance, session, async (db) => {
    const others = await sidesById(db, await candidatesFor(db, session, side));
    const own = readySide(side, null);
    return others
      .map((other) => ({ ...named(other), ...compareReady(own, readySide(other, null)) }))
      .filter(({ score, id }) => score >= SHOWN_FROM && id !== record)
      .sort((a, b) => b.score - a.score)
      .slice(0, SHOWN);
  });
}

const CHECKED = ['title', 'summary', 'time', 'place', 'moreTimes', 'morePlaces', 'codes', 'names', 'actorType'];

/** The fields of an unfinished form that hold by themselves. */
function holding(kind: ComparedKind, body: Body): Body {
  const required = kind === 'incident' ? { title: 'x' } : { actorType: 'group' };
  const fields = CHECKED.filter(
    (field) => Object.hasOwn(body, field) && validate(kind, { ...required, [field]: body[field] }).length === 0,
  );
  return Object.fromEntries(fields.map((field) => [field, body[field]]));
}

function bodyOf({ bodies }: SideRow): Body {
  return Object.assign({}, ...bodies.map(({ value }) => value));
}

function named(side: SideRow): Pick<Candidate, 'id' | 'reference' | 'title'> {
  const { title, names, sourceCode } = bodyOf(side) as {
    title?: string;
    names?: { text: string }[];
    sourceCode?: string;
  };
  const { id, reference } = side;
  return { id, reference, title: title ?? names?.[0]?.text ?? sourceCode ?? reference };
}

/** One of two records beside each other. */
export interface ShownSide {
  readonly id: string;
  readonly kind: string;
  /** UUID. */
  readonly compartment: string;
  readonly reference: string;
  readonly revision: number;
  readonly at: string;
  readonly body: Body;
  readonly names: string[];
  readonly acts: string[];
}

export interface Pair extends Likeness {
  readonly a: ShownSide;
  readonly b: ShownSide;
}

export interface PairQuery {
  readonly compartment?: string;
  readonly kind?: ComparedKind;
  readonly batch?: string;
  readonly record?: string;
  readonly cursor?: Cursor;
  readonly limit: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Pairs that may be the same and that nobody has decided on, the most alike first. Score and reasons are those of what this
 * session reads.
 *
 * @throws Invalid for a cursor that is none
 */
export async function listPairs(
  instance: Instance,
  session: Session,
  query: PairQuery,
): Promise<{ pairs: Pair[]; next: Cursor | null }> {
  const { compartment = null, kind = null, batch = null, record = null, limit } = query;
  const filter = { compartment, kind, batch, record, after: placeIn(query.cursor), most: limit + 1 };
  return withSession(instance, session, async (db) => {
    const rows = await undecidedPairs(db, session.secret, filter);
    const shown = rows.slice(0, limit);
    const sides = await sidesById(db, [...new Set(shown.flatMap(({ one, other }) => [one, other]))]);
    const last = shown.at(-1);
    return {
      pairs: shown.flatMap(({ one, other }) => {
        const [a, b] = [sides.find(({ id }) => id === one), sides.find(({ id }) => id === other)];
        if (a === undefined || b === undefined) return [];
        const likeness = compareReady(readySide(a, null), readySide(b, null));
        return likeness.score < SHOWN_FROM ? [] : [{ a: shownSide(a), b: shownSide(b), ...likeness }];
      }),
      next: rows.length > limit && last !== undefined ? [last.likeness, last.one, last.other] : null,
    };
  });
}

/** Records counted at most: beyond, "more than" says enough. */
const COUNTED = 10_000;

/** What of the asked is found and what is still looked for. */
export interface Comparing {
  /** Records that wait to be compared with others, as far as the session sees them. */
  readonly n: number;
  /** Whether there are more than `n`. */
  readonly more: boolean;
}

/** How far the search for possible duplicates is, so that nobody takes an unfinished list for a whole one. */
export async function comparing(
  instance: Instance,
  session: Session,
  query: Pick<PairQuery, 'compartment' | 'kind' | 'batch' | 'record'>,
): Promise<Comparing> {
  const { compartment = null, kind = null, batch = null, record = null } = query;
  const filter = { compartment, kind, batch, record, most: COUNTED + 1 };
  const n = await withSession(instance, session, (db) => stillCompared(db, session.secret, filter));
  return { n: Math.min(n, COUNTED), more: n > COUNTED };
}

function placeIn(cursor: Cursor | undefined): [number, string, string] | null {
  if (cursor === undefined) return null;
  const [likeness, one, other] = cursor;
  if (Number.isInteger(likeness) && UUID.test(String(one)) && UUID.test(String(other)))
    return [likeness as number, String(one), String(other)];
  throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor that this server gave out' }]);
}

function shownSide(side: SideRow): ShownSide {
  const { id, kind, compartment, reference, revision, at, names, acts } = side;
  const { summary, ...body } = bodyOf(side) as { summary?: string };
  const short = summary === undefined ? {} : { summary: summary.slice(0, LONGEST_SUMMARY) };
  const values = (list: readonly { value: string }[]) => [...new Set(list.map(({ value }) => value))].sort();
  return {
    ...{ id, kind, compartment, reference, revision, at: at.toISOString() },
    ...{ body: { ...body, ...short }, names: values(names), acts: values(acts) },
  };
}

/** What stands between records that are one by decision. */
export interface MergedGroup {
  /** The record that speaks for them. */
  readonly main: string;
  /** All of them, the asked one too; empty where it stands for itself. */
  readonly members: readonly (Pick<Candidate, 'id' | 'reference' | 'title'> & { readonly status?: string })[];
  readonly decisions: readonly { link: string; from: string; to: string; type: string; reasons: string; at: string }[];
  /** Pairs with it that nobody has decided on, as {@link listPairs} shows them, counted to fifty. */
  readonly possible: number;
}

/** The group that a record stands in, and the decisions that made it. @throws NotFound */
export async function groupOf(instance: Instance, session: Session, id: string): Promise<MergedGroup> {
  const { pairs } = await listPairs(instance, session, { record: id, limit: 50 });
  const possible = pairs.length;
  return withSession(instance, session, async (db) => {
    const { main, members } = await mergedGroup(db, session.secret, id);
    if (!members.includes(id)) throw new NotFound();
    const decisions = await decisionsOn(db, members, ['same-as', 'distinct-from']);
    const told = decisions
      .filter(({ type, from, to }) => type === 'same-as' || from === id || to === id)
      .map(({ link, from, to, type, reasons, at }) => ({
        link,
        from,
        to,
        type,
        reasons: reasons ?? '',
        at: at.toISOString(),
      }));
    if (members.length < 2) return { main, members: [], decisions: told, possible };
    const sides = await sidesById(db, members);
    return {
      main,
      members: sides
        .map((side) => ({ ...named(side), ...statusOf(bodyOf(side)) }))
        .sort((a, b) => a.reference.localeCompare(b.reference)),
      decisions: told,
      possible,
    };
  });
}

function statusOf({ status }: Body): { status?: string } {
  return typeof status === 'string' ? { status } : {};
}

export interface Decision {
  readonly a: string;
  readonly b: string;
  readonly as: 'same' | 'different';
  /** Which of the two speaks for both; `a` unless told. */
  readonly main?: string;
  readonly reasons: string;
}

/**
 * Decides on a pair: `same` links the duplicate to the main record and gives it the status "duplicate", in one commit; `different`
 * says that they were compared and are not the same. Neither loses anything: see {@link withdrawDecision}.
 *
 * @throws NotFound @throws Forbidden @throws Conflict when somebody changed the duplicate meanwhile
 * @throws Invalid for records of two kinds or compartments, and for what was decided already
 */
export async function decidePair(instance: Instance, session: Session, decision: Decision): Promise<Committed> {
  const { a, b, as, main = a, reasons } = decision;
  const [one, two] = [await readRecord(instance, session, a), await readRecord(instance, session, b)];
  const compartment = await compartmentOf(instance, session, one.id);
  if (compartment === null) throw new NotFound();
  if (one.kind !== two.kind || !COMPARED_KINDS.some((kind) => kind === one.kind) || one.compartment !== two.compartment)
    throw refusal(
      '/b',
      'other-kind',
      'is not of the same kind and compartment. Compare incidents with incidents, actors with actors.',
    );
  if (one.id === two.id) throw refusal('/b', 'same-record', 'is the same record. Name two.');
  if (main !== one.id && main !== two.id) throw refusal('/main', 'not-of-pair', 'is neither of the two.');
  const standing = await decided(instance, session, one.id, two.id);
  if (standing.length > 0)
    throw refusal('', 'decided-already', 'A decision on these two stands already. Withdraw it first.');
  const duplicate = main === one.id ? two : one;
  if (as === 'same' && speaksFor(duplicate.id, main, await sameAmong(instance, session, main)))
    throw refusal(
      '/main',
      'closes-ring',
      'is a duplicate of the other by decisions that stand. Let the other speak for both, or withdraw one of those first.',
    );
  const body =
    as === 'same'
      ? { from: duplicate.id, to: main, type: 'same-as', reasons }
      : { from: [one.id, two.id].sort()[0], to: [one.id, two.id].sort()[1], type: 'distinct-from', reasons };
  // The link holds reasons, and names both: it is told of to nobody who may not see one of them.
  const guarded = { ...body, ...guardAmong([one.body, two.body]) };
  const link: Change = { id: newId(), kind: 'link', compartment, base: 0, body: guarded };
  const changes = as === 'same' ? [link, ...mergeOf(duplicate, compartment)] : [link];
  const [made] = await commit(instance, session, changes, reasons);
  return made as Committed;
}

function mergeOf(record: RecordRow, compartment: string): Change[] {
  if (record.kind !== 'incident') return [];
  const body = asDuplicate(record.body as Mergeable) as Body;
  return body === record.body ? [] : [changeOf(record, compartment, body)];
}

function changeOf({ id, kind, revision }: RecordRow, compartment: string, body: Body): Change {
  return { id, kind: kind as KindName, compartment, base: revision, body };
}

async function decided(instance: Instance, session: Session, a: string, b: string): Promise<DecisionRow[]> {
  const found = await withSession(instance, session, (db) => decisionsOn(db, [a], ['same-as', 'distinct-from']));
  return found.filter(({ from, to }) => from === b || to === b);
}

/** The decisions that made the group of a record, as far as the session sees them. */
async function sameAmong(instance: Instance, session: Session, id: string): Promise<DecisionRow[]> {
  return withSession(instance, session, async (db) => {
    const { members } = await mergedGroup(db, session.secret, id);
    return decisionsOn(db, members, ['same-as']);
  });
}

/**
 * Takes a decision back: its link is withdrawn, and a duplicate that no other decision makes one gets back the status that it
 * had, in the same commit. Both records are then as they were before.
 *
 * @throws NotFound where there is no such decision for the session, or it is withdrawn already @throws Conflict
 */
export async function withdrawDecision(
  instance: Instance,
  session: Session,
  { link, reasons }: { link: string; reasons: string },
): Promise<Committed> {
  const record = await readRecord(instance, session, link);
  const { type, from, withdrawn } = record.body as { type?: string; from?: string; withdrawn?: unknown };
  const compartment = await compartmentOf(instance, session, record.id);
  if (
    record.kind !== 'link' ||
    withdrawn !== undefined ||
    (type !== 'same-as' && type !== 'distinct-from') ||
    compartment === null
  )
    throw new NotFound();
  const body = { ...record.body, withdrawn: { by: session.author, reasons } };
  const changes = [changeOf(record, compartment, body)];
  if (type === 'same-as' && from !== undefined)
    changes.push(...(await splitOf(instance, session, { from, link: record.id, compartment })));
  const [made] = await commit(instance, session, changes, reasons);
  return made as Committed;
}

async function splitOf(
  instance: Instance,
  session: Session,
  { from, link, compartment }: { from: string; link: string; compartment: string },
): Promise<Change[]> {
  const others = await withSession(instance, session, (db) => decisionsOn(db, [from], ['same-as']));
  if (others.some((each) => each.link !== link && each.from === from)) return [];
  const duplicate = await readRecord(instance, session, from);
  const body = asBeforeMerge(duplicate.body as Mergeable) as Body;
  return body === duplicate.body ? [] : [changeOf(duplicate, compartment, body)];
}

function refusal(path: string, code: string, message: string): Invalid {
  return new Invalid([{ path, code, message }]);
}
