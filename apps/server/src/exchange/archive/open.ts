import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { knownMigrations } from '../../database/index.ts';
import { BackupError } from './error.ts';
import { CARRIED, FORMAT, HEAD, type Head, TABLES, VERSION } from './format.ts';
import { looksSealed, unsealed } from './sealing.ts';
import { type Part, partsOf, TarError } from './tar.ts';

/** One that carries records over lists authors, fields and erasures. */
const LARGEST_HEAD = 1 << 26;

/** A backup whose head has been read. */
export interface OpenBackup {
  readonly head: Head;
  /** The head's own bytes, which the summary's digest covers. */
  readonly headBytes: Buffer;
  /** Whether the file itself is encrypted: one that was decrypted beforehand is not. */
  readonly encrypted: boolean;
  /** What follows the head, in order. */
  readonly parts: AsyncGenerator<Part>;
  close(): Promise<void>;
}

/**
 * Opens a backup for one reading from front to back.
 *
 * @param identities texts of age key files
 * @param format what it is to be: a backup, or an archive that carries records to another instance
 * @throws BackupError when it is none, is damaged, needs another key, or was written by a newer version
 */
export async function openBackup(
  file: string,
  identities: readonly string[],
  format: Head['format'] = FORMAT,
): Promise<OpenBackup> {
  const encrypted = looksSealed(await firstBytes(file));
  if (encrypted && identities.length === 0) {
    throw new BackupError(
      'This backup is encrypted.',
      file,
      'Give the secret key of one of its recipients with --identity.',
    );
  }
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  const parts = inWords(partsOf(encrypted ? unsealed(bytes, identities) : bytes), file);
  const close = async (): Promise<void> => {
    await parts.return(undefined).catch(() => undefined);
    bytes.destroy();
  };
  try {
    const first = await parts.next();
    if (first.done === true || first.value.name !== HEAD) throw notOurs(file);
    const headBytes = await bytesOf(first.value, LARGEST_HEAD);
    return { head: readHead(headBytes, file, format), headBytes, encrypted, parts, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The same parts, whose faults are told in the words of backups. */
async function* inWords(parts: AsyncGenerator<Part>, file: string): AsyncGenerator<Part> {
  for await (const part of spoken(parts, file)) yield { ...part, content: spoken(part.content, file) };
}

async function* spoken<T>(source: AsyncIterable<T> | Iterable<T>, file: string): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    if (error instanceof TarError) throw damaged(file, error.message);
    throw error;
  }
}

export function damaged(file: string, what: string): BackupError {
  return new BackupError(
    `The backup is damaged or was altered: ${what}. Nothing was restored.`,
    file,
    'Use another copy.',
  );
}

function notOurs(file: string): BackupError {
  return new BackupError('This is no backup of Cairn.', file, 'Name a file that "cairn backup" wrote.');
}

/**
 * All bytes of a part.
 *
 * @throws BackupError when it is larger than `most`
 */
export async function bytesOf(part: Part, most: number): Promise<Buffer> {
  if (part.bytes > most) throw new BackupError(`A part is larger than it can be: ${part.name}.`);
  const pieces: Uint8Array[] = [];
  for await (const piece of part.content) pieces.push(piece);
  return Buffer.concat(pieces);
}

function readHead(bytes: Buffer, file: string, format: Head['format']): Head {
  const head = parsed(bytes) as Partial<Head> | null;
  if (head?.format === CARRIED && format === FORMAT)
    throw new BackupError(
      'This is an export and no backup.',
      file,
      'Import it into a new folder: cairn import cairn FILE --data NEW-DIR',
    );
  if (head?.format === FORMAT && format === CARRIED)
    throw new BackupError('This is a backup and no export.', file, 'Restore it: cairn restore FILE --data NEW-DIR');
  if (head === null || head.format !== format) throw notOurs(file);
  const known = new Set(knownMigrations());
  const newer = (head.migrations ?? []).find((name) => !known.has(name));
  if (head.version !== VERSION || newer !== undefined) {
    const what = newer === undefined ? `format ${String(head.version)}` : `schema change ${newer}`;
    throw new BackupError(
      `The backup was written by a newer Cairn (${what}).`,
      file,
      'Restore it with that version or a later one.',
    );
  }
  const sound =
    Array.isArray(head.migrations) &&
    typeof head.made === 'string' &&
    typeof head.origin === 'string' &&
    typeof head.logKey === 'string' &&
    (head.rotations === undefined || (Array.isArray(head.rotations) && head.rotations.every(isText))) &&
    typeof head.holdsKeys === 'boolean' &&
    Array.isArray(head.tables) &&
    head.tables.every(({ name, columns }) => TABLES.includes(name) && Array.isArray(columns) && columns.every(isName));
  if (!sound) throw damaged(file, 'its head is incomplete');
  return head as Head;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isName(column: unknown): boolean {
  return typeof column === 'string' && /^[a-z_]+$/.test(column);
}

/** The JSON in these bytes, or null. */
export function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
