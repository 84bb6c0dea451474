/** Deepest nesting of arrays and objects that {@link parseStrictJson} follows. */
const MAX_DEPTH = 128;

/** JSON that is refused, with the place: `position` counts UTF-16 units from 0, `line` and `column` count from 1. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly position: number;
  readonly line: number;
  readonly column: number;

  constructor(problem: string, text: string, position: number) {
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    super(`${problem} at line ${line}, column ${column}`);
    this.position = position;
    this.line = line;
    this.column = column;
  }
}

/**
 * Parses JSON (RFC 8259) and refuses what `JSON.parse` silently loses: a name that an object has twice, a number too
 * large to hold, an integer whose digits would change, and nesting deeper than 128.
 *
 * A member called `__proto__` is an ordinary own property of the result.
 *
 * @throws JsonError
 */
export function parseStrictJson(text: string): unknown {
  return parseCanonically(text) ?? new Parser(text).document();
}

/**
 * The fast way for texts in the very form that `JSON.stringify` writes. A text that comes back unchanged has lost
 * nothing on the way, hence holds no name twice and no number that changed. Anything else, and `null`, goes the slow way.
 */
function parseCanonically(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every(losesNothing)) return value;
    if (JSON.stringify(value) !== text) return undefined;
    return text.length <= 2 * MAX_DEPTH || fits(value, MAX_DEPTH) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether no spelling of this value can have held more: it has no names, and an integer within 2^53 is exact. */
function losesNothing(value: unknown): boolean {
  return typeof value === 'string' || value === null || typeof value === 'boolean' || Number.isSafeInteger(value);
}

function fits(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  for (const inner of Object.values(value)) if (!fits(inner, depth - 1)) return false;
  return true;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERALS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value();
    if (this.#at < this.#text.length) throw this.#error('Unexpected text after the end of the JSON value');
    return value;
  }

  #value(): unknown {
    this.#take(SPACE);
    const value = this.#bareValue();
    this.#take(SPACE);
    return value;
  }

  #bareValue(): unknown {
    const next = this.#text[this.#at];
    if (next === '{') return this.#nested(() => this.#object());
    if (next === '[') return this.#nested(() => this.#array());
    if (next === '"') return this.#string();
    if (next !== undefined && /[-0-9]/.test(next)) return this.#number();
    for (const [word, value] of LITERALS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    throw this.#error(next === undefined ? 'The JSON text ends too early' : 'Expected a JSON value');
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw this.#error(`Nested deeper than ${MAX_DEPTH} levels`);
    this.#at += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(): unknown {
    const members = new Map<string, unknown>();
    this.#take(SPACE);
    if (this.#skip('}')) return {};
    do {
      this.#take(SPACE);
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#error('Expected a name in double quotes');
      const name = this.#string();
      if (members.has(name)) throw this.#error(`The name ${JSON.stringify(name)} appears twice in one object`, start);
      this.#take(SPACE);
      this.#expect(':');
      members.set(name, this.#value());
    } while (this.#skip(','));
    this.#expect('}');
    return Object.fromEntries(members);
  }

  #array(): unknown[] {
    const items: unknown[] = [];
    this.#take(SPACE);
    if (this.#skip(']')) return items;
    do items.push(this.#value());
    while (this.#skip(','));
    this.#expect(']');
    return items;
  }

  #string(): string {
    const start = this.#at++;
    do this.#take(PLAIN);
    while (this.#take(ESCAPE) !== '');
    const next = this.#text[this.#at];
    if (next === undefined) throw this.#error('The JSON text ends inside a string', start);
    if (next === '\\') throw this.#error('Unknown escape in a string');
    if (next !== '"') throw this.#error('A control character in a string must be escaped');
    this.#at += 1;
    return JSON.parse(this.#text.slice(start, this.#at));
  }

  #number(): number {
    const start = this.#at;
    const digits = this.#take(NUMBER);
    if (digits === '') throw this.#error('Not a JSON number');
    const value = Number(digits);
    if (!Number.isFinite(value)) throw this.#error('A number too large to hold', start);
    const integer = !/[.eE]/.test(digits);
    if (integer && digits !== '-0' && String(value) !== digits) {
      throw this.#error('An integer with more digits than can be held exactly: write it as a string', start);
    }
    return value;
  }

  /** Moves past what the sticky pattern matches here, possibly nothing, and returns it. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (this.#skip(character)) return;
    const end = this.#at >= this.#text.length;
    throw this.#error(end ? 'The JSON text ends too early' : `Expected ${JSON.stringify(character)}`);
  }

  #error(problem: string, position = this.#at): JsonError {
    return new JsonError(problem, this.#text, position);
  }
}
