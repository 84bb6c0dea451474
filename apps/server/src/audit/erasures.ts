import type { DeedClaims } from '../record/deeds.ts';
import type { Ledger } from './findings.ts';

const STATES = ['requested', 'refused', 'withdrawn', 'done'];

/** Holds the deeds of erasures against the rule: two people, and what was done or refused once stays so. */
export function auditErasures(deeds: readonly DeedClaims[], ledger: Ledger): void {
  const before = new Map<string, Record<string, unknown>>();
  for (const { table, row, key } of deeds) {
    if (table !== 'erasure') continue;
    const id = String(key.id);
    const add = (message: string): void => ledger.add('erasure', id, message);
    if (row === null) {
      add('A deed would make it forgotten.');
      continue;
    }
    if (!STATES.includes(String(row.state))) add(`It is in no state that there is: ${String(row.state)}.`);
    const decided = row.state === 'requested' ? null : row.decided_by;
    if (row.state === 'done' && (typeof decided !== 'string' || decided === row.requested_by))
      add('One person alone erased: two are needed.');
    const earlier = before.get(id);
    if (earlier !== undefined && earlier.state !== 'requested' && earlier.state !== row.state)
      add('A deed would undo how it ended.');
    before.set(id, row);
  }
}
