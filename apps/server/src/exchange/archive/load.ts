import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { type Identity, keysOf, newIdentity, type Paths } from '../../database/index.ts';
import { putBack, type Store } from '../../store/index.ts';
import type { ErasedSince } from './erased.ts';
import { type Digest, HEAD, type Head, kindOfPart, type Summary, textOf } from './format.ts';
import { bytesOf, damaged, type OpenBackup, parsed } from './open.ts';
import { copyIn } from './restore-store.ts';
import type { Part } from './tar.ts';

/** The summary lists every part. */
const LARGEST_SUMMARY = 1 << 30;

/** What came in. */
export interface Loaded {
  readonly summary: Summary;
  /** The keys that the backup held, or null. */
  readonly held: Identity | null;
  /** The keys under which the files lie now: the held ones, else new ones. */
  readonly identity: Identity;
}

/**
 * Takes in all parts of a backup: rows into the tables, within the caller's transaction, and files into the store. Every
 * part is held against the digest that the backup's end gives for it.
 *
 * @param into.erased what was erased since the backup was made, which does not come in
 * @throws BackupError when anything is missing, damaged or unknown; the caller then rolls back and removes the files
 */
export async function load(
  backup: OpenBackup,
  file: string,
  { db, data, erased }: { readonly db: PoolClient; readonly data: Paths; readonly erased: ErasedSince },
): Promise<Loaded> {
  const { head, headBytes } = backup;
  const digests: Digest[] = [digestOf(HEAD, headBytes)];
  const tables = new Tables(db, head, file, erased);
  let held: Identity | null = null;
  let fresh: Identity | null = null;
  let store: Store | null = null;
  let summary: Summary | null = null;
  for await (const part of backup.parts) {
    const what = kindOfPart(part.name);
    if (what === null || summary !== null) throw damaged(file, `it holds ${part.name}, which it should not`);
    if (what.kind === 'summary') {
      summary = summaryFrom(await bytesOf(part, LARGEST_SUMMARY), head, file);
      continue;
    }
    const read = digested(part, digests);
    if (what.kind === 'table') await tables.take(what.table, read.content);
    else await tables.end();
    if (what.kind === 'identity') held = identityFrom(await bytesOf(read, 1 << 20), head, file);
    if (what.kind === 'file' && erased.takesFile(what.compartment, what.sha256)) await pass(read);
    else if (what.kind === 'file') {
      fresh ??= newIdentity();
      store ??= { data, keys: keysOf(held ?? fresh) };
      await putBack(store, what.compartment, what.sha256, read.content);
    }
    if (what.kind === 'earlier') await keepEarlier(data, what.path, read);
  }
  await tables.end();
  if (summary === null) throw damaged(file, 'its end is missing');
  requireSame(summary, digests, file);
  await tables.requireCounts(summary.rows);
  if (head.holdsKeys !== (held !== null)) throw damaged(file, 'its keys are not there');
  return { summary, held, identity: held ?? fresh ?? newIdentity() };
}

function digestOf(name: string, bytes: Uint8Array): Digest {
  return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function digested(part: Part, digests: Digest[]): Part {
  async function* content(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of part.content) {
      hash.update(chunk);
      yield chunk;
    }
    digests.push({ name: part.name, bytes: part.bytes, sha256: hash.digest('hex') });
  }
  return { ...part, content: content() };
}

/** Reads a part to its end, for its digest alone. */
async function pass(part: Part): Promise<void> {
  for await (const _ of part.content);
}

/** The end says what the head said, letter by letter as it was written. */
function summaryFrom(bytes: Buffer, head: Head, file: string): Summary {
  const summary = parsed(bytes) as Summary | null;
  if (summary === null || !textOf(summary).equals(bytes)) throw damaged(file, 'its last part cannot be read');
  for (const [key, value] of Object.entries(head)) {
    // It counts rows under the name under which the head of an export carries some.
    if (key === 'rows') continue;
    const again = (summary as unknown as Record<string, unknown>)[key];
    if (JSON.stringify(again) !== JSON.stringify(value))
      throw damaged(file, `its last part says something else of "${key}" than its first`);
  }
  return summary;
}

