import type { Pool } from 'pg';

/** One signed revision as `cairn.commit_changes` takes it. */
export interface RevisionRow {
  record: string;
  number: number;
  compartment: string;
  kind: string;
  reference: string;
  level: string;
  at: string;
  author: string;
  token: string;
  /** SHA-256 of the token in base64. */
  entry: string;
}

interface Row {
  record: string;
  compartment: string;
  level: string;
}

/** What one call of `cairn.commit_changes` writes. */
export interface Payload {
  revisions: RevisionRow[];
  disclosures: (Row & { number: number; encoded: string })[];
  projections: Projections;
}

/** Rows of the derived tables, as commit writes them and rebuild and audit compute them anew. */
export interface Projections {
  bodies: (Row & { body: Record<string, unknown> })[];
  words: (Row & { text: string })[];
  periods: (Row & { ordinal: number; starting: string | null; ending: string | null })[];
  points: (Row & { ordinal: number; longitude: number; latitude: number; radius: number | null })[];
  codes: (Row & { scheme: string; code: string })[];
  externals: { compartment: string; dataset: string; id: string; occurrence: number; role: string; record: string }[];
  links: (Row & { source: string; target: string; type: string })[];
  refs: { record: string; compartment: string; target: string }[];
}

/** What the database said. Anything but `done` wrote nothing. */
export type CommitAnswer =
  | { done: true }
  | { refused: 'session' | 'compartment' | 'level' }
  | { missing: string[] }
  | { conflict: { id: string; revision: number }[] }
  | { unknown: string[] }
  | { collision: true };

/** One round trip, whatever the length of the list. */
export async function callCommit(app: Pool, secret: string, payload: Payload): Promise<CommitAnswer> {
  const { rows } = await app.query({
    name: 'commit',
    text: 'select cairn.commit_changes($1, $2, $3, $4) as answer',
    values: [
      secret,
      JSON.stringify(payload.revisions),
      JSON.stringify(payload.disclosures),
      JSON.stringify(payload.projections),
    ],
  });
  return rows[0].answer;
}
