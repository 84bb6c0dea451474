import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** What bytes come to. */
export interface Digest {
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads to the end. */
export async function digestOf(content: Readable): Promise<Digest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Hands on what comes, and knows its digest once all of it has passed. */
export class Digesting {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  async *pass(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  /** Once. */
  result(): Digest {
    return { sha256: this.#hash.digest('hex'), bytes: this.#bytes };
  }
}
