import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a file for a foreign tool and gives its path. */
export function fileIn(folder: string, name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** The text with one character of base64 exchanged, at `at` (from the end when negative). */
export function altered(text: string, at: number): string {
  const place = at < 0 ? text.length + at : at;
  const other = text[place] === 'A' ? 'B' : 'A';
  return text.slice(0, place) + other + text.slice(place + 1);
}
