import { MANIFEST } from '../../database/manifest.ts';

/** The form of backups that this program writes and reads. */
export const FORMAT = 'cairn-backup';
export const VERSION = 1;

/** The form of archives that carry records to another instance. */
export const CARRIED = 'cairn-export';

/** First part of the archive. */
export const HEAD = 'backup.json';
/** The instance's keys; only in encrypted backups. */
export const IDENTITY = 'keys/identity.json';
/** Last part of the archive. */
export const SUMMARY = 'manifest.json';

/** Tables that a backup carries. What is derived is derived anew by a restore, which thereby proves itself. */
export const TABLES = Object.entries(MANIFEST)
  .filter(([, { class: kind }]) => kind === 'committed')
  .map(([name]) => name);

/** What a backup says of itself before anything else. */
export interface Head {
  readonly format: typeof FORMAT | typeof CARRIED;
  readonly version: number;
  /** When the snapshot was taken, ISO 8601 UTC. */
  readonly made: string;
  /** Schema changes that had run, so that a restore can begin with the same tables. */
  readonly migrations: readonly string[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly origin: string;
  /** C2SP verifier key of the log. */
  readonly logKey: string;
  /** Notes of the rotations that led to it, where there were any. */
  readonly rotations?: readonly string[];
  /** Whether the archive holds the signing keys. */
  readonly holdsKeys: boolean;
  /** The newest signed checkpoint within the snapshot. */
  readonly checkpoint: { readonly size: number; readonly note: string } | null;
}

/** What a backup says of itself at its end, when all of it has been read. */
export interface Summary extends Head {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Evidence files. */
  readonly files: number;
  /** Evidence files that items name and the store did not have, as `compartment/sha256`. */
  readonly missing: readonly string[];
  /** Every part before this one, in order. */
  readonly parts: readonly Digest[];
}

export interface Digest {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** What an archive says of itself, in the one form in which it is written. */
export function textOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`, 'utf8');
}

/** A table's rows lie in numbered parts of some megabytes; one after the other they are one CSV stream of COPY. */
export function tablePart(table: string, number: number): string {
  return `tables/${table}/${String(number).padStart(6, '0')}.csv`;
}

export function filePart(compartment: string, sha256: string): string {
  return `store/${compartment}/${sha256}`;
}

/** What a part's name says it is; null for a name that no backup has. */
export function kindOfPart(
  name: string,
):
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'file'; readonly compartment: string; readonly sha256: string }
  | { readonly kind: 'earlier'; readonly path: readonly [string, string] }
  | { readonly kind: 'identity' | 'summary' }
  | null {
  if (name === IDENTITY) return { kind: 'identity' };
  if (name === SUMMARY) return { kind: 'summary' };
  const table = /^tables\/(cairn\.[a-z_]+)\/[0-9]{6,}\.csv$/.exec(name);
  if (table !== null) return { kind: 'table', table: table[1] as string };
  const file = /^store\/([0-9a-f-]{36})\/([0-9a-f]{64})$/.exec(name);
  if (file !== null) return { kind: 'file', compartment: file[1] as string, sha256: file[2] as string };
  const earlier = /^earlier-logs\/([\w][\w.-]*)\/([\w][\w.-]*)$/.exec(name);
  return earlier === null ? null : { kind: 'earlier', path: [earlier[1] as string, earlier[2] as string] };
}
