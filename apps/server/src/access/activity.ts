import { issue } from '@cairn/revision';
import type { PoolClient } from 'pg';
import { type Instance, inTransaction } from '../database/index.ts';
import { activityMac, headSeal } from '../record/activity-chain.ts';
import { raiseActivityMark } from '../record/activity-mark.ts';
import { activityBetween, insertActivity, insertInterval, intervalEnd, lastActivity } from './activity-store.ts';

/** Length of the fixed interval whose activity becomes one leaf, in milliseconds. */
export const INTERVAL = 15 * 60 * 1000;

/** Downtime longer than this many intervals becomes one leaf instead of one each. */
const MOST_EMPTY = 96;

/** What somebody did: no address, no search text, no typed name (security design §5). */
export interface Activity {
  readonly account: string | null;
  readonly what:
    | 'sign-in'
    | 'sign-in-refused'
    | 'sign-out'
    | 'link-used'
    | 'rights'
    | 'view'
    | 'list'
    | 'search'
    | 'history'
    | 'proof'
    | 'import'
    | 'export'
    | 'open'
    | 'uncover'
    | 'download'
    | 'refused';
  readonly compartment?: string | null;
  readonly record?: string | null;
}

interface Waiting {
  readonly activity: Activity;
  readonly at: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const queues = new WeakMap<Instance, { waiting: Waiting[]; running: boolean }>();

/**
 * Enters activity; resolves once it is stored, so that nothing is shown before it is written down. Calls that come while
 * a write is under way share the next one.
 */
export function recordActivity(instance: Instance, activity: Activity): Promise<void> {
  const queue = queues.get(instance) ?? { waiting: [], running: false };
  queues.set(instance, queue);
  return new Promise((done, failed) => {
    queue.waiting.push({ activity, at: new Date().toISOString(), done, failed });
    if (!queue.running) void drain(instance, queue);
  });
}

async function drain(instance: Instance, queue: { waiting: Waiting[]; running: boolean }): Promise<void> {
  queue.running = true;
  while (queue.waiting.length > 0) {
    const batch = queue.waiting.splice(0, 500);
    try {
      await inTransaction(instance.sequencer, (db) => store(instance, db, batch));
      await raiseMark(instance);
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
  queue.running = false;
}

/** Raises the mark to the newest row, whichever process wrote it. What is stored is stored, should this fail. */
async function raiseMark({ sequencer, data }: Instance): Promise<void> {
  const raised = inTransaction(sequencer, async (db) => {
    const newest = await lastActivity(db);
    if (newest !== null) raiseActivityMark(data.keys, { ...newest, mac: Buffer.from(newest.mac).toString('hex') });
  });
  await raised.catch(() => undefined);
}

async function store(instance: Instance, db: PoolClient, batch: readonly Waiting[]): Promise<void> {
  const last = await lastActivity(db);
  let { number, mac } = last ?? { number: 0, mac: new Uint8Array(0) };
  const at = new Date().toISOString();
  const rows = batch.map(({ activity }) => {
    number += 1;
    const row = {
      number,
      at,
      account: activity.account,
      what: activity.what,
      // As the database spells them: whoever asks may write a UUID in capitals, and the code is over what is stored.
      compartment: activity.compartment?.toLowerCase() ?? null,
      record: activity.record?.toLowerCase() ?? null,
    };
    mac = activityMac(instance.keys.activity, mac, row);
    return { ...row, mac: Buffer.from(mac).toString('hex') };
  });
  await insertActivity(db, rows, { number, mac, seal: headSeal(instance.keys.activity, number, mac) });
}

/**
 * Seals every fixed interval that has ended, empty ones included, each as one salted leaf: neither its content nor whether
 * it holds anything shows in the log.
 */
export async function sealActivity(instance: Instance, now = Date.now()): Promise<number> {
  return inTransaction(instance.sequencer, async (db) => {
    // The lock of `lastActivity` keeps rows from arriving behind an interval that is being sealed.
    await lastActivity(db);
    const boundary = Math.floor(now / INTERVAL) * INTERVAL;
    let starting = (await intervalEnd(db))?.getTime() ?? boundary - INTERVAL;
    if (boundary - starting > MOST_EMPTY * INTERVAL) {
      await seal(instance, db, starting, boundary);
      return 1;
    }
    let sealed = 0;
    for (; starting < boundary; starting += INTERVAL, sealed++) await seal(instance, db, starting, starting + INTERVAL);
    return sealed;
  });
}

async function seal(instance: Instance, db: PoolClient, from: number, to: number): Promise<void> {
  const [starting, ending] = [new Date(from), new Date(to)];
  const rows = await activityBetween(db, starting, ending);
  const last = rows.at(-1);
  const { token, disclosures } = issue({
    claims: [
      ['starting', starting.toISOString()],
      ['ending', ending.toISOString()],
      ['count', rows.length],
      ['first', rows[0]?.number ?? null],
      ['last', last?.number ?? null],
      ['mac', last === undefined ? null : Buffer.from(last.mac).toString('hex')],
    ],
    kid: instance.keys.kid,
    sign: instance.keys.signRevision,
  });
  await insertInterval(db, { starting, ending, token, encoded: disclosures.join('~') });
}
