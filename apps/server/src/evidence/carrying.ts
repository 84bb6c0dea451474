import type { Instance } from '../database/index.ts';
import { type AddressHolds, addressOf, type Backend, filesIn, itemDisclosures, transfer } from '../store/index.ts';
import { keepProgress, type MoveProgress } from './move-store.ts';

/** How many files are on their way at once. */
const TOGETHER = 4;
/** How often it is kept how far it has come, in milliseconds. */
const INTERVAL = 500;

/** Carries files from store to store, counts them, and keeps count for others. */
export class Carrying {
  /** Of the whole move, however often it was broken off. */
  files: number;
  bytes: number;
  /** Items whose files are not what the items say. */
  readonly altered = new Set<string>();
  readonly differing = new Set<string>();
  readonly #instance: Instance;
  readonly #holds: AddressHolds;
  readonly #move: string;
  readonly #tell: (progress: MoveProgress) => void;
  readonly #signal: AbortSignal | undefined;
  #total = 0;
  #kept = 0;

  /** @param holds a file that is on its way is not erased meanwhile */
  constructor(
    instance: Instance,
    holds: AddressHolds,
    move: string,
    before: MoveProgress,
    { progress, signal }: { progress?: (progress: MoveProgress) => void; signal?: AbortSignal },
  ) {
    this.#instance = instance;
    this.#holds = holds;
    this.#move = move;
    this.files = before.done;
    this.bytes = before.bytes;
    this.#tell = progress ?? (() => undefined);
    this.#signal = signal;
  }

  /** Carries what items name, and holds it against what they say. */
  async named(from: Backend, to: Backend): Promise<void> {
    this.#total = this.files;
    for await (const _ of from.addresses()) this.#total += 1;
    for await (const rows of itemDisclosures(this.#instance.owner)) {
      const files = new Map<string, { sha256: string; record: string }>();
      for (const { record, compartment, encoded } of rows)
        for (const { sha256 } of filesIn(encoded))
          files.set(addressOf(this.#instance, compartment, sha256), { sha256, record });
      await this.#each(files.entries(), async ([address, { sha256, record }]) => {
        if ((await from.sizeOf(address)) === null) return;
        if ((await this.#carry(from, to, address, sha256)) === 'altered') this.altered.add(record);
      });
      if (this.#signal?.aborted) return;
    }
  }

  /** Carries whatever is left, until nothing is. */
  async rest(from: Backend, to: Backend): Promise<void> {
    for (let before = -1; before !== this.files && !this.#signal?.aborted; ) {
      before = this.files;
      await this.#each(from.addresses(), async (address) => {
        if (!this.differing.has(address)) await this.#carry(from, to, address);
      });
    }
  }

  async #carry(from: Backend, to: Backend, address: string, expected?: string): Promise<'altered' | null> {
    const moved = await this.#holds.during(address, () => transfer(from, to, address, expected));
    if (moved.outcome === 'differs') this.differing.add(address);
    if (moved.outcome !== 'moved') return null;
    this.files += 1;
    this.bytes += moved.bytes;
    await this.keep();
    return expected !== undefined && moved.sha256 !== expected ? 'altered' : null;
  }

  /** @param now whenever it was kept last */
  async keep(now = false): Promise<void> {
    const progress = { done: this.files, left: Math.max(0, this.#total - this.files), bytes: this.bytes };
    this.#tell(progress);
    if (!now && performance.now() - this.#kept < INTERVAL) return;
    this.#kept = performance.now();
    await keepProgress(this.#instance.owner, this.#move, progress);
  }

  /** Does the work for each, several at once; the first failure ends it. */
  async #each<T>(all: AsyncIterable<T> | Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
    const under = new Set<Promise<void>>();
    const failures: unknown[] = [];
    for await (const one of all) {
      if (this.#signal?.aborted || failures.length > 0) break;
      const doing = work(one)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => under.delete(doing));
      under.add(doing);
      if (under.size >= TOGETHER) await Promise.race(under);
    }
    await Promise.all(under);
    if (failures.length > 0) throw failures[0];
  }
}
