import { isErasable } from '@cairn/model';

/** Fields that programs read from a file: they say what is in it. */
const READ_FROM_FILE: ReadonlySet<string> = new Set(['body.technical', 'body.recorded', 'body.embedded']);

/** What stays of a copy, so that it is still known to be one. It says nothing of what was copied. */
const STAYS_OF_COPY: ReadonlySet<string> = new Set(['body.derivative', 'body.itemKind', 'body.captureClass']);

/** A file with the records that name it, and whether it goes. */
interface Held {
  readonly goes: boolean;
  readonly records: readonly string[];
}

/**
 * What goes together with files and items: what programs read from them, and the copies that were made from them, copies of
 * copies included.
 */
export class Derived {
  readonly #madeFrom = new Map<string, Set<string>>();
  /** Items whose file goes, and those that go as a whole. */
  readonly #originals = new Set<string>();
  readonly #copies = new Set<string>();

  /** Notes that a record says, or once said, that it was made from another. */
  note(copy: string, value: unknown): void {
    const { of } = (value ?? {}) as { of?: unknown };
    if (typeof of === 'string') this.#madeFrom.set(copy, (this.#madeFrom.get(copy) ?? new Set()).add(of));
  }

  /**
   * Follows what goes to what was made from it.
   *
   * @param items that go as a whole
   * @param files those of the compartment; asked again until nothing more goes
   * @param take told of the records whose files go as well
   */
  follow(items: readonly string[], files: () => readonly Held[], take: (copies: ReadonlySet<string>) => void): void {
    for (const item of items) this.#originals.add(item);
    for (let before = -1; before !== this.#originals.size; ) {
      before = this.#originals.size;
      for (const { goes, records } of files()) if (goes) for (const record of records) this.#originals.add(record);
      for (const [copy, originals] of this.#madeFrom)
        if ([...originals].some((original) => this.#originals.has(original))) this.#copies.add(copy);
      for (const copy of this.#copies) this.#originals.add(copy);
      take(this.#copies);
    }
  }

  /** Everything of which something goes. */
  get records(): string[] {
    return [...this.#originals];
  }

  goes(record: string, claim: string): boolean {
    if (READ_FROM_FILE.has(claim)) return this.#originals.has(record);
    return this.#copies.has(record) && isErasable(claim) && !STAYS_OF_COPY.has(claim);
  }
}
