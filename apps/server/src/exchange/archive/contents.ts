import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { type Instance, readIdentity } from '../../database/index.ts';
import { filesIn, itemDisclosures, openStored } from '../../store/index.ts';
import { copyOut } from './backup-store.ts';
import {
  type Digest,
  filePart,
  HEAD,
  type Head,
  IDENTITY,
  SUMMARY,
  type Summary,
  tablePart,
  textOf,
} from './format.ts';
import type { Part } from './tar.ts';

/** Rows are gathered to parts of about this size, because a part says its size before its content. */
const PART = 4 << 20;

/** What a backup turned out to hold; complete once all parts have been read. */
export interface Tally {
  readonly rows: Record<string, number>;
  files: number;
  readonly missing: string[];
}

/**
 * The parts of a backup in their order: head, keys if wanted, tables, evidence files, what is left of earlier logs, and the
 * summary with a digest of each.
 *
 * @param db a connection within the snapshot
 * @param carried of an archive that carries records over: the compartments concerned, and what it holds beside them
 */
export async function* contentsOf(
  instance: Instance,
  db: PoolClient,
  head: Head,
  tally: Tally,
  carried: { readonly only: readonly string[]; readonly beside: readonly Part[] } | null = null,
): AsyncGenerator<Part> {
  const digests: Digest[] = [];
  yield digested(textPart(HEAD, head), digests);
  if (head.holdsKeys) yield digested(textPart(IDENTITY, readIdentity(instance.data.keys)), digests);
  for await (const part of tableParts(db, head, tally, carried?.only ?? null)) yield digested(part, digests);
  for await (const part of fileParts(instance, db, tally, carried?.only ?? null)) yield digested(part, digests);
  for (const part of earlierParts(instance)) yield digested(part, digests);
  for (const part of carried?.beside ?? []) yield digested(part, digests);
  const summary: Summary = { ...head, ...tally, parts: digests };
  yield textPart(SUMMARY, summary);
}

export function textPart(name: string, value: unknown): Part {
  const content = textOf(value);
  return { name, bytes: content.length, content: [content] };
}

/** The same part, whose digest is entered once its content has been read. */
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

async function* tableParts(
  db: PoolClient,
  head: Head,
  tally: Tally,
  only: readonly string[] | null,
): AsyncGenerator<Part> {
  const counts: [string, () => number][] = [];
  for (const { name: table, columns } of head.tables) {
    const { chunks, rows } = copyOut(db, table, columns, only);
    counts.push([table, rows]);
    let number = 0;
    for await (const content of gathered(chunks)) {
      number += 1;
      yield { name: tablePart(table, number), bytes: content.length, content: [content] };
    }
  }
  // The count of the last copy is known after another query.
  await db.query('select');
  for (const [table, rows] of counts) tally.rows[table] = rows();
}

async function* gathered(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < PART) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(held);
}

async function* fileParts(
  instance: Instance,
  db: PoolClient,
  tally: Tally,
  only: readonly string[] | null,
): AsyncGenerator<Part> {
  const seen = new Set<string>();
  for await (const rows of itemDisclosures(db)) {
    for (const { compartment, encoded } of rows) {
      if (only?.includes(compartment) === false) continue;
      for (const { sha256 } of filesIn(encoded)) {
        const key = `${compartment}/${sha256}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const opened = await openStored(instance, compartment, sha256);
        if (opened === null) {
          tally.missing.push(key);
          continue;
        }
        tally.files += 1;
        yield { name: filePart(compartment, sha256), bytes: opened.bytes, content: opened.stream };
      }
    }
  }
}

function* earlierParts({ data }: Instance): Generator<Part> {
  const folder = join(data.root, 'earlier-logs');
  if (!existsSync(folder)) return;
  for (const log of readdirSync(folder).sort()) {
    for (const file of readdirSync(join(folder, log)).sort()) {
      const content = readFileSync(join(folder, log, file));
      yield { name: `earlier-logs/${log}/${file}`, bytes: content.length, content: [content] };
    }
  }
}
