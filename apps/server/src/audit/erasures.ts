import { isDeepStrictEqual } from 'node:util';
import type { DeedClaims } from '../record/deeds.ts';
import type { Ledger } from './findings.ts';

const STATES = ['requested', 'refused', 'withdrawn', 'done'];

/** Holds the deeds of erasures against the rule: two people, and what was done or refused once stays so. */
export function auditErasures(deeds: readonly DeedClaims[], ledger: Ledger): void {
  const before = new Map<string, Record<string, unknown>>();
  for (const { table, row, key, by } of deeds) {
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
    if (earlier !== undefined)
      for (const field of ASKED)
        if (!isDeepStrictEqual(asked(earlier, field), asked(row, field)))
          add(`What was decided is not what was asked for: ${field}.`);
    // A restore does again, in the operator's name, what two people had done.
    if (by !== (row.state === 'requested' ? row.requested_by : decided) && !by.startsWith('operator:'))
      add('A deed names another person than the one who did it.');
    before.set(id, row);
  }
}

/** What stays as it was asked for, whatever becomes of it. */
const ASKED = ['compartment', 'requested_by', 'requested_at', 'reason', 'targets', 'heads'] as const;

/** The database writes another form of the same instant. */
function asked(row: Record<string, unknown>, field: (typeof ASKED)[number]): unknown {
  return field === 'requested_at' ? Date.parse(String(row[field])) : row[field];
}
