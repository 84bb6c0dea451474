import type { Change, Committed } from '../record/types.ts';

/** Identity of a record that came from outside, unique per compartment. */
export interface External {
  /** Name of the format. */
  readonly dataset: string;
  /** The row's id; `actor:…`, `source:…` and `file:…` for what the rows share. */
  readonly id: string;
  /** 1 for the first content met under this id, 2 for the next other content, and so on. */
  readonly occurrence: number;
  /** What the record is to the row: `incident`, `statement:1:<digest>`, `act:1`, `link:side_a`, `actor`, `source`, `file`. */
  readonly role: string;
}

/** A record that an earlier import made. */
export interface Existing {
  readonly id: string;
  readonly kind: Change['kind'];
  readonly revision: number;
  readonly body: Record<string, unknown>;
  readonly external: External;
}

/** What the file store says about a file that it holds. */
export interface StoredFile {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly name: string;
  readonly mediaType: string;
}

/** All that an import needs of the engine: one compartment, one author. */
export interface ImportPort {
  readonly compartment: { readonly id: string; readonly code: string };
  /** As revisions show it, for instance `operator:root`. */
  readonly author: string;
  /**
   * Secret key of the compartment. With it a source's name is keyed (HMAC) into its external id, so that nobody can
   * find a source by hashing guessed names; without it a plain hash is used.
   */
  readonly sourceKey?: Uint8Array;
  /** Every record whose external identity has this dataset and one of these ids, whatever its role and occurrence. */
  findExternal(dataset: string, ids: readonly string[]): Promise<Existing[]>;
  /** All or nothing, as the engine's `commit`; takes effect after what `after` waits for, and fails with it. */
  commit(changes: readonly Change[], reason: string, after?: Promise<unknown>): Promise<Committed[]>;
  /** Does the work while no other import of this dataset into this compartment goes on; absent where there can be none. */
  exclusively?<T>(dataset: string, work: () => Promise<T>): Promise<T>;
  /** Keeps the file. The same content again changes nothing. */
  storeFile(path: string): Promise<StoredFile>;
  /** Reserves n codes such as `KHA-S-014`; a code once given is never given again. */
  nextSourceCodes(n: number): Promise<string[]>;
}
