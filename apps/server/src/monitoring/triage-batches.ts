import type { Body } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { commit, newId, withSession } from '../record/index.ts';
import { Conflict, Forbidden, NotFound, type Session } from '../record/types.ts';
import { type BatchTotals, batchRecords, batchTotals, recordsOf, roleIn, type SortedRecord } from './triage-store.ts';

/** Whose work a batch is: one's own, the team's, what an import brought, a colleague's own. */
export type Queue = 'mine' | 'team' | 'import' | 'other';

/** A batch as lists show it. */
export interface BatchRow extends BatchTotals {
  readonly id: string;
  /** UUID. */
  readonly compartment: string;
  readonly reference: string;
  readonly revision: number;
  readonly title: string;
  readonly batchKind: string;
  readonly queue: Queue;
  readonly at: string;
  readonly closed: boolean;
}

const NOTHING: BatchTotals = { total: 0, waiting: 0, later: 0, held: 0, others: 0 };
const MOST_OPEN = 100;
const MOST_CLOSED = 20;

/** Batches that the session sees: all that are open, and the last ones that were closed. */
export function listBatches(instance: Instance, session: Session, compartment: string | null): Promise<BatchRow[]> {
  return withSession(instance, session, async (db) => {
    const open = await batchRecords(db, { compartment, closed: false, most: MOST_OPEN });
    const closed = await batchRecords(db, { compartment, closed: true, most: MOST_CLOSED });
    const ids = open.map(({ id }) => id);
    const totals = await batchTotals(db, session.secret, ids);
    return [...open, ...closed].map((batch) => rowOf(batch, session, totals.get(batch.id) ?? NOTHING));
  });
}

/** One batch with its totals. @throws NotFound */
export function readBatch(instance: Instance, session: Session, id: string): Promise<BatchRow> {
  return withSession(instance, session, async (db) => {
    const [batch] = await recordsOf(db, [id]);
    if (batch?.kind !== 'batch') throw noBatch();
    const totals = await batchTotals(db, session.secret, [id]);
    return rowOf(batch, session, totals.get(id) ?? NOTHING);
  });
}

function rowOf(batch: SortedRecord, session: Session, totals: BatchTotals): BatchRow {
  const { title, batchKind, closed } = batch.body as { title?: string; batchKind?: string; closed?: object };
  return {
    ...{ id: batch.id, compartment: batch.compartment, reference: batch.reference, revision: batch.revision },
    ...{ title: title ?? batch.reference, batchKind: batchKind ?? 'other', at: batch.at.toISOString() },
    ...{ queue: queueOf(batch.body, session.account), closed: closed !== undefined },
    ...totals,
  };
}

export function queueOf({ personal, batchKind }: Body, account: string): Queue {
  if (typeof personal === 'string') return personal === account && account !== '' ? 'mine' : 'other';
  return batchKind === 'import' ? 'import' : 'team';
}

export interface NewBatch {
  /** UUID of the compartment. */
  readonly compartment: string;
  readonly title: string;
  readonly batchKind: string;
  /** Whether it is the queue of whoever makes it. */
  readonly personal?: boolean;
  readonly origin?: string;
  readonly report?: Record<string, unknown>;
  readonly sensitivity?: string;
  readonly reason: string;
}

/** Makes an empty batch; what comes in names it. @throws Invalid, Forbidden, NotFound as `commit` does */
export async function makeBatch(instance: Instance, session: Session, given: NewBatch): Promise<string> {
  const { compartment, personal = false, reason, ...rest } = given;
  const id = newId();
  const body = { ...rest, ...(personal && session.account !== '' ? { personal: session.account } : {}) };
  await commit(instance, session, [{ id, kind: 'batch', compartment, base: 0, body }], reason);
  return id;
}

/** The team's open batch of a title, made where there is none: the same command run again goes on in it. */
export async function openBatch(instance: Instance, session: Session, given: NewBatch): Promise<string> {
  const { compartment, title } = given;
  const open = await withSession(instance, session, (db) =>
    batchRecords(db, { compartment, closed: false, most: MOST_OPEN }),
  );
  const known = open.find(({ body }) => body.title === title && body.personal === undefined);
  return known?.id ?? makeBatch(instance, session, given);
}

/**
 * The batch in which somebody wants to work.
 *
 * @throws NotFound where the session sees no such batch
 * @throws Forbidden for readers
 */
export function requireWorkable(instance: Instance, session: Session, id: string): Promise<SortedRecord> {
  return withSession(instance, session, async (db) => {
    const [batch] = await recordsOf(db, [id]);
    if (batch?.kind !== 'batch') throw noBatch();
    if ((await roleIn(db, session.secret, batch.compartment)) === 'reader') throw new Forbidden();
    return batch;
  });
}

/** Writes a change of a batch on top of whatever stands. Whoever was quicker has made the same change. */
export async function changeBatch(
  instance: Instance,
  session: Session,
  given: { batch: SortedRecord; body: Body; reason: string },
): Promise<void> {
  const { batch, body, reason } = given;
  const { id, compartment, revision } = batch;
  try {
    await commit(instance, session, [{ id, kind: 'batch', compartment, base: revision, body }], reason);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

function noBatch(): NotFound {
  return new NotFound('There is no such batch, or you may not see it.');
}
