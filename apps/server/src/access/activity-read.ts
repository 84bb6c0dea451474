import type { Instance } from '../database/index.ts';
import type { Session } from '../record/types.ts';
import { activityOf, activityTotals } from './activity-read-store.ts';
import { actorOf, type By, demandAdmin, membersForLead } from './actor.ts';

/** Who did what, as a lead sees it. */
export interface Entry {
  readonly at: string;
  /** A name; null for the operator. */
  readonly account: string | null;
  readonly what: string;
  /** Null where it was no single record, or one that the lead may not read. */
  readonly record: { readonly id: string; readonly reference: string } | null;
}

const PAGE = 100;

/**
 * Who opened what in a compartment, the newest first, for its leads.
 *
 * @param before where the page before ended
 * @throws NotFound, Declined
 */
export async function compartmentActivity(
  instance: Instance,
  session: Session,
  compartment: string,
  before: string | null,
): Promise<{ entries: Entry[]; next: string | null }> {
  await membersForLead(instance.access, await actorOf(instance.access, session), compartment);
  const rows = await activityOf(instance.app, { secret: session.secret, compartment, before, most: PAGE });
  return {
    entries: rows.map(({ at, name, what, record, reference }) => ({
      at: at.toISOString(),
      account: name,
      what,
      record: record === null || reference === null ? null : { id: record, reference },
    })),
    next: rows.length < PAGE ? null : (rows.at(-1)?.number ?? null),
  };
}

/** Counts by day and kind of the last ninety days, for administrators: nobody and no compartment is named. */
export async function totals(instance: Instance, by: By): Promise<{ day: string; what: string; n: number }[]> {
  demandAdmin(await actorOf(instance.access, by));
  return activityTotals(instance.access);
}
