import type { Coding, FuzzyPlace, FuzzyTime, Harm, Item as ItemBody, Level, Provenance } from '@cairn/model';

export interface Compartment {
  id: string;
  code: string | null;
  name: string;
  role: string;
  clearance: string;
}

export interface SessionAnswer {
  account: { id: string; name: string; email: string; admin: boolean };
  compartments: Compartment[];
}

/** A record as the reader may see it: fields above the reader's clearance are absent, so every field is optional. */
export interface Shown<Kind extends string, Body> {
  id: string;
  kind: Kind;
  compartment: string;
  reference: string;
  revision: number;
  at: string;
  author: string;
  body: Body & { flags?: Flag[]; external?: External };
}

export interface Flag {
  row?: number;
  column?: string;
  value?: unknown;
  problem?: string;
}

export interface External {
  dataset?: string;
  id?: string;
  occurrence?: number;
  role?: string;
}

export interface Name {
  text: string;
  lang?: string;
  script?: string;
}

/** What identifies a natural person. Absent for whoever may not read it. */
export interface Identity {
  names?: Name[];
  contacts?: { kind: string; value: string }[];
  birth?: { date?: string; place?: string };
  documents?: { kind: string; number: string; issuer?: string }[];
}

export type Incident = Shown<
  'incident',
  {
    title?: string;
    time?: FuzzyTime;
    place?: FuzzyPlace;
    summary?: string;
    context?: string;
    status?: string;
    sensitivity?: string;
    notes?: string;
    counts?: Harm[];
    codes?: Coding[];
    moreTimes?: FuzzyTime[];
    morePlaces?: FuzzyPlace[];
    review?: { readyBy: string; reviewedBy?: string; reasons?: string };
    conclusions?: Conclusion[];
  } & Common
>;

/** What the team concludes on one field. */
export interface Conclusion {
  field: string;
  text: string;
  level?: Level;
  by: string;
  basis?: Provenance[];
}

/** What every kind has beside its own fields. */
export interface Common {
  tags?: string[];
  custom?: Record<string, string | number | boolean | string[]>;
  batch?: string;
  assigned?: string[];
  due?: string;
}

/** How firmly a claim stands and who decided that. */
export interface Assessed {
  level?: Level;
  proposal?: { level: Level; by: string; reasons: string };
  confirmation?: { by: string; reasons: string };
  capLiftProposal?: { by: string; reasons: string };
  capLift?: { by: string; reasons: string };
  basis?: Provenance[];
}

export type Act = Shown<
  'act',
  {
    incident?: string;
    type?: Coding;
    method?: Coding;
    object?: Coding;
    omission?: boolean;
    time?: FuzzyTime;
    place?: FuzzyPlace;
    statedReason?: string;
    endStatus?: string;
    harm?: Harm[];
    sensitivity?: string;
    notes?: string;
  } & Assessed &
    Common
>;

export type Link = Shown<
  'link',
  {
    from?: string;
    to?: string;
    type?: string;
    degree?: Coding;
    time?: FuzzyTime;
    reasons?: string;
    withdrawn?: { by: string; reasons: string };
    sensitivity?: string;
    notes?: string;
  } & Assessed
>;

export type Actor = Shown<
  'actor',
  { actorType?: string; names?: Name[]; identity?: Identity; sourceCode?: string; notes?: string }
>;

export type Item = Shown<'item', Partial<Omit<ItemBody, 'flags' | 'external'>>>;

export type Statement = Shown<
  'statement',
  {
    source?: string;
    sourceCode?: string;
    connection?: string;
    text?: string;
    summary?: string;
    language?: string;
    item?: string;
    pinpoint?: string;
    about?: { record: string; field?: string; stance?: 'supports' | 'contradicts' | 'context' }[];
    asserts?: Record<string, unknown>;
    reliability?: string;
    credibility?: number;
    anonymous?: boolean;
  }
>;

export type AnyRecord = Incident | Act | Link | Actor | Item | Statement;

export interface Page<R> {
  records: R[];
  next: string | null;
}

export interface FieldChange {
  field: string;
  before?: unknown;
  after?: unknown;
}

export interface Revision {
  revision: number;
  at: string;
  author: string;
  reason: string;
  entry: string;
  leaf: number | null;
  changes: FieldChange[];
}

export interface Integrity {
  size: number;
  anchored: { size: number; by: string[]; time: string | null };
  unanchored: number;
  pending: number;
  signing: { ok: boolean; message?: string };
  /** The last audit that was run on this instance; null where none was. */
  lastAudit?: { at: string; findings: number; size: number } | null;
  /** A file that is altered or missing; a partner's log that showed two histories. */
  alarms?: { files: boolean; forks: boolean };
}

export interface ProofFile {
  token: string;
  tlogProof: string;
  stamps: unknown[];
  key: string;
  /** Notes of the rotations that led to this key, oldest first. */
  rotations?: string[];
}

export interface VocabularyCode {
  code: string;
  /** The wider term of the same vocabulary. */
  broader?: string;
  label: { en: string; uk: string };
  definition?: { en: string; uk: string };
}

export interface Vocabulary {
  scheme: string;
  codes: VocabularyCode[];
}
