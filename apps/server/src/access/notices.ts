import type { Instance } from '../database/index.ts';
import { actorOf, type By } from './actor.ts';
import { compartmentById, membershipsOf } from './people-store.ts';
import { type RightsChange, type RightsChangeKind, rightsChanges } from './rights-changes.ts';
import { namesOfPeople, rightsDeeds } from './rights-history.ts';
import { isWithin } from './rules.ts';
import type { Role } from './types.ts';

/** Something that the members of a compartment are told. */
export interface Notice {
  readonly at: string;
  readonly what: RightsChangeKind | 'operator-change';
  readonly compartment: { readonly id: string; readonly code: string; readonly name: string };
  /** Names, the person concerned first. */
  readonly who: readonly string[];
}

/** How long a notice is shown, in milliseconds. */
const SHOWN = 30 * 86_400_000;

/** Who is told: an appointed lead concerns everybody, a reset and a return those who readmit, a proposal who may approve. */
const TOLD: Readonly<Partial<Record<RightsChangeKind, readonly Role[]>>> = {
  'lead-appointed': ['reader', 'contributor', 'reviewer', 'lead'],
  'lead-proposed': ['reviewer', 'lead'],
  'lead-refused': ['reviewer', 'lead'],
  'factor-reset': ['lead'],
  readmitted: ['lead'],
  travel: ['lead'],
};

/** What the caller is told of his compartments, the newest first. */
export async function listNotices(instance: Instance, by: By): Promise<Notice[]> {
  const db = instance.access;
  const actor = await actorOf(db, by);
  if (actor.account === null) return [];
  const mine = (await membershipsOf(db, actor.account)).filter(
    ({ resting, compartment }) => resting === null && isWithin([compartment], actor.compartments),
  );
  if (mine.length === 0) return [];
  const deeds = await rightsDeeds(db);
  const since = new Date(Date.now() - SHOWN).toISOString();
  const notices: Notice[] = [];
  for (const { compartment: id, role } of mine) {
    const compartment = await compartmentById(db, id);
    if (compartment === null) continue;
    const told = rightsChanges(deeds, id).filter((each) => each.at >= since && isTold(each, role));
    const names = await namesOfPeople(db, told);
    for (const each of told) {
      const what = TOLD[each.what] === undefined ? 'operator-change' : each.what;
      notices.push({ at: each.at, what, compartment, who: each.who.map((one) => names.get(one) ?? one) });
    }
  }
  return notices.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Leads are told besides whatever was done to memberships at the command line. */
function isTold({ what, by, account }: RightsChange, role: Role): boolean {
  const roles = TOLD[what];
  if (roles !== undefined) return roles.includes(role);
  return role === 'lead' && account !== null && by.startsWith('operator:');
}
