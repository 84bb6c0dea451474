import { createReadStream } from 'node:fs';
import { encodersFor } from './encodings.ts';

/** Bytes of a file that are looked at together. */
const WINDOW = 1 << 20;

/** What a character of the value is written as at most, in bytes of a file: several escapes, or a run of blanks. */
const LONGEST_FORM = 128;

/**
 * Finds a text in values and files: whatever its case and composition, its blanks, its apostrophes and what stands in it unseen
 * (soft hyphens, joiners), as it is or as JSON, CSV and HTML escape it.
 */
export class Needle {
  readonly #text: RegExp;
  /** For bytes, each as the character of its number; one for each encoding. */
  #bytes: readonly RegExp[] | null = null;
  readonly #signs: readonly string[];
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    this.#signs = signsIn(value);
    this.#text = patternOf(this.#signs, (text) => text);
  }

  /** Whether a JSON value holds it, in a text, a key or the digits of a number. */
  isIn(value: unknown): boolean {
    if (typeof value === 'string' || typeof value === 'number') return this.#text.test(String(value));
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value)) return value.some((each) => this.isIn(each));
    return Object.entries(value).some(([key, each]) => this.isIn(key) || this.isIn(each));
  }

  /**
   * Whether a file holds it as Unicode, or in one of the encodings that Cyrillic and Latin were written in before. Packed and
   * drawn text is not found.
   */
  async isInFile(path: string): Promise<boolean> {
    this.#bytes ??= encodersFor(this.#value).map((encode) => patternOf(this.#signs, encode));
    const patterns = this.#bytes;
    let held = '';
    for await (const chunk of createReadStream(path, { highWaterMark: WINDOW }) as AsyncIterable<Buffer>) {
      held += chunk.toString('latin1');
      if (patterns.some((pattern) => pattern.test(held))) return true;
      held = held.slice(-this.#signs.length * LONGEST_FORM);
    }
    return false;
  }
}

/** The characters by which a text is compared. */
export function signsIn(text: string): string[] {
  return [...text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/gu, ' ')];
}

/** Soft hyphens, joiners, marks of direction: they may stand anywhere in a text, and nobody sees them. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;
const UNSEEN_SIGNS = ['\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff'];
const BLANKS = [
  ...[' ', '\t', '\n', '\r', '\u00a0', '\u2003', '\u2007', '\u2009', '\u202f', '\u3000'],
  ...['\\n', '\\r', '\\t', '\\u00a0', '\\u00A0', '&nbsp;', '&#160;', '&#xa0;', '&#xA0;'],
];
/** Signs that stand for one another. */
const SAME = [
  ["'", '`', '´', 'ʹ', 'ʼ', '‘', '’', '′'],
  ['σ', 'ς'],
];
const NAMED: Readonly<Record<string, readonly string[]>> = {
  "'": ['&apos;'],
  '"': ['""', '\\"', '&quot;'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '/': ['\\/'],
  '\\': ['\\\\'],
};

/** @param encode a text's form in the place that is searched; null where it has none there */
function patternOf(signs: readonly string[], encode: (text: string) => string | null): RegExp {
  const anyOf = (forms: readonly string[]): string => {
    const there = new Set(forms.flatMap((form) => encode(form) ?? []));
    // The longer first: of `""` the first alone would leave the second in the way. Of none nothing can be found.
    const sorted = [...there].sort((a, b) => b.length - a.length).map(quoted);
    return sorted.length === 0 ? '(?!)' : `(?:${sorted.join('|')})`;
  };
  const unseen = UNSEEN_SIGNS.some((sign) => encode(sign) !== null) ? `${anyOf(UNSEEN_SIGNS)}*` : '';
  return new RegExp(signs.map((sign) => (sign === ' ' ? `${anyOf(BLANKS)}{1,8}` : anyOf(formsOf(sign)))).join(unseen));
}

/** All that one character of the value may be written as. */
function formsOf(sign: string): string[] {
  const same = SAME.find((signs) => signs.includes(sign.toLowerCase())) ?? [sign];
  const cased = same.flatMap((each) => [each, each.toLowerCase(), each.toUpperCase()]);
  const written = [...cased, ...cased.map(wideOf)].flatMap(composed);
  return [...written, ...written.flatMap(escapesOf), ...same.flatMap((each) => NAMED[each] ?? [])];
}

/** A letter with its marks as one, apart, and half composed. */
function composed(text: string): string[] {
  const apart = text.normalize('NFD');
  const [base = '', mark = '', ...marks] = apart;
  return [text, text.normalize('NFC'), apart, (base + mark).normalize('NFC') + marks.join('')];
}

/** The full-width form of a character of ASCII. */
function wideOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return sign.length === 1 && code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : sign;
}

/** As JSON and HTML escape it. */
function escapesOf(text: string): string[] {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'));
  const points = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const hex = points.map((point) => point.toString(16));
  return [
    units.map((unit) => `\\u${unit}`).join(''),
    units.map((unit) => `\\u${unit.toUpperCase()}`).join(''),
    points.map((point) => `&#${point};`).join(''),
    hex.map((point) => `&#x${point};`).join(''),
    hex.map((point) => `&#x${point.toUpperCase()};`).join(''),
  ];
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
