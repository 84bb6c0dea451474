import type { BerkeleyGroup, BerkeleyPoint } from '@cairn/model';

export type Examination =
  | 'waiting'
  | 'read'
  | 'unknown-type'
  | 'malformed'
  | 'too-large'
  | 'tool-missing'
  | 'timed-out'
  | 'none';

/** An item as lists show it. Fields above the reader's clearance are absent. */
export interface ItemRow {
  id: string;
  compartment: string;
  reference: string;
  revision: number;
  at: string;
  itemKind?: string;
  title?: string;
  name?: string;
  bytes?: number;
  mediaType?: string;
  /** Pixels as a person sees the picture. */
  width?: number;
  height?: number;
  durationSeconds?: number;
  graphic?: string;
  captureClass?: string;
  examination: Examination;
  /** A small picture made from the item; an item of its own. */
  thumbnail?: { item: string; width?: number; height?: number };
}

export interface ItemPage {
  items: ItemRow[];
  next: string | null;
}

/** One line of custody: a person's entry, or what the machine did. */
export interface CustodyLine {
  at: string;
  event: string;
  by?: string;
  from?: string;
  to?: string;
  place?: string;
  note?: string;
  /** How often, where many of the same kind lie together. */
  count?: number;
}

export interface DerivativeLine {
  item: string;
  reference: string;
  role: string;
  mediaType?: string;
  name?: string;
  bytes?: number;
  width?: number;
  height?: number;
  tool: string;
  toolVersion: string;
  at: string;
}

export interface ChecklistPoint {
  point: BerkeleyPoint;
  group: BerkeleyGroup;
  state: 'present' | 'missing' | 'not-applicable';
}

/** What stands around an item. */
export interface Evidence {
  custody: CustodyLine[];
  derivatives: DerivativeLine[];
  parent?: { item: string; reference: string };
  checklist: ChecklistPoint[];
  examination: { state: Examination; tool?: string; toolVersion?: string; at?: string };
  /** Other items of the compartment with the same bytes. */
  sameFile: { item: string; reference: string }[];
}

/** The address of one file on the files host, for a while. */
export interface FileLink {
  item: string;
  url: string;
  mediaType: string;
  disposition: 'inline' | 'attachment';
}

export interface FileLinks {
  /** ISO 8601 instant. */
  expires: string;
  links: FileLink[];
}

/** A file on its way: not whole yet, or whole and not yet recorded as an item. */
export interface UploadRow {
  id: string;
  compartment: string;
  bytes: number;
  received: number;
  created: string;
  expires: string;
}

export interface TakenIn {
  item: string;
  reference: string;
  sha256: string;
  bytes: number;
  name: string;
  mediaType?: string;
  /** The same file under the same name was here before; nothing was added. */
  already: boolean;
}
