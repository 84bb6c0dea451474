import { createHash, randomUUID } from 'node:crypto';
import type { DeparturePurpose } from '@cairn/model';
import { recordActivity } from '../../access/index.ts';
import type { Instance } from '../../database/index.ts';
import { commitDeed, type Session } from '../../record/index.ts';
import type { Row } from './leaving-store.ts';

/** What is entered of something that leaves, before its first byte. */
export interface Departing {
  readonly by: string;
  readonly compartments: readonly string[];
  readonly purpose: DeparturePurpose;
  readonly recipient: string;
  readonly format: string;
  readonly query: string;
  /** Names of guarded fields that were chosen. */
  readonly chosen: readonly string[];
  readonly included: readonly string[];
  readonly warnings: readonly string[];
  readonly terms: string;
  /** What was found, by kind. */
  readonly records: Readonly<Record<string, number>>;
}

/** What is known of it once it has left. */
export interface Departed {
  readonly levels: readonly string[];
  readonly records: Readonly<Record<string, number>>;
}

/** One entry of the register, from before the first byte to after the last. */
export class Departure {
  readonly id: string = randomUUID();
  readonly #instance: Instance;
  readonly #row: Readonly<Record<string, unknown>>;
  readonly #by: string;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #done = false;
  #broken = false;

  constructor(instance: Instance, { chosen, by, ...what }: Departing, at = new Date()) {
    this.#instance = instance;
    this.#by = by;
    this.#row = {
      ...what,
      id: this.id,
      at: at.toISOString(),
      by,
      chosen: chosen.map((field) => ({ field, by })),
    };
  }

  /** Enters that it begins to leave. Nothing may leave before this has returned. */
  async begin(): Promise<void> {
    await this.#enter({ state: 'begun', levels: [], bytes: null, digest: null, ended: null }, 'It begins to leave');
  }

  /**
   * The same bytes, counted and hashed. When the last was taken, or whoever takes them breaks off, that is entered too.
   *
   * @param told what left, asked for at the end
   */
  async *through(chunks: AsyncIterable<Uint8Array>, told: () => Departed): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks) {
        this.#hash.update(chunk);
        this.#bytes += chunk.length;
        yield chunk;
      }
      await this.end(told());
    } finally {
      if (!this.#done) await this.breakOff(told());
    }
  }

  async end({ levels, records }: Departed): Promise<void> {
    this.#done = true;
    const file = { bytes: this.#bytes, digest: this.#hash.digest('hex'), ended: new Date().toISOString() };
    await this.#enter({ state: 'left', levels, records, ...file }, 'It has left');
  }

  /** What had left by then has left: the entry stays, without a digest. Once entered, again is nothing. */
  async breakOff({ levels, records }: Departed): Promise<void> {
    if (this.#broken) return;
    this.#broken = true;
    this.#done = true;
    const file = { bytes: this.#bytes, digest: null, ended: new Date().toISOString() };
    await this.#enter({ state: 'broken-off', levels, records, ...file }, 'It was broken off');
  }

  async #enter(row: Readonly<Record<string, unknown>>, reason: string): Promise<void> {
    await commitDeed(this.#instance, { table: 'departure', row: { ...this.#row, ...row }, by: this.#by, reason });
  }
}

/** Enters in the activity which records leave; from there it is told in the chain of custody. Many share one write. */
export async function enterRecords(
  instance: Instance,
  session: Session,
  rows: Iterable<Pick<Row, 'id' | 'compartment'>>,
) {
  const account = session.account === '' ? null : session.account;
  const entered = [...rows].map(({ id, compartment }) =>
    recordActivity(instance, { account, what: 'export', record: id, compartment }),
  );
  await Promise.all(entered);
}
