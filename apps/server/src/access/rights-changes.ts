import type { DeedClaims } from '../record/deeds.ts';
import { REASONS } from './reasons.ts';

/** What became of the rights of somebody in a compartment. */
export type RightsChangeKind =
  | 'compartment-added'
  | 'member-added'
  | 'member-changed'
  | 'member-removed'
  | 'member-left'
  | 'travel'
  | 'factor-reset'
  | 'readmitted'
  | 'lead-proposed'
  | 'lead-refused'
  | 'lead-appointed'
  | 'account-suspended'
  | 'account-readmitted';

export interface RightsChange {
  readonly at: string;
  /** An account's id, or `operator:…`. */
  readonly by: string;
  readonly what: RightsChangeKind;
  /** Id of the person concerned. */
  readonly account: string | null;
  /** Ids of all who took part, the person concerned first. */
  readonly who: readonly string[];
  readonly before: Row | null;
  readonly after: Row | null;
  readonly reason: string;
}

type Row = Readonly<Record<string, unknown>>;

/** What of a row is told: never an address, never a digest. */
const TOLD = {
  member: ['role', 'clearance', 'identities', 'resting'],
  account: ['suspended'],
} as const;

/**
 * What deeds say of the rights in one compartment, the newest first. Of an account only its suspensions, and only while it
 * is a member.
 *
 * @param deeds in the order in which they were done
 */
export function rightsChanges(deeds: readonly DeedClaims[], compartment: string): RightsChange[] {
  const members = new Map<string, Row>();
  const accounts = new Map<string, Row>();
  const changes: RightsChange[] = [];
  let appointed: Row | null = null;
  for (const deed of deeds) {
    const { table, key, row } = deed;
    if (table === 'member' && key.compartment === compartment) {
      const account = String(key.account);
      changes.push(ofMember(deed, account, members.get(account) ?? null, appointed));
      if (row === null) members.delete(account);
      else members.set(account, row);
    } else if (table === 'account') {
      const account = String(key.id);
      const before = accounts.get(account) ?? null;
      if (row !== null) accounts.set(account, row);
      if (members.has(account) && row !== null && before?.suspended !== row.suspended)
        changes.push(ofSuspension(deed, account, before, row));
    } else if (table === 'appointment' && row?.compartment === compartment) {
      // The deed about the member, which comes next, tells of it.
      if (row.state === 'done') appointed = row;
      else changes.push(ofAppointment(deed, row));
    } else if (table === 'compartment' && key.id === compartment) {
      changes.push(change(deed, 'compartment-added', null));
    }
  }
  return changes.reverse();
}

function change(
  { at, by, reason }: DeedClaims,
  what: RightsChangeKind,
  account: string | null,
  rows: { before?: Row | null; after?: Row | null; who?: readonly string[] } = {},
): RightsChange {
  const { before = null, after = null, who = account === null ? [by] : [account, by] } = rows;
  return { at, by, what, account, who: [...new Set(who)], before, after, reason };
}

function ofMember(deed: DeedClaims, account: string, before: Row | null, appointed: Row | null): RightsChange {
  const rows = { before: told(before, TOLD.member), after: told(deed.row, TOLD.member) };
  if (deed.reason === REASONS.appointed) {
    const together = appointed?.account === account ? [appointed.proposed_by, appointed.approved_by] : [deed.by];
    return change(deed, 'lead-appointed', account, { ...rows, who: [account, ...together.map(String)] });
  }
  return change(deed, kindOf(deed, account, before), account, rows);
}

function kindOf({ by, row }: DeedClaims, account: string, before: Row | null): RightsChangeKind {
  if (row === null) return by === account ? 'member-left' : 'member-removed';
  if (before === null) return 'member-added';
  const [was, is] = [before.resting ?? null, row.resting ?? null];
  if (was === is) return 'member-changed';
  if (is === null) return 'readmitted';
  return is === 'travel' ? 'travel' : 'factor-reset';
}

function ofSuspension(deed: DeedClaims, account: string, before: Row | null, after: Row): RightsChange {
  const what = after.suspended === true ? 'account-suspended' : 'account-readmitted';
  return change(deed, what, account, { before: told(before, TOLD.account), after: told(after, TOLD.account) });
}

function ofAppointment(deed: DeedClaims, row: Row): RightsChange {
  const what = row.state === 'proposed' ? 'lead-proposed' : 'lead-refused';
  return change(deed, what, String(row.account), { after: { role: 'lead' } });
}

function told(row: Row | null, names: readonly string[]): Row | null {
  return row === null ? null : Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}
