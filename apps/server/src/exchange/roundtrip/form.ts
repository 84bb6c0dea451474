import type { Continued } from '../../record/index.ts';
import type { CARRIED, Head } from '../archive/format.ts';

/** The tables that are carried over; what has compartments, of those concerned. */
export const CARRIED_TABLES = [
  'cairn.revision',
  'cairn.disclosure',
  'cairn.log_entry',
  'cairn.checkpoint',
  'cairn.cosignature',
] as const;

/** Tables whose rows belong to a compartment and are entered anew over there, each by a deed of its own. */
export const ENTERED_ANEW = ['custom_field', 'own_term'] as const;
export type EnteredAnew = (typeof ENTERED_ANEW)[number];

/** An author, or somebody whom a record names by an account. */
export interface CarriedName {
  readonly compartment: string;
  readonly account: string;
  readonly name: string;
  readonly origin: string;
}

/** What an archive that carries records to another instance says of itself. No secret, and no private key. */
export interface CarriedHead extends Head {
  readonly format: typeof CARRIED;
  /** Whether all compartments are in it. */
  readonly everything: boolean;
  readonly compartments: readonly { readonly id: string; readonly code: string; readonly name: string }[];
  readonly names: readonly CarriedName[];
  /** Rows of `ENTERED_ANEW`, by table. */
  readonly rows: Readonly<Record<EnteredAnew, readonly Readonly<Record<string, unknown>>[]>>;
  /** Lines of erasures that were done, each with its deed: what they took is not in it. */
  readonly erasures: string;
  /** Key ids of revisions: public keys. */
  readonly revisionKeys: readonly string[];
  /** What that log says of the one before it. */
  readonly continues: Continued | null;
}
