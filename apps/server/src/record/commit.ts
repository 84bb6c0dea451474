import { randomUUID } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { KINDS, type Problem, type Projection, ukrainianStems, validate } from '@cairn/model';
import { assertProfile, escapeUnstorable, issue, RevisionError } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { type Before, readBefore, readOthers } from './before.ts';
import { claimsOf } from './claims.ts';
import { noProjections, type Payload, type Projections, type RevisionRow } from './commit-store.ts';
import { writeList } from './gather.ts';
import { compartmentRefusal, referenceMaker } from './numbers.ts';
import { requireOwn, requireUncovered } from './own-rules.ts';
import { readRecord } from './read.ts';
import { type Change, type Committed, Conflict, Forbidden, Invalid, NotFound, type Session } from './types.ts';

/** Revisions signed in one go, before other work of the process gets its turn. */
const TURN = 8;

/** A new random record id; lists make ids beforehand so that their bodies can name one another. */
export function newId(): string {
  return randomUUID();
}

/**
 * The only way to write records. Validates every change by its kind's schema and rules, signs a revision for each, and
 * writes revisions, disclosures and projections in one transaction: the list succeeds or fails as a whole.
 *
 * @param after what must be durable before: the list is checked and signed meanwhile, and written once it is. Where it fails,
 *   this list fails with it
 * @returns id, revision and reference of each change, in order
 * @throws Invalid schema or rules refuse a change; nothing was written
 * @throws Conflict somebody else changed a record since the named revision; carries what it is now
 * @throws Forbidden the session may not write there or not at that level
 * @throws NotFound there is no such record or compartment for this session
 */
export async function commit(
  instance: Instance,
  session: Session,
  changes: readonly Change[],
  reason: string,
  after?: Promise<unknown>,
): Promise<Committed[]> {
  if (changes.length === 0) return [];
  const prepared = changes.map(prepare);
  if (readsFirst(prepared)) await after;
  const before = await readBefore(instance, session, changes);
  await requireRules(instance, session, prepared, before);
  await requireUncovered(instance, session, prepared, before);
  await requireOwn(instance, session, prepared, before);
  const payload = await payloadOf(instance, session, prepared, before, reason);
  await after;
  const answer = await writeList(instance.app, payload);
  if ('done' in answer)
    return payload.revisions.map((row) => ({ id: row.record, revision: row.number, reference: row.reference }));
  return refuse(instance, session, prepared, answer);
}

/** Whether stored records decide what these changes become. */
function readsFirst(changes: readonly Change[]): boolean {
  return changes.some(({ base, kind, body }) => base > 0 || KINDS[kind].needs(body as never).length > 0);
}

interface Prepared extends Change {
  readonly escaped: string[];
}

function prepare(change: Change): Prepared {
  const { value, escaped } = escapeUnstorable(change.body);
  const body = value as Record<string, unknown>;
  try {
    assertProfile(body);
  } catch (error) {
    if (!(error instanceof RevisionError)) throw error;
    throw new Invalid([{ path: error.where, code: 'profile', message: error.message }], change.id);
  }
  const problems = validate(change.kind, body);
  if (problems.length > 0) throw new Invalid(problems, change.id);
  return { ...change, body, escaped };
}

async function requireRules(
  instance: Instance,
  session: Session,
  changes: readonly Prepared[],
  before: Map<string, Before>,
): Promise<void> {
  const needed = new Set(changes.flatMap((change) => KINDS[change.kind].needs(change.body as never)));
  const others = needed.size === 0 ? new Map() : await readOthers(instance, session, [...needed], changes);
  for (const change of changes) {
    const problems: Problem[] = KINDS[change.kind].rules({
      before: (before.get(change.id)?.body ?? null) as never,
      after: change.body as never,
      author: session.author,
      id: change.id,
      others,
    });
    if (problems.length > 0) throw new Invalid(problems, change.id);
  }
}

async function payloadOf(
  instance: Instance,
  session: Session,
  changes: readonly Prepared[],
  before: Map<string, Before>,
  reason: string,
): Promise<Payload> {
  const { secret, author } = session;
  const at = new Date().toISOString();
  const payload: Payload = { secret, author, at, revisions: [], disclosures: [], projections: noProjections() };
  const references = await referenceMaker(instance, session, changes);
  for (const [i, change] of changes.entries()) {
    // Signing a long list would keep every other request waiting.
    if (i % TURN === TURN - 1) await othersTurn();
    const { id: record, compartment, kind, body } = change;
    const earlier = before.get(record);
    const projection = KINDS[kind].project({
      id: record,
      compartment,
      kind,
      revision: change.base + 1,
      body: body as never,
    });
    const level = lowestLevel(projection.bodies);
    const revision: Omit<RevisionRow, 'token'> = {
      record,
      number: change.base + 1,
      compartment,
      kind,
      reference: earlier?.reference ?? references(compartment),
      level,
    };
    const { claims, levels } = claimsOf(revision, change, projection, { author, at, reason }, earlier);
    const { token, disclosures } = issue({
      claims,
      carried: earlier?.hidden ?? [],
      kid: instance.keys.kid,
      sign: instance.keys.signRevision,
    });
    payload.revisions.push({ ...revision, token });
    const n = payload.revisions.length;
    addDisclosures(payload, n, disclosures, levels);
    addProjection(payload.projections, n, projection);
  }
  return payload;
}

