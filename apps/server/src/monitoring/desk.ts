import { type Body, type DeskNeed, URGENCIES, type Urgency, urgencyOf } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { type Queries, withSession } from '../record/index.ts';
import type { Session } from '../record/types.ts';
import { type DeskRow, deskRows, namesOf } from './desk-store.ts';
import { undecidedPairs } from './duplicates-store.ts';
import { queueOf } from './triage-batches.ts';
import { batchWaiting, recordsOf, type SortedRecord } from './triage-store.ts';

/** One thing that waits for somebody. */
export interface Line {
  readonly what: DeskNeed;
  /** The record that it is about, which is what is opened; empty where it is about many. */
  readonly record: string;
  readonly kind: string;
  /** UUID. */
  readonly compartment: string;
  readonly reference: string;
  readonly title: string;
  /** Who asked, proposed or said that it is ready. */
  readonly by?: string;
  /** Words of whoever asked, shortened. */
  readonly text?: string;
  /** What was proposed. */
  readonly level?: number;
  /** Of a batch: whose queue. */
  readonly queue?: string;
  /** How many there are of it; `more` says that there are more than were counted. */
  readonly n?: number;
  readonly more?: boolean;
  /** Since when it waits. */
  readonly since: string;
  /** The day by which it is due. */
  readonly due?: string;
  /** The field of the record that it is about. */
  readonly field?: string;
}

export type Desk = Record<Urgency, Line[]>;

/** Most lines of one need. */
const MOST = 40;
/** Entries of a batch, and pairs, are counted up to here. */
const COUNTED = 500;
const PAIRS = 50;
const SHORT = 300;
/** From a link to its act, and from there to the incident. */
const STEPS = 2;

/**
 * What waits for the session's account, by urgency; what has waited longest first.
 *
 * @param given.today YYYY-MM-DD where the reader is
 */
export function deskOf(
  instance: Instance,
  session: Session,
  { compartment, today }: { compartment: string | null; today: string },
): Promise<Desk> {
  return withSession(instance, session, async (db) => {
    const rows = await deskRows(db, { secret: session.secret, compartment, today, most: MOST });
    const around = await aroundOf(db, session, rows);
    const lines = [
      ...rows.filter(({ what }) => what !== 'flag' && what !== 'batch' && what !== 'conflict').flatMap(lineOf(around)),
      ...flagLines(rows, around),
      ...(await batchLines(db, session, rows, around)),
      ...(await duplicateLines(db, session, compartment)),
    ];
    const desk: Desk = { now: [], soon: [], later: [] };
    for (const line of lines) desk[urgencyOf(line, today)].push(line);
    for (const urgency of URGENCIES) desk[urgency].sort(byWaiting);
    return desk;
  });
}

interface Around {
  readonly records: ReadonlyMap<string, SortedRecord>;
  readonly names: ReadonlyMap<string, string>;
}

/** The records of the lines, those that they are about, and the names of whoever wants something. */
async function aroundOf(db: Queries, session: Session, rows: readonly DeskRow[]): Promise<Around> {
  const own = await recordsOf(db, [...new Set(rows.map(({ record }) => record))]);
  const records = new Map(own.map((record) => [record.id, record]));
  for (let step = 0; step < STEPS; step++) {
    const named = [...records.values()].flatMap(({ kind, body }) => aboveOf(kind, body) ?? []);
    const absent = [...new Set(named)].filter((id) => !records.has(id));
    if (absent.length === 0) break;
    for (const record of await recordsOf(db, absent)) records.set(record.id, record);
  }
  const people = own.flatMap((record) => askedBy(record) ?? []).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  const names = people.length === 0 ? new Map() : await namesOf(db, session.secret, [...new Set(people)]);
  return { records, names };
}

/** The record on whose page another one is looked at. */
function aboveOf(kind: string, body: Body): string | undefined {
  const above =
    kind === 'act' ? body.incident : kind === 'link' ? body.to : kind === 'comment' ? body.about : undefined;
  return typeof above === 'string' ? above : undefined;
}

function askedBy({ kind, author, body }: SortedRecord): string | undefined {
  if (kind === 'comment') return author;
  const { readyBy } = (body.review ?? {}) as { readyBy?: string };
  return (body.proposal as { by?: string } | undefined)?.by ?? readyBy;
}

