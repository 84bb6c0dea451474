import { strToU8, Zip, ZipDeflate } from 'fflate';

/** One file of an archive, its content in pieces of text, or of bytes that are made when their turn comes. */
export type Entry =
  | { readonly name: string; readonly text: AsyncIterable<string> | Iterable<string> }
  | { readonly name: string; readonly bytes: () => Promise<Uint8Array> };

/**
 * A ZIP archive (APPNOTE 6.3) written as its entries are read, one after the other: what is held is one piece.
 *
 * @param time modification time of each entry
 */
export async function* zipped(entries: Iterable<Entry>, time: Date): AsyncGenerator<Uint8Array> {
  const written: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    if (chunk.length > 0) written.push(chunk);
  });
  for (const entry of entries) {
    const file = new ZipDeflate(entry.name, { level: 6 });
    file.mtime = time;
    zip.add(file);
    if ('bytes' in entry) {
      file.push(await entry.bytes(), true);
      yield* written.splice(0);
      continue;
    }
    let held = '';
    for await (const piece of entry.text) {
      held += piece;
      if (held.length < PIECE) continue;
      file.push(strToU8(held));
      held = '';
      yield* written.splice(0);
    }
    file.push(strToU8(held), true);
    yield* written.splice(0);
  }
  zip.end();
  yield* written.splice(0);
}

/** Characters that are compressed together. */
const PIECE = 1 << 16;
