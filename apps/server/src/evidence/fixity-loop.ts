import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance } from '../database/index.ts';
import { saidBy, takeTurns } from '../turns.ts';
import { beginRound, type Checking, continueRound, recheckFailing } from './fixity.ts';
import { readFixitySetting } from './fixity-setting.ts';
import { claimChecking, hasItems, lastRound, type Round } from './fixity-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MEGABYTE = 1_000_000;

/** How the checks are kept going; all times in milliseconds. */
export interface FixityLoop {
  readonly say?: (problem: string) => void;
  /** Until the first look, so that a start is not slowed. */
  readonly first?: number;
  /** Between two looks at what is due. */
  readonly pause?: number;
  /** How long files are read before another process may. */
  readonly slice?: number;
  /** How long a file that failed waits until it is read anew. */
  readonly recheck?: number;
  readonly now?: () => Date;
}

/**
 * Reads every stored file within the days that are set, for as long as the server runs. Of several servers one does it.
 *
 * @returns what ends it, after the piece that is being read
 */
export function startFixity(instance: Instance, loop: FixityLoop = {}): () => Promise<void> {
  const { say = (text) => console.error(text), first = MINUTE, pause = MINUTE } = loop;
  return takeTurns({
    turn: async (signal) => {
      const round = await checkForAWhile(instance, { ...loop, say }, signal);
      return round !== null && round.ended === null ? Math.min(pause, 1_000) : pause;
    },
    afterFailure: () => pause,
    problemOf: (error) => `Stored files could not be read, and are read later: ${saidBy(error)}`,
    say,
    first,
  }).stop;
}

/** @returns the round that is read, or null where another process reads or nothing is due */
async function checkForAWhile(
  instance: Instance,
  { say, slice = MINUTE / 2, recheck = HOUR, now = () => new Date() }: FixityLoop,
  signal: AbortSignal,
): Promise<Round | null> {
  const db = await instance.owner.connect();
  try {
    if (!(await claimChecking(db))) return null;
    const { everyDays, rate } = await readFixitySetting(instance);
    const began = performance.now();
    const enough = (): boolean => signal.aborted || performance.now() - began > slice;
    const checking: Checking = { rate: rate * MEGABYTE, signal, now, enough };
    const notRead = await recheckFailing(instance, new Date(now().getTime() - recheck), checking).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const round = await roundDue(instance, everyDays, now());
    if (round === null && notRead !== null) throw notRead.error;
    if (round === null) return null;
    const after = await continueRound(instance, round, checking);
    const [altered, missing] = [after.altered - round.altered, after.missing - round.missing];
    if (altered + missing > 0)
      say?.(`STORED FILES FAILED: ${altered} altered, ${missing} missing. See which: npx cairn fixity`);
    return after;
  } finally {
    // With its connection the place goes.
    db.release(true);
  }
}

/** The round that is under way, or a new one where one is due: also when the last one lies in the future, because a clock jumped. */
async function roundDue(instance: Instance, everyDays: number, now: Date): Promise<Round | null> {
  const last = await lastRound(instance.owner);
  if (last !== null && last.ended === null) return last;
  const age = last === null ? Number.POSITIVE_INFINITY : now.getTime() - last.began.getTime();
  if (age > -DAY && age < everyDays * DAY) return null;
  return (await hasItems(instance.owner)) ? beginRound(instance, now) : null;
}

/**
 * Reads every stored file now, as fast as it goes, once no other process does.
 *
 * @param waiting called when another process reads, once
 */
export async function checkAllNow(
  instance: Instance,
  { signal, progress, waiting }: Pick<Checking, 'signal' | 'progress'> & { waiting?: () => void },
): Promise<Round> {
  const db = await instance.owner.connect();
  try {
    let told = false;
    while (!(await claimChecking(db))) {
      if (!told) waiting?.();
      told = true;
      await sleep(500, undefined, { signal });
    }
    const given = { ...(signal === undefined ? {} : { signal }), ...(progress === undefined ? {} : { progress }) };
    return await continueRound(instance, await beginRound(instance, new Date()), {
      rate: Number.POSITIVE_INFINITY,
      ...given,
    });
  } finally {
    db.release(true);
  }
}
