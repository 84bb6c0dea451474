import type { Readable } from 'node:stream';

/** A part of a file: both ends are bytes counted from 0, and both are included. */
export interface Range {
  readonly start?: number;
  readonly end?: number;
}

/** A stored file that is being read. */
export interface Opened {
  /** Size of the whole file, whatever part of it was asked for. */
  readonly bytes: number;
  /** Whoever opened it reads it to its end or destroys it. */
  readonly stream: Readable;
}

/** A whole file beside the store, hashed and flushed to the disk, that is to go to an address. */
export interface Part {
  readonly address: string;
  readonly path: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Where the bytes of files lie, under addresses that tell nothing (64 hexadecimal digits). */
export interface Backend {
  readonly kind: 'folder' | 's3';
  /** What it is called in messages. */
  readonly name: string;
  /** Size of the file at an address; null where there is none. */
  sizeOf(address: string): Promise<number | null>;
  /** Null where there is none. */
  open(address: string, range?: Range): Promise<Opened | null>;
  /** Takes parts in and removes them; what lies at an address already stays as it is. */
  land(parts: readonly Part[]): Promise<void>;
  /** Puts what comes to an address, in the place of what lay there. All of it lies there or nothing new does. */
  put(address: string, content: Readable, bytes: number): Promise<void>;
  /** Removes a file. @returns whether there was one */
  remove(address: string): Promise<boolean>;
  /** The same for good. @throws StoreError also where the store only hides what is removed */
  erase(address: string): Promise<boolean>;
  /** Every address at which a file lies, in no order; what comes or goes meanwhile may be missed. */
  addresses(): AsyncIterable<string>;
  /** Removes what broke off: halves of files to which nothing has been added for long. */
  sweep(): Promise<void>;
}

/** A store that does not answer, refuses, or gives back other bytes than it was given. The message is written for people. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Whether a name is an address: nothing else is ever read, removed or moved. */
export function isAddress(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
