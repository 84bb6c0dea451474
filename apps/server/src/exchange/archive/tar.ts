/** One file of an archive, by name; `content` gives exactly `bytes` bytes. */
export interface Part {
  readonly name: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The bytes are no archive, end too early, or a header does not have its own checksum. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

const BLOCK = 512;
/** Sizes from here on do not fit into eleven octal digits. */
const OCTAL_LIMIT = 8 ** 11;

/**
 * Writes parts as a tar stream (POSIX.1-1988 ustar; sizes of 8 GiB and more in GNU's base-256 form), one after the other,
 * holding no more than one chunk.
 *
 * @param time modification time of every part, in milliseconds
 * @throws TarError when a part gives another number of bytes than it said, or its name does not fit
 */
export async function* tarOf(parts: AsyncIterable<Part>, time: number): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes, content } of parts) {
    yield header(name, bytes, time);
    let given = 0;
    for await (const chunk of content) {
      given += chunk.length;
      if (given <= bytes) yield chunk;
    }
    if (given !== bytes) throw new TarError(`${name} gave ${given} bytes instead of ${bytes}: it changed meanwhile`);
    const rest = bytes % BLOCK;
    if (rest > 0) yield new Uint8Array(BLOCK - rest);
  }
  yield new Uint8Array(2 * BLOCK);
}

function header(name: string, bytes: number, time: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const [prefix, last] = splitName(name);
  block.write(last, 0, 'utf8');
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  if (bytes < OCTAL_LIMIT) block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124);
  else {
    block.writeUInt8(0x80, 124);
    block.writeBigUInt64BE(BigInt(bytes), 128);
  }
  block.write(
    `${Math.floor(time / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345, 'utf8');
  block.write(checksumText(block), 148);
  return block;
}

/** A name of more than 100 bytes is cut at a slash into prefix (155 bytes at most) and rest. */
function splitName(name: string): [string, string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return [prefix, rest];
  }
  throw new TarError(`the name ${name} is too long`);
}

/** The sum of all bytes, with the checksum's own field taken as blanks, as it stands in that field. */
function checksumText(block: Uint8Array): string {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (block[i] as number);
  return `${sum.toString(8).padStart(6, '0')}\0 `;
}

/**
 * Reads the parts of a tar stream in order. What is left of a part's content when the next is asked for is passed over.
 *
 * @throws TarError when the stream is no archive of plain files, ends early, or holds anything between and behind its parts
 */
export async function* partsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const reader = new Reader(source);
  try {
    for (;;) {
      const block = await reader.exactly(BLOCK);
      if (isBlank(block)) break;
      const { name, bytes } = readHeader(block);
      const left = { bytes };
      yield { name, bytes, content: reader.chunks(left) };
      for await (const _ of reader.chunks(left));
      if (bytes % BLOCK > 0 && !isBlank(await reader.exactly(BLOCK - (bytes % BLOCK))))
        throw new TarError(`something stands behind the end of ${name}`);
    }
    // To the very end, so that what encloses the archive (age) can check its own.
    await reader.drain();
  } finally {
    await reader.close();
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function readHeader(block: Buffer): { name: string; bytes: number } {
  const text = (from: number, length: number): string => {
    const field = block.subarray(from, from + length);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end < 0 ? length : end);
  };
  if (text(257, 5) !== 'ustar' || block.toString('latin1', 148, 156) !== checksumText(block)) {
    throw new TarError('a header is damaged');
  }
  const name = [text(345, 155), text(0, 100)].filter((part) => part !== '').join('/');
  const kind = text(156, 1);
  if (kind !== '0' && kind !== '') throw new TarError(`${name} is no plain file`);
  const bytes = block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
  if (!Number.isSafeInteger(bytes)) throw new TarError(`the size of ${name} is damaged`);
  return { name, bytes };
}

/** Takes a stream of chunks in pieces of wanted lengths. */
class Reader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Up to `most` bytes; none only at the end of the stream. */
  async #some(most: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return this.#rest;
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async exactly(length: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.chunks({ bytes: length })) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** Counts `left` down as it gives its bytes, so that another call can go on where this one was left. */
  async *chunks(left: { bytes: number }): AsyncGenerator<Uint8Array> {
    while (left.bytes > 0) {
      const piece = await this.#some(left.bytes);
      if (piece.length === 0) throw new TarError('it ends too early');
      left.bytes -= piece.length;
      yield piece;
    }
  }

  /** To the end of the stream, where nothing may stand any more. */
  async drain(): Promise<void> {
    for (;;) {
      const piece = await this.#some(Number.MAX_SAFE_INTEGER);
      if (piece.length === 0) return;
      if (!isBlank(piece)) throw new TarError('something stands behind its end');
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
