import { isErasable } from '@cairn/model';
import { disclosureDigest, readDisclosure } from '@cairn/revision';
import type { SignedErasure } from '../../erasure/index.ts';
import { filesIn } from '../../store/index.ts';
import type { Head } from './format.ts';

/** A list that was altered may name a digest of structure by the name of a field: who wrote something is not erased so. */
function isErased(part: string, claim: string): boolean {
  return isErasable(claim) && readDisclosure(part).name === claim;
}

/** The table whose rows lose what was erased. */
const TABLE = 'cairn.disclosure';

/**
 * Takes what was erased since out of a backup while it comes in: rows before they reach the database, and files before they
 * reach the store.
 */
export class ErasedSince {
  /** Erasures that took something of this backup. */
  readonly applied = new Set<SignedErasure>();
  disclosures = 0;
  files = 0;
  readonly #targets = new Map<string, Map<string, { readonly claim: string; readonly erasure: SignedErasure }>>();
  readonly #gone = new Set<string>();
  readonly #kept = new Set<string>();
  #columns: readonly string[] = [];
  #rest = '';

  constructor(erasures: readonly SignedErasure[], head: Head) {
    this.#columns = head.tables.find(({ name }) => name === TABLE)?.columns ?? [];
    for (const erasure of erasures)
      for (const { record, number, digest, claim } of erasure.targets) {
        const key = `${record} ${number}`;
        const digests = this.#targets.get(key) ?? new Map();
        this.#targets.set(key, digests.set(digest, { claim, erasure }));
      }
  }

  concerns(table: string): boolean {
    return table === TABLE && this.#targets.size > 0;
  }

  /** The whole rows in what came so far, without what was erased. */
  rowsOf(chunk: Uint8Array): Buffer {
    // Each byte as a character, so that whatever the rows hold leaves as it came.
    const lines = (this.#rest + Buffer.from(chunk).toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    return Buffer.from(lines.map((line) => this.#lineOf(line)).join(''), 'latin1');
  }

  /** What came after the last line break. */
  rest(): Buffer {
    const rest = this.#rest;
    this.#rest = '';
    return Buffer.from(rest === '' ? '' : this.#lineOf(rest), 'latin1');
  }

  /** What audit would name where a row is not as every backup writes it, is left for it. */
  #lineOf(line: string): string {
    const cells = line.replaceAll('"', '').split(',');
    if (cells.length !== this.#columns.length) return `${line}\n`;
    const row = Object.fromEntries(this.#columns.map((column, i) => [column, cells[i] as string]));
    const { record = '', number = '', compartment = '', encoded = '' } = row;
    const digests = this.#targets.get(`${record} ${Number(number)}`);
    const stays: string[] = [];
    for (const part of encoded.split('~')) {
      const target = digests?.get(disclosureDigest(part));
      const erasure = target !== undefined && isErased(part, target.claim) ? target.erasure : undefined;
      const files = filesIn(part).map(({ sha256 }) => `${compartment}/${sha256}`);
      for (const file of files) (erasure === undefined ? this.#kept : this.#gone).add(file);
      if (erasure === undefined) {
        stays.push(part);
        continue;
      }
      this.applied.add(erasure);
      this.disclosures += 1;
    }
    if (stays.length === 0) return '';
    return `${this.#columns.map((column, i) => (column === 'encoded' ? stays.join('~') : cells[i])).join(',')}\n`;
  }

  /** Whether a file was erased: items named it, and none does any more. All rows have come by then. */
  takesFile(compartment: string, sha256: string): boolean {
    const key = `${compartment}/${sha256}`;
    const takes = this.#gone.has(key) && !this.#kept.has(key);
    if (takes) this.files += 1;
    return takes;
  }
}
