import { strToU8, Zip, ZipDeflate } from 'fflate';

/** One file of an archive, its content in pieces of text. */
export interface Entry {
  readonly name: string;
  readonly text: AsyncIterable<string> | Iterable<string>;
}

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
  for (const { name, text } of entries) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = time;
    zip.add(file);
    let held = '';
    for await (const piece of text) {
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