/** Whoever may see any field of a record may know that it exists; the others may not. */
export function lowestLevel(parts: readonly { readonly level: string }[]): string {
  const order = ['public', 'partner', 'internal', 'case-only', 'sealed', 'identity'];
  return parts.map((part) => part.level).sort((a, b) => order.indexOf(a) - order.indexOf(b))[0] ?? 'internal';
}

function addDisclosures(payload: Payload, n: number, disclosures: readonly string[], levels: readonly string[]): void {
  const byLevel = new Map<string, string>();
  for (const [i, encoded] of disclosures.entries()) {
    const level = levels[i] as string;
    const before = byLevel.get(level);
    byLevel.set(level, before === undefined ? encoded : `${before}~${encoded}`);
  }
  for (const [level, encoded] of byLevel) payload.disclosures.push({ n, level, encoded });
}

/**
 * Writes the projection of the record with place `n` (from 1) in a list as rows of the derived tables. Rebuild and audit
 * use the same function.
 */
export function addProjection(rows: Projections, n: number, projection: Projection): void {
  for (const { level, body } of projection.bodies) rows.bodies.push({ n, level, body });
  for (const [level, text] of joined(projection.words)) rows.words.push({ n, level, text: withStems(text) });
  for (const [ordinal, { level, start, end }] of projection.periods.entries()) {
    rows.periods.push({ n, level, ordinal, starting: start, ending: end });
  }
  for (const [ordinal, { level, longitude, latitude, radius }] of projection.points.entries()) {
    rows.points.push({ n, level, ordinal, longitude, latitude, radius });
  }
  const codes = new Set<string>();
  for (const { level, scheme, code } of projection.codes) {
    const key = `${level} ${scheme} ${code}`;
    if (codes.has(key)) continue;
    codes.add(key);
    rows.codes.push({ n, level, scheme, code });
  }
  for (const [ordinal, { level, name, folded, keys }] of projection.names.entries()) {
    rows.names.push({ n, level, ordinal, name, folded, keys });
  }
  for (const [ordinal, { level, ...count }] of projection.counts.entries())
    rows.counts.push({ n, level, ordinal, ...count });
  for (const { dataset, id, occurrence, role } of projection.externals) {
    rows.externals.push({ n, dataset, id, occurrence, role });
  }
  for (const { level, from, to, type } of projection.links)
    rows.links.push({ n, level, source: from, target: to, type });
  for (const target of new Set(projection.refs)) rows.refs.push({ n, target });
}

/** The text with the stems of its Ukrainian words, for which PostgreSQL has none. */
function withStems(text: string): string {
  const stems = ukrainianStems(text);
  return stems.length === 0 ? text : `${text}\n${stems.join(' ')}`;
}

function joined(words: Projection['words']): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { level, text } of words) texts.set(level, texts.has(level) ? `${texts.get(level)} ${text}` : text);
  return texts;
}

async function refuse(
  instance: Instance,
  session: Session,
  changes: readonly Change[],
  answer: Exclude<Awaited<ReturnType<typeof writeList>>, { done: true }>,
): Promise<never> {
  if ('conflict' in answer) {
    const { id } = answer.conflict[0] as { id: string };
    throw new Conflict(
      id,
      changes.find((change) => change.id === id)?.base ?? 0,
      await readRecord(instance, session, id),
    );
  }
  if ('unknown' in answer) {
    throw new Invalid([
      { path: '', code: 'reference', message: `names ${answer.unknown[0]}, which is no record of this compartment` },
    ]);
  }
  if ('missing' in answer) throw new NotFound();
  if ('collision' in answer) {
    const first = changes[0] as Change;
    throw new Conflict(first.id, first.base, null);
  }
  if (answer.refused === 'level') throw new Forbidden('You may not write fields above your own clearance.');
  throw await compartmentRefusal(
    instance,
    session,
    changes.map((change) => change.compartment),
  );
}
