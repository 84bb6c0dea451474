import { relative } from 'node:path';
import type { Instance } from '../database/index.ts';
import { itemsWithFiles } from './store.ts';
import { addressOf, readStored } from './store-folder.ts';

/** Where the audit of files enters what it found. */
export interface FileReport {
  readonly checked: { files: number };
  add(what: string, id: string, message: string, expected?: unknown, found?: unknown): void;
}

/** Reads every file that an item names and holds it against the digest that the item committed to. */
export async function auditFiles(instance: Instance, report: FileReport): Promise<void> {
  for await (const { record, compartment, sha256, bytes } of itemsWithFiles(instance.owner)) {
    report.checked.files += 1;
    const path = addressOf(instance, compartment, sha256);
    const found = await readStored(path);
    if (found === null)
      report.add('file', record, `Its file ${relative(instance.data.root, path)} is missing.`, sha256, '');
    else if (found.sha256 !== sha256 || found.bytes !== bytes)
      report.add('file', record, `Its file ${relative(instance.data.root, path)} was altered.`, sha256, found.sha256);
  }
}
