/** What is counted. Persons, acts and statements are never summed with one another (Making the Case, AAAS 2000). */
export const UNITS = ['incidents', 'acts', 'persons', 'statements'] as const;
export type Unit = (typeof UNITS)[number];

/** What the counts are set apart by; any other is a scheme of codes. */
export const SCHEMES = ['incident-status', 'act-type', 'method', 'object', 'attack-context', 'outcome', 'tag'] as const;
export const GROUPINGS = ['month', 'year', 'place', ...SCHEMES] as const;

/** Persons with one outcome, as the sum of ranges. */
export interface Persons {
  outcome: string;
  /** Sum of the lowest, of the likeliest and of the highest figures that the records give. */
  low: number;
  best: number;
  high: number;
  /** Records that give a figure, those that give no likeliest one, and those that give no upper bound. */
  records: number;
  withoutBest: number;
  openAbove: number;
}

export interface FigureRow {
  /** A month (2031-03), a year, a place's name or a code; null where the record gives none. */
  key: string | null;
  /** Of a place that is written in several languages. */
  names?: Readonly<Record<string, string>>;
  n?: number;
  persons?: Persons[];
}

export interface Figures {
  unit: Unit;
  by: string;
  rows: FigureRow[];
  /** Counted anew over all, not the sum of the rows: a record may stand in several. */
  total: Omit<FigureRow, 'key'>;
  /** What a reader has to know beside the numbers, with how many records it concerns. */
  notes: { code: string; n: number }[];
  /** How the team's figures come about, in its own words. */
  method: {
    id: string;
    reference: string;
    revision: number;
    body: Partial<Record<'title' | MethodPart, string>>;
  } | null;
  /** The query that gives the records behind the figures. */
  query: string;
  at: string;
}

/** What a method note says, in the order of reading. */
export const METHOD_PARTS = ['scope', 'definitions', 'inclusion', 'sources', 'verification', 'corrections'] as const;
export type MethodPart = (typeof METHOD_PARTS)[number];
