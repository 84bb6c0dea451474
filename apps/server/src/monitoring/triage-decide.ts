import { guardAmong, isSortedAs, type SortedKind, sortedBody, type TriageDecision, titleFrom } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { commit, newId, withSession } from '../record/index.ts';
import { type Change, Conflict, Invalid, NotFound, type Session } from '../record/types.ts';
import { requireWorkable } from './triage-batches.ts';
import {
  type BelongingLink,
  belongingLinks,
  entriesOfOthers,
  linksTo,
  recordsOf,
  releaseEntries,
  type SortedRecord,
} from './triage-store.ts';

/** What somebody decided on one entry of a batch. */
export interface Decision {
  readonly entry: string;
  /** The revision that was looked at. */
  readonly revision: number;
  readonly as: TriageDecision;
  /** The incident to attach to; of `waiting`, the one to take it from again. */
  readonly incident?: string;
  /** Of a new incident; else it is made of what is known of the entry. */
  readonly title?: string;
  readonly reasons?: string;
}

export interface Decided {
  readonly entry: string;
  readonly as: TriageDecision;
  /** The entry's newest revision, from which it can be taken back. */
  readonly revision: number;
  /** The incident to which it belongs now. */
  readonly incident?: string;
  readonly reference?: string;
}

/** `held`: somebody else has it in hand. `changed`: it was decided or changed since. */
export type WhyNot = 'unknown' | 'held' | 'changed' | 'no-incident' | 'no-title' | 'invalid';

export interface Outcome {
  readonly done: readonly Decided[];
  readonly refused: readonly { readonly entry: string; readonly why: WhyNot }[];
}

/**
 * Writes decisions in one commit as far as they stand: an entry, its link and the incident that it made are written together
 * or not at all. Whoever asks again because the answer got lost hears what was done. What cannot be done is refused by itself
 * and keeps no other decision back.
 *
 * @throws NotFound, Forbidden where the session may not work in the batch
 */
export async function decide(
  instance: Instance,
  session: Session,
  { batch: id, decisions }: { batch: string; decisions: readonly Decision[] },
): Promise<Outcome> {
  const batch = await requireWorkable(instance, session, id);
  const once = [...new Map(decisions.map((each) => [each.entry, each])).values()];
  const around = await surroundings(instance, session, once);
  const plans = once.map((decision) => planOf({ batch, session, around }, decision));
  const { made, refused } = await write(instance, session, plans, `Sorted: ${batch.body.title ?? batch.reference}`);
  const done = made.map(({ decided }) => decided);
  await releaseEntries(instance.app, {
    ...{ secret: session.secret, batch: id },
    entries: done.filter(({ as }) => as !== 'waiting').map(({ entry }) => entry),
  });
  return { done, refused };
}

/** What is to be written for a decision; nothing where it was done before. */
interface Plan {
  readonly decided: Decided;
  readonly changes: readonly Change[];
}

type Planned = Plan | { readonly entry: string; readonly why: WhyNot };

interface Around {
  readonly records: ReadonlyMap<string, SortedRecord>;
  readonly links: readonly BelongingLink[];
  readonly held: ReadonlySet<string>;
  /** Incidents that nothing but one link leads to. */
  readonly lone: ReadonlySet<string>;
}

function surroundings(instance: Instance, session: Session, decisions: readonly Decision[]): Promise<Around> {
  const entries = decisions.map(({ entry }) => entry);
  return withSession(instance, session, async (db) => {
    const links = await belongingLinks(db, entries);
    const named = decisions.flatMap(({ incident }) => incident ?? []);
    const ids = [...new Set([...entries, ...named, ...links.map(({ target }) => target)])];
    const records = new Map((await recordsOf(db, ids)).map((record) => [record.id, record]));
    const lone = new Set<string>();
    for (const incident of new Set(named)) if ((await linksTo(db, incident)) === 1) lone.add(incident);
    return { records, links, held: await entriesOfOthers(db, session.secret, entries), lone };
  });
}

interface Place {
  readonly batch: SortedRecord;
  readonly session: Session;
  readonly around: Around;
}

function planOf(place: Place, decision: Decision): Planned {
  const { entry, as, revision } = decision;
  const { records, held } = place.around;
  const record = records.get(entry);
  const sorted = record?.kind === 'item' || record?.kind === 'incident';
  if (record === undefined || !sorted || record.body.batch !== place.batch.id) return { entry, why: 'unknown' };
  if (record.revision === revision + 1 && isSortedAs(record.kind as SortedKind, record.body, as, place.session.author))
    return { decided: repeated(place, decision, record), changes: [] };
  if (held.has(entry)) return { entry, why: 'held' };
  if (record.revision !== revision) return { entry, why: 'changed' };
  if (as === 'attach') return attached(place, decision, record);
  if (as === 'new' && record.kind === 'item') return begun(place, decision, record);
  return plan(place, decision, { record, more: as === 'waiting' ? detached(place, decision, record) : [] });
}

function plan(
  { session }: Place,
  { as, reasons }: Decision,
  { record, more, to }: { record: SortedRecord; more: readonly Change[]; to?: { id: string; reference?: string } },
): Plan {
  const { id, kind, compartment, revision, body } = record;
  const own = { as, by: session.author, at: new Date().toISOString(), ...(reasons === undefined ? {} : { reasons }) };
  const after = sortedBody(kind as SortedKind, body, own);
  const named = to ?? (as === 'new' ? { id, reference: record.reference } : undefined);
  return {
    decided: {
      ...{ entry: id, as, revision: revision + 1 },
      ...(named === undefined ? {} : { incident: named.id }),
      ...(named?.reference === undefined ? {} : { reference: named.reference }),
    },
    changes: [{ id, kind, compartment, base: revision, body: after }, ...more],
  };
}

