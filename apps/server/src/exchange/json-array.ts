import { parseStrictJson } from '@cairn/revision';
import { UnreadableFile } from './errors.ts';
import { detached, LONGEST_ROW, type RawRow } from './raw-row.ts';

/**
 * Reads a file that is one JSON array of objects, element by element, holding one element at a time.
 *
 * An element that is not valid JSON, or no object, is yielded with `values: null` and its raw text, and reading goes
 * on. Where a lost quote or bracket made it swallow its neighbours, reading resumes at the first object behind it that
 * is whole and has all of `keys`; the keys also tell a row from the objects inside a row.
 *
 * Throws `UnreadableFile` where the text is no array at all.
 */
export async function* readJsonArray(
  text: AsyncIterable<string>,
  file: string,
  keys: readonly string[],
): AsyncGenerator<RawRow> {
  const splitter = new ElementSplitter(file);
  let number = 0;
  for await (const piece of text) {
    splitter.add(piece);
    for (const raw of splitter.take(keys)) yield rowOf(++number, raw);
  }
  splitter.end();
  for (const raw of splitter.take(keys)) yield rowOf(++number, raw);
}

function rowOf(number: number, raw: string): RawRow {
  const values = strictObjectIn(raw);
  return { number, values, raw: values === null ? detached(raw) : raw };
}

/** Null too where a key stands twice or a number is too large to hold: one of two meanings would silently be lost. */
function strictObjectIn(raw: string): Record<string, unknown> | null {
  return objectIn(raw, parseStrictJson);
}

function objectIn(raw: string, read: (text: string) => unknown = JSON.parse): Record<string, unknown> | null {
  try {
    const value: unknown = read(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Where an element ends: `at` is the first unit behind it, `more` says that the text stops before its end. */
interface Span {
  readonly at: number;
  readonly more: boolean;
}

class ElementSplitter {
  readonly #file: string;
  #text = '';
  #start = 0;
  #ended = false;
  #opened = false;

  constructor(file: string) {
    this.#file = file;
  }

  add(piece: string): void {
    this.#text = this.#text.slice(this.#start) + piece;
    this.#start = 0;
  }

  end(): void {
    this.#ended = true;
  }

  *take(keys: readonly string[]): Generator<string> {
    if (!this.#opened && !this.#open()) return;
    for (;;) {
      this.#start = skip(this.#text, this.#start, SEPARATORS);
      if (this.#start === this.#text.length || this.#isLastBracket()) return;
      const span = elementEnd(this.#text, this.#start);
      if (span.more && this.#mayGrow()) return;
      const whole = objectIn(this.#text.slice(this.#start, span.at)) !== null;
      const end = whole ? span.at : this.#brokenEnd(span.at, keys);
      if (end === null) return;
      yield this.#text.slice(this.#start, end).replace(TAIL, '');
      this.#start = end;
    }
  }

  #open(): boolean {
    this.#start = skip(this.#text, this.#start, BLANKS);
    if (this.#start === this.#text.length && !this.#ended) return false;
    if (this.#text[this.#start] !== '[') {
      throw new UnreadableFile('The file is not a JSON array.', this.#file, 'Its first character must be "[".');
    }
    this.#start += 1;
    this.#opened = true;
    return true;
  }

  /** The bracket that closes the file, or a place where only more text can tell. */
  #isLastBracket(): boolean {
    return this.#text[this.#start] === ']' && skip(this.#text, this.#start + 1, BLANKS) === this.#text.length;
  }

  #mayGrow(): boolean {
    return !this.#ended && this.#text.length - this.#start < LONGEST_ROW;
  }

  /**
   * End of what a broken element spoils, null where more text is needed to tell. A broken object spoils at most its
   * supposed span; loose text spoils all up to the next whole row.
   */
  #brokenEnd(supposed: number, keys: readonly string[]): number | null {
    const loose = this.#text[this.#start] !== '{';
    if (loose && this.#mayGrow()) return null;
    return this.#nextRow(loose ? this.#text.length : supposed, keys) ?? supposed;
  }

  #nextRow(before: number, keys: readonly string[]): number | null {
    let at = this.#text.indexOf('{', this.#start + 1);
    for (; at !== -1 && at < before; at = this.#text.indexOf('{', at + 1)) {
      const span = elementEnd(this.#text, at);
      if (span.more) continue;
      const values = objectIn(this.#text.slice(at, span.at));
      if (values !== null && keys.every((key) => Object.hasOwn(values, key))) return at;
    }
    return null;
  }
}

const BLANKS = ' \t\r\n\ufeff';
const SEPARATORS = `${BLANKS},`;
const TAIL = /[\s,]+$/;

function skip(text: string, start: number, units: string): number {
  let at = start;
  while (at < text.length && units.includes(text[at]!)) at += 1;
  return at;
}

/**
 * End of the element at `start`: the bracket that closes it, or for anything else the comma or bracket before which it
 * stops. A raw line end closes an open string: JSON strings hold none, so a quote was lost.
 */
function elementEnd(text: string, start: number): Span {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE || unit === NEWLINE) inString = false;
    } else if (unit === QUOTE) inString = true;
    else if (unit === OPEN_OBJECT || unit === OPEN_ARRAY) depth += 1;
    else if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) {
      if (depth === 0) return { at: Math.max(at, start + 1), more: false };
      depth -= 1;
      if (depth === 0) return { at: at + 1, more: false };
    } else if (unit === COMMA && depth === 0) return { at, more: false };
  }
  return { at: text.length, more: true };
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
