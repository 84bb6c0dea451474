/**
 * Problem codes of flags. A flag never changes what is stored: the value stays as the file has it.
 *
 * `row-unparsable`, `row-too-long`, `id-missing` and `id-impossible` alone reject a row; their `value` is its raw text.
 */
export const PROBLEMS = {
  'count-order': 'The figures break low ≤ best ≤ high.',
  'count-impossible': 'This is not a whole number of zero or more.',
  'month-missing': 'No month is given.',
  'day-missing': 'No day is given.',
  'date-impossible': 'This is not a date of the calendar, or the end lies before the start.',
  'coordinates-missing': 'No coordinate is given.',
  'coordinates-impossible': 'This is not a latitude from -90 to 90 or a longitude from -180 to 180.',
  'shape-unclear':
    'This is neither a line nor an area in GeoJSON or well-known text (longitude first, no altitude); it stays in the file.',
  'shape-impossible':
    'This line or area cannot be drawn: it crosses itself, is not closed, or leaves the globe; it stays in the file.',
  'sources-uncoded': 'The number of sources was not coded (-1).',
  'id-repeated': 'An earlier row of this file has the same id.',
  'category-unknown': 'The format does not define this category; it is kept as it stands.',
  'values-disagree': 'Two cells of this row contradict one another; both are kept.',
  'row-repeated': 'An earlier row of this file has the same cells, and the file has no ids; both are kept.',
  'time-unclear': 'The words for the time of day are kept as they stand; the time is as wide as they leave it.',
  'value-impossible': 'The field cannot hold this; it stays in the file.',
  'id-missing': 'The row has no id and was not imported.',
  'id-impossible': 'The id is longer than 300 characters, and the row was not imported.',
  'row-too-long': 'The row is longer than 100,000 characters and was not imported.',
  'title-cut': 'The title made of this is longer than 1,000 characters and was cut; the file keeps it whole.',
  'row-unparsable': 'This cannot be read as a row and was not imported.',
  'character-unstorable': 'The cell holds a character that cannot be stored; it is kept in escaped form.',
  'field-edited-since':
    'The source changed this value, but a person has edited the field since the last import; it was left alone.',
  'no-longer-given': 'The changed row no longer gives this; the record that an earlier import made was left alone.',
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Flag {
  /** Data row, counted from 1: the first row after a CSV header, or the first element of a JSON array. */
  readonly row: number;
  /** The column (JSON: key) as the file spells it; empty where the whole row is meant. */
  readonly column: string;
  /** The value as the file has it. */
  readonly value: string;
  /** `code: English sentence`; the code is a key of `PROBLEMS` and stays stable. */
  readonly problem: string;
}

/** What `cairn import --json` prints. `read = created + updated + unchanged + rejected`, all counting rows. */
export interface ImportReport {
  readonly format: string;
  /** The file's name without its folder. */
  readonly file: string;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows with at least one flag. */
  readonly flagged: number;
  readonly flags: Flag[];
  /** Records created (in a dry run: that would be). */
  readonly records: number;
}

/** `code: sentence`, as flags and bodies carry it. */
export function problemText(code: ProblemCode): string {
  return `${code}: ${PROBLEMS[code]}`;
}

/** The code at the head of a flag's `problem`. */
export function problemCode(flag: Flag): string {
  return flag.problem.slice(0, flag.problem.indexOf(':'));
}

export type Outcome = 'created' | 'updated' | 'unchanged' | 'rejected';

/** Collects the account of one import. Holds the flags and four counters, nothing per row besides. */
export class Tally {
  readonly #format: string;
  readonly #file: string;
  readonly #flags: Flag[] = [];
  readonly #outcomes: Record<Outcome, number> = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  #flagged = 0;
  #records = 0;

  constructor(format: string, file: string) {
    this.#format = format;
    this.#file = file;
  }

  row(outcome: Outcome, flags: readonly Flag[]): void {
    this.#outcomes[outcome] += 1;
    if (flags.length > 0) this.#flagged += 1;
    for (const flag of flags) this.#flags.push(flag);
  }

  records(created: number): void {
    this.#records += created;
  }

  get read(): number {
    const { created, updated, unchanged, rejected } = this.#outcomes;
    return created + updated + unchanged + rejected;
  }

  /** Flags in file order: rejected rows are told at once, others after their look-up. */
  report(): ImportReport {
    return {
      format: this.#format,
      file: this.#file,
      read: this.read,
      ...this.#outcomes,
      flagged: this.#flagged,
      flags: this.#flags.toSorted((a, b) => a.row - b.row),
      records: this.#records,
    };
  }
}
