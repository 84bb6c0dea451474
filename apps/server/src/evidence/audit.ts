import { relative } from 'node:path';
import { readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { itemDisclosures } from './store.ts';
import { addressOf, readStored } from './store-folder.ts';

/** Where the audit of files enters what it found. */
export interface FileReport {
  readonly checked: { files: number };
  add(what: string, id: string, message: string, expected?: unknown, found?: unknown): void;
}

/**
 * Reads every file that any revision of an item names and holds it against the digest that the revision committed to: a
 * file that the item named once and names no longer is kept like the others.
 */
export async function auditFiles(instance: Instance, report: FileReport): Promise<void> {
  let record = '';
  const seen = new Set<string>();
  for await (const rows of itemDisclosures(instance.owner)) {
    for (const row of rows) {
      // Revisions of one record come one after the other; most of them name the same file.
      if (row.record !== record) seen.clear();
      record = row.record;
      for (const file of filesIn(row.encoded)) {
        const key = `${row.compartment} ${file.sha256} ${file.bytes}`;
        if (seen.has(key)) continue;
        seen.add(key);
        await auditFile(instance, report, record, addressOf(instance, row.compartment, file.sha256), file);
      }
    }
  }
}

async function auditFile(
  instance: Instance,
  report: FileReport,
  record: string,
  path: string,
  { sha256, bytes }: Named,
): Promise<void> {
  report.checked.files += 1;
  const name = relative(instance.data.root, path);
  try {
    const found = await readStored(path);
    if (found === null) report.add('file', record, `Its file ${name} is missing.`, sha256, '');
    else if (found.sha256 !== sha256 || found.bytes !== bytes)
      report.add('file', record, `Its file ${name} was altered.`, sha256, found.sha256);
  } catch (error) {
    report.add('file', record, `Its file ${name} cannot be read: ${(error as Error).message}`, sha256, '');
  }
}

interface Named {
  readonly sha256: string;
  readonly bytes: unknown;
}

/** The file that disclosures name. What cannot be read is a finding of its revision already. */
function filesIn(encoded: string): Named[] {
  return encoded.split('~').flatMap((part) => {
    // Few of them are it, and reading one strictly takes its time.
    if (!Buffer.from(part, 'base64url').includes('"body.file"')) return [];
    try {
      const { name, value } = readDisclosure(part);
      const { sha256, bytes } = (name === 'body.file' ? value : {}) as { sha256?: unknown; bytes?: unknown };
      return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? [{ sha256, bytes }] : [];
    } catch {
      return [];
    }
  });
}
