import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { PoolClient } from 'pg';
import { recordActivity } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { commitDeed, newestCheckpoint, operatorName, sequence, TreeDamaged } from '../record/index.ts';
import { beginSnapshot, columnsOf, migrationsRun } from './archive/backup-store.ts';
import { contentsOf, type Tally } from './archive/contents.ts';
import { FORMAT, type Head, TABLES, VERSION } from './archive/format.ts';
import { writeFresh } from './archive/fresh-file.ts';
import { sealed, sealerFor } from './archive/sealing.ts';
import { tarOf } from './archive/tar.ts';

export interface BackupOptions {
  /** Public keys of age (`age1…`). None: the backup is plain and holds no key of this instance. */
  readonly recipients: readonly string[];
  /** How many days the file will be kept; erasures name it until then. 90 unless told. */
  readonly keep?: number;
  /** Called with the bytes written so far. */
  readonly progress?: (bytes: number) => void;
}

/** What was written. */
export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  readonly encrypted: boolean;
  readonly recipients: number;
  readonly made: string;
  /** Until when it will be kept, as it was said. */
  readonly expires: string;
  readonly origin: string;
  /** The newest signed checkpoint within the backup. */
  readonly checkpoint: { readonly size: number; readonly note: string } | null;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
  /** Evidence files that items name and the store does not have, as `compartment/sha256`. */
  readonly missing: readonly string[];
  /** Why the log could not be brought up to date beforehand; null when it could. */
  readonly damage: string | null;
}

/**
 * Writes one consistent snapshot of the instance to a new file, while others go on writing: the committed tables, the
 * evidence files that items name and, when it is encrypted, the keys. Needs constant memory; nothing is ever written in
 * clear on the way to an encrypted file.
 *
 * @throws BackupError when the file exists, cannot be written, or a recipient is none; nothing is left then
 */
export async function backup(instance: Instance, file: string, options: BackupOptions): Promise<BackupReport> {
  const encrypted = options.recipients.length > 0;
  const sealer = encrypted ? sealerFor(options.recipients) : null;
  await recordActivity(instance, { account: null, what: 'export' });
  const entry = await register(instance, file, encrypted, options.keep ?? KEEP);
  const damage = await upToDate(instance);
  const db = await instance.owner.connect();
  let broken = true;
  try {
    const made = await beginSnapshot(db);
    const head = await headOf(instance, db, made, encrypted);
    const tally: Tally = { rows: {}, files: 0, missing: [] };
    const archive = tarOf(contentsOf(instance, db, head, tally), made.getTime());
    const bytes = await writeFresh(
      file,
      counted(sealer === null ? archive : sealed(sealer, archive), options.progress),
    );
    await db.query('commit');
    broken = false;
    const { origin, checkpoint } = head;
    const recipients = options.recipients.length;
    const { expires } = entry;
    return { file, bytes, encrypted, recipients, made: head.made, expires, origin, checkpoint, ...tally, damage };
  } catch (error) {
    // Nothing was left of it: no erasure has to name it.
    const gone = { table: 'backup_made' as const, row: { id: entry.id }, remove: true };
    await commitDeed(instance, { ...gone, by: operatorName(), reason: 'The backup failed' }).catch(() => undefined);
    throw error;
  } finally {
    // A copy that was cut short leaves its connection in the middle of a message.
    db.release(broken);
  }
}

/** Days. */
const KEEP = 90;
const DAY = 86_400_000;

/**
 * Enters the backup before it is made: its own entry is in it, and the checkpoint that is exported after it is not newer
 * than it.
 */
async function register(
  instance: Instance,
  file: string,
  encrypted: boolean,
  keep: number,
): Promise<{ id: string; expires: string }> {
  const at = new Date();
  const expires = new Date(at.getTime() + keep * DAY).toISOString();
  const row = { id: randomUUID(), at: at.toISOString(), name: basename(file), encrypted, expires };
  await commitDeed(instance, { table: 'backup_made', row, by: operatorName(), reason: 'Backup' });
  return row;
}

/** Brings the log up to date. A damaged one is backed up as it is: it may be evidence. */
async function upToDate(instance: Instance): Promise<string | null> {
  try {
    await sequence(instance);
    return null;
  } catch (error) {
    if (error instanceof TreeDamaged) return error.message;
    throw error;
  }
}

async function headOf(instance: Instance, db: PoolClient, made: Date, holdsKeys: boolean): Promise<Head> {
  const tables: { name: string; columns: string[] }[] = [];
  for (const name of TABLES) tables.push({ name, columns: await columnsOf(db, name) });
  return {
    format: FORMAT,
    version: VERSION,
    made: made.toISOString(),
    migrations: await migrationsRun(db),
    tables,
    origin: instance.keys.origin,
    logKey: instance.keys.logKey,
    ...(instance.keys.rotations.length === 0 ? {} : { rotations: instance.keys.rotations }),
    holdsKeys,
    checkpoint: await newestCheckpoint(db),
  };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  progress: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    yield chunk;
    progress?.(bytes);
  }
}
