import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { toBase64 } from '@cairn/ledger';
import { type AuditReport, audit } from '../../audit/index.ts';
import { rebuild } from '../../audit/rebuild.ts';
import {
  type Instance,
  markFinished,
  markUnfinished,
  migrate,
  openDatabase,
  openInstance,
  openPool,
  pathsOf,
  writeIdentity,
} from '../../database/index.ts';
import { commitErasuresAgain, type ListedErasure, readList, requireSignedBy, rowsOf } from '../../erasure/index.ts';
import { type Continued, commitDeeds, type Deed, forkLog, operatorName, sequence } from '../../record/index.ts';
import { examineLog, type RestoredLog } from '../archive/continuity.ts';
import { ErasedSince } from '../archive/erased.ts';
import { BackupError } from '../archive/error.ts';
import { CARRIED } from '../archive/format.ts';
import { load } from '../archive/load.ts';
import { emptyFolder, requireEmpty } from '../archive/new-folder.ts';
import { damaged, type OpenBackup, openBackup } from '../archive/open.ts';
import { analyze, beginLoad, isInhabited, raiseNumbers } from '../archive/restore-store.ts';
import { CARRIED_TABLES, type CarriedHead, ENTERED_ANEW } from './form.ts';
import { absentEntries } from './roundtrip-store.ts';
import { inWords } from './words.ts';

export interface ImportAllOptions {
  readonly file: string;
  /** A folder that does not exist yet, or is empty. */
  readonly data: string;
  /** Texts of age key files. */
  readonly identities?: readonly string[];
  /** Told in a word what goes on. */
  readonly progress?: (step: string) => void;
}

export interface ImportAllReport {
  /** The log that began here, and its key. */
  readonly origin: string;
  readonly logKey: string;
  readonly size: number;
  /** The log that the records come from; its newest checkpoint stands in the first entry of the new one. */
  readonly from: { readonly origin: string; readonly logKey: string; readonly size: number; readonly made: string };
  readonly compartments: readonly string[];
  readonly records: number;
  readonly revisions: number;
  readonly files: number;
  readonly missing: readonly string[];
  /** How many entries of the old log came without their content. */
  readonly absent: number;
  readonly audit: AuditReport;
}

/**
 * Takes an export of everything into a new folder. Revisions keep their tokens, a new log begins whose first entry names the
 * old checkpoint, and the old log's entries follow in their order, so that what proved them proves them still. No account
 * comes along: authors keep their names.
 *
 * @throws BackupError when the folder is not empty, or the archive is damaged, altered or none: it says what does not fit
 */
export async function importAll(options: ImportAllOptions): Promise<ImportAllReport> {
  const root = resolve(options.data);
  requireEmpty(root, 'An export is imported');
  try {
    const archive = await openBackup(options.file, options.identities ?? [], CARRIED);
    try {
      return await into(root, archive, options);
    } finally {
      await archive.close();
    }
  } catch (error) {
    throw inWords(error);
  }
}

async function into(root: string, archive: OpenBackup, options: ImportAllOptions): Promise<ImportAllReport> {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  markUnfinished(root, 'import');
  try {
    const taken = await takeIn(root, archive, options);
    const report = await settle(root, taken, options);
    const [finding] = report.audit.findings;
    if (finding !== undefined)
      throw damaged(
        options.file,
        `the audit of what came in finds at ${finding.what} ${finding.id}: ${finding.message}`,
      );
    markFinished(root);
    return report;
  } catch (error) {
    emptyFolder(root);
    throw error;
  }
}

interface Taken {
  readonly head: CarriedHead;
  readonly log: RestoredLog;
  readonly erasures: readonly ListedErasure[];
  readonly absent: { readonly entries: number; readonly digest: string };
  readonly files: number;
  readonly missing: readonly string[];
}

