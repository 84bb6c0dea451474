import type { Instance } from '../database/index.ts';
import { beginSlot, newestCheckpoint, publishedCheckpoint } from '../record/index.ts';
import { type Running, saidBy, takeTurns } from '../turns.ts';
import { askWitness, WitnessFailed } from './ask-witness.ts';
import { AHEAD, backOff, slotAt } from './schedule.ts';
import { stampHours } from './stamping.ts';
import { type ConfiguredWitness, keepAsk } from './witness-list-store.ts';
import { askedWitnesses } from './witnesses.ts';

/** How often the loop looks whether something is due, in milliseconds. */
const TURN = 15_000;
/** Deeds of the loop are done by this name. */
const BY = 'instance';

/** How one witness was asked. */
export interface Asking {
  readonly name: string;
  /** What it holds now; null where it did not cosign. */
  readonly size: number | null;
  readonly failing: string | null;
}

/**
 * Begins each slot of the schedule for as long as the server runs: chooses the checkpoint that is shown until the next one, and
 * sends it to every witness with an address. A witness that fails is asked again, less and less often; what it says is kept
 * for the integrity page.
 */
export function startWitnessing(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): Running {
  return takeTurns({
    turn: async (signal) => {
      await witnessingStep(instance, new Date(), { say, signal });
      return TURN;
    },
    afterFailure: () => TURN,
    problemOf: (error) => `Witnesses could not be asked: ${saidBy(error)}`,
    say,
  });
}

interface Step {
  readonly say: (problem: string) => void;
  readonly signal?: AbortSignal;
}

/** What is due at a moment, once. */
export async function witnessingStep(instance: Instance, now: Date, step: Step): Promise<Asking[]> {
  const slot = new Date(slotAt(now.getTime(), await stampHours(instance)));
  await beginSlot(instance, slot);
  const done: Asking[] = [];
  for (const witness of await askedWitnesses(instance)) {
    if (isDue(witness, slot, now)) done.push(await ask(instance, witness, { slot, by: BY, ...step }));
  }
  return done;
}

/** Asks with the newest checkpoint, now: somebody at the command line wants to know. */
export async function askNow(instance: Instance, by: string, name?: string): Promise<Asking[]> {
  const done: Asking[] = [];
  for (const witness of await askedWitnesses(instance, name))
    done.push(await ask(instance, witness, { slot: null, by, say: () => undefined }));
  return done;
}

function isDue({ ask: last }: ConfiguredWitness, slot: Date, now: Date): boolean {
  // What lies far ahead was noted while the clock was wrong.
  if (last === null || last.at.getTime() > now.getTime() + AHEAD) return true;
  if (last.failing !== null) return now.getTime() >= last.at.getTime() + backOff(last.failures, 0.5);
  return last.at < slot;
}

async function ask(
  instance: Instance,
  witness: ConfiguredWitness & { readonly url: string },
  { slot, by, say, signal }: Step & { readonly slot: Date | null; readonly by: string },
): Promise<Asking> {
  const { name } = witness;
  const checkpoint = await (slot === null ? newestCheckpoint(instance.sequencer) : publishedCheckpoint(instance));
  if (checkpoint === null) return { name, size: null, failing: 'The log has no checkpoint yet.' };
  const at = new Date();
  try {
    const size = await askWitness(instance, witness, checkpoint, { by, signal, scheduled: slot !== null });
    await keepAsk(instance.access, name, { at, slot, failures: 0, failing: null, alarming: false });
    return { name, size, failing: null };
  } catch (error) {
    if (!(error instanceof WitnessFailed) || signal?.aborted === true) throw error;
    const failing = error.message;
    const failures = (witness.ask?.failures ?? 0) + 1;
    await keepAsk(instance.access, name, { at, slot, failures, failing, alarming: error.alarming });
    if (failing !== witness.ask?.failing) say(`Witness ${name}: ${failing}`);
    return { name, size: null, failing };
  }
}
