/** What deeds about rights say of themselves; the history of rights tells by them why a row changed. */
export const REASONS = {
  invited: 'Account added with an invitation',
  added: 'Member added',
  firstLead: 'First lead of the compartment',
  changed: 'Membership changed',
  removed: 'Member removed',
  left: 'Member left',
  travel: 'Travel mode: the membership rests',
  reset: 'Factors reset: the membership rests',
  newLink: 'New invitation by an administrator: the membership rests',
  readmitted: 'Member readmitted',
  appointed: 'Lead appointed where none was left',
  suspended: 'Account suspended',
  unsuspended: 'Account readmitted',
  factorsTaken: 'Factors taken away',
  revoked: 'Access token revoked',
  proposed: 'Lead proposed where none is left',
  refused: 'Proposed lead refused',
} as const;

/** A reason of ours with the words of whoever gave it. */
export function withWords(reason: string, words: string): string {
  return words.trim() === '' ? reason : `${reason}: ${words.trim()}`;
}
