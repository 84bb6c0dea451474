import type { Change } from '../record/types.ts';
import type { Done } from './done.ts';
import type { ImportPort } from './port.ts';

/** Commits at once: one is written, the others are signed and wait for their turn. */
const UNDERWAY = 3;

/** Records in one commit, unless a single row has more. */
const BATCH = 400;

/**
 * Gathers rows into commits. A row is never split between two commits. While the database writes one commit the next is
 * signed and the one after that gathered, so that neither this process nor the database waits for the other.
 */
export class Writer {
  readonly #port: ImportPort;
  readonly #format: string;
  readonly #dryRun: boolean;
  readonly #done: Done;
  #batch: Change[] = [];
  #firstRow = 0;
  #lastRow = 0;
  /** Commits not yet known to be durable, in their order. */
  readonly #underway: Promise<void>[] = [];
  #created = 0;

  constructor(port: ImportPort, format: string, dryRun: boolean, done: Done) {
    this.#port = port;
    this.#format = format;
    this.#dryRun = dryRun;
    this.#done = done;
  }

  /** Records created so far, including those still under way. */
  get created(): number {
    return this.#created;
  }

  /** Adds one row's records; `number` is its place in the file. */
  async row(changes: readonly Change[], number: number): Promise<void> {
    if (this.#batch.length > 0 && this.#batch.length + changes.length > BATCH) await this.#flush();
    if (this.#batch.length === 0) this.#firstRow = number;
    this.#lastRow = number;
    for (const change of changes) {
      this.#batch.push(change);
      if (change.base === 0) this.#created += 1;
    }
  }

  /** Commits what is left and waits until all is durable. */
  async end(): Promise<void> {
    await this.#flush();
    await Promise.all(this.#underway);
  }

  /** Waits until nothing is under way any more, whether it went well or not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underway);
  }

  async #flush(): Promise<void> {
    if (this.#underway.length === UNDERWAY) await this.#underway.shift();
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0 || this.#dryRun) return;
    const reason = `Import ${this.#format}, rows ${this.#firstRow} to ${this.#lastRow}`;
    // Takes effect in order: a later row may name an actor or incident of an earlier commit.
    const commit = this.#commit(batch, reason, this.#lastRow, this.#underway.at(-1));
    // Whoever awaits it next gets the error; without this the process would end before that.
    commit.catch(() => {});
    this.#underway.push(commit);
  }

  async #commit(batch: readonly Change[], reason: string, lastRow: number, after?: Promise<void>): Promise<void> {
    await this.#port.commit(batch, reason, after);
    this.#done.durable(lastRow, batch.filter(({ base }) => base === 0).length);
  }
}
