import { readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { digestOf } from './digest.ts';
import { addressOf, liesAt, openStored } from './files.ts';

import { type ItemDisclosures, isNamed, itemDisclosures } from './item-store.ts';

/** Where the audit of files enters what it found. */
export interface FileReport {
  readonly checked: { files: number };
  add(what: string, id: string, message: string, expected?: unknown, found?: unknown): void;
}

/**
 * Reads every file that any revision of an item names and holds it against the digest that the revision committed to: a
 * file that the item named once and names no longer is kept like the others.
 *
 * @param erased addresses that erasures emptied: nothing may lie there that no item names
 */
export async function auditFiles(
  instance: Instance,
  report: FileReport,
  erased: readonly { readonly erasure: string; readonly address: string }[] = [],
): Promise<void> {
  let record = '';
  const seen = new Set<string>();
  const gone = new Map(erased.map(({ erasure, address }) => [address, erasure]));
  for await (const rows of itemDisclosures(instance.owner)) {
    for (const row of rows) {
      // Revisions of one record come one after the other; most of them name the same file.
      if (row.record !== record) seen.clear();
      record = row.record;
      for (const file of filesIn(row.encoded)) {
        const key = `${row.compartment} ${file.sha256} ${file.bytes}`;
        if (seen.has(key)) continue;
        seen.add(key);
        // Somebody may have handed it in again since.
        gone.delete(addressOf(instance, row.compartment, file.sha256));
        const missing = await auditFile(instance, report, row, file);
        // An erasure that came meanwhile took the name with the file.
        if (missing !== null && (await isNamed(instance.owner, row))) missing();
      }
    }
  }
  for (const [address, erasure] of gone)
    if (await liesAt(instance, address))
      report.add('file', erasure, `A file that this erasure took is there: ${address}.`);
}

async function auditFile(
  instance: Instance,
  report: FileReport,
  { record, compartment }: ItemDisclosures,
  { sha256, bytes }: NamedFile,
): Promise<(() => void) | null> {
  report.checked.files += 1;
  const name = addressOf(instance, compartment, sha256);
  try {
    const opened = await openStored(instance, compartment, sha256);
    const found = opened === null ? null : await digestOf(opened.stream);
    if (found === null) return () => report.add('file', record, `Its file ${name} is missing.`, sha256, '');
    if (found.sha256 !== sha256 || found.bytes !== bytes)
      report.add('file', record, `Its file ${name} was altered.`, sha256, found.sha256);
  } catch (error) {
    report.add('file', record, `Its file ${name} cannot be read: ${(error as Error).message}`, sha256, '');
  }
  return null;
}

/** What an item says of its file, as far as others need it. */
export interface NamedFile {
  readonly sha256: string;
  readonly bytes: unknown;
  /** Empty where it has none. */
  readonly name: string;
}

/** The file that disclosures, joined by `~`, name. What cannot be read is a finding of its revision already. */
export function filesIn(encoded: string): NamedFile[] {
  return encoded.split('~').flatMap((part) => {
    // Few of them are it, and reading one strictly takes its time.
    if (!Buffer.from(part, 'base64url').includes('"body.file"')) return [];
    try {
      const { name, value } = readDisclosure(part);
      if (name !== 'body.file' || typeof value !== 'object' || value === null) return [];
      const { sha256, bytes, name: called } = value as { sha256?: unknown; bytes?: unknown; name?: unknown };
      if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return [];
      return [{ sha256, bytes, name: typeof called === 'string' ? called : '' }];
    } catch {
      return [];
    }
  });
}
