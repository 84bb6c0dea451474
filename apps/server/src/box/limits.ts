/** What a box may use at most. What goes beyond is ended, not slowed down. */
export interface Limits {
  /** From the start to the answer, in milliseconds. */
  readonly time: number;
  /** Memory of all its processes together, in bytes. */
  readonly memory: number;
  /** What it may write into the scratch place, which lies in memory, in bytes. */
  readonly scratch: number;
  /** What it may write into any one of its output files, in bytes. */
  readonly output: number;
  /** What it may say, in bytes. */
  readonly answer: number;
}

const MB = 1 << 20;

/** Enough for a look at a few bytes. */
export const SMALL: Limits = {
  time: 5_000,
  memory: 512 * MB,
  scratch: 4 * MB,
  output: 4 * MB,
  answer: MB,
};

/** Processes and threads of one box; Node has about a dozen. */
export const MOST_PROCESSES = 96;
