import type { Instance } from '../database/index.ts';
import { auditFiles } from '../evidence/index.ts';
import type { Anchored } from '../record/index.ts';
import { auditActivity } from './activity.ts';
import { auditDeeds } from './deeds.ts';
import { type Checked, type Finding, Ledger } from './findings.ts';
import { auditLog } from './log.ts';
import { strays } from './log-store.ts';
import { auditInParallel } from './parallel.ts';
import { strayRows } from './projection-store.ts';
import { strayDisclosures } from './revision-store.ts';
import { auditSchema } from './schema.ts';

export type { Checked, Finding } from './findings.ts';

/** The outcome of an audit. Being unanchored is no finding: it is said, with its extent, in `anchored` and `unanchored`. */
export interface AuditReport {
  readonly ok: boolean;
  readonly anchored: Anchored;
  /** Entries of the log, and entries that wait for it, which nobody outside holds. */
  readonly unanchored: number;
  readonly checked: Checked;
  readonly findings: Finding[];
}

export interface AuditOptions {
  /** Signed notes of checkpoints that were kept outside. */
  readonly against?: readonly string[];
}

/**
 * Derives everything anew and names what does not match: each token and disclosure, the tree, checkpoints and cosignatures,
 * every projection, rights, activity, stored file, and the definitions that guard the rows. It changes nothing; the
 * database beside it, from which it reads what the definitions should be, is dropped again.
 *
 * The claim it carries: nothing that an outside checkpoint covers can be altered, dropped or rolled back without being
 * named here, run from clean code with that checkpoint (security design §2).
 */
export async function audit(instance: Instance, { against = [] }: AuditOptions = {}): Promise<AuditReport> {
  const ledger = new Ledger();
  const { size, anchored } = await auditLog(instance, ledger, against);
  await auditInParallel(instance, ledger);
  await auditDeeds(instance, ledger);
  await auditActivity(instance, ledger);
  await auditSchema(instance, ledger);
  await auditStrays(instance, ledger);
  await auditFiles(instance, ledger);
  return {
    ok: ledger.findings.length === 0,
    anchored,
    unanchored: size - anchored.size,
    checked: ledger.checked,
    findings: ledger.findings,
  };
}

async function auditStrays(instance: Instance, ledger: Ledger): Promise<void> {
  const { sourceless, unlogged } = await strays(instance.owner);
  for (const { index, entry } of sourceless)
    ledger.add('log', `entry ${index}`, 'What this entry commits to is missing from the database.', entry, '');
  for (const { what, id } of unlogged) ledger.add(what, id, 'It is not in the log.', '', '');
  for (const { record, number, level } of await strayDisclosures(instance.owner))
    ledger.add('disclosure', record, `revision ${number} is missing, but its disclosures of level ${level} are there`);
  for (const { table, record } of await strayRows(instance.owner))
    ledger.add('projection', record, `${table} holds a row of a record that has no revision`);
}
