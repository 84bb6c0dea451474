import type { Instance } from '../database/index.ts';
import type { Ledger } from './findings.ts';
import { definitions, inScratchDatabase, roleProblems } from './schema-store.ts';

/** What clean code makes of an empty database; the same for every audit of this process. */
const cleanly = new WeakMap<Instance, Map<string, string>>();

/**
 * Holds everything in the database that guards the rows (functions, policies, triggers, privileges, constraints) against
 * what the migrations make of an empty database beside it: a switched-off policy or a replaced function is named.
 */
export async function auditSchema(instance: Instance, ledger: Ledger): Promise<void> {
  const expected = cleanly.get(instance) ?? (await inScratchDatabase(instance.owner, instance.database, definitions));
  cleanly.set(instance, expected);
  const found = await definitions(instance.owner);
  for (const [id, text] of expected) {
    const actual = found.get(id);
    if (actual === undefined) ledger.add('schema', id, 'It is missing from the database.', text, '');
    else if (actual !== text) ledger.add('schema', id, 'It was altered in the database.', text, actual);
  }
  for (const [id, text] of found) {
    if (!expected.has(id)) ledger.add('schema', id, 'No migration made it.', '', text);
  }
  for (const { role, problem } of await roleProblems(instance.owner, instance.database))
    ledger.add('schema', `role ${role}`, problem);
}
