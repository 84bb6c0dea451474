import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AuditReport, audit } from '../audit/index.ts';
import { rebuild } from '../audit/rebuild.ts';
import { commitRestoredActivity } from '../audit/restored-activity.ts';
import {
  type Identity,
  type Instance,
  keysOf,
  markFinished,
  markUnfinished,
  migrate,
  newIdentity,
  openDatabase,
  openInstance,
  openPool,
  pathsOf,
  withNewWitness,
  writeIdentity,
} from '../database/index.ts';
import {
  commitErasuresAgain,
  type ListedErasure,
  listFile,
  readList,
  requireSignedBy,
  rowsOf,
} from '../erasure/index.ts';
import { returnToFolder } from '../evidence/index.ts';
import {
  type Continued,
  continueLog,
  forkLog,
  type LogSetting,
  logSetting,
  operatorName,
  revisionKeysOf,
  sequence,
} from '../record/index.ts';
import { storeSetting } from '../store/index.ts';
import {
  continued,
  type Decision,
  decide,
  examineLog,
  type Outside,
  type RestoredLog,
  readOutside,
} from './archive/continuity.ts';
import { ErasedSince } from './archive/erased.ts';
import { BackupError, wordsOf } from './archive/error.ts';
import type { Summary } from './archive/format.ts';
import { load } from './archive/load.ts';
import { emptyFolder, requireEmpty } from './archive/new-folder.ts';
import { damaged, type OpenBackup, openBackup } from './archive/open.ts';
import { analyze, beginLoad, isInhabited, raiseNumbers } from './archive/restore-store.ts';

export interface RestoreOptions {
  readonly file: string;
  /** A folder that does not exist yet, or is empty. */
  readonly data: string;
  /** Texts of age key files. */
  readonly identities?: readonly string[];
  /** Signed notes of checkpoints that were kept outside; the newest that anybody holds decides. */
  readonly against?: readonly string[];
  /** Lists of erasures that were kept outside: what they name does not come in. The one in the folder counts as well. */
  readonly erasures?: readonly { readonly name: string; readonly text: string }[];
  /** Told in a word what goes on. */
  readonly progress?: (step: string) => void;
}

/** What came out of a restore. */
export interface RestoreReport {
  /** `continues`: the same log goes on. `forked`: a new log began, openly. */
  readonly decision: 'continues' | 'forked';
  readonly why: Continued['why'] | null;
  readonly origin: string;
  /** The log's key now (C2SP verifier key). */
  readonly logKey: string;
  readonly witnessKey: string;
  /** Size of the log now. */
  readonly size: number;
  /** The log in the backup. */
  readonly backup: { readonly made: string; readonly origin: string; readonly logKey: string; readonly size: number };
  /** After a fork, which entries are lost: index in [from, to); `to` null where nobody could tell. */
  readonly gap: Continued['gap'] | null;
  readonly records: number;
  readonly revisions: number;
  readonly files: number;
  /** Evidence files that were missing from the store when it was backed up, as `compartment/sha256`. */
  readonly missing: readonly string[];
  /** What was erased since the backup was made and did not come in; null where no list of erasures was there. */
  readonly erased: { readonly erasures: number; readonly disclosures: number; readonly files: number } | null;
  readonly audit: AuditReport;
}

/** What came in, and what is to become of it. */
interface Intake {
  readonly summary: Summary;
  readonly setting: LogSetting;
  readonly log: RestoredLog;
  readonly decision: Decision;
  readonly held: Identity | null;
  readonly identity: Identity;
  /** Null where no list of erasures was there. */
  readonly erased: ErasedSince | null;
}

/**
 * Restores a backup into an empty data folder, derives anew what is derived, decides whether its log goes on, and audits
 * the result. The folder is refused by everything else until all of it is done; when it fails, it is emptied again.
 *
 * @throws BackupError when the folder is not empty, the backup is damaged or none, or a checkpoint is of another log
 * @throws ErasureListError when a line of a list of erasures is not signed by the instance that was backed up
 */
export async function restore(options: RestoreOptions): Promise<RestoreReport> {
  const root = resolve(options.data);
  requireEmpty(root, 'A backup is restored');
  const backup = await openBackup(options.file, options.identities ?? []);
  try {
    const outside = readOutside(options.against ?? [], backup.head);
    const lists = listsFor(root, options);
    mkdirSync(root, { recursive: true, mode: 0o700 });
    markUnfinished(root, 'restore');
    try {
      const intake = await takeIn(root, backup, { outside, lists }, options);
      const report = await settle(root, intake, outside, options);
      markFinished(root);
      return report;
    } catch (error) {
      emptyFolder(root);
      throw inWords(error, root);
    }
  } finally {
    await backup.close();
  }
}

/** The lists of erasures that were given, and the one that lies in the folder already; null where there is none. */
function listsFor(root: string, { erasures = [] }: RestoreOptions): ListedErasure[] | null {
  const file = listFile(root);
  const own = existsSync(file) ? [{ name: file, text: readFileSync(file, 'utf8') }] : [];
  const given = [...own, ...erasures];
  return given.length === 0 ? null : given.flatMap(({ name, text }) => readList(text, name));
}

