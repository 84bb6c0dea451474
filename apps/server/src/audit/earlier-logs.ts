import {
  equalBytes,
  Frontier,
  fromBase64,
  HASH_BYTES,
  type KeySpan,
  keySpans,
  openRotations,
  openSpannedCheckpoint,
  toHex,
} from '@cairn/ledger';
import { type Continued, logSetting } from '../record/genesis.ts';
import type { Queries } from '../record/log-store.ts';
import type { Ledger } from './findings.ts';

interface Wanted {
  readonly size: number;
  readonly root: Uint8Array;
  readonly id: string;
  readonly message: string;
}

/**
 * The logs that this one took over after restores, newest first. The first entry of a log that began anew names the one
 * before it, and that one's entries follow in their order: so a checkpoint of it still proves them.
 */
export async function earlierLogs(db: Queries, ledger: Ledger): Promise<EarlierLog[]> {
  const logs: EarlierLog[] = [];
  let log: unknown = (await logSetting(db))?.continues ?? null;
  for (; log !== null; log = log.continues ?? null) {
    if (!isContinued(log)) {
      ledger.add('log', 'setting log', 'What it says of the log before this one cannot be read.', '', log);
      break;
    }
    logs.push(new EarlierLog(log, logs.length + 1, ledger));
  }
  return logs;
}

function isContinued(log: unknown): log is Continued {
  if (typeof log !== 'object' || log === null) return false;
  const { origin, logKey, size, root, rotations } = log as Partial<Continued>;
  if (typeof origin !== 'string' || typeof logKey !== 'string' || typeof root !== 'string') return false;
  if (rotations !== undefined && !Array.isArray(rotations)) return false;
  if (!Number.isSafeInteger(size) || (size as number) < 0) return false;
  try {
    spansOf({ logKey, rotations: rotations ?? [] });
    return fromBase64(root).length === HASH_BYTES;
  } catch {
    return false;
  }
}

function spansOf({ logKey, rotations = [] }: Pick<Continued, 'logKey' | 'rotations'>): KeySpan[] {
  // Without rotations the key is not looked at until a note comes that it may have signed.
  return rotations.length === 0
    ? [{ vkey: logKey, from: 0n, to: null, since: null, root: null }]
    : keySpans(logKey, openRotations(rotations));
}

/** The tree of an earlier log, grown again from this log's entries. */
export class EarlierLog {
  readonly #log: Continued;
  readonly #ledger: Ledger;
  readonly #wanted: Wanted[];
  readonly #tree = new Frontier();
  #passed: number;

  /** @param first index of its first entry in this log */
  constructor(log: Continued, first: number, ledger: Ledger) {
    this.#log = log;
    this.#ledger = ledger;
    this.#passed = -first;
    const message = `The entries taken over from ${log.origin} are not those that were restored.`;
    this.#wanted = [{ size: log.size, root: fromBase64(log.root), id: `entries of ${log.origin}`, message }];
  }

  /** Takes a checkpoint that was kept outside, if it is of this log. */
  expect(note: string, id: string): boolean {
    const { origin, size: restored } = this.#log;
    try {
      const { origin: named, size: length, root } = openSpannedCheckpoint(note, spansOf(this.#log));
      const size = Number(length);
      if (named !== origin) return false;
      const message = `The first ${size} entries of the earlier log ${origin} are not those of the checkpoint that was kept outside: history was rewritten.`;
      if (size <= restored) this.#wanted.push({ size, root, id, message });
      else
        this.#ledger.add(
          'anchor',
          id,
          `The earlier log ${origin} had ${size} entries; ${restored} were restored, the others are lost.`,
          size,
          restored,
        );
      return true;
    } catch {
      return false;
    }
  }

  /** Takes this log's next entry, from its very first on. */
  add(leaf: Uint8Array): void {
    if (this.#passed === 0) this.#wanted.sort((a, b) => a.size - b.size);
    if (this.#passed++ < 0) return;
    this.#compare();
    this.#tree.append(leaf);
  }

  end(): void {
    this.#compare();
    for (const { id, size } of this.#wanted)
      this.#ledger.add('log', id, `Entries of the earlier log ${this.#log.origin} are missing.`, size, this.#tree.size);
  }

  #compare(): void {
    while (this.#wanted[0] !== undefined && this.#wanted[0].size <= this.#tree.size) {
      const { root, id, message } = this.#wanted.shift() as Wanted;
      const found = this.#tree.root();
      if (!equalBytes(root, found)) this.#ledger.add('anchor', id, message, toHex(root), toHex(found));
    }
  }
}
