import { pointerToken, storable } from './profile.ts';

/** A value without characters that cannot be stored, and where such stood. */
export interface Escaped {
  value: unknown;
  /** JSON pointers (RFC 6901) into `value`: each changed string, and each object of which a member's name changed. */
  escaped: string[];
}

/**
 * Writes U+0000 and lone surrogates, which PostgreSQL cannot hold, as the six visible characters `\u0000`, `\ud800` …
 *
 * What is flagged can be read back without doubt: in a flagged string, and in the names of a flagged object, *every*
 * backslash begins such an escape, since a backslash that was there before is written `\u005c`. Strings and objects that
 * are not flagged are as they came, so a text that merely spells `\u0000` is told apart from one that held the character.
 * A pointer leads to either a string or an object, so it never means two things.
 *
 * Applied to its own result it changes nothing. The input is not changed; parts without such characters are shared.
 *
 * @example escapeUnstorable({ title: 'a\0b' }) // { value: { title: 'a\\u0000b' }, escaped: ['/title'] }
 */
export function escapeUnstorable(value: unknown): Escaped {
  const escaped: string[] = [];
  return { value: escapeValue(value, '', escaped), escaped };
}

/** Gives back what {@link escapeUnstorable} was given. */
export function unescapeUnstorable({ value, escaped }: Escaped): unknown {
  return escaped.length === 0 ? value : unescapeValue(value, '', new Set(escaped));
}

function escapeValue(value: unknown, pointer: string, escaped: string[]): unknown {
  if (typeof value === 'string') {
    if (storable(value)) return value;
    escaped.push(pointer);
    return escapeText(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return escapeItems(value, pointer, escaped);
  return escapeMembers(value, pointer, escaped);
}

function escapeItems(items: readonly unknown[], pointer: string, escaped: string[]): readonly unknown[] {
  const flags = escaped.length;
  const result = items.map((item, i) => escapeValue(item, `${pointer}/${i}`, escaped));
  return escaped.length === flags ? items : result;
}

function escapeMembers(object: object, pointer: string, escaped: string[]): object {
  const flags = escaped.length;
  const entries = Object.entries(object);
  const namesChange = entries.some(([name]) => !storable(name));
  if (namesChange) escaped.push(pointer);
  const result = entries.map(([name, inner]) => {
    // All names of the object change together, else `\u0000` spelt out and the character itself could become one name.
    const written = namesChange ? escapeText(name) : name;
    return [written, escapeValue(inner, `${pointer}/${pointerToken(written)}`, escaped)] as const;
  });
  return escaped.length === flags ? object : Object.fromEntries(result);
}

function escapeText(text: string): string {
  return text.replace(/[\0\\]|\p{Surrogate}/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function unescapeValue(value: unknown, pointer: string, flagged: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return flagged.has(pointer) ? unescapeText(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, i) => unescapeValue(item, `${pointer}/${i}`, flagged));
  const entries = Object.entries(value).map(([name, inner]) => [
    flagged.has(pointer) ? unescapeText(name) : name,
    unescapeValue(inner, `${pointer}/${pointerToken(name)}`, flagged),
  ]);
  return Object.fromEntries(entries);
}

function unescapeText(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
