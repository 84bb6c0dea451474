import {
  equalBytes,
  Frontier,
  type KeySpan,
  keySpans,
  leafHash,
  openRotations,
  openSpannedCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  toBase64,
} from '@cairn/ledger';
import type { PoolClient } from 'pg';
import {
  type Continued,
  entriesBetween,
  entryCount,
  type ForkReason,
  type LogSetting,
  newestCheckpoint,
  revisionKeysOf,
} from '../../record/index.ts';
import { BackupError } from './error.ts';
import type { Head } from './format.ts';
import { damaged } from './open.ts';

const BATCH = 8192;

/** A checkpoint that was kept outside, signed by the log. */
export interface Outside {
  readonly note: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Whether the backup knows the key that signed it. One that it does not know may have replaced that later. */
  readonly known: boolean;
}

/** The log as it lies in a backup, found to be what its newest checkpoint signed. */
export interface RestoredLog {
  readonly size: number;
  readonly root: Uint8Array;
  readonly checkpoint: string;
  /** Outside checkpoints whose entries are not those of the backup. */
  readonly contradicted: readonly Outside[];
}

/** Whether the restored log goes on, and if not, why. */
export type Decision = { readonly continues: true } | { readonly continues: false; readonly why: ForkReason };

/**
 * Reads checkpoints that were kept outside.
 *
 * @throws BackupError for one that the log of the backup did not sign
 */
export function readOutside(notes: readonly string[], head: Head): Outside[] {
  return notes.map((note) => {
    try {
      const spans = keySpans(head.logKey, openRotations(head.rotations ?? []));
      const known = isOfKnownKey(note, head.origin, spans);
      const { origin, size, root } = known ? openSpannedCheckpoint(note, spans) : checkpointIn(note);
      if (origin !== head.origin) throw new Error(`it is of ${origin}`);
      return { note, size: Number(size), root, known };
    } catch (error) {
      throw new BackupError(
        `The checkpoint of --against is not one that the log of this backup signed (${(error as Error).message}).`,
        '',
        `The backup is of ${head.origin}, whose key is ${head.logKey}. Give a checkpoint of that log, or none.`,
      );
    }
  });
}

/** Whether one of the keys has put its name to the note, rightly or not. */
function isOfKnownKey(note: string, origin: string, spans: readonly KeySpan[]): boolean {
  const ids = spans.map(({ vkey }) => parseVerifierKey(vkey).keyId);
  const signed = note.split('\n').filter((line) => line.startsWith(`— ${origin} `));
  return signed.some((line) => {
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    return bytes.length > 4 && ids.includes(bytes.readUInt32BE(0));
  });
}

function checkpointIn(note: string): { origin: string; size: bigint; root: Uint8Array } {
  const { origin, size, root } = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  if (!note.includes(`\n— ${origin} `)) throw new Error('it is not signed');
  return { origin, size, root };
}

/**
 * Derives the tree from the entries that came in and holds it against its own newest checkpoint and those kept outside.
 *
 * @throws BackupError when the log is not the one that was signed
 */
export async function examineLog(
  db: PoolClient,
  head: Head,
  outside: readonly Outside[],
  file: string,
): Promise<RestoredLog> {
  const newest = await newestCheckpoint(db);
  const size = await entryCount(db);
  if (newest === null) throw damaged(file, 'its log has no checkpoint');
  const [own] = readOwn(newest.note, head, file);
  if (own?.known !== true || own.size !== newest.size || own.size !== size) {
    throw damaged(file, `its log holds ${size} entries, and ${own?.known === true ? own.size : 0} were signed`);
  }
  const waiting = [...outside.filter((each) => each.known && each.size <= size)].sort((a, b) => a.size - b.size);
  const contradicted: Outside[] = [];
  const tree = new Frontier();
  const compare = (): void => {
    while (waiting[0] !== undefined && waiting[0].size === tree.size) {
      const next = waiting.shift() as Outside;
      if (!equalBytes(next.root, tree.root())) contradicted.push(next);
    }
  };
  compare();
  for (let from = 0; from < size; from += BATCH) {
    for (const entry of await entriesBetween(db, from, from + BATCH)) {
      tree.append(leafHash(entry));
      compare();
    }
  }
  if (tree.size !== size || !equalBytes(tree.root(), own.root))
    throw damaged(file, 'its log is not the one that was signed');
  return { size, root: own.root, checkpoint: newest.note, contradicted };
}

function readOwn(note: string, head: Head, file: string): Outside[] {
  try {
    return readOutside([note], head);
  } catch {
    throw damaged(file, 'its newest checkpoint does not verify');
  }
}

/**
 * A log goes on only from an encrypted backup, and only when a checkpoint that was kept outside shows that it is no longer
 * than what came in (security design §2). Whoever knows of a newer one must give that.
 */
export function decide(
  log: RestoredLog,
  outside: readonly Outside[],
  { encrypted, holdsKeys }: { encrypted: boolean; holdsKeys: boolean },
): Decision {
  const fork = (why: ForkReason): Decision => ({ continues: false, why });
  if (log.contradicted.length > 0) return fork('contradiction');
  if (!holdsKeys) return fork('plain-backup');
  if (!encrypted) return fork('decrypted-backup');
  if (outside.some(({ known }) => !known)) return fork('other-key');
  if (outside.length === 0) return fork('no-outside-checkpoint');
  if (outside.some(({ size }) => size > log.size)) return fork('newer-outside-checkpoint');
  return { continues: true };
}

/** What the first entry of the new log says of the one that came in. */
export function continued(
  setting: LogSetting,
  log: RestoredLog,
  outside: readonly Outside[],
  { why, made }: { why: ForkReason; made: string },
): Continued {
  const largest = Math.max(log.size, ...outside.map(({ size }) => size));
  return {
    origin: setting.origin,
    logKey: setting.logKey,
    ...(setting.rotations === undefined ? {} : { rotations: setting.rotations }),
    revisionKeys: revisionKeysOf(setting),
    size: log.size,
    root: toBase64(log.root),
    checkpoint: log.checkpoint,
    why,
    outside: outside.map(({ note }) => note),
    gap: { from: log.size, to: outside.length === 0 || outside.some(({ known }) => !known) ? null : largest },
    backup: made,
    continues: setting.continues,
  };
}
