/** Claims that stay whatever is erased: without them a revision says neither whose it is nor who may read the rest of it. */
const STRUCTURE: readonly string[] = [
  ...['record', 'kind', 'version', 'compartment', 'reference', 'revision', 'author', 'at', 'previous', 'escaped'],
  'disclosures',
  'body.sensitivity',
];

/** Whether a claim of a revision can be erased: every field but the sensitivity, and the reason. */
export function isErasable(claim: string): boolean {
  return (claim.startsWith('body.') || claim === 'reason') && !STRUCTURE.includes(claim);
}

/** One of the two people of an erasure, as the rule sees them. */
export interface ErasurePerson {
  readonly account: string;
  /** Null for somebody who is no member of the compartment now. */
  readonly role: 'reader' | 'contributor' | 'reviewer' | 'lead' | null;
  /** Whether they may read all that is to be erased. */
  readonly readsAll: boolean;
}

/** Why an erasure is refused. */
export type ErasureRefusal =
  | 'requester-role'
  | 'requester-cannot-read'
  | 'same-person'
  | 'approver-role'
  | 'approver-cannot-read'
  | 'no-lead';

const RANK = ['reader', 'contributor', 'reviewer', 'lead'];

function ranks({ role }: ErasurePerson, least: 'contributor' | 'reviewer'): boolean {
  return role !== null && RANK.indexOf(role) >= RANK.indexOf(least);
}

/** Why somebody cannot ask for an erasure; null when they can. */
export function refusalOfRequest(requester: ErasurePerson): ErasureRefusal | null {
  if (!ranks(requester, 'contributor')) return 'requester-role';
  return requester.readsAll ? null : 'requester-cannot-read';
}

/**
 * Why two people cannot erase together; null when they can. Another person approves, a reviewer at least; both read all of
 * it, so that nobody erases what they do not know; and one of the two is a lead.
 */
export function refusalOfErasure(requester: ErasurePerson, approver: ErasurePerson): ErasureRefusal | null {
  if (requester.account === approver.account) return 'same-person';
  if (!ranks(approver, 'reviewer')) return 'approver-role';
  if (!approver.readsAll) return 'approver-cannot-read';
  return refusalOfRequest(requester) ?? ([requester, approver].some(({ role }) => role === 'lead') ? null : 'no-lead');
}
