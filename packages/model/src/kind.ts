import type { TSchema } from 'typebox';
import type { Problem } from './problem.ts';
import type { FieldClass, Sensitivity } from './sensitivity.ts';

/** The kinds of record; each has one definition under `kinds/`. */
export const KIND_NAMES = [
  'actor',
  'incident',
  'act',
  'link',
  'item',
  'statement',
  'batch',
  'comment',
  'step',
  'second-coding',
  'view',
  'mapping',
  'method-note',
] as const;

export type KindName = (typeof KIND_NAMES)[number];

/** The content of a record as stored: plain JSON. */
export type Body = Record<string, unknown>;

/** What a field means to projection and validation, beyond its schema. */
export type FieldMeaning =
  | 'time'
  | 'times'
  | 'place'
  | 'places'
  | 'date'
  | 'counts'
  | 'code'
  | 'coding'
  | 'codings'
  | 'basis'
  | 'ref'
  | 'names'
  | 'level'
  | 'tags'
  | 'custom'
  | 'batch'
  | 'accounts';

/** How one field of a kind is guarded and read. */
export interface FieldSpec {
  /** The least guarded level the field can have; the record's own sensitivity raises it. */
  class: FieldClass;
  /** Its text is found by search. Never for identity fields, nor above `internal`. */
  search?: boolean;
  as?: FieldMeaning;
  /** The vocabulary of a `code`, or the only one allowed in a `coding`; the scheme of the rows of `date` and `accounts`. */
  scheme?: string;
}

/** A record that another one refers to, as far as rules must see it. */
export interface OtherRecord {
  kind: string;
  body: Body;
  author: string;
  /** Who ever wrote each field of it, as far as the session may know; filled in where a second coding is about it. */
  writers?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a rule may look at. Rules are pure: the same context gives the same problems. */
export interface RuleContext<B = Body> {
  /** The body of the revision that the change was made from; null for a new record. */
  before: B | null;
  after: B;
  /** Label of the account that writes this revision. */
  author: string;
  id: string;
  /** The records that `needs` asked for, by id; what the author may not see is absent. */
  others: ReadonlyMap<string, OtherRecord>;
}

/** A record as `project` reads it. */
export interface ProjectedRecord<B = Body> {
  id: string;
  compartment: string;
  kind: string;
  revision: number;
  body: B;
}

/** The rows that a record leaves in the tables that search, maps and counters use. Derived; rebuilt at any time. */
export interface Projection {
  /** One per level that has fields. */
  bodies: { level: FieldClass; body: Body }[];
  /** Text for search; never from identity fields, never sealed. */
  words: { level: Sensitivity; text: string }[];
  /** UTC, half-open [start, end); null is open. */
  periods: { level: FieldClass; start: string | null; end: string | null }[];
  /**
   * Degrees WGS 84, radius in metres; null where no honest circle can be drawn. One for each place, then those by which places
   * with a shape are found.
   */
  points: { level: FieldClass; latitude: number; longitude: number; radius: number | null }[];
  codes: { level: FieldClass; scheme: string; code: string }[];
  /** Public names; never from identity fields, never sealed. Keys as `nameKeys` gives them. */
  names: { level: Sensitivity; name: string; folded: string; keys: readonly string[] }[];
  /** Figures as given; null where none is. `group` is a code of victim-group. */
  counts: {
    level: FieldClass;
    outcome: string;
    group: string | null;
    unit: string;
    low: number | null;
    best: number | null;
    high: number | null;
  }[];
  externals: { dataset: string; id: string; occurrence: number; role: string }[];
  links: { level: FieldClass; from: string; to: string; type: string }[];
  /** Every record that the body names; all must exist in the same compartment. */
  refs: string[];
}

/** One kind of record: what it holds, who may read which field, what changes are allowed, what it leaves in search. */
export interface Kind<B = Body> {
  name: KindName;
  version: number;
  schema: TSchema;
  fields: Readonly<Record<Extract<keyof B, string>, FieldSpec>>;
  /** The reasons why a change is refused; empty when it stands. Assumes a body that `validate` accepts. */
  rules(context: RuleContext<B>): Problem[];
  /** The records whose bodies `rules` must see; empty in the normal case, so that an ordinary commit reads nothing. */
  needs(body: B): string[];
  /**
   * The body in this version's form.
   * @throws {UnknownVersion} when the body was written by a newer Cairn
   */
  upgrade(body: Body, fromVersion: number): B;
  /**
   * Pure; reads nothing but its argument. Assumes that each field that is there is one that `validate` accepts: an erasure
   * may have taken required ones.
   */
  project(record: ProjectedRecord<B>): Projection;
}

/** A record was written by a newer version of Cairn than the one that reads it. */
export class UnknownVersion extends Error {
  constructor(kind: string, found: number, known: number) {
    super(`This "${kind}" has version ${found}; this Cairn reads up to ${known}. Update Cairn, then open it again.`);
    this.name = 'UnknownVersion';
  }
}
