import type { Instance } from '../database/index.ts';
import { type DeedClaims, readDeed } from '../record/deeds.ts';
import type { Queries } from '../record/index.ts';
import { actorOf, type By, membersForLead } from './actor.ts';
import { deedsAbout } from './history-store.ts';
import { namesById } from './people-store.ts';
import { type RightsChange, rightsChanges } from './rights-changes.ts';

/** A line of the history, with names for ids. */
export interface HistoryLine {
  readonly at: string;
  /** A name, or `operator:…` for what was done at the command line. */
  readonly by: string;
  readonly what: RightsChange['what'];
  readonly account: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly reason: string;
}

/** How many lines are shown. */
const MOST = 500;

/** What became of the rights in a compartment, the newest first, for its leads. @throws NotFound, Declined */
export async function rightsHistory(instance: Instance, by: By, compartment: string): Promise<HistoryLine[]> {
  const db = instance.access;
  await membersForLead(db, await actorOf(db, by), compartment);
  const changes = rightsChanges(await rightsDeeds(db), compartment).slice(0, MOST);
  const names = await namesOfPeople(db, changes);
  return changes.map(({ at, by: author, what, account, before, after, reason }) => ({
    at,
    by: names.get(author) ?? author,
    what,
    account: account === null ? null : (names.get(account) ?? account),
    before,
    after,
    reason,
  }));
}

/** Deeds about accounts, compartments, members and appointments, in the order in which they were done. */
export async function rightsDeeds(db: Queries): Promise<DeedClaims[]> {
  const encoded = await deedsAbout(db, ['account', 'compartment', 'member', 'appointment']);
  return encoded.map(readDeed).sort((a, b) => a.number - b.number);
}

/** Names of everybody whom changes speak of, by id. */
export function namesOfPeople(db: Queries, changes: readonly RightsChange[]): Promise<Map<string, string>> {
  const ids = changes.flatMap(({ by, account, who }) => [by, ...who, ...(account === null ? [] : [account])]);
  return namesById(db, [...new Set(ids)]);
}
