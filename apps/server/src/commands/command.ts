import type { ParseArgsConfig } from 'node:util';
import { NoteError, parseVerifierKey, type Verifier } from '@cairn/ledger';

/** What a command is given besides its own arguments. */
export interface Context {
  /** The data folder (`--data`). */
  readonly data: string;
  /** Whether the result is printed as one JSON document (`--json`). */
  readonly json: boolean;
  /** Results go here and nothing else does, so that they can be piped. */
  out(text: string): void;
  /** Everything that is said to a person beside the result. */
  say(text: string): void;
  /** All of standard input. */
  readStdin(): Promise<string>;
  /** Whether progress may be drawn over itself: a person is watching and no JSON is asked for. */
  readonly watched: boolean;
}

export interface Values {
  readonly [option: string]: string | boolean | (string | boolean)[] | undefined;
}

/** One `cairn` command; each stands in a file of its own. */
export interface Command {
  /** What follows `cairn`, for instance `user add --email E --name N`. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /** Further lines of `--help`. */
  readonly details?: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many words may follow the command's name: at least, at most. */
  readonly words: readonly [number, number];
  /** @returns the exit status: 0, or 1 for findings. Failures are thrown and end with 2. */
  run(context: Context, words: readonly string[], values: Values): Promise<number>;
}

/** The command line is not as the usage says; exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An option that must be there is not; the usage is told with it. */
export class MissingOption extends UsageError {}

/** @throws MissingOption */
export function required(values: Values, option: string): string {
  const value = values[option];
  if (typeof value !== 'string' || value === '') throw new MissingOption(`--${option} is missing.`);
  return value;
}

export function optional(values: Values, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' ? value : undefined;
}

/** All values of an option that may stand several times. */
export function every(values: Values, option: string): string[] {
  const value = values[option];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The word at a place that `words` has promised. */
export function word(words: readonly string[], at: number): string {
  const found = words[at];
  if (found === undefined) throw new UsageError('A word is missing.');
  return found;
}

/** @throws UsageError for anything but a whole number from `least` to `most`. */
export function wholeNumber(text: string, option: string, least: number, most: number): number {
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw new UsageError(`--${option} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}.`);
  }
  return number;
}

/**
 * The key that `--key` gives.
 *
 * @param todo what to give instead where it is none
 * @throws UsageError
 */
export function keyGiven(text: string, todo: string): Verifier {
  try {
    return parseVerifierKey(text.trim());
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new UsageError(`--key: ${error.message}. ${todo}.`);
  }
}
