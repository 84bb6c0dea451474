import type { Outcome } from './report.ts';

const OUTCOMES: readonly Outcome[] = ['created', 'updated'];

/**
 * What an import has made durable, so that a second attempt after a collision gives the account of both: rows that the
 * first one wrote are found unchanged by the next, but this import created them. One byte for each row.
 */
export class Done {
  readonly #outcomes: Uint8Array;
  #lastRow = 0;
  #records = 0;

  constructor(rows: number) {
    this.#outcomes = new Uint8Array(rows + 1);
  }

  /** Records created. */
  get records(): number {
    return this.#records;
  }

  /** Notes what a row is about to become. */
  planned(row: number, outcome: Outcome): void {
    this.#outcomes[row] = OUTCOMES.indexOf(outcome) + 1;
  }

  /** All rows up to this one are durable, with so many records more. */
  durable(lastRow: number, created: number): void {
    this.#lastRow = Math.max(this.#lastRow, lastRow);
    this.#records += created;
  }

  /** What an earlier attempt made of a row; undefined where it did not come so far. */
  outcomeOf(row: number): Outcome | undefined {
    return row > this.#lastRow ? undefined : OUTCOMES[(this.#outcomes[row] ?? 0) - 1];
  }
}
