import type { Instance } from '../database/index.ts';
import { recordActivity } from './activity.ts';

/** At most one refusal of a stranger is entered in this time (milliseconds): whoever knocks all night fills no disk. */
const EVERY = 60_000;

const last = new WeakMap<Instance, number>();

/**
 * Enters that somebody was refused at the door: each time for an account that exists, now and then for a stranger.
 *
 * @param account whose door it was; null where there is none
 */
export function recordKnock(instance: Instance, account: string | null): void {
  if (account === null) {
    if (Date.now() - (last.get(instance) ?? 0) < EVERY) return;
    last.set(instance, Date.now());
  }
  // Nothing is shown, so nobody waits for it: the time of the answer would tell an address that has an account. What fails
  // to be stored fails with the database, which the next request tells of.
  recordActivity(instance, { account, what: 'sign-in-refused' }).catch(() => undefined);
}