function lineOf({ records, names }: Around): (row: DeskRow) => Line[] {
  return ({ what, record: id, due }) => {
    const record = records.get(id);
    if (record === undefined) return [];
    let opened = record;
    // Links may lead to one another in a ring: as many steps as records were read for, and no more.
    for (let step = 0; step < STEPS; step++) {
      const next = records.get(aboveOf(opened.kind, opened.body) ?? '');
      if (next === undefined) break;
      opened = next;
    }
    const by = what === 'assigned' || what === 'overdue' ? undefined : askedBy(record);
    const { text, field } = record.body as { text?: string; field?: string };
    const level = (record.body.proposal as { level?: number } | undefined)?.level;
    return [
      {
        ...{ what: what as DeskNeed, ...shown(opened), since: record.at.toISOString() },
        ...(by === undefined ? {} : { by: names.get(by) ?? by }),
        ...(what === 'mention' && text !== undefined ? { text: text.slice(0, SHORT) } : {}),
        ...(what === 'mention' && field !== undefined ? { field } : {}),
        ...(what === 'level' && level !== undefined ? { level } : {}),
        ...(due === null ? {} : { due }),
      },
    ];
  };
}

function shown({ id, kind, compartment, reference, body }: SortedRecord): Omit<Line, 'what' | 'since'> {
  const { title, file, names } = body as { title?: string; file?: { name?: string }; names?: { text: string }[] };
  const name = title ?? file?.name ?? names?.[0]?.text ?? '';
  return { record: id, kind, compartment, reference, title: name.slice(0, SHORT) };
}

/** Flags are many: one line for each compartment, with one of its incidents to begin with. */
function flagLines(rows: readonly DeskRow[], { records }: Around): Line[] {
  const flagged = rows.flatMap(({ what, record }) => (what === 'flag' ? (records.get(record) ?? []) : []));
  const places = Map.groupBy(flagged, ({ compartment }) => compartment);
  return [...places.values()].flatMap((own) => {
    const oldest = own.reduce((a, b) => (a.at <= b.at ? a : b));
    const more = flagged.length >= MOST;
    return [{ what: 'flag' as const, ...shown(oldest), since: oldest.at.toISOString(), n: own.length, more }];
  });
}

async function batchLines(
  db: Queries,
  { secret, account }: Session,
  rows: readonly DeskRow[],
  { records }: Around,
): Promise<Line[]> {
  const batches = rows
    .filter(({ what }) => what === 'batch' || what === 'conflict')
    .flatMap(({ record }) => records.get(record) ?? []);
  const open = batches.filter(({ body }) => body.closed === undefined).map(({ id }) => id);
  const waiting = open.length === 0 ? new Map() : await batchWaiting(db, { secret, batches: open, most: COUNTED });
  return batches.flatMap((batch): Line[] => {
    const since = batch.at.toISOString();
    const conflicts = ((batch.body.conflicts ?? []) as { state: string }[]).filter(({ state }) => state === 'open');
    const n = waiting.get(batch.id) ?? 0;
    const queue = queueOf(batch.body, account);
    return [
      ...(conflicts.length === 0
        ? []
        : [{ what: 'conflict' as const, ...shown(batch), since, n: conflicts.length, more: false }]),
      ...(n === 0 ? [] : [{ what: 'triage' as const, ...shown(batch), since, n, more: n >= COUNTED, queue }]),
    ];
  });
}

/** Pairs that may be the same: one line for all of them. */
async function duplicateLines(db: Queries, { secret }: Session, compartment: string | null): Promise<Line[]> {
  const asked = { compartment, kind: null, batch: null, record: null, after: null, most: PAIRS };
  const pairs = await undecidedPairs(db, secret, asked);
  const [first] = await recordsOf(
    db,
    pairs.slice(0, 1).map(({ one }) => one),
  );
  if (first === undefined) return [];
  const since = first.at.toISOString();
  return [{ what: 'duplicate', ...shown(first), since, n: pairs.length, more: pairs.length >= PAIRS }];
}

function byWaiting(a: Line, b: Line): number {
  if (a.due !== b.due) return (a.due ?? '9') < (b.due ?? '9') ? -1 : 1;
  return a.since < b.since ? -1 : a.since > b.since ? 1 : 0;
}
