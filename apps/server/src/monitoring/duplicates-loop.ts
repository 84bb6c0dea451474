import { POSSIBLE_DUPLICATE_FROM } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { closeSession, openOperatorSession, type Session, withSession } from '../record/index.ts';
import { type Running, saidBy, takeTurns } from '../turns.ts';
import { candidatesFor, ceilingOf, compareReady, readySide } from './duplicates-compare.ts';
import {
  claimComparing,
  endComparing,
  type FoundPair,
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
/** Records whose candidates are read together; each may have a hundred and fifty. */
const TOGETHER = 25;
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
      for (let at = 0; at < waiting.length && signal?.aborted !== true; at += TOGETHER)
        await compareSome(instance, session, waiting.slice(at, at + TOGETHER));
    } finally {
      await closeSession(instance, session);
    }
    return waiting.length;
  } finally {
    if (mine) await endComparing(lock).catch(() => undefined);
    lock.release(true);
  }
}

/**
 * Compares some records as if one after the other: each sees the pairs of those before it. What they are compared with is read once
 * for all of them, since most records of one day or place are candidates of each other.
 */
async function compareSome(instance: Instance, session: Session, ids: readonly string[]): Promise<void> {
  const partners = await partnersOf(instance.owner, ids);
  const found = await withSession(instance, session, async (db) => {
    const sides = new Map((await sidesById(db, ids)).map((side) => [side.id, side]));
    const candidates = new Map<string, string[]>();
    for (const [id, side] of sides) candidates.set(id, await candidatesFor(db, session, side));
    const named = new Set([...[...candidates.values()].flat(), ...[...partners.values()].flatMap((set) => [...set])]);
    const missing = [...named].filter((id) => !sides.has(id));
    const own = [...sides.values()];
    for (const side of await sidesById(db, missing)) sides.set(side.id, side);
    const ready = readyOnce();
    return own.map((side) => {
      const before = partners.get(side.id) ?? new Set();
      const others = [...new Set([...(candidates.get(side.id) ?? []), ...before])]
        .filter((id) => id !== side.id)
        .flatMap((id) => sides.get(id) ?? []);
      const pairs = pairsOf(side, others, { before, ready });
      for (const id of before) partners.get(id)?.delete(side.id);
      for (const { other } of pairs) partners.get(other)?.add(side.id);
      return { side, pairs };
    });
  });
  await keepPairs(instance.owner, found);
  const gone = ids.filter((id) => !found.some(({ side }) => side.id === id));
  if (gone.length > 0) await forgetLook(instance.owner, gone);
}

type Readying = (side: SideRow, ceiling: string) => ReturnType<typeof readySide>;

/** Makes each record ready once for each level. */
function readyOnce(): Readying {
  const made = new Map<string, ReturnType<typeof readySide>>();
  return (side, ceiling) => {
    const key = `${side.id} ${ceiling}`;
    const known = made.get(key) ?? readySide(side, ceiling);
    made.set(key, known);
    return known;
  };
}

/** Those from the score on, the most alike; pairs that stood already are not pushed out. */
function pairsOf(
  side: SideRow,
  others: readonly SideRow[],
  { before, ready }: { before: ReadonlySet<string>; ready: Readying },
): FoundPair[] {
  const alike = others
    .filter(({ kind, compartment }) => kind === side.kind && compartment === side.compartment)
    .map((other) => {
      const ceiling = ceilingOf(side, other);
      const { score } = compareReady(ready(side, ceiling), ready(other, ceiling));
      return { other: other.id, score, likeness: Math.round(score * 1000) };
    })
    .filter(({ score }) => score >= POSSIBLE_DUPLICATE_FROM)
    .sort((a, b) => b.score - a.score || (a.other < b.other ? -1 : 1));
  return alike.filter(({ other }, place) => place < MOST_PAIRS || before.has(other));
}
