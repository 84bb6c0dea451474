import { KINDS, VOCABULARIES } from '@cairn/model';
import { Needle, signsIn } from './holds.ts';

/** Shorter texts are words that any reason may hold. */
const SHORTEST = 4;

/** Whether a reason, which stays, repeats a text that is to be erased: compared as the search for a value compares. */
export class ReasonGuard {
  readonly #reason: string;
  readonly #seen = new Set<string>();
  #repeats = false;

  constructor(reason: string) {
    this.#reason = reason;
  }

  get repeats(): boolean {
    return this.#repeats;
  }

  /** Looks at a value that goes: at every text in it, but not at words that the model itself gives to choose from. */
  take(value: unknown): void {
    if (typeof value === 'string') this.#takeText(value.trim());
    else if (Array.isArray(value)) for (const each of value) this.take(each);
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) this.take(each);
  }

  #takeText(text: string): void {
    if (this.#repeats || this.#seen.has(text) || CODES.has(text)) return;
    this.#seen.add(text);
    const { length } = signsIn(text);
    if (length >= SHORTEST && length <= this.#reason.length) this.#repeats = new Needle(text).isIn(this.#reason);
  }
}

/** What stands in records as one of a given few, as `person` or `exact`: who says it in a reason, repeats nothing. */
const CODES: ReadonlySet<string> = new Set([
  ...VOCABULARIES.flatMap(({ codes }) => codes.map(({ code }) => code)),
  ...Object.values(KINDS).flatMap(({ schema }) => choicesIn(schema)),
]);

function choicesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { const: only, enum: some } = schema as { const?: unknown; enum?: unknown };
  const here = [only, ...(Array.isArray(some) ? some : [])].filter((each) => typeof each === 'string');
  return [...here, ...Object.values(schema).flatMap(choicesIn)];
}
