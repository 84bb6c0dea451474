import { operatorSession, signOut } from '../access/index.ts';
import { rebuildIfDue } from '../audit/rebuild.ts';
import { type Instance, openInstance } from '../database/index.ts';
import { addUpCounters } from '../monitoring/index.ts';
import { sequence, TreeDamaged } from '../record/index.ts';
import type { Session } from '../record/types.ts';
import type { Context } from './command.ts';

/**
 * Opens the data folder for the duration of one command: attaches to its running database or starts it. Whatever the
 * command wrote is in the log when it ends: no command leaves a leaf pending.
 *
 * @param options.reports for a command whose result tells what is wrong: it is shown whatever keeps the log from being
 *   brought up to date, which is said beside it
 */
export async function withInstance<T>(
  context: Context,
  work: (instance: Instance) => Promise<T>,
  options: { create?: boolean; reports?: boolean } = {},
): Promise<T> {
  const instance = await openInstance({ data: context.data, create: options.create ?? false });
  try {
    await bringRowsUp(context, instance);
    const result = await work(instance);
    await bringLogUp(context, instance, options.reports ?? false);
    return result;
  } finally {
    await instance.close();
  }
}

async function bringRowsUp(context: Context, instance: Instance): Promise<void> {
  const said = await rebuildIfDue(instance);
  if (said !== null) context.say(said);
}

/** A log that does not verify gets no signature; what the command found or did stands all the same, and is shown. */
async function bringLogUp(context: Context, instance: Instance, reports: boolean): Promise<void> {
  try {
    await sequence(instance);
    await addUpCounters(instance);
  } catch (error) {
    if (error instanceof TreeDamaged) context.say(error.message);
    else if (reports)
      context.say(`The log could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`);
    else throw error;
  }
}

/** The same with a session: the operator's own, or with the rights of the account named by `as`. */
export async function withSession<T>(
  context: Context,
  as: string | undefined,
  work: (instance: Instance, session: Session) => Promise<T>,
): Promise<T> {
  return withInstance(context, async (instance) => {
    const session = await operatorSession(instance, as);
    try {
      return await work(instance, session);
    } finally {
      await signOut(instance, session);
    }
  });
}