/** Rows and files come in, in one transaction, and are looked at; the identity for what follows is written. */
async function takeIn(
  root: string,
  backup: OpenBackup,
  { outside, lists }: { readonly outside: readonly Outside[]; readonly lists: readonly ListedErasure[] | null },
  { file, progress }: RestoreOptions,
): Promise<Intake> {
  const paths = pathsOf(root);
  const database = await openDatabase(root, { create: true });
  const owner = openPool(database.url(), 2);
  try {
    if (await isInhabited(owner))
      throw new BackupError(
        'The database that DATABASE_URL names holds a Cairn already.',
        '',
        'Name an empty one. What a restore that failed has left goes with: drop database NAME',
      );
    await migrate(owner, { only: backup.head.migrations, roles: database.roles });
    const db = await owner.connect();
    let broken = true;
    try {
      progress?.('reading the backup');
      await beginLoad(db);
      const listed = (lists ?? []).map(({ erasure }) => erasure);
      const erased = new ErasedSince(listed, backup.head);
      const loaded = await load(backup, file, { db, data: paths, erased });
      const setting = await logSetting(db);
      if (setting === null || setting.logKey !== backup.head.logKey)
        throw damaged(file, 'its log is not the one it names');
      requireSignedBy(lists ?? [], signersOf(setting, loaded.held));
      const log = await examineLog(db, backup.head, outside, file);
      await db.query('commit');
      broken = false;
      const { held, summary } = loaded;
      const decision = decide(log, outside, { encrypted: backup.encrypted, holdsKeys: held !== null });
      const identity = identityFor(decision, setting, loaded);
      writeIdentity(paths.keys, identity);
      return { summary, setting, log, decision, held, identity, erased: lists === null ? null : erased };
    } finally {
      db.release(broken);
    }
  } finally {
    await owner.end();
    await database.stop('fast');
  }
}

/** The keys by which the instance that was backed up has signed, as its own keys or its log say. */
function signersOf(setting: LogSetting, held: Identity | null): ReadonlySet<string> {
  return new Set([...revisionKeysOf(setting), ...(held === null ? [] : keysOf(held).knownKids)]);
}

function identityFor(
  decision: Decision,
  setting: LogSetting,
  { held, identity }: { held: Identity | null; identity: Identity },
): Identity {
  if (held === null) return { ...identity, earlierKids: revisionKeysOf(setting) };
  return decision.continues ? withNewWitness(held) : newIdentity(held);
}

/** Derives what is derived, lets the log go on or begin anew, and audits. */
async function settle(
  root: string,
  intake: Intake,
  outside: readonly Outside[],
  { progress }: RestoreOptions,
): Promise<RestoreReport> {
  const { summary, setting, log, decision, held, erased } = intake;
  const applied = [...(erased?.applied ?? [])];
  const instance = await openInstance({ data: root, restoring: true });
  try {
    await analyze(instance.owner);
    progress?.('deriving what is derived');
    const { records, revisions } = await rebuild(instance, rowsOf(applied));
    await raiseNumbers(instance.owner);
    progress?.('writing the log');
    const fork = decision.continues
      ? null
      : continued(setting, log, outside, { why: decision.why, made: summary.made });
    if (fork === null) await continueLog(instance, log, setting);
    else await forkLog(instance, fork);
    if (held === null) await commitRestoredActivity(instance);
    // Before an erasure looks for files where they are no more.
    await landedInFolder(instance);
    await commitErasuresAgain(instance, applied);
    const size = await sequence(instance);
    await analyze(instance.owner);
    progress?.('auditing');
    const { origin, logKey, witnessKey } = instance.keys;
    return {
      decision: fork === null ? 'continues' : 'forked',
      why: fork?.why ?? null,
      origin,
      logKey,
      witnessKey,
      size,
      backup: { made: summary.made, origin: setting.origin, logKey: setting.logKey, size: log.size },
      gap: fork?.gap ?? null,
      records,
      revisions,
      files: summary.files - (erased?.files ?? 0),
      erased:
        erased === null ? null : { erasures: applied.length, disclosures: erased.disclosures, files: erased.files },
      missing: summary.missing,
      audit: await audit(instance, { against: shown(log, outside) }),
    };
  } finally {
    await instance.close();
  }
}

/** Wherever the files lay when they were backed up, they lie in the folder now. */
async function landedInFolder(instance: Instance): Promise<void> {
  const { current, former } = await storeSetting(instance.access);
  if (current.kind !== 'folder' || former.length > 0)
    await returnToFolder(instance, operatorName(), 'Restored into the folder');
}

/** Outside checkpoints that the restored log can be held against; what the others say stands in the decision. */
function shown(log: RestoredLog, outside: readonly Outside[]): string[] {
  return outside
    .filter((each) => each.known && each.size <= log.size && !log.contradicted.includes(each))
    .map(({ note }) => note);
}

function inWords(error: unknown, root: string): unknown {
  const full = (error as { code?: unknown } | null)?.code === '53100';
  const words = full ? 'the disk is full' : wordsOf(error);
  return words === null ? error : new BackupError(`Nothing was restored: ${words}.`, root);
}
