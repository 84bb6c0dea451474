/** Why a place is among those to be erased: it was named, it holds the value, or it names a file that does. */
export type Because = 'named' | 'value' | 'file' | 'derivative';

/** One field of one revision. */
export interface Place {
  record: string;
  reference: string;
  kind: string;
  revision: number;
  /** `body.title`, or `reason`. */
  claim: string;
  level: string;
  /** Whether the record shows it now. */
  current: boolean;
  because: Because;
}

export interface Backup {
  id: string;
  at: string;
  name: string;
  encrypted: boolean;
  expires: string;
}

export interface Preview {
  compartment: string;
  places: Place[];
  /** Holds the value and stays, because it is structure. */
  fixed: Place[];
  derived: { table: string; rows: number }[];
  files: { record: string; reference: string; name: string; bytes: number; because: Because }[];
  /** Named records of which the reader may not read all. */
  unseen: { record: string; disclosures: number }[];
  /** Whether the reader reads every level, so that nothing that holds the value was missed. */
  complete: boolean;
  backups: Backup[];
  beyond: string[];
}

export interface Query {
  compartment?: string;
  targets: { record: string; fields?: string[] }[];
  value?: string;
}

export interface Erasure {
  id: string;
  compartment: string;
  requestedBy: string;
  requestedAt: string;
  reason: string;
  targets: { record: string; number: number; claim: string; level: string }[];
  /** How many files go with it. */
  files: number;
  /** False where whoever asked looked for a value and could not see everything: copies may remain. */
  complete: boolean;
  state: 'requested' | 'refused' | 'withdrawn' | 'done';
  decidedBy: string | null;
  decidedAt: string | null;
  /** What the second person's passkey signs: base64url of a SHA-256. */
  digest: string;
}

/** One request as the page for it shows it. */
export interface ErasureShown {
  erasure: Erasure;
  /** What it comes to now, while it waits. */
  preview: Preview | null;
  /** Backups that hold it still, once it is done. */
  backups: Backup[];
}

export interface Result {
  erasure: Erasure;
  disclosures: number;
  records: number;
  files: number;
  keptFiles: number;
  scrubbed: boolean;
  notDone: string[];
  backups: Backup[];
}

/** A claim of one revision that was erased. */
export interface Erased {
  revision: number;
  claim: string;
  /** Id of the erasure. */
  erasure: string;
  at: string;
}
