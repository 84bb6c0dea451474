import { createReadStream } from 'node:fs';

/** Characters of a file that are looked at together. */
const WINDOW = 1 << 20;

/** Finds a text in values and files: whatever its case, its composition (NFC) and, in files, its escapes. */
export class Needle {
  readonly #text: string;
  /** As CSV writes it within quotes. */
  readonly #quoted: string;

  constructor(value: string) {
    this.#text = plain(value);
    this.#quoted = this.#text.replaceAll('"', '""');
  }

  /** Whether a JSON value holds it, in a text, a key or the digits of a number. */
  isIn(value: unknown): boolean {
    if (typeof value === 'string') return this.#isInText(plain(value));
    if (typeof value === 'number') return String(value).includes(this.#text);
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value)) return value.some((each) => this.isIn(each));
    return Object.entries(value).some(([key, each]) => this.isIn(key) || this.isIn(each));
  }

  /** Whether a file holds it as UTF-8 or UTF-16, as it is or as JSON or CSV escape it. Packed and drawn text is not found. */
  async isInFile(path: string): Promise<boolean> {
    return (await this.#isInFileAs(path, 'utf-8')) || (await this.#isInFileAs(path, 'utf-16le'));
  }

  async #isInFileAs(path: string, encoding: string): Promise<boolean> {
    const decoder = new TextDecoder(encoding);
    // Each character of it may be written as a surrogate pair of JSON escapes, and composed from several.
    const overlap = this.#text.length * 24;
    let held = '';
    for await (const chunk of createReadStream(path, { highWaterMark: WINDOW }) as AsyncIterable<Buffer>) {
      held += decoder.decode(chunk, { stream: true });
      if (this.#isInText(plain(held)) || this.#isInText(plain(unescaped(held)))) return true;
      held = held.slice(-overlap);
    }
    held += decoder.decode();
    return this.#isInText(plain(held)) || this.#isInText(plain(unescaped(held)));
  }

  #isInText(text: string): boolean {
    return text.includes(this.#text) || (this.#quoted !== this.#text && text.includes(this.#quoted));
  }
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text with its JSON escapes resolved, and whatever is none left as it is. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g, (_all, hex: string | undefined, sign: string) =>
    hex === undefined ? (ESCAPES[sign] ?? sign) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