/** Rows and files come in, in one transaction, and the log among them is held against its checkpoint. */
async function takeIn(root: string, archive: OpenBackup, { file, progress }: ImportAllOptions): Promise<Taken> {
  const head = headOf(archive, file);
  const erasures = readList(head.erasures, file);
  requireSignedBy(erasures, new Set(head.revisionKeys));
  const paths = pathsOf(root);
  const database = await openDatabase(root, { create: true });
  const owner = openPool(database.url(), 2);
  try {
    if (await isInhabited(owner))
      throw new BackupError('The database that DATABASE_URL names holds a Cairn already.', '', 'Name an empty one.');
    await migrate(owner, { only: head.migrations, roles: database.roles });
    const db = await owner.connect();
    let broken = true;
    try {
      progress?.('reading the export');
      await beginLoad(db);
      const loaded = await load(archive, file, { db, data: paths, erased: new ErasedSince([], head) });
      const log = await examineLog(db, head, [], file);
      const absent = await absentEntries(db);
      await db.query('commit');
      broken = false;
      writeIdentity(paths.keys, { ...loaded.identity, earlierKids: [...head.revisionKeys] });
      const { files, missing } = loaded.summary;
      return { head, log, erasures, absent, files, missing };
    } finally {
      db.release(broken);
    }
  } finally {
    await owner.end();
    await database.stop('fast');
  }
}

function headOf({ head }: OpenBackup, file: string): CarriedHead {
  const { compartments, names, rows, erasures, revisionKeys } = head as Partial<CarriedHead>;
  const sound =
    Array.isArray(compartments) &&
    Array.isArray(names) &&
    Array.isArray(revisionKeys) &&
    typeof erasures === 'string' &&
    ENTERED_ANEW.every((table) => Array.isArray(rows?.[table]));
  if (!sound) throw damaged(file, 'its head is incomplete');
  // Whoever made the archive signs what is in it: rights, accounts and keys of theirs must not come along.
  const strange = head.tables.find(({ name }) => !(CARRIED_TABLES as readonly string[]).includes(name));
  if (strange !== undefined) throw damaged(file, `it holds ${strange.name}, which no export carries`);
  if (head.holdsKeys) throw damaged(file, 'it holds keys, which no export carries');
  return head as CarriedHead;
}

/** A new log begins; what is derived is derived; what is entered anew gets deeds of its own; all of it is audited. */
async function settle(root: string, taken: Taken, { progress }: ImportAllOptions): Promise<ImportAllReport> {
  const { head, log, erasures, absent } = taken;
  const instance = await openInstance({ data: root, restoring: true });
  try {
    await analyze(instance.owner);
    progress?.('writing the log');
    await forkLog(instance, continuedFrom(taken));
    await enterAnew(instance, head);
    progress?.('deriving what is derived');
    const gone = erasures.map(({ erasure }) => erasure);
    const { records, revisions } = await rebuild(instance, rowsOf(gone));
    await raiseNumbers(instance.owner);
    await commitErasuresAgain(instance, gone);
    const size = await sequence(instance);
    await analyze(instance.owner);
    progress?.('auditing');
    const { origin, logKey } = instance.keys;
    return {
      ...{ origin, logKey, size, records, revisions, files: taken.files, missing: taken.missing },
      from: { origin: head.origin, logKey: head.logKey, size: log.size, made: head.made },
      compartments: head.compartments.map(({ name }) => name),
      absent: absent.entries,
      audit: await audit(instance, { against: [log.checkpoint] }),
    };
  } finally {
    await instance.close();
  }
}

/** What the first entry of the new log says of the old one. */
function continuedFrom({ head, log, absent }: Taken): Continued {
  return {
    origin: head.origin,
    logKey: head.logKey,
    ...(head.rotations === undefined ? {} : { rotations: head.rotations }),
    revisionKeys: head.revisionKeys,
    size: log.size,
    root: toBase64(log.root),
    absent,
    checkpoint: log.checkpoint,
    why: 'carried-over',
    outside: [],
    gap: { from: log.size, to: null },
    backup: head.made,
    continues: head.continues,
  };
}

async function enterAnew(instance: Instance, { compartments, rows, names }: CarriedHead): Promise<void> {
  const by = operatorName();
  const deeds: Deed[] = compartments.map(({ id, code, name }) => ({
    table: 'compartment',
    row: { id, code, name },
    by,
    reason: 'Carried over',
  }));
  for (const table of ENTERED_ANEW)
    for (const row of rows[table]) deeds.push({ table, row, by, reason: 'Carried over' });
  for (const { compartment, account, name, origin } of names)
    deeds.push({ table: 'carried_name', row: { compartment, account, name, origin }, by, reason: 'Carried over' });
  await commitDeeds(instance, deeds);
}
