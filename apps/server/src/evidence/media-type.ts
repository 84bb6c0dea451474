import type { Sniffer } from '../box/index.ts';

/** How much of a file's beginning is looked at, in bytes. */
export const BEGINNING = 8_192;

/** What a file is whose content tells nothing. */
export const UNKNOWN = 'application/octet-stream';

/**
 * The media type of a file by what stands in it: a name may say anything. Formats with a signature are told apart in the box,
 * since looking for it is parsing; texts have none and are told here.
 *
 * @param compartment its files are not looked at together with those of others
 * @param beginning the first bytes, `BEGINNING` of them where the file has so many
 * @param whole whether that is all of the file
 */
export async function mediaTypeOf(
  sniffer: Sniffer,
  compartment: string,
  beginning: Uint8Array,
  whole: boolean,
): Promise<string> {
  if (beginning.length === 0) return UNKNOWN;
  const text = textOf(beginning, whole);
  // Most of what the box calls XML has a name of its own.
  const told = await sniffer.typeOf(beginning.subarray(0, BEGINNING), compartment);
  if (told !== null && !(told === 'application/xml' && text !== null)) return told;
  return text === null ? UNKNOWN : typeOfText(text, whole);
}

/** The beginning as text, without a mark of byte order; null where it is none. */
function textOf(beginning: Uint8Array, whole: boolean): string | null {
  const encoding = encodingOf(beginning);
  try {
    // A character may be cut in two where the beginning ends; decoding as a stream leaves it out.
    const text = new TextDecoder(encoding, { fatal: true }).decode(beginning, { stream: !whole });
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Media type of a text by its first characters. */
export function typeOfText(text: string, whole: boolean): string {
  const begun = text.trimStart();
  const root = rootOf(begun);
  if (root === 'svg') return 'image/svg+xml';
  if (root === 'html' || /^<(?:head|body|script|iframe|style|title|meta|link|div|p|table|a|img)\b/i.test(begun))
    return 'text/html';
  if (/^<\?xml\b/i.test(begun) && root !== null) return 'application/xml';
  if (isJson(begun, whole)) return 'application/json';
  const separator = separatorOf(text, whole);
  if (separator === null) return 'text/plain';
  return separator === '\t' ? 'text/tab-separated-values' : 'text/csv';
}

/** Name of the first element in lower case, past declarations and comments; without a prefix. */
function rootOf(text: string): string | null {
  let rest = text;
  for (;;) {
    const next = /^(?:<\?[^>]*\?>|<!--[\s\S]*?-->)\s*/.exec(rest);
    if (next === null) break;
    rest = rest.slice(next[0].length);
  }
  const stated = /^<!doctype\s+([A-Za-z0-9:_-]+)/i.exec(rest) ?? /^<([A-Za-z_][A-Za-z0-9:_.-]*)/.exec(rest);
  return stated?.[1]?.toLowerCase().replace(/^.*:/, '') ?? null;
}

function isJson(begun: string, whole: boolean): boolean {
  if (!/^[[{]/.test(begun)) return false;
  if (!whole) return /^(?:\[\s*(?:[[{"\-\d\]]|true|false|null)|\{\s*["}])/.test(begun);
  try {
    JSON.parse(begun);
    return true;
  } catch {
    return false;
  }
}

/** What separates cells where lines are rows of a table: at least two of them, with as many cells each. */
function separatorOf(text: string, whole: boolean): string | null {
  const rows = text.replaceAll(/"(?:[^"]|"")*"/g, '""').split(/\r?\n/);
  // The last line may have been cut off.
  const lines = (whole ? rows : rows.slice(0, -1)).filter((line) => line !== '').slice(0, 20);
  if (lines.length < 2) return null;
  const counts = [',', ';', '\t'].map((sign) => ({ sign, cells: lines.map((line) => line.split(sign).length) }));
  const even = counts.find(({ cells }) => (cells[0] ?? 1) > 1 && cells.every((count) => count === cells[0]));
  return even?.sign ?? null;
}