function requireSame(summary: Summary, found: readonly Digest[], file: string): void {
  const expected = summary.parts ?? [];
  if (expected.length !== found.length)
    throw damaged(file, `it holds ${found.length} parts instead of ${expected.length}`);
  found.forEach((part, i) => {
    const { name, bytes, sha256 } = part;
    const told = expected[i];
    if (told?.name !== name || told.sha256 !== sha256 || told.bytes !== bytes)
      throw damaged(file, `${name} is not what was backed up`);
  });
  const files = found.filter(({ name }) => kindOfPart(name)?.kind === 'file').length;
  if (summary.files !== files) throw damaged(file, `it holds ${files} files instead of ${summary.files}`);
}

function identityFrom(bytes: Buffer, head: Head, file: string): Identity {
  try {
    const identity = JSON.parse(bytes.toString('utf8')) as Identity;
    const keys = keysOf(identity);
    if (keys.origin === head.origin && keys.logKey === head.logKey) return identity;
  } catch {
    // Said below, without the reason: it could quote the key.
  }
  throw damaged(file, 'its keys are not those of its log');
}

async function keepEarlier(data: Paths, [log, name]: readonly [string, string], part: Part): Promise<void> {
  const folder = join(data.root, 'earlier-logs', log);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, name), await bytesOf(part, LARGEST_SUMMARY), { mode: 0o600 });
}

/** Feeds consecutive parts of one table to one COPY. */
class Tables {
  readonly #db: PoolClient;
  readonly #head: Head;
  readonly #file: string;
  readonly #erased: ErasedSince;
  readonly #copied = new Map<string, { readonly rowCount: number }>();
  #open: { table: string; stream: Writable; failure: Error | null } | null = null;

  constructor(db: PoolClient, head: Head, file: string, erased: ErasedSince) {
    this.#erased = erased;
    this.#db = db;
    this.#head = head;
    this.#file = file;
  }

  async take(table: string, content: Part['content']): Promise<void> {
    if (this.#open?.table !== table) {
      await this.end();
      this.#open = this.#begin(table);
    }
    const open = this.#open;
    try {
      for await (const chunk of content) {
        if (open.failure !== null) throw open.failure;
        const bytes = this.#erased.concerns(table) ? this.#erased.rowsOf(chunk) : chunk;
        if (!open.stream.write(bytes)) await once(open.stream, 'drain');
      }
    } catch (error) {
      throw this.#inWords(table, error);
    }
  }

  async end(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    try {
      if (open.failure !== null) throw open.failure;
      if (this.#erased.concerns(open.table)) open.stream.write(this.#erased.rest());
      open.stream.end();
      await finished(open.stream);
    } catch (error) {
      throw this.#inWords(open.table, error);
    }
  }

  /** @throws BackupError where a table got another number of rows than the archive's end says */
  async requireCounts(told: Summary['rows']): Promise<void> {
    // The count of the last copy is known after another query.
    await this.#db.query('select');
    for (const [table, { rowCount }] of this.#copied)
      if (!this.#erased.concerns(table) && told[table] !== rowCount)
        throw damaged(this.#file, `${table} has ${rowCount} rows instead of ${told[table]}`);
  }

  #begin(table: string): { table: string; stream: Writable; failure: Error | null } {
    const columns = this.#head.tables.find(({ name }) => name === table)?.columns;
    if (columns === undefined) throw damaged(this.#file, `it does not say what ${table} holds`);
    const stream = copyIn(this.#db, table, columns);
    this.#copied.set(table, stream);
    const open: { table: string; stream: Writable; failure: Error | null } = { table, stream, failure: null };
    open.stream.on('error', (error) => {
      open.failure = error;
    });
    return open;
  }

  /** The database's refusal of a row means that the row is not what was written. */
  #inWords(table: string, error: unknown): unknown {
    const isRefusal = typeof (error as { severity?: unknown } | null)?.severity === 'string';
    if (!isRefusal || (error as { code?: string }).code?.startsWith('53')) return error;
    return damaged(this.#file, `the rows of ${table} cannot be read (${(error as Error).message})`);
  }
}
