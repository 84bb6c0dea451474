import type { Instance } from '../database/index.ts';
import type { Ledger } from './findings.ts';
import { auditRevisions } from './revisions.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Re-derives all records. */
export async function auditInParallel(instance: Instance, ledger: Ledger): Promise<void> {
  await auditRevisions(instance.owner, { knownKids: instance.keys.knownKids }, FIRST, LAST, ledger);
}
