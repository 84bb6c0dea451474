import { relative } from 'node:path';
import type { Ledger } from '../audit/findings.ts';
import type { Instance } from '../database/index.ts';
import { itemsWithFiles } from './store.ts';
import { addressOf, readStored } from './store-folder.ts';

/** Reads every file that an item names and holds it against the digest that the item committed to. */
export async function auditFiles(instance: Instance, ledger: Pick<Ledger, 'add' | 'checked'>): Promise<void> {
  for await (const { record, compartment, sha256, bytes } of itemsWithFiles(instance.owner)) {
    ledger.checked.files += 1;
    const path = addressOf(instance, compartment, sha256);
    const found = await readStored(path);
    if (found === null)
      ledger.add('file', record, `Its file ${relative(instance.data.root, path)} is missing.`, sha256, '');
    else if (found.sha256 !== sha256 || found.bytes !== bytes)
      ledger.add('file', record, `Its file ${relative(instance.data.root, path)} was altered.`, sha256, found.sha256);
  }
}
