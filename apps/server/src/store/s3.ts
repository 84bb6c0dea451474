import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, utimes } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { S3Client } from '@aws-sdk/client-s3';
import { type Backend, isAddress, type Opened, type Part, type Range, StoreError } from './backend.ts';
import { digestOf } from './digest.ts';
import { placeName, type S3Place } from './place.ts';
import { connectS3, isAbsent, S3_DAY, spoken } from './s3-client.ts';

/** Files up to this size go in one piece, which is held in memory and can be sent again (bytes). */
const ONE_PIECE = 8 << 20;
/** A piece of a larger one. S3 takes 10,000 of them. */
const PIECE = 16 << 20;
const MOST_PIECES = 9_000;
/** How many small files travel at once. */
const TOGETHER = 6;
/** How often a part that travels is marked as in use, in milliseconds. */
const BEAT = 300_000;
/** A service that sends next to nothing does not answer: so much time a file has to arrive (milliseconds), and this more for each byte. */
const PATIENCE = 120_000;
const PER_BYTE = 0.1;

/**
 * Files as objects of an S3-compatible service: named by their addresses, with no metadata that tells anything. Whatever
 * lands is read back and compared.
 */
export class S3Backend implements Backend {
  readonly kind = 's3';
  readonly name: string;
  readonly #place: S3Place;
  readonly #keys: string;
  readonly #patience: number;
  #client: Promise<S3Client> | null = null;

  /**
   * @param keys the folder that holds the credentials
   * @param patience how long a file may be waited for, without what each of its bytes may take (milliseconds)
   */
  constructor(place: S3Place, keys: string, patience = PATIENCE) {
    this.#patience = patience;
    this.#place = place;
    this.#keys = keys;
    this.name = placeName(place);
  }

  async sizeOf(address: string): Promise<number | null> {
    return this.#ask(async (client, { HeadObjectCommand }) => {
      const { ContentLength } = await client.send(new HeadObjectCommand(this.#object(address)));
      return ContentLength ?? 0;
    }, unlessAbsent);
  }

