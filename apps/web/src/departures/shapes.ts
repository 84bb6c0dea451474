/** So many records, or fields of them (`incident.context`), stay for one reason; of records the first few by name. */
export interface Stays {
  what: string;
  why: string;
  n: number;
  records: { id: string; reference: string }[];
}

/** What an export would be, as the server says it. */
export interface Preview {
  found: number;
  examined: number;
  records: Record<string, number>;
  heldBack: Stays[];
  warnings: { code: string; n: number; tick: boolean }[];
  fields: { field: string; state: 'in' | 'choosable' | 'out'; why: string | null }[];
  mayChoose: boolean;
  compartments: { id: string; name: string }[];
}

export const FORMATS = ['xlsx', 'csv', 'geojson', 'workbook'] as const;
export type Format = (typeof FORMATS)[number];

/** What somebody asks to take out. */
export interface Wish {
  query: string;
  format: Format;
  purpose: string;
  recipient: string;
  terms: string;
  fields: string[];
  include: string[];
  accept: string[];
  language: 'en' | 'uk';
}

/** An entry of the register; what is null is told to leads and to whoever took it. */
export interface Departure {
  id: string;
  at: string;
  compartments: string[];
  purpose: string;
  format: string;
  terms: string;
  state: 'begun' | 'left' | 'broken-off';
  whole: boolean;
  by: string | null;
  name: string | null;
  recipient: string | null;
  query: string | null;
  chosen: { field: string; by: string }[] | null;
  included: string[] | null;
  warnings: string[] | null;
  levels: string[] | null;
  records: Record<string, number> | null;
  bytes: number | null;
  digest: string | null;
  ended: string | null;
}
