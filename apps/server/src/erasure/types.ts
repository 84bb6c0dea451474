import { Refusal } from '../record/index.ts';

/** Everything of some records, or a value wherever it stands in a compartment; or both. */
export interface ErasureQuery {
  /** UUID; needed only for a value alone, by whoever is in several compartments. */
  readonly compartment?: string;
  readonly targets: readonly ErasureTarget[];
  /** Looked for in all that the session reads there. It is never stored. */
  readonly value?: string;
}

export interface ErasureTarget {
  /** UUID of a record. */
  readonly record: string;
  /** `title`, `body.title` or `reason`; all that can be erased where it is left out. Every revision is meant. */
  readonly fields?: readonly string[] | 'all';
}

/**
 * Why a disclosure is among those to be erased: it was named, it holds the value, it names a file that does, or it was read or
 * made from a file that goes.
 */
export type Because = 'named' | 'value' | 'file' | 'derivative';

/** One disclosure of one revision. */
export interface Place {
  readonly record: string;
  readonly reference: string;
  readonly kind: string;
  readonly revision: number;
  /** `body.title`, `reason`. */
  readonly claim: string;
  readonly level: string;
  /** Whether it belongs to the newest revision, so that its record shows it now. */
  readonly current: boolean;
  readonly because: Because;
}

/** A file of the store that goes, or stays where records name it that are not part of the erasure. */
export interface ErasedFile {
  readonly record: string;
  readonly reference: string;
  readonly name: string;
  readonly bytes: number;
  readonly because: Because;
}

/**
 * What no erasure reaches, as codes for the page's words: proofs and exports that left, what people remember or copied,
 * backups that this instance does not know of, blocks of the disk that the file system let go, files that are packed or
 * drawn (an archive, a picture, a scan), sources that somebody imports again, and digests of whole rows and files that
 * others hold too, and uploads that are still coming in.
 */
export const BEYOND = [
  'proofs',
  'exports',
  'people',
  'backups-elsewhere',
  'disk',
  'packed-files',
  'import-again',
  'digests',
  'uploads',
] as const;
export type Beyond = (typeof BEYOND)[number];

/** A backup that this instance made. */
export interface BackupMade {
  readonly id: string;
  readonly at: string;
  /** The file's name without its folder. */
  readonly name: string;
  readonly encrypted: boolean;
  readonly expires: string;
}

export interface ErasurePreview {
  readonly compartment: string;
  readonly places: readonly Place[];
  /** What holds the value and stays, because it is structure: a reference, an author. */
  readonly fixed: readonly Place[];
  /** Derived rows of the records concerned, which are made again from what remains. */
  readonly derived: readonly { readonly table: string; readonly rows: number }[];
  readonly files: readonly ErasedFile[];
  /** Named records of which the session may not read all; asking is refused then. */
  readonly unseen: readonly { readonly record: string; readonly disclosures: number }[];
  /** Whether the session reads all of the compartment, so that nothing that holds the value was missed. */
  readonly complete: boolean;
  readonly backups: readonly BackupMade[];
  readonly beyond: readonly Beyond[];
}

/** One disclosure that an erasure takes, without its value. */
export interface ErasureTargetRow {
  readonly record: string;
  readonly number: number;
  readonly claim: string;
  readonly level: string;
  /** As it stands in the revision's token. */
  readonly digest: string;
}

/** A request and what became of it, as committed. */
export interface Erasure {
  readonly id: string;
  readonly compartment: string;
  /** Id of an account. */
  readonly requested_by: string;
  readonly requested_at: string;
  readonly reason: string;
  readonly targets: readonly ErasureTargetRow[];
  /** The newest revision of each record when it was requested. */
  readonly heads: Readonly<Record<string, number>>;
  /** Addresses in the store. The SHA-256 of a file would let whoever guesses its content confirm it. */
  readonly files: readonly string[];
  /** False where a value was looked for by somebody who reads part of the compartment only: copies of it may remain. */
  readonly complete: boolean;
  readonly state: 'requested' | 'refused' | 'withdrawn' | 'done';
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly assertions: readonly unknown[] | null;
}

/** A done erasure with its deed, so that a list of them proves that this instance made it. */
export interface SignedErasure extends Erasure {
  /** The deed's token. */
  readonly token: string;
  /** The deed's disclosures, joined by `~`. */
  readonly disclosures: string;
}

export interface ErasureResult {
  readonly erasure: Erasure;
  readonly disclosures: number;
  readonly records: number;
  /** Files removed from the store. */
  readonly files: number;
  /** Files that stay, because records name them that are not part of the erasure. */
  readonly keptFiles: number;
  /** Whether database files and write-ahead log hold no trace any more of what was erased; what was not found stays. */
  readonly scrubbed: boolean;
  /** What could not be done, in sentences. */
  readonly notDone: readonly string[];
  /** Backups that hold it still, with their ends. */
  readonly backups: readonly BackupMade[];
}

/** The erasure is not as it was: it was decided already, or a record has changed since (HTTP 409). */
export class ErasureConflict extends Refusal {}
