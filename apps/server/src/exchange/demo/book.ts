import type { Instance } from '../../database/index.ts';
import { commit } from '../../record/index.ts';
import type { Change, Session } from '../../record/types.ts';

/** Records in one commit. */
const BATCH = 400;

/** Writes changes through the engine and remembers at which revision and with which body each record stands. */
export class Book {
  readonly #instance: Instance;
  readonly #newest = new Map<string, Change>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /** Records written so far. */
  get records(): number {
    return this.#newest.size;
  }

  async write(session: Session, changes: readonly Change[], reason: string): Promise<void> {
    for (let from = 0; from < changes.length; from += BATCH) {
      const batch = changes.slice(from, from + BATCH);
      await commit(this.#instance, session, batch, reason);
      for (const change of batch) this.#newest.set(change.id, { ...change, base: change.base + 1 });
    }
  }

  /** The body of a record as it stands. @throws RangeError when it was never written */
  body(id: string): Readonly<Record<string, unknown>> {
    return this.#at(id).body;
  }

  /** A change of a record from where it stands. @throws RangeError when it was never written */
  revise(id: string, patch: Readonly<Record<string, unknown>>): Change {
    const newest = this.#at(id);
    return { ...newest, body: { ...newest.body, ...patch } };
  }

  #at(id: string): Change {
    const newest = this.#newest.get(id);
    if (newest === undefined) throw new RangeError(`No record ${id} was written.`);
    return newest;
  }
}
