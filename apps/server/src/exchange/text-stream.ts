import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { UnreadableFile, WrongEncoding } from './errors.ts';

const CHUNK = 256 * 1024;

/** Head bytes that tell another encoding than UTF-8. UTF-32 before UTF-16: the former begins with the latter's mark. */
const MARKS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['it begins with the mark of UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['it begins with the mark of UTF-32', [0x00, 0x00, 0xfe, 0xff]],
  ['it begins with the mark of UTF-16', [0xff, 0xfe]],
  ['it begins with the mark of UTF-16', [0xfe, 0xff]],
];

/**
 * Reads a file as UTF-8 text, or in an encoding that is named, piece by piece; a byte order mark is dropped. Bytes that are
 * no such text become U+FFFD, which the row reader flags.
 *
 * Throws `WrongEncoding` for UTF-16 and UTF-32 (with or without a mark) and `UnreadableFile` when reading fails.
 */
export async function* readText(path: string, hash?: Hash, encoding = 'utf-8'): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let first = true;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      const bytes = chunk as Buffer;
      if (first && decoder.encoding === 'utf-8') refuseOtherEncodings(path, bytes);
      first = false;
      hash?.update(bytes);
      yield decoder.decode(bytes, { stream: true });
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new UnreadableFile(
      `The file cannot be read (${String(error.code)}).`,
      basename(path),
      'Check its path and rights.',
    );
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** SHA-256 over what `readText` reads. */
export function fileHash(): Hash {
  return createHash('sha256');
}

function refuseOtherEncodings(path: string, head: Buffer): void {
  for (const [found, mark] of MARKS) {
    if (mark.every((byte, index) => head[index] === byte)) throw new WrongEncoding(basename(path), found);
  }
  const sample = head.subarray(0, 4096);
  let zeros = 0;
  for (const byte of sample) if (byte === 0) zeros += 1;
  // Latin text in UTF-16 has a zero in every second byte; UTF-8 text has next to none.
  if (zeros > sample.length / 8)
    throw new WrongEncoding(basename(path), 'its zero bytes look like UTF-16 without a mark');
}
