import type { Instance } from '../../database/index.ts';
import { commitDeed, type Session } from '../../record/index.ts';
import { delaySetting } from './register-store.ts';

/** Hours within which an incident is young, unless a lead changed them. */
export const DELAY = 72;

/** What holds now; what a damaged row says is not taken for a number. */
export async function readDelay(instance: Instance): Promise<number> {
  const value = (await delaySetting(instance.app)) as { hours?: unknown } | null;
  const hours = value?.hours;
  return typeof hours === 'number' && Number.isFinite(hours) && hours >= 0 ? hours : DELAY;
}

export async function setDelay(instance: Instance, { author }: Session, hours: number): Promise<void> {
  const row = { name: 'departure-delay', value: { hours } };
  await commitDeed(instance, {
    table: 'setting',
    row,
    by: author,
    reason: 'How young an incident warns when it leaves',
  });
}
