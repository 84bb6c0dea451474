import { POSSIBLE_DUPLICATE_FROM } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { closeSession, openOperatorSession, type Session, withSession } from '../record/index.ts';
import { type Running, saidBy, takeTurns } from '../turns.ts';
import { candidatesFor, ceilingOf, compareReady, readySide } from './duplicates-compare.ts';
import {
  claimComparing,
  endComparing,
  forgetLook,
  keepPairs,
  partnersOf,
  queueChanged,
  type SideRow,
  sidesById,
  takeWaiting,
} from './duplicates-store.ts';

const PAUSE = 2_000;
/** What changed within so many seconds is looked through at each turn; a commit's time is that of its beginning. */
const RECENT = 300;
/** Everything is looked through so often, in milliseconds. */
const THOROUGH = 3_600_000;
/** Records compared before other work of the process gets a longer turn. */
const SLICE = 100;
/** New pairs of one record. */
const MOST_PAIRS = 10;

/**
 * Looks for records that may be the same as those that came or changed, for as long as the server runs; of several servers one
 * does. It proposes and decides nothing.
 */
export function startComparing(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): Running {
  let thorough = 0;
  return takeTurns({
    turn: async (signal) => {
      const all = Date.now() - thorough > THOROUGH;
      const done = await compareWaiting(instance, { all, most: SLICE, signal });
      if (all && done !== null) thorough = Date.now();
      return done === SLICE ? 50 : PAUSE;
    },
    afterFailure: () => PAUSE,
    problemOf: (error) => `Looking for possible duplicates: ${saidBy(error)}`,
    say,
  });
}

/** Compares everything that waits. @returns how many records were compared */
export async function compareNow(instance: Instance): Promise<number> {
  let compared = 0;
  for (;;) {
    const done = await compareWaiting(instance, { all: true, most: SLICE });
    if (done === null || done === 0) return compared;
    compared += done;
  }
}

/** @returns how many were compared; null where another process compares */
async function compareWaiting(
  instance: Instance,
  { all, most, signal }: { all: boolean; most: number; signal?: AbortSignal },
): Promise<number | null> {
  const lock = await instance.owner.connect();
  lock.on('error', () => undefined);
  let mine = false;
  try {
    mine = await claimComparing(lock);
    if (!mine) return null;
    await queueChanged(instance.owner, all ? null : RECENT);
    const waiting = await takeWaiting(instance.owner, most);
    if (waiting.length === 0) return 0;
    const session = await openOperatorSession(instance);
    try {
      for (const id of waiting) {
        if (signal?.aborted === true) break;
        await compareOne(instance, session, id);
      }
    } finally {
      await closeSession(instance, session);
    }
    return waiting.length;
  } finally {
    if (mine) await endComparing(lock).catch(() => undefined);
    lock.release(true);
  }
}

async function compareOne(instance: Instance, session: Session, id: string): Promise<void> {
  const before = await partnersOf(instance.owner, id);
  const found = await withSession(instance, session, async (db) => {
    const [side] = await sidesById(db, [id]);
    if (side === undefined) return null;
    const candidates = await candidatesFor(db, session, side);
    const others = await sidesById(
      db,
      [...new Set([...candidates, ...before])].filter((other) => other !== id),
    );
    return { side, pairs: pairsOf(side, others, before) };
  });
  if (found === null) return forgetLook(instance.owner, [id]);
  await keepPairs(instance.owner, found.side, found.pairs);
}

/** Those from the score on, the most alike; pairs that stood already are not pushed out. */
function pairsOf(
  side: SideRow,
  others: readonly SideRow[],
  before: readonly string[],
): { other: string; likeness: number }[] {
  const alike = others
    .filter(({ kind, compartment }) => kind === side.kind && compartment === side.compartment)
    .map((other) => {
      const ceiling = ceilingOf(side, other);
      const { score } = compareReady(readySide(side, ceiling), readySide(other, ceiling));
      return { other: other.id, score, likeness: Math.round(score * 1000) };
    })
    .filter(({ score }) => score >= POSSIBLE_DUPLICATE_FROM)
    .sort((a, b) => b.score - a.score);
  return alike.filter(({ other }, place) => place < MOST_PAIRS || before.includes(other));
}