function attached(place: Place, decision: Decision, record: SortedRecord): Planned {
  const incident = place.around.records.get(decision.incident ?? '');
  if (incident?.kind !== 'incident' || incident.compartment !== record.compartment || incident.id === record.id)
    return { entry: record.id, why: 'no-incident' };
  const has = place.around.links.some(({ source, target }) => source === record.id && target === incident.id);
  const more = has ? [] : [linkOf(record, incident, decision)];
  return plan(place, decision, { record, more, to: incident });
}

function begun(place: Place, decision: Decision, record: SortedRecord): Planned {
  const title = (decision.title ?? titleFrom(record.body)).trim();
  if (title === '') return { entry: record.id, why: 'no-title' };
  const { compartment } = record;
  const id = newId();
  const body = { title, status: 'open', ...guardOf(record) };
  const made: Change = { id, kind: 'incident', compartment, base: 0, body };
  return plan(place, decision, { record, more: [made, linkOf(record, made, decision)], to: { id } });
}

/** A link shows no more widely than what it was made of. */
const guardOf = ({ body: { sensitivity } }: SortedRecord) => (sensitivity === undefined ? {} : { sensitivity });

/** An item is part of an incident; an imported incident is the same as the one that stands here. */
function linkOf(record: SortedRecord, incident: Pick<Change, 'id' | 'body'>, { reasons }: Decision): Change {
  const { id, kind, compartment } = record;
  const ends = { from: id, to: incident.id, ...guardOf(record), ...guardAmong([record.body, incident.body]) };
  const body =
    kind === 'item'
      ? { ...ends, type: 'part-of', basis: [{ itemId: id }] }
      : { ...ends, type: 'same-as', reasons: reasons ?? 'Found to be the same when the batch was sorted' };
  return { id: newId(), kind: 'link', compartment, base: 0, body };
}

/** What takes a decision back: its link is withdrawn, and an incident that it alone made is set aside. */
function detached({ session, around }: Place, { incident }: Decision, record: SortedRecord): Change[] {
  const link = around.links.findLast(
    ({ source, target, author }) => source === record.id && target === incident && author === session.author,
  );
  if (link === undefined || incident === undefined) return [];
  const withdrawn = { by: session.author, reasons: 'The decision was taken back' };
  const changes: Change[] = [{ ...changeOf(link), body: { ...link.body, withdrawn } }];
  const made = around.records.get(incident);
  // Written together with the link and by nobody touched since, it stands for nothing but this entry.
  const isOwn = made?.revision === 1 && made.author === session.author && made.at.getTime() === link.at.getTime();
  if (made !== undefined && isOwn && around.lone.has(incident))
    changes.push({ ...changeOf(made), body: { ...made.body, status: 'set-aside' } });
  return changes;
}

const changeOf = ({ id, kind, compartment, revision, body }: SortedRecord): Change => ({
  ...{ id, kind, compartment, base: revision, body },
});

function repeated({ around }: Place, { as, incident }: Decision, record: SortedRecord): Decided {
  const link = around.links.findLast(({ source }) => source === record.id);
  const id = as === 'new' && record.kind === 'incident' ? record.id : (incident ?? link?.target);
  const named = as === 'attach' || as === 'new' ? around.records.get(id ?? '') : undefined;
  return {
    ...{ entry: record.id, as, revision: record.revision },
    ...(named === undefined ? {} : { incident: named.id, reference: named.reference }),
  };
}

/** All at once; where somebody was quicker with one, each by itself. */
async function write(
  instance: Instance,
  session: Session,
  planned: readonly Planned[],
  reason: string,
): Promise<{ made: Plan[]; refused: { entry: string; why: WhyNot }[] }> {
  const refused = planned.flatMap((each) => ('why' in each ? [each] : []));
  const plans = planned.flatMap((each) => ('why' in each ? [] : [each]));
  try {
    return { made: await writeTogether(instance, session, plans, reason), refused };
  } catch (error) {
    if (whyOf(error) === null) throw error;
  }
  const made: Plan[] = [];
  for (const each of plans) {
    try {
      made.push(...(await writeTogether(instance, session, [each], reason)));
    } catch (error) {
      const why = whyOf(error);
      if (why === null) throw error;
      refused.push({ entry: each.decided.entry, why });
    }
  }
  return { made, refused };
}

async function writeTogether(
  instance: Instance,
  session: Session,
  plans: readonly Plan[],
  reason: string,
): Promise<Plan[]> {
  const changes = plans.flatMap((each) => each.changes);
  const committed = await commit(instance, session, changes, reason.slice(0, 2000));
  const references = new Map(committed.map(({ id, reference }) => [id, reference]));
  return plans.map(({ decided, changes: own }) => {
    const reference = decided.reference ?? references.get(decided.incident ?? '');
    return { changes: own, decided: { ...decided, ...(reference === undefined ? {} : { reference }) } };
  });
}

/** Why one decision was refused; null for what concerns them all. */
function whyOf(error: unknown): WhyNot | null {
  if (error instanceof Conflict) return 'changed';
  if (error instanceof Invalid) return 'invalid';
  return error instanceof NotFound ? 'unknown' : null;
}
