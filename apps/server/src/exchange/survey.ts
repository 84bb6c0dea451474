import { basename } from 'node:path';
import { digestOf, judge } from './content.ts';
import { WrongEncoding } from './errors.ts';
import type { Format } from './format.ts';
import { readRows } from './rows.ts';
import { fileHash } from './text-stream.ts';

/** What must be known of a file before its first row is written. */
export interface Survey {
  /** Of the file's bytes, lower-case hex. */
  readonly sha256: string;
  readonly rows: number;
  /** For each id that more than one row has: the different contents under it, in file order. */
  readonly repeated: ReadonlyMap<string, ReadonlySet<string>>;
}

/** From this share of rows with bytes that are not UTF-8, the file is in another encoding rather than damaged. */
const FOREIGN_SHARE = 0.2;

/**
 * Reads the file once (twice where ids repeat) to learn its digest, its length and its repeated ids, so that an id's
 * rows can be matched by content before the first of them is written.
 *
 * Memory: 16 to 32 bytes for each row, and about 100 for each row whose id repeats.
 */
export async function survey(format: Format, path: string, onRows: (rows: number) => void = () => {}): Promise<Survey> {
  const hash = fileHash();
  const seen = new FingerprintSet();
  const suspects = new Set<string>();
  let rows = 0;
  let foreign = 0;
  for await (const raw of readRows(format, path, hash)) {
    rows += 1;
    if (rows % 1000 === 0) onRows(rows);
    if (raw.raw.includes('\ufffd')) foreign += 1;
    const judged = judge(format, raw);
    if ('row' in judged && !seen.add(judged.row.id)) suspects.add(judged.row.id);
  }
  if (foreign > 0 && foreign / rows > FOREIGN_SHARE) {
    throw new WrongEncoding(basename(path), `${foreign} of its ${rows} rows hold other bytes`);
  }
  return { sha256: hash.digest('hex'), rows, repeated: await contentsOf(format, path, suspects) };
}

async function contentsOf(format: Format, path: string, ids: ReadonlySet<string>): Promise<Map<string, Set<string>>> {
  const contents = new Map<string, Set<string>>();
  if (ids.size === 0) return contents;
  for await (const raw of readRows(format, path)) {
    const judged = judge(format, raw);
    if ('rejected' in judged || !ids.has(judged.row.id)) continue;
    const known = contents.get(judged.row.id) ?? new Set();
    contents.set(judged.row.id, known.add(digestOf(format, judged.row)));
  }
  return contents;
}

/**
 * Remembers texts by a 53-bit fingerprint in one flat array (open addressing, at most half full). Two different ids
 * with one fingerprint are merely looked at again: the second reading compares the ids themselves.
 */
class FingerprintSet {
  #slots = new Float64Array(1 << 12);
  #used = 0;

  /** False where the text (or one with the same fingerprint) was there before. */
  add(text: string): boolean {
    if (this.#used * 2 >= this.#slots.length) this.#grow();
    return this.#put(fingerprint(text));
  }

  #put(print: number): boolean {
    const mask = this.#slots.length - 1;
    let at = (print % 4_294_967_296) & mask;
    for (; this.#slots[at] !== 0; at = (at + 1) & mask) if (this.#slots[at] === print) return false;
    this.#slots[at] = print;
    this.#used += 1;
    return true;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(before.length * 2);
    this.#used = 0;
    for (const print of before) if (print !== 0) this.#put(print);
  }
}

/** FNV-1a with two different bases, joined to 53 bits; never 0. */
function fingerprint(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x050c5d1f;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x01000193) + at;
  }
  return (high & 0x1fffff) * 4_294_967_296 + (low >>> 0) + (low === 0 ? 1 : 0);
}
