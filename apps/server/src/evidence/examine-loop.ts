import { boxState, openSniffer, type Sniffer } from '../box/index.ts';
import type { Instance } from '../database/index.ts';
import { type Running, saidBy, takeTurns } from '../turns.ts';
import { type Examined, examineItem } from './examine.ts';
import { familyOf } from './examine-plan.ts';
import {
  countWaiting,
  giveBack,
  lackingTypes,
  putOff,
  queueLacking,
  queueNew,
  stayWith,
  strike,
  takeNext,
  type Waiting,
} from './examine-store.ts';
import { isFull } from './refusals.ts';
import { findTools, isReadable } from './tools.ts';

/** How long the server waits where nothing is to be done, in milliseconds. */
const PAUSE = 2_000;
/** What changed within so many seconds is looked through at each turn; a commit's time is that of its beginning. */
const RECENT = 900;
/** Everything is looked through so often, in milliseconds. */
const THOROUGH = 3_600_000;
const SIGN_OF_LIFE = 30_000;

/** How often a file is tried that could not be looked at for a reason outside of it, and how long it waits (seconds). */
const ATTEMPTS = 3;
const BACK_OFF = [30, 300] as const;

/** How long is waited where the disk has no room (seconds). */
const FULL = 300;

/** Looks at files that came in, one after the other, for as long as the server runs. */
export function startExamination(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): Running {
  const sniffer = openSniffer();
  let thorough = 0;
  let tried = false;
  const running = takeTurns({
    turn: async (signal) => {
      if (!tried) await sayUnsealed(say);
      tried = true;
      const all = Date.now() - thorough > THOROUGH;
      await queueNew(instance.owner, all ? null : RECENT);
      if (all) thorough = Date.now();
      while (!signal.aborted && (await examineNext(instance, sniffer, signal)) !== 'idle');
      return PAUSE;
    },
    afterFailure: () => PAUSE,
    problemOf: (error) => `Examination of files: ${saidBy(error)}`,
    say,
  });
  return {
    stop: async () => {
      await running.stop();
      sniffer.close();
    },
  };
}

async function sayUnsealed(say: (problem: string) => void): Promise<void> {
  const { sealed, missing } = await boxState();
  if (!sealed)
    say(`Programs that read foreign files are not sealed off from files and network here: ${missing.join(' ')}`);
}

/** What one run looked at. */
export interface ExaminationReport {
  readonly examined: readonly Examined[];
  /** Items that could not be looked at now. */
  readonly failed: readonly { readonly item: string; readonly problem: string }[];
}

/**
 * Looks at everything that waits now, and at what waits for a program that was missing and may be there by now, then ends.
 *
 * @param told after each item: how many are done, of how many
 */
export async function examineNow(
  instance: Instance,
  told: (done: number, all: number) => void = () => undefined,
): Promise<ExaminationReport> {
  const sniffer = openSniffer();
  const examined: Examined[] = [];
  const failed: { item: string; problem: string }[] = [];
  try {
    await queueNew(instance.owner, null);
    const tools = await findTools();
    const readable = (type: string) => isReadable(familyOf(type), tools);
    await queueLacking(instance.owner, (await lackingTypes(instance.owner)).filter(readable));
    for (;;) {
      const result = await examineNext(instance, sniffer);
      if (result === 'idle') return { examined, failed };
      if (result === 'nothing') continue;
      if ('problem' in result) failed.push(result);
      else examined.push(result);
      const done = examined.length + failed.length;
      told(done, done + (await countWaiting(instance.owner)));
    }
  } finally {
    sniffer.close();
  }
}

type Step = Examined | { readonly item: string; readonly problem: string } | 'nothing' | 'idle';

/** Looks at one item, the one that has waited longest. */
async function examineNext(instance: Instance, sniffer: Sniffer, signal?: AbortSignal): Promise<Step> {
  const waiting = await takeNext(instance.owner);
  if (waiting === null) return 'idle';
  const { item } = waiting;
  const alive = setInterval(() => void stayWith(instance.owner, item).catch(() => undefined), SIGN_OF_LIFE);
  try {
    const tools = await findTools();
    // Its turns were counted before they began: whoever began the last ones did not live to their end.
    const hopeless = waiting.attempts > ATTEMPTS;
    const looking = { sniffer, tools, ...(signal === undefined ? {} : { signal }) };
    const examined = await examineItem(instance, looking, { ...waiting, hopeless });
    clearInterval(alive);
    await strike(instance.owner, item);
    return examined ?? 'nothing';
  } catch (error) {
    clearInterval(alive);
    if (signal?.aborted === true || isFull(error)) await giveBack(instance.owner, item);
    // A disk that is full says nothing of the file: it is tried for as long as that lasts.
    if (isFull(error)) await putOff(instance.owner, item, FULL);
    else if (signal?.aborted !== true) await putOff(instance.owner, item, waitOf(waiting));
    return { item, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    clearInterval(alive);
  }
}

function waitOf({ attempts }: Waiting): number | null {
  return BACK_OFF[attempts - 1] ?? null;
}
