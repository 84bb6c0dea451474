import type { Pool } from 'pg';

/** One signed revision as `cairn.commit_changes` takes it. */
export interface RevisionRow {
  record: string;
  number: number;
  compartment: string;
  kind: string;
  reference: string;
  level: string;
  token: string;
}

/** A row of one of the records at hand: `n` is that record's place in the list, from 1. */
interface Row {
  n: number;
  level: string;
}

/** What one call of `cairn.commit_changes` writes. */
export interface Payload {
  author: string;
  at: string;
  revisions: RevisionRow[];
  disclosures: (Row & { encoded: string })[];
  projections: Projections;
}

/** Rows of the derived tables, as commit writes them and rebuild and audit compute them anew. */
export interface Projections {
  bodies: (Row & { body: Record<string, unknown> })[];
  words: (Row & { text: string })[];
  periods: (Row & { ordinal: number; starting: string | null; ending: string | null })[];
  points: (Row & { ordinal: number; longitude: number; latitude: number; radius: number | null })[];
  codes: (Row & { scheme: string; code: string })[];
  externals: { n: number; dataset: string; id: string; occurrence: number; role: string }[];
  links: (Row & { source: string; target: string; type: string })[];
  refs: { n: number; target: string }[];
}

export function noProjections(): Projections {
  return { bodies: [], words: [], periods: [], points: [], codes: [], externals: [], links: [], refs: [] };
}

/** The lists in the order in which the database's functions take them; null for those without a row. */
export function projectionValues({
  bodies,
  words,
  periods,
  points,
  codes,
  externals,
  links,
  refs,
}: Projections): (string | null)[] {
  return [bodies, words, periods, points, codes, externals, links, refs].map((rows) =>
    rows.length === 0 ? null : JSON.stringify(rows),
  );
}

/** What the database said. Anything but `done` wrote nothing. */
export type CommitAnswer =
  | { done: true }
  | { refused: 'session' | 'compartment' | 'level' }
  | { missing: string[] }
  | { conflict: { id: string; revision: number }[] }
  | { unknown: string[] }
  | { collision: true };

const UNIQUE_VIOLATION = '23505';

/** One round trip, whatever the length of the list. */
export async function callCommit(app: Pool, secret: string, payload: Payload): Promise<CommitAnswer> {
  const { author, at, revisions, disclosures, projections } = payload;
  try {
    const { rows } = await app.query({
      name: 'commit',
      text: `select cairn.commit_changes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
               $14, $15, $16, $17, $18, $19, $20, $21) as answer`,
      values: [
        ...[secret, author, at],
        revisions.map(({ record }) => record),
        revisions.map(({ number }) => number),
        revisions.map(({ compartment }) => compartment),
        revisions.map(({ kind }) => kind),
        revisions.map(({ reference }) => reference),
        revisions.map(({ level }) => level),
        revisions.map(({ token }) => token),
        disclosures.map(({ n }) => n),
        disclosures.map(({ level }) => level),
        disclosures.map(({ encoded }) => encoded),
        ...projectionValues(projections),
      ],
    });
    return rows[0].answer;
  } catch (error) {
    // Two writers created the same external identity or revision at once; nothing was written.
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return { collision: true };
    throw error;
  }
}
