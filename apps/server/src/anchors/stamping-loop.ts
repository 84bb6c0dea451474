import type { Instance } from '../database/index.ts';
import { beginSlot, operatorName, publishedCheckpoint } from '../record/index.ts';
import { saidBy, takeTurns } from '../turns.ts';
import { backOff, LONGEST_PAUSE, nextSlot, slotAt } from './schedule.ts';
import { dueSince, type Outcome, stampHours, stampWith } from './stamping.ts';
import { whileAlone } from './stamping-store.ts';

/** How often it is looked whether an authority is due, so that one named meanwhile is not forgotten (milliseconds). */
const LOOK = 60_000;

interface Failing {
  readonly message: string;
  readonly times: number;
  /** When it is tried again, in milliseconds. */
  readonly again: number;
}

const failing = new WeakMap<Instance, Map<string, Failing>>();

/** Why authorities did not stamp when they were asked last, by their names. */
export function failingAuthorities(instance: Instance): ReadonlyMap<string, string> {
  return new Map([...(failing.get(instance) ?? [])].map(([name, { message }]) => [name, message]));
}

/**
 * Has a checkpoint stamped by each configured authority once in every slot of the schedule, whether or not something was
 * recorded, for as long as the server runs. What failed is tried again with growing pauses until the next slot begins; a slot
 * that was missed while no server ran is made up at once. Of several servers one does it.
 *
 * @returns what ends it, after giving up the request that is under way
 */
export function startStamping(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): () => Promise<void> {
  return takeTurns({
    turn: async (signal) => {
      const next = await stampDue(instance, { say, signal });
      return Math.max(1_000, Math.min(next - Date.now(), LOOK));
    },
    afterFailure: () => LOOK,
    problemOf: (error) => `Stamps could not be asked for: ${saidBy(error)}`,
    say,
  }).stop;
}

export interface DueOptions {
  /** Milliseconds; the clock of this machine unless told. */
  readonly now?: number;
  readonly random?: () => number;
  readonly say?: (problem: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Asks the authorities that have not stamped in this slot and are not waiting for another try.
 *
 * @returns when to look again, in milliseconds
 */
export async function stampDue(instance: Instance, options: DueOptions = {}): Promise<number> {
  const { now = Date.now(), signal } = options;
  const hours = await stampHours(instance);
  const slot = slotAt(now, hours);
  const past = failing.get(instance) ?? new Map<string, Failing>();
  failing.set(instance, past);
  await whileAlone(instance.owner, async () => {
    const due = await dueSince(instance, slot, now);
    for (const name of past.keys()) if (!due.some((authority) => authority.name === name)) past.delete(name);
    // A pause that lies further ahead than any was set by a clock that was wrong.
    const waits = ({ again }: Failing): boolean => again > now && again - now <= 2 * LONGEST_PAUSE;
    const authorities = due.filter(({ name }) => {
      const before = past.get(name);
      return before === undefined || !waits(before);
    });
    if (authorities.length === 0) return;
    await beginSlot(instance, new Date(slot));
    const checkpoint = await publishedCheckpoint(instance);
    if (checkpoint === null) return;
    const ask = signal === undefined ? {} : { signal };
    for (const outcome of await stampWith(instance, operatorName(), { authorities, checkpoint }, ask))
      if (signal?.aborted !== true) note(past, outcome, { ...options, now });
  });
  return Math.min(nextSlot(now, hours), ...[...past.values()].map(({ again }) => again));
}

function note(
  past: Map<string, Failing>,
  { authority, failing: message }: Outcome,
  { now, random = Math.random, say }: DueOptions & { now: number },
): void {
  const before = past.get(authority);
  if (message === null) {
    past.delete(authority);
    return;
  }
  if (message !== before?.message) say?.(`No stamp of ${authority}: ${message}`);
  const times = (before?.times ?? 0) + 1;
  past.set(authority, { message, times, again: now + backOff(times, random()) });
}
