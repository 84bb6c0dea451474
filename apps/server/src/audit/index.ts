import type { Instance } from '../database/index.ts';
import { readActivityMark } from '../record/activity-mark.ts';
import { readHighWater } from '../record/high-water.ts';
import type { Anchored, Queries } from '../record/index.ts';
import { auditFiles } from '../store/index.ts';
import { auditActivity } from './activity.ts';
import { carriedOver } from './carried.ts';
import { wrongCounters, wrongScenes } from './counter-store.ts';
import { auditDeeds } from './deeds.ts';
import { erasedFiles } from './erasure-store.ts';
import { auditErasures } from './erasures.ts';
import { type Checked, type Finding, Ledger } from './findings.ts';
import { auditLog } from './log.ts';
import { countEntries, strays } from './log-store.ts';
import { lowNumbers } from './number-store.ts';
import { auditInParallel } from './parallel.ts';
import { strayRows } from './projection-store.ts';
import { strayDisclosures } from './revision-store.ts';
import { auditRotations } from './rotations.ts';
import { auditSchema } from './schema.ts';
import { inSnapshot, part } from './snapshot-store.ts';
import { auditStamps } from './stamps.ts';

export { erasureDigest } from './erasure-digest.ts';
export type { ErasedRow } from './erasure-store.ts';
export type { Checked, Finding } from './findings.ts';
export { DERIVED_TABLES } from './projection-store.ts';
export { rederive } from './rebuild.ts';

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
 * database beside it, from which it reads what the definitions should be, is dropped again. People may work meanwhile: what
 * belongs together is read as of one moment. A part that fails is a finding, and the others are checked all the same.
 *
 * The claim it carries: nothing that an outside checkpoint covers can be altered, dropped or rolled back without being
 * named here, run from clean code with that checkpoint (security design §2).
 */
export async function audit(instance: Instance, { against = [] }: AuditOptions = {}): Promise<AuditReport> {
  const ledger = new Ledger();
  const { size, anchored } = await auditTogether(instance, ledger, against);
  await part(ledger, 'revision', () => auditInParallel(instance, ledger));
  await part(ledger, 'schema', () => auditSchema(instance, ledger));
  await part(ledger, 'file', async () => auditFiles(instance, ledger, await erasedFiles(instance.owner)));
  return {
    ok: ledger.findings.length === 0,
    anchored,
    unanchored: size - anchored.size,
    checked: ledger.checked,
    findings: ledger.findings,
  };
}

/** What is checked as of one moment: the log, deeds with their tables, activity, and what belongs to nothing. */
async function auditTogether(
  { owner, keys, data }: Instance,
  ledger: Ledger,
  against: readonly string[],
): Promise<{ size: number; anchored: Anchored }> {
  // Both marks are raised after what they mark was committed: read first, they are never ahead of the snapshot.
  const mark = await part(ledger, 'log', async () => readHighWater(data.keys));
  const activityMark = readActivityMark(data.keys);
  return inSnapshot(owner, async (db) => {
    const deeds = (await part(ledger, 'deed', () => auditDeeds(db, keys, ledger), db)) ?? [];
    const stamped = (await part(ledger, 'stamp', () => auditStamps(db, deeds, ledger), db)) ?? [];
    const log = await part(ledger, 'log', () => auditLog(db, { keys }, ledger, { against, stamped, mark }), db);
    await part(ledger, 'rotation', () => auditRotations(db, { keys, deeds }, ledger), db);
    await part(ledger, 'erasure', () => auditErasures(deeds, ledger), db);
    await part(ledger, 'activity', () => auditActivity(db, { keys, deeds, mark: activityMark }, ledger), db);
    await part(ledger, 'log', () => auditStrays(db, ledger), db);
    await part(ledger, 'numbers', () => auditNumbers(db, ledger), db);
    await part(ledger, 'projection', () => auditCounters(db, ledger), db);
    await part(ledger, 'projection', () => auditScenes(db, ledger), db);
    if (log !== null) return log;
    for (const i of against.keys())
      ledger.add('anchor', `outside checkpoint ${i + 1}`, 'The log could not be held against it.');
    return { size: await countEntries(db), anchored: { size: 0, by: [], time: null } };
  });
}

/** A series that was set back would give out references again that are in use. */
async function auditNumbers(db: Queries, ledger: Ledger): Promise<void> {
  for (const { compartment, what, last, used } of await lowNumbers(db))
    ledger.add('numbers', `${what} ${compartment}`, 'Numbers in use would be given out again.', used, last);
}

async function auditCounters(db: Queries, ledger: Ledger): Promise<void> {
  for (const { counter, counted, stored } of await wrongCounters(db))
    ledger.add('projection', `counter ${counter}`, 'It does not say how many there are.', counted, stored);
}

/** Periods and places beside each other, held against the periods and the places. */
async function auditScenes(db: Queries, ledger: Ledger): Promise<void> {
  for (const { record, side, row } of await wrongScenes(db)) {
    const message =
      side === 'missing'
        ? 'A row of cairn.record_scene is missing.'
        : 'A row of cairn.record_scene does not follow from its periods and places.';
    ledger.add('projection', record, message, side === 'missing' ? row : '', side === 'missing' ? '' : row);
  }
}

async function auditStrays(db: Queries, ledger: Ledger): Promise<void> {
  const { sourceless, unlogged } = await strays(db, await carriedOver(db, ledger));
  for (const { index, entry } of sourceless)
    ledger.add('log', `entry ${index}`, 'What this entry commits to is missing from the database.', entry, '');
  for (const { what, id } of unlogged) ledger.add(what, id, 'It is not in the log.', '', '');
  for (const { record, number, level } of await strayDisclosures(db))
    ledger.add('disclosure', record, `revision ${number} is missing, but its disclosures of level ${level} are there`);
  for (const { table, record } of await strayRows(db))
    ledger.add('projection', record, `${table} holds a row of a record that has no revision`);
}
