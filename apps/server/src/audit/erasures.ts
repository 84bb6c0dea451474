import { isDeepStrictEqual } from 'node:util';
import type { DeedClaims } from '../record/deeds.ts';
import { PasskeysThen, wrongAssertions } from './erasure-assertions.ts';
import type { Ledger } from './findings.ts';

const STATES = ['requested', 'refused', 'withdrawn', 'done'];

/**
 * Holds the deeds of erasures against the rule: two people, what was done or refused once stays so, and what the second
 * person's passkey signed is this request.
 */
export async function auditErasures(deeds: readonly DeedClaims[], ledger: Ledger): Promise<void> {
  const before = new Map<string, Record<string, unknown>>();
  const requests = new Map<string, Record<string, unknown>>();
  const passkeys = new PasskeysThen();
  for (const deed of deeds) {
    passkeys.take(deed);
    const { table, row, key, by } = deed;
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
    const again = by.startsWith('operator:');
    if (by !== (row.state === 'requested' ? row.requested_by : decided) && !again)
      add('A deed names another person than the one who did it.');
    // The request of one that a restore did again may be younger than the backup, and so may the key.
    if (row.state === 'requested' && !requests.has(id)) requests.set(id, row);
    const request = requests.get(id) ?? (again ? null : row);
    for (const message of await wrongAssertions(row, request, again ? null : passkeys)) add(message);
    before.set(id, row);
  }
}

/** What stays as it was asked for, whatever becomes of it. */
const ASKED = ['compartment', 'requested_by', 'requested_at', 'reason', 'targets', 'heads', 'complete'] as const;

/** The database writes another form of the same instant. */
function asked(row: Record<string, unknown>, field: (typeof ASKED)[number]): unknown {
  return field === 'requested_at' ? Date.parse(String(row[field])) : row[field];
}
