import { SENSITIVITIES, type Sensitivity } from '@cairn/model';
import { ROLES, type Role } from './types.ts';

/** What a membership gives. */
export interface Rights {
  readonly role: Role;
  readonly clearance: Sensitivity;
  /** Reads identity fields although no lead. */
  readonly identities: boolean;
}

/** One member of a compartment, as far as the rules look. */
export interface Standing extends Rights {
  readonly account: string;
  /** The membership is out of force until another lead readmits. */
  readonly resting: 'travel' | 'reset' | null;
  readonly suspended: boolean;
  /** Whether the account can come in as somebody who changes rights: by password, passkey or a token of that scope. */
  readonly enters: boolean;
}

/** Why a change of rights is refused; null in the functions below where it is not. */
export type Refused = 'only-lead' | 'not-yourself' | 'last-admin' | 'lead-left' | 'no-factors' | 'above-own';

/** A lead who can act: neither suspended nor resting nor without a way in. */
export function isActiveLead({ role, resting, suspended, enters }: Standing): boolean {
  return role === 'lead' && resting === null && !suspended && enters;
}

/** Whether a lead who can act is left beside one account. Whoever acts just now, as `by`, is one. */
export function hasOtherLead(members: readonly Standing[], account: string, by: string | null = null): boolean {
  return members.some((m) => m.account !== account && (isActiveLead(m) || (m.account === by && m.role === 'lead')));
}

function raises(before: Rights, after: Rights): boolean {
  return (
    ROLES.indexOf(after.role) > ROLES.indexOf(before.role) ||
    SENSITIVITIES.indexOf(after.clearance) > SENSITIVITIES.indexOf(before.clearance) ||
    (after.identities && !before.identities)
  );
}

/**
 * A lead gives a clearance. Nobody gives more than he has: else a lead could raise himself through an account that he
 * invites and whose link he keeps. What somebody has already may stay.
 *
 * @param before null where the person is no member yet
 */
export function refusalOfClearance(by: Rights, before: Rights | null, after: Rights): Refused | null {
  const height = (rights: Rights): number => SENSITIVITIES.indexOf(rights.clearance);
  return height(after) > height(by) && (before === null || height(after) > height(before)) ? 'above-own' : null;
}

/** A lead changes a membership. Nobody raises his own, and no compartment is left without a lead who can act. */
export function refusalOfChange(
  members: readonly Standing[],
  by: string,
  target: Standing,
  after: Rights,
): Refused | null {
  if (by === target.account && raises(target, after)) return 'not-yourself';
  if (target.role !== 'lead' || after.role === 'lead') return null;
  return hasOtherLead(members, target.account, by) ? null : 'only-lead';
}

/** A lead removes a member, or somebody leaves. */
export function refusalOfRemoval(members: readonly Standing[], by: string, target: Standing): Refused | null {
  return target.role !== 'lead' || hasOtherLead(members, target.account, by) ? null : 'only-lead';
}

/** Travel mode: another lead must be there to end it. */
export function refusalOfTravel(members: readonly Standing[], account: string): Refused | null {
  return hasOtherLead(members, account) ? null : 'only-lead';
}

/**
 * Another lead ends travel mode or the rest after a reset, once the person has a way in: before that, whoever holds the
 * link for new factors could come in.
 */
export function refusalOfReadmission(by: string | null, target: Standing, hasWayIn: boolean): Refused | null {
  if (by === target.account) return 'not-yourself';
  return hasWayIn ? null : 'no-factors';
}

/**
 * An administrator proposes a lead where none who can act is left, or a reviewer approves. Three persons: the
 * administrator gets no content by his own word, and nobody raises himself.
 *
 * @param by the administrator, then also the reviewer
 */
export function refusalOfAppointment(
  members: readonly Standing[],
  by: readonly string[],
  appointee: { account: string; suspended: boolean; enters: boolean },
): Refused | null {
  if (members.some(isActiveLead)) return 'lead-left';
  if (by.includes(appointee.account) || new Set(by).size !== by.length) return 'not-yourself';
  return appointee.suspended || !appointee.enters ? 'no-factors' : null;
}

/** Whether a member may approve an appointment: a reviewer whose membership is in force. */
export function mayApprove(member: Standing | undefined): boolean {
  return member?.role === 'reviewer' && member.resting === null && !member.suspended;
}

/**
 * An administrator suspends an account, or takes its factors. Not one's own; and an administrator who can act is left.
 *
 * @param admins accounts that are administrators and not suspended
 */
export function refusalOfSuspension(admins: readonly string[], by: string | null, target: string): Refused | null {
  if (by === target) return 'not-yourself';
  return admins.includes(target) && admins.length === 1 ? 'last-admin' : null;
}

/** A token gives no more than the session that makes it: null stands for all. */
export function isWithin<T>(wanted: readonly T[] | null, own: readonly T[] | null): boolean {
  return own === null || wanted?.every((each) => own.includes(each)) === true;
}