  async open(address: string, { start, end }: Range = {}): Promise<Opened | null> {
    const range = start === undefined && end === undefined ? null : `bytes=${start ?? 0}-${end ?? ''}`;
    return this.#ask(
      async (client, { GetObjectCommand }) => {
        const asked = { ...this.#object(address), ...(range === null ? {} : { Range: range }) };
        const { Body, ContentLength, ContentRange } = await client.send(new GetObjectCommand(asked));
        const whole = /\/([0-9]+)$/.exec(ContentRange ?? '')?.[1];
        const stream = Readable.from(this.#whole(Body as Readable, ContentLength), { objectMode: false });
        return { bytes: Number(whole ?? ContentLength ?? 0), stream };
      },
      async (error) => {
        if ((error as { name?: string }).name !== 'InvalidRange') return unlessAbsent(error);
        const bytes = await this.sizeOf(address);
        return bytes === null ? null : { bytes, stream: Readable.from([]) };
      },
    );
  }

  /** A line that breaks off is no end of a file, and one on which next to nothing comes is none. */
  async *#whole(body: Readable, expected: number | undefined): AsyncGenerator<Buffer> {
    let [bytes, waited, since] = [0, 0, performance.now()];
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        // Whoever reads slowly is not the service.
        waited += performance.now() - since;
        bytes += chunk.length;
        if (waited > this.#patience + bytes * PER_BYTE)
          throw new StoreError(`${this.name} sends a file so slowly that it is taken for one that does not answer.`);
        yield chunk;
        since = performance.now();
      }
    } catch (error) {
      throw spoken(error, this.name);
    }
    if (expected !== undefined && bytes !== expected) throw new StoreError(`${this.name} broke off within a file.`);
  }

  async land(parts: readonly Part[]): Promise<void> {
    const small = parts.filter(({ bytes }) => bytes <= ONE_PIECE);
    const waiting = [...small];
    const work = async (): Promise<void> => {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await this.#landOne(part);
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
    for (const part of parts) if (!small.includes(part)) await this.#landOne(part);
  }

  async #landOne({ address, path, sha256, bytes }: Part): Promise<void> {
    // What travels long is not abandoned.
    const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), BEAT);
    try {
      // What lies there may have come to it altered, and could not be taken back then: the part is the only good one.
      if ((await this.#digestAt(address)) !== sha256) {
        if (bytes <= ONE_PIECE) await this.#putPiece(address, await readFile(path));
        else await this.#putPieces(address, createReadStream(path, { highWaterMark: 1 << 20 }), bytes);
        if ((await this.#digestAt(address)) !== sha256) {
          await this.remove(address).catch(() => undefined);
          throw new StoreError(`${this.name} gave back other bytes than it was given. The file was not taken in.`);
        }
      }
      await rm(path, { force: true });
    } finally {
      clearInterval(beat);
    }
  }

  async #digestAt(address: string): Promise<string | null> {
    const opened = await this.open(address);
    return opened === null ? null : (await digestOf(opened.stream)).sha256;
  }

  async put(address: string, content: Readable, bytes: number): Promise<void> {
    if (bytes <= ONE_PIECE) await this.#putPiece(address, await buffer(content));
    else await this.#putPieces(address, content, bytes);
  }

  /** @returns whether the service keeps it as one of several versions */
  async #putPiece(address: string, Body: Buffer): Promise<boolean> {
    const { VersionId } = await this.#ask((client, { PutObjectCommand }) =>
      client.send(new PutObjectCommand({ ...this.#object(address), Body })),
    );
    return isVersion(VersionId);
  }

  /** A few pieces are in memory at once, whatever the size of the file. */
  async #putPieces(address: string, Body: Readable, bytes: number): Promise<void> {
    const { Upload } = await import('@aws-sdk/lib-storage');
    const partSize = Math.max(PIECE, Math.ceil(bytes / MOST_PIECES));
    await this.#ask(async (client) => {
      await new Upload({ client, params: { ...this.#object(address), Body }, partSize, queueSize: 2 }).done();
    });
  }

  async remove(address: string): Promise<boolean> {
    if (!isAddress(address) || (await this.sizeOf(address)) === null) return false;
    await this.#delete(address);
    return true;
  }

  async erase(address: string): Promise<boolean> {
    if (!isAddress(address)) return false;
    const wasThere = (await this.sizeOf(address)) !== null;
    // Asked for also where nothing shows: an older version may lie behind what was removed before.
    if (await this.#delete(address)) throw keeps(this.name);
    return wasThere;
  }

  /** @returns whether the service only hides it: versions may have been switched on after the bucket was chosen */
  async #delete(address: string): Promise<boolean> {
    const { DeleteMarker, VersionId } = await this.#ask((client, { DeleteObjectCommand }) =>
      client.send(new DeleteObjectCommand(this.#object(address))),
    );
    return DeleteMarker === true && isVersion(VersionId);
  }

  async *addresses(): AsyncGenerator<string> {
    const { bucket: Bucket, prefix: Prefix } = this.#place;
    for (let token: string | undefined; ; ) {
      const asked = { Bucket, Prefix, ...(token === undefined ? {} : { ContinuationToken: token }) };
      const page = await this.#ask((client, { ListObjectsV2Command }) => client.send(new ListObjectsV2Command(asked)));
      for (const { Key = '' } of page.Contents ?? []) {
        const name = Key.slice(Prefix.length);
        if (isAddress(name)) yield name;
      }
      if (page.IsTruncated !== true || page.NextContinuationToken === undefined) return;
      token = page.NextContinuationToken;
    }
  }

  /** Uploads in pieces that nobody ended within a day. Services that do not list them end them by themselves. */
  async sweep(): Promise<void> {
    const { bucket: Bucket, prefix: Prefix } = this.#place;
    await this.#ask(
      async (client, { ListMultipartUploadsCommand, AbortMultipartUploadCommand }) => {
        const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix }));
        for (const { Key, UploadId, Initiated } of Uploads)
          if (isAddress((Key ?? '').slice(Prefix.length)) && Number(Initiated ?? 0) < Date.now() - S3_DAY)
            await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      },
      async () => undefined,
    );
  }

  /**
   * Whether the bucket keeps what is deleted, as far as the service tells.
   *
   * @throws StoreError when it does not answer, or there is no such bucket
   */
  async keepsDeleted(): Promise<boolean> {
    await this.#ask((client, { HeadBucketCommand }) =>
      client.send(new HeadBucketCommand({ Bucket: this.#place.bucket })),
    );
    return this.#ask(
      async (client, { GetBucketVersioningCommand }) => {
        const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: this.#place.bucket }));
        return Status !== undefined;
      },
      // Not every service knows versions, and not everybody may ask.
      async () => false,
    );
  }

  /** Writes, reads and removes an object, as a store has to. @throws StoreError when it cannot */
  async probe(): Promise<void> {
    const address = randomBytes(32).toString('hex');
    const sent = randomBytes(32);
    // Whoever may not ask how the bucket is set up is told here.
    const versions = await this.#putPiece(address, sent);
    try {
      if (versions) throw keeps(this.name);
      const opened = await this.open(address);
      const back = opened === null ? null : await buffer(opened.stream);
      if (back?.equals(sent) !== true) throw new StoreError(`${this.name} gave back other bytes than it was given.`);
      for await (const _ of this.addresses()) break;
    } finally {
      await this.remove(address);
    }
  }

  #object(address: string): { Bucket: string; Key: string } {
    return { Bucket: this.#place.bucket, Key: `${this.#place.prefix}${address}` };
  }

  async #ask<T, E = never>(
    work: (client: S3Client, sdk: typeof import('@aws-sdk/client-s3')) => Promise<T>,
    otherwise?: (error: unknown) => Promise<E>,
  ): Promise<T | E> {
    const sdk = await import('@aws-sdk/client-s3');
    this.#client ??= connectS3(this.#place, this.#keys);
    try {
      return await work(await this.#client, sdk);
    } catch (error) {
      try {
        if (otherwise !== undefined) return await otherwise(error);
      } catch (left) {
        throw spoken(left, this.name);
      }
      throw spoken(error, this.name);
    }
  }
}

async function unlessAbsent(error: unknown): Promise<null> {
  if (isAbsent(error)) return null;
  throw error;
}

/** Versions are numbered by whatever text; `null` is what bears none. */
function isVersion(id: string | undefined): boolean {
  return id !== undefined && id !== '' && id !== 'null';
}

/** What is removed from such a bucket is hidden and stays. */
function keeps(store: string): StoreError {
  return new StoreError(
    `${store} keeps what is deleted (versions are switched on): what is erased would stay there. Take a bucket without versions, or remove the older versions there and switch them off.`,
  );
}
